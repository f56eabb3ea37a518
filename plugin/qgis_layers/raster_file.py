"""The file that a raster layer shows, for the engine to read."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProviderRegistry, QgsRasterLayer

from .translated import tr


def raster_file(layer: QgsRasterLayer | None, what: str) -> Path:
    """Return the file of a raster layer.

    Raises
    ------
    ValueError
        If it shows no file; the message, for the user, names `what` it is for.
    """
    if layer is None or not layer.isValid():
        raise ValueError(tr("{what}: QGIS cannot open it as a raster layer").format(what=what))
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    path = Path(parts.get("path") or "")
    if layer.providerType() != "gdal" or not path.is_file():
        raise ValueError(
            tr("{what}: layer {name} is not a file on disk; save it as a GeoTIFF first").format(
                what=what, name=layer.name()
            )
        )
    return path
