"""Maps of the extent that is asked for show what maps of all sites show there."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from results import make_result, square

from plugin.engine.maps.map_plan import plan_map
from plugin.engine.maps.maps import make_maps
from plugin.engine.results.outputs import load_sites, write_result
from plugin.protocol.errors import OutputError
from plugin.protocol.extent import Extent, parse_extent
from plugin.protocol.lines import SectionLine
from plugin.protocol.map_options import MapOptions

PART = Extent(500_105.0, 500_195.0, 5_000_095.0, 5_000_205.0)
FAULT = SectionLine(((500_150.0, 4_999_000.0), (500_150.0, 5_001_000.0)), "EPSG:32633", "fault")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    x, y = square(4)
    write_result(make_result(x, y, surface_vs=200 + np.arange(16.0) ** 2), tmp_path)
    return tmp_path


def vs(folder: Path, **options: object) -> tuple[np.ndarray, rasterio.Affine]:
    make_maps(folder, MapOptions(resolution=10.0, figure=False, contours=False, **options))
    with rasterio.open(folder / "vs.tif") as raster:
        return raster.read(1), raster.transform


@pytest.mark.parametrize(
    "how", [{}, {"method": "flux", "barriers": (FAULT,)}, {"barriers": (FAULT,)}, {"method": "linear"}]
)
def test_a_part_is_the_same_as_in_the_whole(folder: Path, how: dict[str, object]) -> None:
    whole, place = vs(folder, **how)
    part, corner = vs(folder, extent=PART, **how)
    assert (corner.c, corner.f, part.shape) == (500_100.0, 5_000_210.0, (12, 10))
    column, row = (round(number) for number in ~place * (corner.c, corner.f))
    np.testing.assert_array_equal(part, whole[row : row + 12, column : column + 10])


def test_an_extent_in_another_system_is_where_it_is(folder: Path) -> None:
    sides = (14.99, 15.0013, 45.15, 45.1533)
    options = MapOptions(resolution=10.0, extent=Extent(*sides, "EPSG:4326"))
    plan = plan_map(load_sites(folder), folder, options)
    right = plan.grid.left + 10.0 * plan.grid.n_columns
    assert right == pytest.approx(500_000 + 0.0013 * 78_700, abs=15)
    assert plan.record()["extent"]["crs"] == "EPSG:4326"


def test_an_extent_far_from_every_site_is_refused(folder: Path) -> None:
    options = MapOptions(resolution=10.0, extent=Extent(0.0, 10.0, 0.0, 10.0))
    with pytest.raises(OutputError, match=r"the extent, x 0 to 10, y 0 to 10"):
        plan_map(load_sites(folder), folder, options)


def test_an_extent_is_written_as_in_qgis() -> None:
    assert parse_extent("1,2,-4.5,5 [EPSG:4326]") == Extent(1, 2, -4.5, 5, "EPSG:4326")
    assert parse_extent("1 2 3 4") == Extent(1, 2, 3, 4)
    assert parse_extent(" ") is None
    for text in ("1,2,3", "2,1,3,4", "a,b,c,d", "1,2,3,nan"):
        with pytest.raises(ValueError, match=r"is not an extent"):
            parse_extent(text)
