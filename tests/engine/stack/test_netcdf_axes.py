"""NetCDF grids lie where their axes say, in whatever order a file has its dimensions."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from scipy.io import netcdf_file

from plugin.engine.stack.cells import opened
from plugin.engine.stack.reading import open_stack
from plugin.engine.stack.turn import Turn
from plugin.protocol.errors import SurveyError
from plugin.protocol.read_options import ReadOptions

LAT, LON = 44.0 + 0.25 * np.arange(4), 10.0 + 0.25 * np.arange(6)
NORTH, EAST = 5e6 + 1000.0 * np.arange(4), 4e5 + 1000.0 * np.arange(6)
UNITS = {"period": "s", "lat": "degrees_north", "lon": "degrees_east", "y": "m", "x": "m"}
UTM = ReadOptions(crs="EPSG:32632")


def write(path: Path, axes: Mapping[str, np.ndarray], units: Mapping[str, str] = UNITS) -> Path:
    """A file with the dimensions in this order; at 5 s, 3 km/s, 20 m/s a row and 5 m/s a column more.

    Rows and columns are counted from the south-west, whichever way the axes run.
    """
    axes = {"period": np.array([5.0, 8.0]), **axes}
    up, right = (
        next(name for name in axes if name in ("lat", "y")),
        next(n for n in axes if n in ("lon", "x")),
    )
    places = np.meshgrid(*axes.values(), indexing="ij")
    of = dict(zip(axes, places))
    row, column = (np.searchsorted(np.sort(axes[name]), of[name]) for name in (up, right))
    with netcdf_file(path, "w") as file:
        for name, values in axes.items():
            file.createDimension(name, len(values))
            axis = file.createVariable(name, "d", (name,))
            axis[:], axis.units = values, units[name]
        variable = file.createVariable("phase_velocity", "f", tuple(axes))
        variable[:], variable.units = 3 + (of["period"] - 5) / 10 + 0.02 * row + 0.005 * column, "km/s"
    return path


def corners(path: Path, options: ReadOptions | None = None) -> list[float]:
    """Velocity in m/s at 5 s in the corners: north-west, north-east, south-west, south-east."""
    stack = open_stack(path, options)
    rows, columns = stack.layout.shape
    with opened(stack) as reader:
        curves = reader.read((slice(0, rows), slice(0, columns))).curves
    grid = curves.velocity.reshape(rows, columns, 2)[..., 1]
    return [round(float(grid[place]), 2) for place in ((0, 0), (0, -1), (-1, 0), (-1, -1))]


@pytest.mark.parametrize(
    "axes",
    [
        {"lat": LAT, "lon": LON},
        {"lat": LAT[::-1], "lon": LON},
        {"lat": LAT, "lon": LON[::-1]},
        {"lon": LON, "lat": LAT},
        {"lon": LON, "lat": LAT[::-1]},
        {"lon": LON[::-1], "lat": LAT},
        {"lon": LON[:4], "lat": LAT},
    ],
)
def test_values_lie_at_their_longitude_and_latitude(tmp_path: Path, axes: dict[str, np.ndarray]) -> None:
    path = write(tmp_path / "model.nc", axes)
    east = 5 * (len(axes["lon"]) - 1)
    assert corners(path) == [3060, 3060 + east, 3000, 3000 + east]
    grid = open_stack(path).layout
    assert (grid.left, grid.top, grid.cell) == (9.875, 44.875, (0.25, 0.25))
    assert grid.shape == (4, len(axes["lon"]))
    assert "WGS 84" in grid.crs


@pytest.mark.parametrize("axes", [{"y": NORTH, "x": EAST}, {"x": EAST, "y": NORTH}])
def test_x_and_y_in_metres_need_only_a_system(tmp_path: Path, axes: dict[str, np.ndarray]) -> None:
    path = write(tmp_path / "model.nc", axes)
    with pytest.raises(SurveyError, match=r"has no coordinate system; give one with --crs EPSG:n$"):
        open_stack(path)
    assert corners(path, UTM) == [3060, 3085, 3000, 3025]
    grid = open_stack(path, UTM).layout
    assert (grid.left, grid.top, grid.cell, grid.shape) == (399_500, 5_003_500, (1000, 1000), (4, 6))


def test_small_numbers_of_metres_are_not_degrees(tmp_path: Path) -> None:
    path = write(tmp_path / "model.nc", {"y": np.arange(4) * 10.0, "x": np.arange(6) * 10.0})
    with pytest.raises(SurveyError, match="has no coordinate system"):
        open_stack(path)


def test_axes_in_km_are_metres_of_the_system(tmp_path: Path) -> None:
    units = {**UNITS, "x": "km", "y": "km"}
    stack = open_stack(write(tmp_path / "model.nc", {"y": NORTH / 1000, "x": EAST / 1000}, units), UTM)
    assert (stack.layout.left, stack.layout.cell) == (399_500, (1000, 1000))
    assert stack.report.notes == ("model.nc: x and y are in km",)


def test_degrees_are_in_no_projected_system(tmp_path: Path) -> None:
    path = write(tmp_path / "model.nc", {"lat": LAT, "lon": LON})
    with pytest.raises(SurveyError, match=r"EPSG:32632 is a projected system, but the positions are long"):
        open_stack(path, UTM)


@pytest.mark.parametrize(
    ("axes", "reason"),
    [
        (
            {"lat": LAT + np.array([0, 0.06, 0, 0]), "lon": LON},
            "its lat is not evenly spaced: steps of 0.19 to 0.31",
        ),
        (
            {"lon": LON + np.array([0, 0, 0, 0, 0, 9]), "lat": LAT},
            "its lon is not evenly spaced: steps of 0.25 to 9.25",
        ),
        (
            {"y": NORTH, "x": EAST + np.array([0, 0, 0, 0, 0, 500])},
            "its x is not evenly spaced: steps of 1000 to 1500",
        ),
    ],
)
def test_uneven_axes_are_refused(tmp_path: Path, axes: dict[str, np.ndarray], reason: str) -> None:
    with pytest.raises(SurveyError, match=f"model.nc phase_velocity band 2: {reason}.*Regrid it"):
        open_stack(write(tmp_path / "model.nc", axes), UTM if "x" in axes else None)


def test_axes_that_are_rounded_are_even(tmp_path: Path) -> None:
    third = np.round(10 + np.arange(4) / 3, 2)
    stack = open_stack(write(tmp_path / "model.nc", {"lat": third, "lon": LON}))
    assert stack.layout.cell == pytest.approx((0.25, 1 / 3))


def test_axes_of_the_same_values_are_told_of(tmp_path: Path) -> None:
    stack = open_stack(write(tmp_path / "model.nc", {"x": NORTH, "y": NORTH}), UTM)
    assert stack.report.notes == ("model.nc: x and y have the same values; its last dimension is taken as x",)


@pytest.mark.parametrize("rows", [False, True])
@pytest.mark.parametrize("columns", [False, True])
@pytest.mark.parametrize("transposed", [False, True])
def test_windows_of_a_turned_file_are_those_of_its_map(transposed: bool, rows: bool, columns: bool) -> None:
    turn = Turn(transposed, rows, columns)
    file = np.arange(12).reshape(3, 4)
    whole = turn.on_map(file)
    window = (slice(1, 3), slice(0, 2))
    assert np.array_equal(turn.on_map(file[turn.in_file(window, whole.shape)]), whole[window])
