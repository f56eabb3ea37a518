"""Inversion of a raster stack, window by window, into rasters on the same grid."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from ...protocol.counted import counted
from ...protocol.errors import NothingToInvert, SurveyError
from ...protocol.progress import Monitor
from ...protocol.request import Request
from ..curves import Curves, FloatArray
from ..products.vs30 import MEASURED
from ..profiles import LEVELS
from ..results.depths import round_depths
from ..results.inversion import run
from ..results.result import STATUSES, Result
from ..results.side_by_side import alone
from ..survey import Report, Survey
from ..waves.spherical import is_needed
from ..workers import Crew, Job, Threads
from .cells import Cells, Census, StackReader, opened
from .job import StackJob
from .journal import Journal, Layers
from .output import write_stack
from .stack import RasterStack

_REJECTED = STATUSES.index("rejected")
_MOST_CELLS = 1_000_000_000
_EMPTY_WINDOW = 16  # cells' worth of time for a window, whatever it holds


@dataclass(frozen=True)
class StackResult:
    """What an inversion of a stack wrote.

    Parameters
    ----------
    paths : list of Path
        The rasters.
    n_cells : int
        Cells inverted.
    n_status : mapping
        Cells of each status.
    depths : tuple of float
        Depths in m, one band each.
    n_resumed : int
        Windows that an earlier, stopped run had finished.
    seconds : float
        Wall time of this run.
    """

    paths: list[Path]
    n_cells: int
    n_status: Mapping[str, int]
    depths: tuple[float, ...]
    n_resumed: int
    seconds: float

    def summary(self) -> str:
        """Return how many cells were inverted and how they came out, in one line."""
        counts = ", ".join(f"{count} {name}" for name, count in self.n_status.items() if count)
        earlier = f" ({self.n_resumed} windows were finished before)" if self.n_resumed else ""
        return f"{counted(self.n_cells, 'cell')} inverted in {self.seconds:.1f} s{earlier}: {counts}"


def invert_stack(
    stack: RasterStack,
    request: Request,
    folder: Path,
    monitor: Monitor | None = None,
    keep_untrusted: bool = False,
    crew: Crew | None = None,
) -> StackResult:
    """Invert every cell of a stack and write the results as rasters on its grid.

    ``vs.tif`` and ``vs_sigma.tif`` have one band a depth, ``chi.tif`` the misfit where forward modelling
    was asked for, ``vs30.tif``, ``z1_0.tif`` and ``z2_5.tif`` appear where any cell has the value, and
    ``status.tif`` holds the place of each cell's status in `STATUSES`. They appear together at the end.
    Finished windows are kept in a hidden folder until then: the same call continues from them.

    Parameters
    ----------
    stack : RasterStack
        What `open_stack` found.
    request : Request
        Settings; its depths cannot be ``"native"``.
    folder : Path
        Where the results go; made where missing.
    monitor : Monitor, optional
        Progress and cancellation.
    keep_untrusted : bool
        Whether values outside the window that a cell's curve resolves are kept too.
    crew : Crew, optional
        Whoever works at windows; by default the threads of this process, one window after the other.

    Raises
    ------
    NothingToInvert
        If no cell has two usable values.
    SurveyError
        If a file is damaged or changes meanwhile, there are too many cells, or depths cannot be shared.
    OutputError
        If the results cannot be written.
    WeightsError
        If the network's weights cannot be used.
    Cancelled
        If the user asked to stop; finished windows stay.
    """
    monitor, started = monitor or Monitor(), time.perf_counter()
    if request.depths == "native":
        raise SurveyError(f"{stack.report.source}: rasters need depths in m shared by all cells, not native")
    _refuse_vast_grid(stack)
    stamps = stack.stamps()
    with opened(stack) as reader:
        census = reader.census(monitor.part(0.0, 0.03))
        if not census.n_cells:
            raise NothingToInvert(f"{stack.report.source}: no cell has two usable values")
        monitor.tell([f"{stack.report.source}: {why}" for why in census.suspects.lines(census.n_cells)])
        job = _settle(stack, census, request, keep_untrusted)
        journal = Journal.open(folder, job.identity(stamps))
        resumed = _fill(job, reader, census, journal, crew, monitor.part(0.03, 0.95))
    _require_unchanged(stack, stamps, journal)
    seconds = time.perf_counter() - started
    paths, counts = write_stack(job, census, journal, folder, seconds, monitor.part(0.95, 1.0))
    journal.close()
    monitor.step(1.0, "rasters written")
    seconds = time.perf_counter() - started
    return StackResult(paths, census.n_cells, counts, job.depths, resumed, seconds)


def _require_unchanged(stack: RasterStack, stamps: list[tuple[str, int, int]], journal: Journal) -> None:
    """Drop the windows, some of which may be of other data, where a file has changed since they were read."""
    try:
        stack.require_unchanged(stamps)
    except SurveyError:
        journal.close()
        raise


def _refuse_vast_grid(stack: RasterStack) -> None:
    rows, columns = stack.layout.shape
    if rows * columns > _MOST_CELLS:
        raise SurveyError(
            f"{stack.report.source}: {columns} x {rows} cells are more than {_MOST_CELLS:,}; cut the rasters "
            "to where they hold data, or make their cells larger"
        )


def _settle(stack: RasterStack, census: Census, request: Request, keep_untrusted: bool) -> StackJob:
    """Decide what all cells decide together: the depths, and whether the Earth's curvature matters."""
    used = np.flatnonzero(census.used)
    typical = np.full(len(used), np.sqrt(census.slowest * census.fastest))
    seen = Curves.from_points(np.zeros(len(used), dtype=np.int64), stack.frequency[used], typical)
    asked = request.depths if isinstance(request.depths, tuple) else None
    depths = asked or round_depths(*census.trusted_window())
    curved = is_needed(request.spherical, seen)
    request = replace(request, depths=depths, spherical="on" if curved else "off")
    request = replace(request, independent=True, ensembles=False)
    return StackJob(stack, request, depths, keep_untrusted)


def _fill(
    job: StackJob,
    reader: StackReader,
    census: Census,
    journal: Journal,
    crew: Crew | None,
    monitor: Monitor,
) -> int:
    """Invert the windows that the journal lacks; return how many it had."""
    numbered = [(i, window) for i, window in enumerate(job.windows) if census.n_seen[i]]
    todo = [(i, window) for i, window in numbered if journal.load(i, job.shape_of(window)) is None]
    sizes = [census.n_curves[i] + _EMPTY_WINDOW for i, _ in todo]
    # Threads share out the batches of a window; elsewhere a window is worked at by one processor.
    within = Threads() if crew is None else Threads(1)

    def job_of(number: int) -> Job[Layers]:
        window = todo[number][1]
        return partial(_invert, job, reader.read(window), job.shape_of(window), within)

    prepare = partial(alone, job.request.samples > 0)
    for number, layers in (crew or Threads(1)).finished(job_of, sizes, monitor, prepare):
        journal.save(todo[number][0], layers)
    return len(numbered) - len(todo)


def _invert(job: StackJob, cells: Cells, shape: tuple[int, int, int], crew: Crew, monitor: Monitor) -> Layers:
    """Return the layers of one window, NaN where there is nothing."""
    layers = np.full((shape[0], shape[1] * shape[2]), np.nan, dtype=np.float32)
    layers[-1, cells.lacking] = _REJECTED
    if cells.curves.n_sites:
        layers[-1, cells.inverted] = _REJECTED  # what the inversion fails at stays so
        with suppress(NothingToInvert):
            result = run(_as_survey(cells, job.stack.report), job.request, monitor, crew=crew)
            layers[:, result.survey.names.astype(np.int64)] = _layers(result, job.keep_untrusted)
    return layers.reshape(shape)


def _as_survey(cells: Cells, report: Report) -> Survey:
    """Return the cells as sites; where they lie does not matter to an inversion."""
    nowhere = np.full(cells.curves.n_sites, np.nan)
    return Survey(cells.inverted.astype(str), nowhere, nowhere, None, cells.curves, report)


def _layers(result: Result, keep_untrusted: bool) -> FloatArray:
    """Return what a result says of its cells, shape (n_layers, n_cells)."""
    profiles = result.profiles
    low, high = (profiles.quantiles[..., LEVELS.index(level)] for level in (0.16, 0.84))
    shown = profiles.trusted | keep_untrusted
    status = [STATUSES.index(name) for name in result.status]
    vs30 = np.where((result.vs30_law == MEASURED) | keep_untrusted, result.vs30[:, 1], np.nan)
    singles = (result.chi, vs30, result.z1_0[:, 1], result.z2_5[:, 1], status)
    return np.vstack(
        [np.where(shown, profiles.vs, np.nan).T, np.where(shown, (high - low) / 2, np.nan).T, *singles]
    )
