"""Orders are carried out."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugin.engine.pipeline import carry_out
from plugin.protocol.orders import Describe
from plugin.protocol.outcomes import Understanding
from plugin.protocol.progress import Monitor
from plugin.protocol.source import Source


@pytest.mark.parametrize(
    ("crs", "x", "unit"),
    [("EPSG:4326", 10.7, "m"), ("EPSG:32632", 597_000.0, "m"), ("EPSG:2229", 6_490_000.0, "ft")],
)
def test_the_unit_of_maps_is_that_of_the_coordinates_or_the_metre(
    tmp_path: Path, crs: str, x: float, unit: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("site,x,y,crs,T,c_km_s\n" + "".join(f"A,{x},59.9,{crs},{t},3\n" for t in (5, 8)))
    found = carry_out(Describe(Source(path, "a.csv")), Monitor())
    assert isinstance(found, Understanding)
    assert found.map_unit == unit
