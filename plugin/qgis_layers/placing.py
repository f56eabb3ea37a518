"""Layers that QGIS has added to a project by itself: given their style and their place among the results."""

from __future__ import annotations

import math
from collections.abc import Generator
from functools import lru_cache
from pathlib import Path

from qgis.core import (
    QgsLayerTreeGroup,
    QgsLayerTreeLayer,
    QgsMapLayer,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)

from ..protocol.result_files import PRODUCTS, SITES
from . import map_layers
from .colours import ColourScale, scale_of
from .compatible import band_of
from .descriptions import describe
from .elevation import offer_range
from .groups import add_group, is_placed, placed, subgroup
from .kept_styles import keep_style
from .parts import at_a_stroke
from .raster_styles import style_raster
from .raster_tips import telling_rasters
from .rasters import LayerError, band_depths, most_telling_band, name_legend, open_raster, sample
from .rejects import style_rejects
from .result_layers import ResultLayers
from .sections import GROUP, open_section, source_of, style_layer
from .sections import TITLES as TITLES_OF_SECTIONS
from .shown_files import FILES, REJECTS, SHOWN, SIGMA, STATUS, TITLES, VS
from .shown_results import find_results, layers_in, reading_anew, take_off
from .site_classes import style_products
from .sites import style_sites


def place_result(layer: QgsMapLayer, file: str, folder: Path, name: str, project: QgsProject) -> None:
    """Give a layer its style and its place at a stroke, and let the others know; see `placing_result`."""
    at_a_stroke(placing_result(layer, file, folder, name, project))
    at_a_stroke(reading_anew(folder, {file.partition("|")[0]}, project))
    at_a_stroke(_telling_depth(folder, file in (VS, SIGMA, SITES, PRODUCTS), project))


def placing_result(
    layer: QgsMapLayer, file: str, folder: Path, name: str, project: QgsProject
) -> Generator[None, None, None]:
    """Style the layer of a result file and put it into the group of its folder, in two parts.

    An older layer of the same file goes: it would draw the new file in the old colours; the new one is shown
    where the old one was. So do those of files that the folder no longer has.

    Parameters
    ----------
    layer : QgsMapLayer
        A layer of the project.
    file : str
        Name of its file in the folder.
    folder : Path
        The results.
    name : str
        What to call the group where there is none yet.
    project : QgsProject
        The project.
    """
    visible = _take_older_off(layer, file, folder, project)
    group = _group_of(folder, layer, name, project)
    _style(layer, file, folder, project)
    yield
    layer.setName(TITLES[file])
    describe(layer, folder)
    keep_style(layer)
    _move(layer, group, _rank(file, folder, group, project), visible, project)
    if isinstance(layer, QgsRasterLayer):
        name_legend(layer)
        offer_range(layer, project)


def _take_older_off(layer: QgsMapLayer, file: str, folder: Path, project: QgsProject) -> bool:
    """Remove the layers in whose place this one comes; return whether it is to be seen."""
    visible = file in SHOWN
    for other, shown in layers_in(folder, project).items():
        gone = not (folder / shown.partition("|")[0]).exists()
        if other != layer.id() and (shown == file or gone):
            node = project.layerTreeRoot().findLayer(other)
            if shown == file and node is not None:
                visible = node.itemVisibilityChecked()
            take_off(other, folder / shown, project)
    return visible


def _style(layer: QgsMapLayer, file: str, folder: Path, project: QgsProject) -> None:
    if file == SITES:
        style_sites(layer, _velocities(folder, project))
    elif file == PRODUCTS:
        style_products(layer)
    elif file == REJECTS:
        style_rejects(layer)
    elif file in map_layers.TITLES:
        map_layers.style_map_layer(layer, file)
        depth = _telling(folder)[1]
        if math.isfinite(depth):
            map_layers.show_depth(layer, depth)
    else:
        telling = _telling(folder)[0] if file in (VS, SIGMA) else 1
        shared = _velocities(folder, project) if file != VS else None
        style_raster(layer, file, telling, velocities=shared)


def showing_maps_again(
    folder: Path, name: str, project: QgsProject
) -> Generator[None, None, ResultLayers | None]:
    """Show the maps of a folder, which were drawn anew, in place of those before; None where nothing is.

    It goes on in parts that each take little time.

    Parameters
    ----------
    folder : Path
        The results.
    name : str
        What to call the group where there is none yet.
    project : QgsProject
        The project.

    Raises
    ------
    LayerError
        If QGIS cannot read one of them; nothing is changed then.
    """
    drawn = [key for key in FILES if key not in (PRODUCTS, SITES, REJECTS, STATUS)]
    present = [
        key
        for key in drawn
        if (map_layers.holds(folder, key) if key in map_layers.TITLES else (folder / key).exists())
    ]
    layers: dict[str, QgsMapLayer] = {}
    for key in present:
        yield
        layers[key] = (
            map_layers.open_map_layer(folder, key)
            if key in map_layers.TITLES
            else open_raster(folder / key, TITLES[key])
        )
    for key, layer in layers.items():
        yield
        project.addMapLayer(layer, False)
        yield from placing_result(layer, key, folder, name, project)
    yield
    yield from reading_anew(folder, {key.partition("|")[0] for key in layers}, project)
    yield from _telling_depth(folder, True, project)
    return find_results(folder, project)


def place_section_layer(
    layer: QgsVectorLayer, kind: str, path: Path, folder: Path, name: str, project: QgsProject
) -> None:
    """Draw a layer beside the raster of a section, and put it into “Sections” of its folder's group.

    Older layers of the same file go.
    """
    for other in list(project.mapLayers().values()):
        if other.id() != layer.id() and other.source() == layer.source():
            project.removeMapLayer(other)
    vs = _vs_of(folder)
    scale = style_raster(vs, VS, 1) if vs is not None else open_section(path, name, None)[1]
    style_layer(layer, kind, scale)
    group = subgroup(_group_of(folder, layer, name, project), GROUP)
    kinds = list(TITLES_OF_SECTIONS)
    before = [source_of(path, one) for one in kinds[: kinds.index(kind)]]
    places = [i for i, node in enumerate(group.findLayers()) if node.layer().source() in before]
    _move(layer, group, places[-1] + 1 if places else 0, True, project)
    project.layerTreeRoot().findLayer(layer.id()).setExpanded(False)


def _velocities(folder: Path, project: QgsProject) -> ColourScale | None:
    """Return the colours in which a result's velocities are shown; None where they are not."""
    for layer, file in layers_in(folder, project).items():
        if file == VS:
            return scale_of(project.mapLayer(layer).renderer())
    return None


def _telling_depth(folder: Path, changed: bool, project: QgsProject) -> Generator[None, None, None]:
    """Let tips tell of the layers that are there, and of the depth that the map shows what it changes."""
    layers = find_results(folder, project)
    if layers is None:
        return
    yield from telling_rasters(layers.vs, layers.sigma, layers.singles)
    if layers.vs is not None and changed:
        yield from layers.showing_band(band_of(layers.vs.renderer()))


def _vs_of(folder: Path) -> QgsRasterLayer | None:
    try:
        return open_raster(folder / VS, TITLES[VS]) if (folder / VS).exists() else None
    except LayerError:
        return None


def _telling(folder: Path) -> tuple[int, float]:
    """Return the band of the map of Vs that tells most, and its depth in m; the first where there is none."""
    path = folder / VS
    return _telling_of(path, path.stat().st_mtime_ns) if path.exists() else (1, math.nan)


@lru_cache(maxsize=4)
def _telling_of(path: Path, _changed: int) -> tuple[int, float]:
    try:
        vs = open_raster(path, TITLES[VS])
    except LayerError:
        return 1, math.nan
    band = most_telling_band(sample(vs))
    return band, band_depths(vs)[band - 1]


def _group_of(folder: Path, layer: QgsMapLayer, name: str, project: QgsProject) -> QgsLayerTreeGroup:
    """Return the group of the folder's other layers, or a new one.

    QGIS adds all layers of an algorithm before it lets the first be placed, wherever the user is in the tree.
    """
    root = project.layerTreeRoot()
    for other, file in layers_in(folder, project).items():
        node = root.findLayer(other)
        if other != layer.id() and file in FILES and is_placed(node) and node.parent() != root:
            return node.parent()
    return add_group(name, project)


def _rank(file: str, folder: Path, group: QgsLayerTreeGroup, project: QgsProject) -> int:
    """Return where in the group the file's layer goes, so that its layers draw in the usual order."""
    files = layers_in(folder, project)
    before = FILES[: FILES.index(file)]
    places = [i for i, n in enumerate(group.children()) if files.get(getattr(n, "layerId", str)()) in before]
    return places[-1] + 1 if places else int(group.findGroup(GROUP) is not None)


def _move(
    layer: QgsMapLayer, group: QgsLayerTreeGroup, place: int, visible: bool, project: QgsProject
) -> None:
    old = project.layerTreeRoot().findLayer(layer.id())
    # Set before it is in the tree, so that a hidden layer is never drawn.
    new = placed(QgsLayerTreeLayer(layer))
    new.setItemVisibilityChecked(visible)
    new.setExpanded(visible)
    group.insertChildNode(place, new)
    if old is not None:
        old.parent().removeChildNode(old)
