"""The layers of a section on the map, in a GeoPackage beside its raster, and their columns."""

from __future__ import annotations

from pathlib import Path

from .result_columns import Column

MARK_LAYER, TRACE_LAYER, CURTAIN_LAYER = "marks", "trace", "curtain"
OF_BARRIER = "barrier"
"""Kind of the marks where a section crosses a barrier."""

_FROM = Column("from_m", "from", "m", 1, "Distance along the line where it begins.")
_TO = Column("to_m", "to", "m", 1, "Distance along the line where it ends.")

MARK_COLUMNS = (
    Column(
        "label",
        "label",
        "",
        None,
        "A letter at the ends, a number at a bend, a barrier's name, or the distance.",
    ),
    Column("kind", "kind", "", None, "end, bend, barrier or distance."),
    Column("distance_m", "distance", "m", 1, "Distance along the line from its start."),
)
TRACE_COLUMNS = (
    Column("section", "section", "", None, "Name of the line."),
    Column("from_mark", "from", "", None, "The mark where the piece begins."),
    Column("to_mark", "to", "", None, "The mark where it ends."),
    _FROM,
    _TO,
)
CURTAIN_COLUMNS = (
    Column("vs_m_s", "Vs", "m/s", 1, "Mean shear-wave velocity of the piece."),
    Column("sigma_m_s", "Vs uncertainty, 1 sigma", "m/s", 1, "Its standard deviation."),
    _FROM,
    _TO,
    Column("top_m", "top", "m", 2, "Depth of the piece's top below the surface."),
    Column("bottom_m", "bottom", "m", 2, "Depth of its bottom."),
)


def layers_of(raster: Path) -> Path:
    """Return the GeoPackage beside the raster of a section."""
    return raster.with_suffix(".gpkg")


def raster_of(layers: Path) -> Path:
    """Return the raster of a section beside its GeoPackage."""
    return layers.with_suffix(".tif")
