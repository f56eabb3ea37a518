"""Coordinate systems of QGIS as the engine reads them."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsProject


def written(crs: QgsCoordinateReferenceSystem) -> str:
    """Return the code of a system, or its WKT where it has none; empty where it is not set."""
    known_here_only = crs.authid().startswith("USER:")
    return (crs.toWkt() if known_here_only or not crs.authid() else crs.authid()) if crs.isValid() else ""


def projected(project: QgsProject | None) -> str | None:
    """Return the system of a project where it has a projected one."""
    crs = project.crs() if project is not None else QgsCoordinateReferenceSystem()
    return written(crs) if crs.isValid() and not crs.isGeographic() else None
