"""The layers of lines and areas that are made of maps, and their columns."""

from __future__ import annotations

from .result_columns import Column

CONTOURS, CONTOUR_LAYER = "contours.gpkg", "contours"
REACH, SURE_LAYER, NEAR_LAYER = "reach.gpkg", "uncertainty", "distance"
CARRIED_LAYER = "carried"
"""Only where Vs30 is carried down somewhere."""
CARRIED = (5.0, 50.0)
"""Percents of the top 30 m that no curve resolves from which areas are told apart."""
UNCERTAINTIES = (5.0, 10.0, 20.0, 30.0, 50.0)
"""Standard deviations in percent of Vs between which areas are told apart."""

_DEPTH = Column("depth_m", "depth", "m", 2, "Depth below the surface.")

CONTOUR_COLUMNS = (
    _DEPTH,
    Column("vs_m_s", "Vs", "m/s", 0, "Shear-wave velocity along the line."),
)
SURE_COLUMNS = (
    _DEPTH,
    Column("from_pct", "1 sigma from", "%", 0, "Least standard deviation in the area, of Vs."),
    Column("to_pct", "1 sigma to", "%", 0, "Largest one; blank where there is no limit."),
)
CARRIED_COLUMNS = (
    Column("from_pct", "carried down from", "%", 0, "Least share of the top 30 m that is not measured."),
    Column("to_pct", "carried down to", "%", 0, "Largest one."),
)
NEAR_COLUMNS = (Column("within_m", "within", "m", 1, "Distance on the ground to the nearest site, at most."),)

MAP_LAYERS: dict[str, dict[str, tuple[Column, ...]]] = {
    CONTOURS: {CONTOUR_LAYER: CONTOUR_COLUMNS},
    REACH: {SURE_LAYER: SURE_COLUMNS, NEAR_LAYER: NEAR_COLUMNS, CARRIED_LAYER: CARRIED_COLUMNS},
}
"""Layers of the files and their columns."""
