"""Heights of the ground, from rasters."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from terrains import plane, write_terrain

from plugin.engine.positions import parse_crs, reproject
from plugin.engine.reading.terrain import Terrain, gaps
from plugin.protocol.errors import OutputError

UTM = parse_crs("EPSG:32633")
X, Y = np.array([500_000.0, 500_250.0]), np.array([5_000_000.0, 5_000_400.0])
# In cells from the middle of the first: columns 1.5 and 4, rows 7.5 and 3.5.
HEIGHTS = [100 + 1.5 + 75, 100 + 4 + 35]


def test_heights_lie_between_the_middles_of_cells(tmp_path: Path) -> None:
    terrain = Terrain.open(write_terrain(tmp_path / "dem.tif", plane()))
    assert terrain.heights(X, Y, UTM) == pytest.approx(HEIGHTS)
    assert terrain.notes() == []


def test_places_in_another_system_are_moved(tmp_path: Path) -> None:
    terrain = Terrain.open(write_terrain(tmp_path / "dem.tif", plane()))
    degrees = parse_crs("EPSG:4326")
    assert terrain.heights(*reproject(X, Y, UTM, degrees), degrees) == pytest.approx(HEIGHTS, abs=1e-3)


@pytest.mark.parametrize(
    ("unit", "metres"), [("ft", 0.3048), ("Feet", 0.3048), ("US survey foot", 1200 / 3937), ("m", 1.0)]
)
def test_feet_are_turned_into_metres_and_said(tmp_path: Path, unit: str, metres: float) -> None:
    terrain = Terrain.open(write_terrain(tmp_path / "dem.tif", plane(), unit=unit))
    assert terrain.heights(X, Y, UTM) == pytest.approx(np.array(HEIGHTS) * metres)
    said = [f"dem.tif: heights are in {unit}, as it says itself, and were turned into m"]
    assert terrain.notes() == (said if metres != 1 else [])


def test_feet_of_the_systems_own_heights_are_known(tmp_path: Path) -> None:
    terrain = Terrain.open(write_terrain(tmp_path / "dem.tif", plane(), crs="EPSG:32633+6360"))
    assert terrain.heights(X, Y, UTM) == pytest.approx(np.array(HEIGHTS) * 1200 / 3937)
    assert "heights are in US survey foot" in terrain.notes()[0]


@pytest.mark.parametrize("declared", [True, False])
@pytest.mark.parametrize("blank", [-9999.0, -32768.0, 3.4e38])
def test_no_data_is_no_height_whether_it_is_declared_or_not(
    tmp_path: Path, blank: float, declared: bool
) -> None:
    heights = plane()
    heights[6:] = blank
    more = {"nodata": blank} if declared else {}
    terrain = Terrain.open(write_terrain(tmp_path / "dem.tif", heights, **more))
    found = terrain.heights(X, Y, UTM)
    assert np.isnan(found[0])
    assert found[1] == pytest.approx(HEIGHTS[1])


def test_places_outside_have_no_height_and_are_named(tmp_path: Path) -> None:
    terrain = Terrain.open(write_terrain(tmp_path / "dem.tif", plane()))
    found = terrain.heights(np.append(X, 600_000.0), np.append(Y, 5e6), UTM)
    assert np.isnan(found).tolist() == [False, False, True]
    assert gaps(terrain, found, "site", ["A", "B", "C"]) == ["dem.tif: knows no height at 1 of 3 sites: C"]
    assert gaps(terrain, found[:2], "site") == []


def test_a_terrain_that_lies_elsewhere_is_refused(tmp_path: Path) -> None:
    terrain = Terrain.open(write_terrain(tmp_path / "dem.tif", plane(), corner=(100_000.0, 5e6)))
    with pytest.raises(
        OutputError, match=r"dem.tif: knows no height at any of the 2 sites; it lies elsewhere"
    ):
        gaps(terrain, terrain.heights(X, Y, UTM), "site")


@pytest.mark.parametrize(
    ("heights", "more", "reason"),
    [
        (plane(), {"crs": None}, "dem.tif: has no coordinate system, so that it has no place"),
        (np.ones((4, 4, 3)), {}, "dem.tif: holds 3 bands, and heights are one band; is it a picture?"),
        (
            plane(),
            {"unit": "m/s"},
            "dem.tif: gives heights in 'm/s', which is no unit of length that is known",
        ),
        (plane(), {"dtype": "complex64"}, "dem.tif: holds complex numbers"),
    ],
)
def test_what_is_no_terrain_is_refused_by_name(
    tmp_path: Path, heights: np.ndarray, more: dict[str, object], reason: str
) -> None:
    path = write_terrain(tmp_path / "dem.tif", heights, **more)
    with pytest.raises(OutputError) as error:
        Terrain.open(path)
    assert str(error.value).startswith(reason)


def test_files_that_are_no_raster_are_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "dem.tif").write_text("no raster")
    for name in ("dem.tif", "missing.tif"):
        with pytest.raises(OutputError, match=rf"^{name}: "):
            Terrain.open(tmp_path / name)


def test_whole_numbers_with_a_scale_are_heights(tmp_path: Path) -> None:
    import rasterio

    path = write_terrain(tmp_path / "dem.tif", 10 * plane(), dtype="int16")
    with rasterio.open(path, "r+") as raster:
        raster.scales = (0.1,)
    assert Terrain.open(path).heights(X, Y, UTM) == pytest.approx(HEIGHTS)
