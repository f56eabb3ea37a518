"""Coordinate systems of QGIS as the engine reads them."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem


def written(crs: QgsCoordinateReferenceSystem) -> str:
    """Return the code of a system, or its WKT where it has none; empty where it is not set."""
    return (crs.authid() or crs.toWkt()) if crs.isValid() else ""
