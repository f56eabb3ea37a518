"""One inversion of a raster stack: its settings, its windows and the rasters that it fills."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from ...protocol.request import Request
from ...protocol.result_files import OF_DEPTHS, OF_STACKS, STATUS, Raster
from ..maps.rasters import Bands
from ..results.provenance import software
from ..results.result import STATUSES
from .cells import SIDE, Window, windows
from .stack import GridBand, RasterStack

_STATUS_NAMES = ", ".join(f"{i} {name.replace('_', ' ')}" for i, name in enumerate(STATUSES))
SINGLES = OF_STACKS[len(OF_DEPTHS) :]
"""The rasters of one band, in the order of a window's layers."""


@dataclass(frozen=True)
class Product:
    """One raster: its name, its bands, and which layers of a window it holds."""

    name: str
    bands: Bands
    layers: slice


@dataclass(frozen=True)
class StackJob:
    """A stack with settings that no longer depend on which cells are looked at.

    The layers of a window are Vs and its sigma at each depth, then those of `SINGLES`.

    Parameters
    ----------
    stack : RasterStack
        What to invert.
    request : Request
        With its depths and the correction for the Earth's curvature decided.
    depths : tuple of float
        Depths in m.
    keep_untrusted : bool
        Whether values outside a cell's trusted window are kept.
    """

    stack: RasterStack
    request: Request
    depths: tuple[float, ...]
    keep_untrusted: bool

    @property
    def windows(self) -> list[Window]:
        """The windows in the order of their numbers."""
        return windows(self.stack.layout.shape)

    def shape_of(self, window: Window) -> tuple[int, int, int]:
        """Return layers, rows and columns of a window."""
        rows, columns = (part.stop - part.start for part in window)
        return 2 * len(self.depths) + len(SINGLES), rows, columns

    def products(self) -> list[Product]:
        """Return the rasters to write."""
        n = len(self.depths)
        tags = {"UNTRUSTED_DEPTHS": "kept" if self.keep_untrusted else "masked"}
        stacks = [
            Product(raster.file, Bands(self._labels(raster), raster.unit, tags), slice(i * n, (i + 1) * n))
            for i, raster in enumerate(OF_DEPTHS)
        ]
        singles = [
            Product(raster.file, _single(raster), slice(i, i + 1)) for i, raster in enumerate(SINGLES, 2 * n)
        ]
        return [*stacks, *singles]

    def _labels(self, raster: Raster) -> list[str]:
        return [f"{raster.label} {depth:g} m" for depth in self.depths]

    def identity(self, stamps: Sequence[tuple[str, int, int]]) -> dict[str, object]:
        """Return all that the numbers depend on; files count by `stamps` from before they were read.

        Objects below an address count as they were read: all of them have been by then.
        """
        bands = [
            band and (band.file.name, _part(band), band.band, band.what, band.unit)
            for band in (*self.stack.velocity, *self.stack.sigma)
        ]
        return {
            "files": list(stamps),
            "objects": self.stack.seen(),
            "bands": bands,
            "grid": asdict(self.stack.layout),
            "settings": asdict(self.request),
            "keep_untrusted": self.keep_untrusted,
            "window": SIDE,
            "software": software(),
        }


def _part(band: GridBand) -> str:
    """Return which part of its file a band's dataset is, wherever the file lies."""
    return "" if band.dataset == str(band.file) else band.dataset.rpartition(":")[2]


def _single(raster: Raster) -> Bands:
    """Return the band of a raster of one; that of the statuses says which number is which."""
    if raster is STATUS:
        return Bands([f"{raster.label}: {_STATUS_NAMES}"], raster.unit, classes=True)
    return Bands([raster.label], raster.unit)
