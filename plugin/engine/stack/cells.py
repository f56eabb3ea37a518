"""The cells of a stack, window by window: read, checked and turned into curves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...protocol.progress import Monitor
from ..curves import Curves, FloatArray
from ..maps.rasters import TILE
from ..reading.layers.raster_files import CACHE_BYTES, is_remote, open_dataset, small_cache, told_if_damaged
from ..reading.quality import FASTEST, FEWEST_POINTS, LONGEST, SLOWEST
from ..reading.sigmas import LEAST, MOST
from ..reading.tables.units import to_sigma, to_velocity
from ..scaling import measure
from .blocks import block_bytes
from .stack import GridBand, RasterStack
from .suspects import Suspects

if TYPE_CHECKING:
    from rasterio.io import DatasetReader

SIDE = 64
_MOST_CURVES = 1 << 20
# What is looked through in some seconds: windows, values in them, and bytes of blocks read.
_SAMPLED_WINDOWS, _SAMPLED_VALUES, _SAMPLED_BYTES = 600, 18_000_000, 1 << 31
_FETCHED_BYTES = 1 << 26  # over a network

Window = tuple[slice, slice]


@dataclass(frozen=True)
class Cells:
    """The cells of one window; points are bands, cells run row by row.

    Parameters
    ----------
    curves : Curves
        Of the cells with two or more usable values.
    inverted : (n_curves,) int array
        Which cells these are.
    lacking : (n,) int array
        Cells with one usable value only.
    used : (n_bands,) int array
        Usable values of each band, in the inverted cells.
    n_impossible : int
        Values that no ground can have, left out.
    """

    curves: Curves
    inverted: NDArray[np.intp]
    lacking: NDArray[np.intp]
    used: NDArray[np.int64]
    n_impossible: int


@dataclass
class Census:
    """What a first pass over all windows has counted.

    Parameters
    ----------
    used : (n_bands,) int array
        Usable values of each band in the cells to invert.
    n_curves : list of int
        Cells to invert in each window.
    n_seen : list of int
        Cells with any usable value in each window.
    n_lacking, n_impossible, n_sigma : int
        Cells with one value only, values left out, and points with a sigma.
    slowest, fastest : float
        Range of the velocities in m/s.
    windows_m : list of (2, n) float arrays
        Trusted windows of cells in m, top and bottom: of all of them, or of a regular choice of a million.
    suspects : Suspects
        Cells that look wrong.
    n_looked : int
        Cells of the windows that were looked through.
    share : float
        Share of the grid that these are; below 1 where they are a sample.
    """

    used: NDArray[np.int64]
    n_curves: list[int] = field(default_factory=list)
    n_seen: list[int] = field(default_factory=list)
    n_lacking: int = 0
    n_impossible: int = 0
    n_sigma: int = 0
    slowest: float = np.inf
    fastest: float = 0.0
    windows_m: list[FloatArray] = field(default_factory=list)
    suspects: Suspects = field(default_factory=Suspects)
    n_looked: int = 0
    share: float = 1.0

    @property
    def n_cells(self) -> int:
        """Cells to invert."""
        return sum(self.n_curves)

    def trusted_window(self) -> tuple[FloatArray, FloatArray]:
        """Return the tops and the bottoms of the cells' trusted windows in m."""
        top, bottom = np.concatenate(self.windows_m, axis=1)
        return top, bottom

    def add(self, cells: Cells, every: int) -> None:
        """Count one window more, keeping the trusted window of each `every`-th of its cells."""
        curves = cells.curves
        self.n_curves.append(curves.n_sites)
        self.n_seen.append(curves.n_sites + len(cells.lacking))
        self.n_lacking += len(cells.lacking)
        self.n_impossible += cells.n_impossible
        self.used += cells.used
        if curves.n_sites:
            self.suspects.add(curves)
            self.n_sigma += int(np.isfinite(curves.sigma).sum())
            self.slowest = min(self.slowest, float(curves.velocity.min()))
            self.fastest = max(self.fastest, float(curves.velocity.max()))
            kept = curves.take(slice(None, None, every))
            self.windows_m.append(np.array(measure(kept).trusted_window()))


def windows(shape: tuple[int, int]) -> list[Window]:
    """Return windows of `SIDE` cells that cover a grid, those of one tile of the results together."""
    rows, columns = shape

    def cut(start: int, stop: int, step: int) -> list[slice]:
        return [slice(i, min(i + step, stop)) for i in range(start, stop, step)]

    return [
        (down, right)
        for tile_down in cut(0, rows, TILE)
        for tile_right in cut(0, columns, TILE)
        for down in cut(tile_down.start, tile_down.stop, SIDE)
        for right in cut(tile_right.start, tile_right.stop, SIDE)
    ]


def sampled_windows(shape: tuple[int, int], most: int) -> list[Window]:
    """Return all windows of a grid, or about `most` of them spread evenly over it where there are more."""
    down, right = (-(-side // SIDE) for side in shape)
    if down * right <= most:
        return windows(shape)
    n_down = min(down, most, max(1, round(np.sqrt(most * down / right))))
    n_right = min(right, max(1, most // n_down))
    downs, rights = _spread(n_down, shape[0]), _spread(n_right, shape[1])
    return [(one, other) for one in downs for other in rights]


def _spread(n: int, side: int) -> list[slice]:
    """Return `n` of the slices of `SIDE` cells that a side is cut into, evenly spread."""
    first = SIDE * ((np.arange(n) + 0.5) * -(-side // SIDE) / n).astype(int)
    return [slice(i, min(i + SIDE, side)) for i in first.tolist()]


def _size(window: Window) -> int:
    return (window[0].stop - window[0].start) * (window[1].stop - window[1].start)


@dataclass(frozen=True)
class StackReader:
    """A stack with its files open.

    Parameters
    ----------
    stack : RasterStack
        What to read.
    datasets : mapping
        Open raster by the name that GDAL knows it by.
    """

    stack: RasterStack
    datasets: Mapping[str, DatasetReader]

    def read(self, window: Window) -> Cells:
        """Return the cells of one window.

        Raises
        ------
        SurveyError
            If a file is damaged there; the message names it.
        """
        shape = (len(self.stack.velocity), _size(window))
        velocity, sigma = np.full(shape, np.nan), np.full(shape, np.nan)
        for i, (band, spread) in enumerate(zip(self.stack.velocity, self.stack.sigma)):
            velocity[i] = to_velocity(self._values(band, window), band.unit)
            if spread is not None:
                sigma[i] = to_sigma(self._values(spread, window), spread.unit, velocity[i])
        return _cells(self.stack, velocity, sigma)

    def _values(self, band: GridBand, window: Window) -> FloatArray:
        """Return the numbers of a band in its own unit, NaN where it has none."""
        raster = self.datasets[band.dataset]
        with told_if_damaged(band.name, raster):
            inside = band.turn.in_file(window, self.stack.layout.shape)
            values = raster.read(band.band, window=inside, masked=True)
        scale, offset = raster.scales[band.band - 1], raster.offsets[band.band - 1]
        return band.turn.on_map(values.astype(np.float64).filled(np.nan) * scale + offset).ravel()

    def census(self, monitor: Monitor, sampled: bool = False) -> Census:
        """Read all cells once and count them, or those of a regular sample of windows where they are many."""
        rows, columns = self.stack.layout.shape
        every = 1 + rows * columns // _MOST_CURVES
        census = Census(np.zeros(len(self.stack.velocity), dtype=np.int64))
        cuts = sampled_windows((rows, columns), self._most_windows()) if sampled else windows((rows, columns))
        for done, window in enumerate(cuts):
            monitor.step(done / len(cuts), "looking through the cells")
            census.add(self.read(window), every)
            census.n_looked += _size(window)
        census.share = census.n_looked / (rows * columns)
        return census

    def _most_windows(self) -> int:
        """Return how many windows can be looked through in some seconds."""
        bands = [band for band in (*self.stack.velocity, *self.stack.sigma) if band is not None]
        # Blocks that the cache does not hold are read again for every window.
        size = sum(block_bytes(self.datasets[band.dataset], band.band) for band in bands)
        by_bytes = _SAMPLED_BYTES // size if size > CACHE_BYTES else _SAMPLED_WINDOWS
        if any(is_remote(self.datasets[band.dataset]) for band in bands):
            by_bytes = min(by_bytes, _FETCHED_BYTES // size)
        by_values = _SAMPLED_VALUES // (SIDE**2 * len(bands))
        return max(1, min(by_bytes, by_values, _SAMPLED_WINDOWS))


@contextmanager
def opened(stack: RasterStack) -> Iterator[StackReader]:
    """Open the files of a stack, with a cache that does not grow with the machine.

    Raises
    ------
    SurveyError
        If one cannot be opened any more.
    """
    names = {band.dataset for band in (*stack.velocity, *stack.sigma) if band is not None}
    with small_cache(), ExitStack() as files:
        yield StackReader(stack, {name: files.enter_context(open_dataset(name)) for name in names})


def _cells(stack: RasterStack, velocity: FloatArray, sigma: FloatArray) -> Cells:
    """Return the curves in arrays of shape (n_bands, n_cells)."""
    given = np.isfinite(velocity)
    with np.errstate(invalid="ignore"):
        usable = given & (velocity >= SLOWEST) & (velocity <= FASTEST)
        usable &= velocity <= LONGEST * stack.frequency[:, None]
        sigma = np.where((sigma >= LEAST * velocity) & (sigma <= MOST * velocity), sigma, np.nan)
    counts = usable.sum(axis=0)
    inverted = np.flatnonzero(counts >= FEWEST_POINTS)
    site, band = np.nonzero(usable[:, inverted].T)
    cell = inverted[site]

    def of_band(name: str) -> NDArray[np.int8]:
        return np.array([getattr(one, name) for one in stack.velocity], dtype=np.int8)[band]

    curves = Curves(
        offsets=np.concatenate([[0], np.cumsum(counts[inverted])]).astype(np.int64),
        frequency=stack.frequency[band],
        velocity=velocity[band, cell],
        sigma=sigma[band, cell],
        wave=of_band("wave"),
        kind=of_band("kind"),
        mode=of_band("mode"),
    )
    return Cells(
        curves=curves,
        inverted=inverted,
        lacking=np.flatnonzero((counts > 0) & (counts < FEWEST_POINTS)),
        used=usable[:, inverted].sum(axis=1),
        n_impossible=int((given & ~usable).sum()),
    )
