"""Slices at elevations, where a terrain is given."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import rasterio
from results import make_result, square
from terrains import plane, write_terrain

from plugin.engine.maps.maps import make_maps
from plugin.engine.pipeline import carry_out
from plugin.engine.results.outputs import write_result
from plugin.protocol.errors import OutputError
from plugin.protocol.map_options import MapOptions
from plugin.protocol.options.mapping import MAPS
from plugin.protocol.orders import DrawMaps


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_result(make_result(*square()), tmp_path / "out")
    return tmp_path / "out"


@pytest.fixture
def dem(tmp_path: Path) -> Path:
    """Ground that rises by 10 m to the east and falls by 100 m to the north over 1000 m."""
    return write_terrain(tmp_path / "dem.tif", plane())


def bands(path: Path) -> dict[str, np.ndarray]:
    with rasterio.open(path) as raster:
        return dict(zip(raster.descriptions, raster.read()))


def test_a_slice_is_taken_so_far_below_the_ground_of_each_cell(folder: Path, dem: Path) -> None:
    options = MapOptions(
        figure=False, resolution=20, method="linear", dem=dem, elevations=(140.0, 150.0, -50.0)
    )
    made = make_maps(folder, options)
    assert {"vs_elevation.tif", "vs_elevation_sigma.tif"} <= {path.name for path in made}
    slices = bands(folder / "vs_elevation.tif")
    assert list(slices) == ["Vs elevation 140 m", "Vs elevation 150 m", "Vs elevation -50 m"]
    with rasterio.open(folder / "vs_elevation.tif") as raster:
        rows, columns = np.indices(raster.shape)
        x, y = raster.transform * (columns + 0.5, rows + 0.5)
        assert raster.tags()["TERRAIN"] == "dem.tif"
        assert raster.units == ("m/s",) * 3
    ground = 100 + (x - 499_850) / 100 + (5_000_750 - y) / 10
    depth = ground - 140
    known = np.isfinite(slices["Vs elevation 140 m"])
    assert (depth[known].min(), depth[known].max()) == (pytest.approx(2, abs=2), pytest.approx(20, abs=2))
    # ln Vs is straight in ln depth between all depths of these results.
    assert slices["Vs elevation 140 m"][known] == pytest.approx(200 * depth[known] ** 0.25, rel=1e-3)
    sigma = bands(folder / "vs_elevation_sigma.tif")["Vs sigma elevation 140 m"]
    assert sigma[known] == pytest.approx(200 * depth[known] ** 0.25 * np.sinh(0.1), rel=2e-3)
    assert not np.isfinite(slices["Vs elevation -50 m"]).any()


def test_elevations_are_round_where_none_is_asked_for(folder: Path, dem: Path) -> None:
    make_maps(folder, MapOptions(figure=False, resolution=50, method="linear", dem=dem))
    # Sites from 136.5 to 180.5 m, profiles to 20 m.
    names = [f"Vs elevation {elevation} m" for elevation in (180, 170, 160, 150, 140, 130, 120)]
    assert list(bands(folder / "vs_elevation.tif")) == names


def test_slices_go_when_maps_are_drawn_without_a_terrain(folder: Path, dem: Path) -> None:
    make_maps(folder, MapOptions(figure=False, resolution=50, method="linear", dem=dem))
    make_maps(folder, MapOptions(figure=False, resolution=50, method="linear"))
    assert not (folder / "vs_elevation.tif").exists()


def test_elevations_need_a_terrain(folder: Path) -> None:
    with pytest.raises(OutputError, match="give a terrain"):
        make_maps(folder, MapOptions(figure=False, resolution=50, elevations=(100.0,)))


def test_a_terrain_that_knows_no_site_is_refused_before_the_work(folder: Path, tmp_path: Path) -> None:
    far = write_terrain(tmp_path / "far.tif", plane(), corner=(100_000.0, 5e6))
    with pytest.raises(OutputError, match=r"far.tif: knows no height at any of the 25 sites"):
        make_maps(folder, MapOptions(figure=False, resolution=50, dem=far))
    assert not (folder / "vs.tif").exists()


def test_what_is_odd_about_a_terrain_is_told_with_the_map(folder: Path, tmp_path: Path) -> None:
    heights = plane()
    heights[:, :3] = np.nan
    feet = write_terrain(tmp_path / "feet.tif", heights, unit="ft")
    told = carry_out(DrawMaps(folder, MapOptions(resolution=50, dem=feet, elevations=(40.0,)))).summary
    assert "note: feet.tif: heights are in ft, as it says itself, and were turned into m" in told
    assert "note: feet.tif: knows no height at 5 of 25 sites" in told


def test_elevations_are_read_from_text() -> None:
    (option,) = (option for option in MAPS if option.name == "elevations")
    assert option.parse("200, 150,100; -5") == (200.0, 150.0, 100.0, -5.0)
    assert option.parse("") is None
    with pytest.raises(ValueError, match="Elevations: “high” is not a list of numbers in m"):
        option.parse("high")
