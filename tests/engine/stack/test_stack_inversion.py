from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasters_of_curves import PERIODS, SHAPE, read, soil_grids, write_folder, write_raster

from plugin.engine.curves import Curves
from plugin.engine.results.inversion import run
from plugin.engine.results.result import Result
from plugin.engine.stack import inversion as stack_inversion
from plugin.engine.stack.inversion import StackResult, invert_stack
from plugin.engine.stack.reading import open_stack
from plugin.engine.stack.stack import RasterStack
from plugin.engine.survey import Survey
from plugin.protocol.errors import Cancelled, NothingToInvert, SurveyError
from plugin.protocol.moves import WINDOWS as FOLDER
from plugin.protocol.progress import Monitor
from plugin.protocol.request import Request
from plugin.protocol.waves import VelocityType

PHASE, GROUP = soil_grids(), soil_grids(VelocityType.GROUP)
N = SHAPE[0] * SHAPE[1]
ONE_PASS = Request(samples=0, poisson="soil")


def as_survey(velocity: np.ndarray, kind: np.ndarray, sigma: float | None = None) -> Survey:
    """The same curves, one site a cell; of cells with two values and more."""
    values = velocity.astype(np.float32).astype(float).reshape(len(velocity), -1)
    keep = np.flatnonzero(np.isfinite(values).sum(axis=0) > 1)
    site, band = np.nonzero(np.isfinite(values[:, keep]).T)
    v = values[band, keep[site]]
    frequency = np.tile(1 / PERIODS, len(values) // len(PERIODS))[band]
    spread = None if sigma is None else sigma * v
    curves = Curves.from_points(site, frequency, v, spread, kind=kind[band])
    nowhere = np.full(len(keep), np.nan)
    return Survey(keep.astype(str), nowhere, nowhere, None, curves)


def require_same(out: Path, result: Result, cells: np.ndarray) -> None:
    """Rasters hold what the survey gave, to the accuracy of batches put together differently."""
    trusted = result.profiles.trusted
    expected = np.where(trusted, result.profiles.vs, np.nan).T
    vs = read(out / "vs.tif").reshape(len(expected), -1)
    np.testing.assert_allclose(vs[:, cells], expected, rtol=1e-4)
    others = np.setdiff1d(np.arange(vs.shape[1]), cells)
    assert np.isnan(vs[:, others]).all()


def test_cells_equal_the_same_curves_inverted_as_a_survey(tmp_path: Path) -> None:
    grids = PHASE.copy()
    grids[:, 0, 0] = np.nan
    grids[1:, 1, 1] = np.nan
    grids[2, 2, 2] = np.nan
    out = tmp_path / "out"
    stack = open_stack(write_folder(tmp_path / "maps", {"phase": grids}))
    done = invert_stack(stack, ONE_PASS, out)
    survey = as_survey(grids, np.zeros(len(grids), dtype=int))
    result = run(survey, ONE_PASS)
    assert done.depths == tuple(result.profiles.depth[0])
    require_same(out, result, survey.names.astype(int))
    assert done.n_cells == N - 2
    assert done.n_status == {"ok": N - 2, "poor_fit": 0, "outside_training": 0, "rejected": 1}
    status = read(out / "status.tif")[0]
    assert np.isnan(status[0, 0])
    assert (status[1, 1], status[2, 2]) == (3, 0)
    assert sorted(path.name for path in done.paths) == [
        "status.tif",
        "vs.tif",
        "vs30.tif",
        "vs_sigma.tif",
    ]


def test_rasters_lie_on_the_same_grid_and_say_what_they_hold(tmp_path: Path) -> None:
    stack = open_stack(write_folder(tmp_path / "maps", {"phase": PHASE}))
    invert_stack(stack, Request(samples=0, depths=(5.0, 12.5)), tmp_path / "out")
    with (
        rasterio.open(tmp_path / "maps/phase_0.1s.tif") as given,
        rasterio.open(tmp_path / "out/vs.tif") as vs,
    ):
        assert (vs.transform, vs.shape, vs.crs.to_epsg()) == (given.transform, given.shape, 32633)
        assert vs.descriptions == ("Vs 5 m", "Vs 12.5 m")
        assert vs.units == ("m/s", "m/s")
        assert np.isnan(vs.nodata)
    record = json.loads((tmp_path / "out/run.json").read_text())
    assert record["input"] == "maps"
    assert record["counts"]["inverted"] == N
    assert str(tmp_path) not in json.dumps(record)


def test_phase_and_group_are_inverted_together(tmp_path: Path) -> None:
    stack = open_stack(write_folder(tmp_path / "maps", {"phase": PHASE, "group": GROUP}))
    invert_stack(stack, ONE_PASS, tmp_path / "out")
    kind = np.repeat([0, 1], len(PERIODS))
    survey = as_survey(np.concatenate([PHASE, GROUP]), kind)
    require_same(tmp_path / "out", run(survey, ONE_PASS), np.arange(N))


def test_sigma_grids_count(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "maps", {"phase": PHASE})
    sigma = write_folder(tmp_path / "sigma", {"phase": 0.01 * PHASE})
    invert_stack(open_stack(folder, sigma=sigma), ONE_PASS, tmp_path / "out")
    kind = np.zeros(len(PERIODS), dtype=int)
    result = run(as_survey(PHASE, kind, 0.01), ONE_PASS)
    require_same(tmp_path / "out", result, np.arange(N))
    without = run(as_survey(PHASE, kind), ONE_PASS)
    assert not np.allclose(result.profiles.vs, without.profiles.vs, rtol=1e-3)


def test_forward_modelling_adds_the_misfit(tmp_path: Path) -> None:
    names = [f"phase {period:g} s" for period in PERIODS]
    path = write_raster(tmp_path / "few.tif", PHASE[:, :1, :3], names)
    done = invert_stack(open_stack(path), Request(samples=2, poisson="soil"), tmp_path / "out")
    assert tmp_path / "out/chi.tif" in done.paths
    assert (read(tmp_path / "out/chi.tif") < 1).all()


def many_windows(folder: Path) -> RasterStack:
    """Return a stack whose cells with data lie where four windows meet."""
    grids = np.full((3, 66, 70), np.nan)
    grids[:, 62:66, 62:66] = soil_grids(shape=(4, 4), periods=PERIODS[::2])
    names = [f"phase {period:g} s" for period in PERIODS[::2]]
    return open_stack(write_raster(folder / "wide.tif", grids, names))


def stopping_after(n: int) -> Callable[..., Result]:
    """Return the engine's `run` that breaks down after n windows."""
    calls = iter(range(n))

    def broken(*args: object, **named: object) -> Result:
        if next(calls, None) is None:
            raise MemoryError("stopped")
        return run(*args, **named)

    return broken


def test_a_stopped_run_goes_on_to_the_same_rasters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stack = many_windows(tmp_path)
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    invert_stack(stack, ONE_PASS, whole)
    monkeypatch.setattr(stack_inversion, "run", stopping_after(2))
    with pytest.raises(MemoryError):
        invert_stack(stack, ONE_PASS, broken)
    assert [path.name for path in broken.iterdir()] == [FOLDER]
    monkeypatch.setattr(stack_inversion, "run", stopping_after(2))
    done = invert_stack(stack, ONE_PASS, broken)
    assert done.n_resumed == 2
    assert sorted(p.name for p in broken.iterdir()) == sorted(p.name for p in whole.iterdir())
    for path in done.paths:
        np.testing.assert_array_equal(read(path), read(whole / path.name))


def test_a_setting_that_means_nothing_to_cells_does_not_start_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stack = many_windows(tmp_path)
    monkeypatch.setattr(stack_inversion, "run", stopping_after(2))
    with pytest.raises(MemoryError):
        invert_stack(stack, ONE_PASS, tmp_path / "out")
    monkeypatch.undo()
    assert invert_stack(stack, replace(ONE_PASS, independent=True), tmp_path / "out").n_resumed == 2


def test_another_request_or_changed_input_starts_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stack = many_windows(tmp_path)
    monkeypatch.setattr(stack_inversion, "run", stopping_after(1))
    with pytest.raises(MemoryError):
        invert_stack(stack, ONE_PASS, tmp_path / "out")
    with pytest.raises(MemoryError):
        invert_stack(stack, Request(samples=0, poisson="rock"), tmp_path / "out")
    assert len(list((tmp_path / "out" / FOLDER).glob("*.npy"))) == 0
    monkeypatch.undo()
    assert resumed_after_damage(stack, tmp_path / "out").n_resumed == 0


def resumed_after_damage(stack: RasterStack, out: Path) -> StackResult:
    """Finish a run of which one window is cut short."""
    (out / FOLDER / "window_0000000.npy").write_bytes(b"\x93NUMPY")
    return invert_stack(stack, Request(samples=0, poisson="rock"), out)


def test_cancelling_keeps_the_earlier_results_and_the_finished_windows(tmp_path: Path) -> None:
    stack, out = many_windows(tmp_path), tmp_path / "out"
    out.mkdir()
    (out / "vs.tif").write_text("earlier")
    seen: list[float] = []
    monitor = Monitor(lambda fraction, message: seen.append(fraction), lambda: bool(seen) and seen[-1] > 0.6)
    with pytest.raises(Cancelled):
        invert_stack(stack, ONE_PASS, out, monitor)
    assert (out / "vs.tif").read_text() == "earlier"
    assert list((out / FOLDER).glob("*.npy"))
    assert seen == sorted(seen)


def test_nothing_to_invert_and_native_depths_are_refused(tmp_path: Path) -> None:
    stack = open_stack(write_folder(tmp_path / "maps", {"phase": PHASE * np.nan + 0}), None)
    with pytest.raises(NothingToInvert, match="maps: no cell"):
        invert_stack(stack, ONE_PASS, tmp_path / "out")
    with pytest.raises(SurveyError, match="native"):
        invert_stack(stack, Request(depths="native"), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_file_cut_short_is_named(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "maps", {"phase": PHASE})
    stack = open_stack(folder)
    whole = (folder / "phase_0.2s.tif").read_bytes()
    (folder / "phase_0.2s.tif").write_bytes(whole[:-40])
    with pytest.raises(SurveyError, match=r"phase_0\.2s\.tif"):
        invert_stack(stack, ONE_PASS, tmp_path / "out")


@pytest.mark.parametrize("change", ["replaced", "emptied", "removed"])
def test_a_file_that_changes_during_the_run_is_noticed(tmp_path: Path, change: str) -> None:
    folder = write_folder(tmp_path / "maps", {"phase": PHASE})
    stack, out = open_stack(folder), tmp_path / "out"
    path = folder / "phase_0.2s.tif"

    def at_the_end(fraction: float, _: str) -> None:
        if fraction < 0.9 or not path.exists():
            return
        if change == "replaced":
            write_raster(path, PHASE[0] + 1)
        elif change == "emptied":
            path.write_bytes(b"")
        else:
            path.unlink()

    with pytest.raises(SurveyError, match=r"phase_0\.2s\.tif: has been changed during the run"):
        invert_stack(stack, ONE_PASS, out, Monitor(at_the_end))
    assert not list(out.glob("**/*.*"))
