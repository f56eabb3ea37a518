"""One folder of results -> one named group of styled layers."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from qgis.core import (
    QgsLayerTreeGroup,
    QgsMapLayer,
    QgsProject,
    QgsProviderRegistry,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt import sip

from ..protocol import result_files
from ..protocol.errors import OutputError
from ..protocol.manifest import RUN_SET, Manifest, require_whole
from ..protocol.palettes import DEPTH, UNCERTAINTY, VELOCITY
from ..protocol.result_files import (
    CURVES,
    MAP_RECORD,
    OF_SURVEYS,
    PRODUCTS,
    PROFILES,
    REJECT_LAYER,
    RUN,
    SITES,
)
from . import colours, map_layers, site_classes
from .compatible import band_of
from .groups import add_group, add_layer
from .rasters import (
    LayerError,
    band_depths,
    most_telling_band,
    name_legend,
    open_raster,
    sample,
    show_band,
    smooth,
    style,
)
from .rejects import open_rejects
from .sites import open_sites
from .status import style_status

VS, SIGMA, STATUS = (raster.file for raster in (result_files.VS, result_files.SIGMA, result_files.STATUS))
RASTERS = {raster.file: raster for raster in OF_SURVEYS}
PALETTES = {
    VS: VELOCITY,
    SIGMA: UNCERTAINTY,
    result_files.VS_ELEVATION.file: VELOCITY,
    result_files.SIGMA_ELEVATION.file: UNCERTAINTY,
    result_files.VS30.file: VELOCITY,
    result_files.Z1_0.file: DEPTH,
    result_files.Z2_5.file: DEPTH,
    result_files.CHI.file: UNCERTAINTY,
    result_files.DISTANCE.file: colours.DISTANCE,
}
_CLASS_MAPS = {**result_files.CLASS_MAPS, **result_files.PROFILE_CLASS_MAPS}
PALETTES |= {odds.file: tuple(reversed(UNCERTAINTY)) for _, odds in _CLASS_MAPS.values()}
CLASSES = {of_class.file: key for key, (of_class, _) in _CLASS_MAPS.items()}
# Not a file of its own: a layer in that of the sites.
REJECTS = f"{SITES}|{REJECT_LAYER}"
MAP_LAYERS = tuple(map_layers.TITLES)
WITHIN = (REJECTS, *MAP_LAYERS)
FILES = (PRODUCTS, SITES, REJECTS, *MAP_LAYERS, *RASTERS, STATUS)
TITLES = {
    SITES: "Sites",
    PRODUCTS: site_classes.TITLE,
    REJECTS: "Not used, or suspect",
    **map_layers.TITLES,
    **{raster.file: raster.full_title for raster in (*OF_SURVEYS, result_files.STATUS)},
}
SHOWN = (PRODUCTS, SITES, REJECTS, map_layers.CONTOUR_LINES, VS)
_NAMES = {file.partition("|")[0] for file in FILES}


@dataclass(frozen=True)
class ResultLayers:
    """The layers of one result; None where its file was not made.

    Parameters
    ----------
    group : QgsLayerTreeGroup
        The group that holds them.
    group_name : str
        Its name, which finds it again after the user has removed it or opened another project.
    sites : QgsVectorLayer or None
        One point a site.
    products : QgsVectorLayer or None
        One point a site, by site class.
    rejects : QgsVectorLayer or None
        What was not used, and what looks wrong, where it has a place.
    lines : tuple of QgsVectorLayer
        Contours, and the areas that the maps are drawn in.
    vs, sigma : QgsRasterLayer or None
        Vs and its standard deviation in m/s, one band a depth.
    singles : tuple of QgsRasterLayer
        The maps that are not a stack of depths.
    scale : ColourScale or None
        Colours of `vs`, the same for all its bands.
    """

    group: QgsLayerTreeGroup
    group_name: str
    sites: QgsVectorLayer | None
    products: QgsVectorLayer | None
    rejects: QgsVectorLayer | None
    lines: tuple[QgsVectorLayer, ...]
    vs: QgsRasterLayer | None
    sigma: QgsRasterLayer | None
    singles: tuple[QgsRasterLayer, ...]
    scale: colours.ColourScale | None

    @property
    def all(self) -> list[QgsMapLayer]:
        """Every layer that was made, in drawing order."""
        layers = (self.products, self.sites, self.rejects, *self.lines, self.vs, self.sigma, *self.singles)
        return [layer for layer in layers if layer is not None]

    def show_band(self, band: int) -> None:
        """Show the same depth in all layers that tell depths apart, where the user has not removed them."""
        for layer in (self.vs, self.sigma):
            if layer is not None and not sip.isdeleted(layer):
                show_band(layer, band)
        depth = self.depth_of(band)
        for layer in self.lines:
            if depth is not None and not sip.isdeleted(layer):
                map_layers.show_depth(layer, depth)

    def depth_of(self, band: int) -> float | None:
        """Return the depth in m of a band, from 1; None where it is not known."""
        if self.vs is None or sip.isdeleted(self.vs):
            return None
        depth = band_depths(self.vs)[band - 1]
        return depth if np.isfinite(depth) else None


def add_results(folder: Path, name: str, project: QgsProject) -> ResultLayers:
    """Add the files of a result folder to the project at a stroke; see `adding_results`."""
    parts = adding_results(folder, name, project)
    while True:
        try:
            next(parts)
        except StopIteration as end:
            return end.value


def adding_results(folder: Path, name: str, project: QgsProject) -> Generator[None, None, ResultLayers]:
    """Add the files of a result folder to the project, in parts that each take little time.

    Files that are absent are left out. The group is hidden until all of it is there, so that the map is drawn
    once.

    Raises
    ------
    LayerError
        If QGIS cannot read one of the files, or they are not of one run; nothing is added then.
    """
    present = _present(folder)
    sites = open_sites(folder / SITES) if SITES in present else None
    yield
    products = site_classes.open_products(folder / PRODUCTS) if PRODUCTS in present else None
    yield
    rejects = open_rejects(folder / SITES, TITLES[REJECTS]) if sites is not None else None
    lines = []
    for key in map_layers.TITLES:
        if key.partition("|")[0] in present:
            yield
            lines.append(map_layers.open_map_layer(folder, key))
    rasters, scales = yield from _styled(folder, present)
    vs, sigma = rasters.get(VS), rasters.get(SIGMA)
    singles = tuple(layer for file, layer in rasters.items() if file not in (VS, SIGMA))
    group = add_group(name, project)
    group.setItemVisibilityChecked(False)
    layers = ResultLayers(
        group, group.name(), sites, products, rejects, tuple(lines), vs, sigma, singles, scales.get(VS)
    )
    if vs is not None:
        layers.show_band(band_of(vs.renderer()))
    shown = {TITLES[key] for key in SHOWN}
    for layer in layers.all:
        yield
        add_layer(layer, group, project, visible=layer.name() in shown)
    yield
    for node in group.findLayers():
        # Only now: QGIS expands the layer that was added last.
        node.setExpanded(node.itemVisibilityChecked())
    for layer in layers.all:
        if isinstance(layer, QgsRasterLayer):
            name_legend(layer)
    yield
    group.setItemVisibilityChecked(True)
    return layers


def _present(folder: Path) -> set[str]:
    """Return the files in a folder that are results of its run; without a manifest, by their names."""
    try:
        manifest = Manifest.read(folder)
        require_shown(folder)
    except OutputError as error:
        raise LayerError(str(error)) from error
    own = manifest.files if RUN_SET in manifest.sets else _NAMES
    return {file for file in own if (folder / file).exists()}


def require_shown(folder: Path) -> None:
    """Refuse a folder in which a file that is shown is not of the run; sizes alone are looked at.

    Raises
    ------
    OutputError
        If there is one; the message names it.
    """
    looked_at = sorted({*_NAMES, PROFILES, CURVES})
    require_whole(folder, [file for file in looked_at if (folder / file).exists()], thorough=False)


def _styled(
    folder: Path, present: set[str]
) -> Generator[None, None, tuple[dict[str, QgsRasterLayer], dict[str, colours.ColourScale | None]]]:
    """Return the rasters of a folder by their files, and the colours in which they are drawn."""
    rasters: dict[str, QgsRasterLayer] = {}
    for file in (*RASTERS, STATUS):
        if file in present:
            yield
            rasters[file] = open_raster(folder / file, TITLES[file])
    scales: dict[str, colours.ColourScale | None] = {}
    telling = 1
    for file, layer in rasters.items():
        yield
        sampled = sample(layer)
        if file == VS:
            yield
            telling = most_telling_band(sampled)
        yield
        scales[file] = style_raster(layer, file, telling, sampled)
    return rasters, scales


def find_results(folder: Path, project: QgsProject) -> ResultLayers | None:
    """Return the layers of the project that show a result, styled as they are; None where there are none."""
    shown = {file: project.mapLayer(layer_id) for layer_id, file in layers_in(folder, project).items()}
    shown = {file: layer for file, layer in shown.items() if file in FILES and layer.isValid()}
    if not shown:
        return None
    vs, sigma = shown.get(VS), shown.get(SIGMA)
    lines = tuple(shown[key] for key in MAP_LAYERS if key in shown)
    others = (SITES, PRODUCTS, REJECTS, *MAP_LAYERS, VS, SIGMA)
    singles = tuple(layer for file, layer in shown.items() if file not in others)
    group = project.layerTreeRoot().findLayer(next(iter(shown.values())).id()).parent()
    scale = colours.scale_of(vs.renderer()) if vs is not None else None
    vectors = (shown.get(SITES), shown.get(PRODUCTS), shown.get(REJECTS))
    return ResultLayers(group, group.name() or folder.name, *vectors, lines, vs, sigma, singles, scale)


def folder_of(layer: QgsMapLayer) -> Path | None:
    """Return the folder of results that a layer shows a file of, None where it shows something else."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path = Path(parts.get("path") or "")
    return path.parent if path.name in _NAMES and (path.parent / RUN).is_file() else None


def newest_folder(project: QgsProject) -> Path | None:
    """Return the folder of the newest results that the project shows, None where it shows none."""
    folders = {folder_of(layer) for layer in project.mapLayers().values()} - {None}
    return max(folders, key=lambda folder: (folder / RUN).stat().st_mtime, default=None)


def style_raster(
    layer: QgsRasterLayer, file: str, telling: int, sampled: NDArray[np.float64] | None = None
) -> colours.ColourScale | None:
    """Give the layer of a result file its colours; a stack of depths shows the band `telling`.

    What `rasters.sample` gives of it may be handed over, where it is known already.

    Returns
    -------
    ColourScale or None
        The colours; None for classes.
    """
    if file == STATUS:
        style_status(layer)
        return None
    if file in CLASSES:
        site_classes.style_class_raster(layer, CLASSES[file])
        return None
    if (Path(layer.source()).parent / MAP_RECORD).exists():  # the cells of a stack are as it measured them
        smooth(layer)
    band = telling if file in (VS, SIGMA) else 1
    return style(layer, PALETTES[file], RASTERS[file].unit, band, sampled)


def layers_in(folder: Path, project: QgsProject) -> dict[str, str]:
    """Return which of the folder's files the project shows, by the ids of their layers."""
    registry = QgsProviderRegistry.instance()
    found = {}
    for layer in project.mapLayers().values():
        parts = registry.decodeUri(layer.providerType(), layer.source())
        path = parts.get("path")
        if path and Path(path).parent == folder:
            within = f"{Path(path).name}|{parts.get('layerName')}"
            found[layer.id()] = within if within in WITHIN else Path(path).name
    return found


def remove_results(folder: Path, project: QgsProject) -> None:
    """Take the layers that show files of the folder out of the project, and groups that this leaves empty.

    Their files are about to be, or have been, replaced; QGIS would go on showing the old ones.
    """
    for layer_id in layers_in(folder, project):
        node = project.layerTreeRoot().findLayer(layer_id)
        parent = node.parent() if node is not None else None
        project.removeMapLayer(layer_id)
        if parent is not None and parent.parent() is not None and not parent.children():
            parent.parent().removeChildNode(parent)
