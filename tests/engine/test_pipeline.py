"""Orders are carried out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio

from plugin.engine.pipeline import carry_out
from plugin.protocol.errors import OutputError
from plugin.protocol.orders import Describe, DrawMaps
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


def test_maps_of_a_raster_stack_s_results_are_refused_for_what_they_are(tmp_path: Path) -> None:
    with rasterio.open(
        tmp_path / "vs.tif", "w", driver="GTiff", width=2, height=2, count=1, dtype="float32"
    ) as made:
        made.write(np.ones((1, 2, 2), dtype=np.float32))
    for name in ("run.json", "status.tif"):
        (tmp_path / name).write_text("{}")
    with pytest.raises(OutputError, match="holds a raster stack that was inverted, which has cells and no"):
        carry_out(DrawMaps(tmp_path))
