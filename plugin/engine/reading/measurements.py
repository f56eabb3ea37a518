"""What a reader hands over: every point that it found, in SI, before any check."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray
from ..survey import ColumnUse, Reject

UNKNOWN = -1
NO_NAME = "(no name)"
NO_COORDINATES = "there are no coordinates: the sites are inverted but cannot be mapped"
_POINT_FIELDS = ("site", "frequency", "velocity", "sigma", "wave", "kind", "mode", "row")


@dataclass(frozen=True)
class Measurements:
    """Dispersion points of many sites, loose and unchecked.

    Parameters
    ----------
    names : (n_sites,) str array
        Site names, unique.
    x, y : (n_sites,) float arrays
        Position in `crs`; NaN where there is none.
    crs : str or None
        Authority code or WKT.
    site : (n_points,) int array
        Index of each point's site.
    frequency, velocity, sigma : (n_points,) float arrays
        Hz and m/s; NaN where blank or not a number.
    wave, kind, mode : (n_points,) int arrays
        As in `Curves`; `UNKNOWN` where the input's word or number was not understood.
    row : (n_points,) int array
        Row of the input that each point came from, 1 for the first; 0 where there are no rows.
    columns, rejects, notes : tuples
        What to report (see `plugin.engine.survey.Report`).
    is_path : (n_sites,) bool array or None
        True where a site stands for the path between two stations; None where none does.
    elevation : (n_sites,) float array or None
        Height of the ground in m, NaN where it is not given; None where none is.
    """

    names: NDArray[np.str_]
    x: FloatArray
    y: FloatArray
    crs: str | None
    site: NDArray[np.int64]
    frequency: FloatArray
    velocity: FloatArray
    sigma: FloatArray
    wave: NDArray[np.int64]
    kind: NDArray[np.int64]
    mode: NDArray[np.int64]
    row: NDArray[np.int64]
    columns: tuple[ColumnUse, ...] = ()
    rejects: tuple[Reject, ...] = ()
    notes: tuple[str, ...] = ()
    is_path: NDArray[np.bool_] | None = None
    elevation: FloatArray | None = None

    @property
    def paths(self) -> NDArray[np.bool_]:
        """True where a site stands for the path between two stations, (n_sites,)."""
        return np.zeros(len(self.names), dtype=bool) if self.is_path is None else self.is_path

    @property
    def heights(self) -> FloatArray:
        """Heights of the ground in m, (n_sites,), NaN where they are not given."""
        return np.full(len(self.names), np.nan) if self.elevation is None else self.elevation

    def take(self, points: NDArray[np.bool_] | NDArray[np.integer]) -> Measurements:
        """Return the measurements with only the given points, in the given order."""
        return replace(self, **{name: getattr(self, name)[points] for name in _POINT_FIELDS})
