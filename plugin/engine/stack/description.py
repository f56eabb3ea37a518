"""What was understood of a raster stack, in lines for the user to check before a run."""

from __future__ import annotations

import numpy as np

from ...protocol.counted import are, counted
from ...protocol.progress import Monitor
from ..positions import crs_name
from ..reading.tables.georeference import parse_crs
from .cells import Census, opened
from .stack import RasterStack


def count_cells(stack: RasterStack, monitor: Monitor | None = None) -> Census:
    """Read the cells of a stack, or a sample where they are very many, and count what there is.

    Raises
    ------
    SurveyError
        If a file is damaged.
    Cancelled
        If the user asked to stop.
    """
    with opened(stack) as reader:
        return reader.census(monitor or Monitor(), sampled=True)


def describe_stack(stack: RasterStack, census: Census | None = None) -> list[str]:
    """Return what was understood: grid, types, band, cells, trusted depths, units, notes.

    Without a census it counts the cells, and fails as `count_cells` does.
    """
    census = census or count_cells(stack)
    grid, report = stack.layout, stack.report
    rows, columns = grid.shape
    return [
        f"{report.source}: raster stack of {columns} x {rows} cells of {_size(grid.cell)}, "
        f"{len(stack.velocity)} bands of velocities",
        *_type_lines(stack),
        *_cell_lines(census),
        f"coordinates: {crs_name(parse_crs(grid.crs))[:60]}, upper left corner at "
        f"{grid.left:.10g}, {grid.top:.10g}",
        *(f"{use.column}: {use.quantity} in {use.unit} (by {use.decided_by})" for use in report.columns),
        *census.suspects.lines(census.n_cells),
        *(f"note: {note}" for note in report.notes),
    ]


def _size(cell: tuple[float, float]) -> str:
    return f"{abs(cell[0]):.6g} x {abs(cell[1]):.6g}"


def _type_lines(stack: RasterStack) -> list[str]:
    frequencies: dict[str, list[float]] = {}
    for band in stack.velocity:
        frequencies.setdefault(band.type_name, []).append(band.frequency)
    return [
        f"{name}: {counted(len(f), 'period')}, {_range(1 / np.array(f), 's')}, "
        f"that is {_range(np.array(f), 'Hz')}"
        for name, f in frequencies.items()
    ]


def _cell_lines(census: Census) -> list[str]:
    if census.share < 1:
        looked = f"of a sample, {100 * census.share:.2g} % of the cells:"
        return [looked, *(f"  {line}" for line in _counted(census))]
    return _counted(census)


def _counted(census: Census) -> list[str]:
    if not census.n_cells:
        hint = f"; {census.n_impossible} are impossible: is the unit wrong?" if census.n_impossible else ""
        return [f"nothing that can be inverted: no cell has two usable values{hint}"]
    top, bottom = census.trusted_window()
    n_points = int(census.used.sum())
    n, bad = census.n_lacking, census.n_impossible
    lost = [f"{counted(n, 'cell')} with one value only {are(n)} rejected"] if n else []
    lost += [f"{counted(bad, 'impossible value')} {are(bad)} left out"] if bad else []
    speeds = np.array([census.slowest, census.fastest])
    return [
        f"{census.n_cells} of {census.n_looked} cells hold a curve of two values or more",
        *lost,
        f"velocity {_length(speeds, '/s')}; sigma given for {census.n_sigma} of {n_points} points",
        f"wavelength {_length(np.array([4 * top.min(), 2 * bottom.max()]))}, so depths of "
        f"{_length(np.array([top.min(), bottom.max()]))} can be trusted "
        "(shortest wavelength / 4 to longest / 2; each cell has its own window)",
    ]


def _range(values: np.ndarray, unit: str) -> str:
    return f"{values.min():.4g} to {values.max():.4g} {unit}"


def _length(values: np.ndarray, per: str = "") -> str:
    """Return a range in m, or in km where it ends beyond 10 km (or 1.5 km/s)."""
    in_km = values.max() >= (1500 if per else 10_000)
    return _range(values / 1000 if in_km else values, f"{'km' if in_km else 'm'}{per}")
