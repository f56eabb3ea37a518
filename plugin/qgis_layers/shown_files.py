"""Which files of a folder of results are shown, in which order, and what they are called."""

from __future__ import annotations

from ..protocol import result_files
from ..protocol.result_files import OF_SURVEYS, PRODUCTS, REJECT_LAYER, SITES
from . import map_layers, site_classes
from .translated import tr, with_unit

VS, SIGMA, STATUS = (raster.file for raster in (result_files.VS, result_files.SIGMA, result_files.STATUS))
RASTERS = {raster.file: raster for raster in OF_SURVEYS}
# Not a file of its own: a layer in that of the sites.
REJECTS = f"{SITES}|{REJECT_LAYER}"
MAP_LAYERS = tuple(map_layers.TITLES)
WITHIN = (REJECTS, *MAP_LAYERS)
FILES = (PRODUCTS, SITES, REJECTS, *MAP_LAYERS, *RASTERS, STATUS)
TITLES = {
    SITES: tr("Sites"),
    PRODUCTS: site_classes.TITLE,
    REJECTS: tr("Not used, or suspect"),
    **map_layers.TITLES,
    **{raster.file: with_unit(raster.title, raster.unit) for raster in (*OF_SURVEYS, result_files.STATUS)},
}
SHOWN = (PRODUCTS, SITES, REJECTS, map_layers.CONTOUR_LINES, VS)
NAMES = {file.partition("|")[0] for file in FILES}
