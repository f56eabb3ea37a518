"""Files as layers without the style that lies with them, which may be anybody's, code in forms included."""

from __future__ import annotations

from qgis.core import QgsRasterLayer, QgsVectorLayer


def open_vector(source: str, name: str) -> QgsVectorLayer:
    """Return a layer of a file that GDAL reads, which may not be valid."""
    return QgsVectorLayer(source, name, "ogr", QgsVectorLayer.LayerOptions(False))


def open_plain_raster(source: str, name: str) -> QgsRasterLayer:
    """Return a raster layer, which may not be valid."""
    return QgsRasterLayer(source, name, "gdal", QgsRasterLayer.LayerOptions(False))
