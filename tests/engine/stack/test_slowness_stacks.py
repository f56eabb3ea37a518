"""Stacks of slowness, and what looks wrong in the cells of a stack."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from rasters_of_curves import PERIODS, SHAPE, soil_grids, write_folder, write_raster

from plugin.engine.stack.cells import opened
from plugin.engine.stack.description import describe_stack
from plugin.engine.stack.reading import open_stack
from plugin.protocol.errors import SurveyError
from plugin.protocol.read_options import ReadOptions

GRIDS = soil_grids()
LONG = np.array([5.0, 8.0, 12.0, 16.0, 20.0, 25.0])
CRUST = np.broadcast_to(np.array([3.1, 3.25, 3.4, 3.55, 3.65, 3.8])[:, None, None], (6, *SHAPE))


def velocities(folder: Path, options: ReadOptions | None = None) -> np.ndarray:
    """Of the first cell in m/s, from the lowest frequency up."""
    with opened(open_stack(folder, options)) as reader:
        return reader.read((slice(0, 1), slice(0, 1))).curves.velocity


@pytest.mark.parametrize("name", ["slowness", "phase_slowness", "Slowness_c"])
def test_rasters_called_slowness_hold_slowness(tmp_path: Path, name: str) -> None:
    folder = write_folder(tmp_path / "maps", {name: 1 / CRUST}, LONG)
    assert velocities(folder) == pytest.approx(1000 * CRUST[::-1, 0, 0], rel=1e-6)
    report = open_stack(folder).report
    assert report.notes == ("by their names, 6 bands hold slowness",)
    assert [use.unit for use in report.columns[1:]] == ["s/km"]
    soft = write_folder(tmp_path / "soft", {name: 1 / GRIDS})
    assert velocities(soft) == pytest.approx(GRIDS[::-1, 0, 0], rel=1e-6)


def test_a_folder_called_slowness_will_do_and_its_sigmas_follow(tmp_path: Path) -> None:
    files = {"a": 1 / CRUST, "a_sigma": 0.02 / CRUST}
    folder = write_folder(tmp_path / "slowness maps", files, LONG)
    with opened(open_stack(folder)) as reader:
        curves = reader.read((slice(0, 1), slice(0, 1))).curves
    assert curves.velocity == pytest.approx(1000 * CRUST[::-1, 0, 0], rel=1e-6)
    assert curves.sigma == pytest.approx(0.02 * curves.velocity, rel=1e-5)


def test_velocity_and_slowness_beside_each_other_are_told_apart(tmp_path: Path) -> None:
    files = {"phase": CRUST, "group_slowness": 1 / (0.9 * CRUST)}
    folder = write_folder(tmp_path / "maps", files, LONG)
    expected = np.concatenate([CRUST[::-1, 0, 0], 0.9 * CRUST[::-1, 0, 0]]) * 1000
    assert velocities(folder) == pytest.approx(expected, rel=1e-6)


def test_a_name_of_slowness_with_a_unit_of_velocity_is_asked_about(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "maps", {"slowness_km_s": 1 / CRUST}, LONG)
    message = r"slowness_km_s_25s\.tif: its name says slowness, its unit km/s velocity; give --velocity-unit"
    with pytest.raises(SurveyError, match=message):
        open_stack(folder)
    chosen = velocities(folder, ReadOptions(velocity_unit="s/km"))
    assert chosen == pytest.approx(1000 * CRUST[::-1, 0, 0], rel=1e-6)


def test_slowness_that_is_taken_for_velocity_is_suspect(tmp_path: Path) -> None:
    lines = describe_stack(open_stack(write_folder(tmp_path / "maps", {"phase": 1 / CRUST}, LONG)))
    assert (
        "suspect, but used: 35 of 35 cells, such as one: phase velocity falls from 322.6 m/s at 0.2 Hz to "
        "263.2 m/s at 0.04 Hz, where the ground gets faster downwards: are these slownesses?"
    ) in lines
    right = describe_stack(open_stack(write_folder(tmp_path / "right", {"phase": CRUST}, LONG)))
    assert not any("suspect" in line for line in right)


def test_cells_that_look_wrong_are_counted_by_kind(tmp_path: Path) -> None:
    grids = GRIDS.copy()
    grids[:, 0, :3] = 500.0
    grids[:, 1, :2] = 19.0 + 0.1 * np.arange(6)[:, None]
    path = write_raster(tmp_path / "c.tif", grids, [f"phase {period:g} s" for period in PERIODS])
    found = [line for line in describe_stack(open_stack(path)) if line.startswith("suspect")]
    assert found[0].startswith("suspect, but used: 2 of 35 cells, such as one: about ")
    assert "slower than any ground" in found[0]
    assert found[1] == (
        "suspect, but used: 3 of 35 cells, such as one: all 6 velocities are 500 m/s: "
        "a mark for no value, or a default?"
    )
