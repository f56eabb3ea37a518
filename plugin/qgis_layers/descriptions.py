"""What each layer of results is, in a few sentences, for its notes and its metadata."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsMapLayer, QgsRasterLayer

from ..protocol import result_files
from ..protocol.result_files import MAP_RECORD, PRODUCTS, SITES, Raster
from . import map_layers, rejects, site_classes, sites
from .layer_words import note, tell_origin
from .shown_files import RASTERS, REJECTS, SIGMA, STATUS, VS, WHOLE_TITLES
from .shown_results import file_of
from .translated import title_of, tr, with_unit

_VECTORS = {
    SITES: sites.WHAT,
    PRODUCTS: site_classes.WHAT,
    REJECTS: rejects.WHAT,
    **map_layers.WHATS,
}
_MORE = {
    VS: tr("a band a depth below the surface"),
    SIGMA: tr("a band a depth below the surface"),
    result_files.VS_ELEVATION.file: tr("a band an elevation"),
    result_files.SIGMA_ELEVATION.file: tr("a band an elevation"),
}
_OF_MAPS = tr(
    "Foretold between the sites of the survey. Cells far from every site are empty, and so are depths that "
    "no curve near them resolves."
)
_OF_STACKS = tr(
    "Inverted cell by cell from the grids of velocity; depths that a cell's curve does not resolve are empty."
)


def describe(layer: QgsMapLayer, folder: Path) -> None:
    """Write what a layer of a folder of results is into its metadata, and of a raster into its notes."""
    file = file_of(layer)
    if isinstance(layer, QgsRasterLayer):
        what = _raster_words(RASTERS.get(file, result_files.STATUS), folder)
        note(layer, what)
    else:
        what = _VECTORS[file]
    raster = RASTERS.get(file)
    title = with_unit(raster.title, raster.unit) if raster is not None else WHOLE_TITLES[file]
    tell_origin(layer, folder, title, what)


def _raster_words(raster: Raster, folder: Path) -> str:
    more = f", {_MORE[raster.file]}" if raster.file in _MORE else ""
    unit = tr(" in {unit}").format(unit=raster.unit) if raster.unit else ""
    status = tr("Status of a cell") if raster.file == STATUS else title_of(raster.title)
    origin = _OF_MAPS if (folder / MAP_RECORD).exists() else _OF_STACKS
    return f"{status}{unit}{more}. {origin}"
