"""One folder of results -> one named group of styled layers."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from qgis.core import QgsProject, QgsRasterLayer

from ..protocol.errors import OutputError
from ..protocol.large_tables import PARQUET
from ..protocol.manifest import RUN_SET, Manifest, require_whole
from ..protocol.result_files import CURVES, PRODUCTS, PROFILES, SITES
from . import colours, map_layers, site_classes
from .compatible import band_of
from .descriptions import describe
from .elevation import offer_range
from .groups import add_group, add_layer
from .kept_styles import keep_style
from .parts import at_a_stroke
from .raster_styles import style_raster
from .raster_tips import telling_rasters
from .rasters import LayerError, most_telling_band, name_legend, open_raster, sample
from .rejects import open_rejects
from .result_layers import ResultLayers
from .shown_files import NAMES, RASTERS, REJECTS, SHOWN, SIGMA, STATUS, TITLES, VS
from .shown_results import reading_anew
from .sites import open_sites


def add_results(folder: Path, name: str, project: QgsProject) -> ResultLayers:
    """Add the files of a result folder to the project at a stroke; see `adding_results`."""
    return at_a_stroke(adding_results(folder, name, project))


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
        if key.partition("|")[0] in present and map_layers.holds(folder, key):
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
    yield from telling_rasters(vs, sigma, singles)
    if vs is not None:
        yield from layers.showing_band(band_of(vs.renderer()))
    shown = {TITLES[key] for key in SHOWN}
    for layer in layers.all:
        yield
        describe(layer, folder)
        add_layer(layer, group, project, visible=layer.name() in shown)
    yield
    for node in group.findLayers():
        # Only now: QGIS expands the layer that was added last.
        node.setExpanded(node.itemVisibilityChecked())
    for layer in layers.all:
        if isinstance(layer, QgsRasterLayer):
            name_legend(layer)
            offer_range(layer, project)
    for layer in layers.all:
        yield
        keep_style(layer)
    yield
    yield from reading_anew(folder, present, project)
    group.setItemVisibilityChecked(True)
    for node in group.findLayers():
        if node.itemVisibilityChecked():
            yield
            node.layer().nameChanged.emit()  # else the tree goes on to draw it as hidden
    return layers


def _present(folder: Path) -> set[str]:
    """Return the files in a folder that are results of its run; without a manifest, by their names."""
    try:
        manifest = Manifest.read(folder)
        require_shown(folder)
    except OutputError as error:
        raise LayerError(str(error)) from error
    own = manifest.files if RUN_SET in manifest.sets else NAMES
    return {file for file in own if (folder / file).exists()}


def require_shown(folder: Path) -> None:
    """Refuse a folder in which a file that is shown is not of the run; sizes alone are looked at.

    Raises
    ------
    OutputError
        If there is one; the message names it.
    """
    looked_at = sorted({*NAMES, PROFILES, CURVES, *PARQUET})
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
        scales[file] = style_raster(layer, file, telling, sampled, scales.get(VS))
    return rasters, scales
