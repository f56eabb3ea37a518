"""A stack of rasters on one grid, in which every cell holds a dispersion curve."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ...protocol.errors import SurveyError
from ...protocol.waves import VelocityType, Wave
from ..curves import FloatArray
from ..maps.rasters import Layout
from ..stores.addresses import at_root, root_in
from ..stores.local import Folder
from ..survey import Report
from .turn import AS_IT_IS, Turn


@dataclass(frozen=True)
class GridBand:
    """Velocities, or their standard deviations, of one type at one frequency.

    Parameters
    ----------
    dataset, band : str, int
        What GDAL opens, and the number of the band in it.
    file : Path
        The file that holds it.
    name : str
        Name for messages.
    frequency : float
        In Hz.
    kind, wave, mode : VelocityType, Wave, int
        What is observed.
    unit : str
        Unit of its numbers, a key of `units.UNITS`; empty where it is not yet known.
    is_slowness : bool
        Whether its name says that they are slownesses.
    turn : Turn
        How its rows and columns lie under the map.
    """

    dataset: str
    band: int
    file: Path
    name: str
    frequency: float
    kind: VelocityType
    wave: Wave
    mode: int
    unit: str
    is_slowness: bool = False
    turn: Turn = AS_IT_IS

    @property
    def what(self) -> tuple[int, int, int, float]:
        """What is observed; a band of velocities and that of their sigmas share it."""
        return int(self.wave), int(self.kind), self.mode, float(f"{self.frequency:.5g}")

    @property
    def type_name(self) -> str:
        """Wave and velocity type in words, with the mode where it is not the fundamental one."""
        mode = f", mode {self.mode}" if self.mode else ""
        return f"{self.wave.name.capitalize()} {self.kind.name.lower()} velocity{mode}"


@dataclass(frozen=True)
class RasterStack:
    """Rasters on one grid, of which every cell holds a curve.

    Parameters
    ----------
    velocity : tuple of GridBand
        One per point of the curves.
    sigma : tuple of GridBand or None
        Standard deviations of `velocity`, in its order; None where there are none.
    layout : Layout
        The grid.
    report : Report
        How the rasters were understood.
    """

    velocity: tuple[GridBand, ...]
    sigma: tuple[GridBand | None, ...]
    layout: Layout
    report: Report

    @property
    def frequency(self) -> FloatArray:
        """Frequency of each band in Hz, shape (n_bands,)."""
        return np.array([band.frequency for band in self.velocity])

    @property
    def files(self) -> list[Path]:
        """Every file of this machine, and every folder of a Zarr store, that the stack is read from."""
        bands = [band for band in (*self.velocity, *self.sigma) if band is not None]
        return sorted({band.file for band in bands if not root_in(band.dataset)})

    @property
    def addresses(self) -> list[str]:
        """Every address that it is read from."""
        bands = [band for band in (*self.velocity, *self.sigma) if band is not None]
        return sorted({root_in(band.dataset) for band in bands} - {""})

    def stamps(self) -> list[tuple[str, int, int]]:
        """Return name, size in bytes and time of change in ns of every file; of one that is gone, zeros.

        Of a folder a number stands for the times of all that is in it, of an address for what a server says.
        """
        here = [(path.name, *_stamp(path)) for path in self.files]
        return [*here, *((root, *at_root(root).stamp()) for root in self.addresses)]

    def seen(self) -> list[tuple[str, str]]:
        """Return a word for the state of all objects that were read below each address."""
        return [(root, at_root(root).seen()) for root in self.addresses]

    def require_unchanged(self, since: list[tuple[str, int, int]]) -> None:
        """Refuse files that are not as they were.

        Parameters
        ----------
        since : list of tuple
            Earlier `stamps`.

        Raises
        ------
        SurveyError
            Naming the first file that was changed, replaced or removed.
        """
        changed = next((was[0] for was, now in zip(since, self.stamps()) if was != now), None)
        if changed is not None:
            raise SurveyError(f"{changed}: has been changed during the run; run again once it is complete")


def _stamp(path: Path) -> tuple[int, int]:
    try:
        if path.is_dir():
            return Folder(path).stamp()
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns
