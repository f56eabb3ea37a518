"""Curves without coordinates: what the files of dispersion software hold, one site or a few of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ...protocol.read_options import HIGHEST_MODE, ReadOptions
from ...protocol.waves import VelocityType, Wave
from ..curves import FloatArray
from ..survey import ColumnUse, Reject
from .measurements import NO_COORDINATES, UNKNOWN, Measurements

Codes = NDArray[np.int64]


def unplaced(
    names: Sequence[str],
    frequency: FloatArray,
    velocity: FloatArray,
    sigma: FloatArray | None = None,
    *,
    site: Codes | int = 0,
    wave: Codes | int = Wave.RAYLEIGH,
    kind: Codes | int = VelocityType.PHASE,
    mode: Codes | int = 0,
    row: Codes | int = 0,
    columns: Sequence[ColumnUse] = (),
    rejects: Sequence[Reject] = (),
    notes: Sequence[str] = (),
) -> Measurements:
    """Return measurements at sites whose positions the input does not give.

    Parameters
    ----------
    names : sequence of str
        Site names, unique; most often the file's name alone.
    frequency, velocity, sigma : (n_points,) float arrays
        Hz and m/s.
    site, wave, kind, mode, row : (n_points,) int arrays, or one number for all points
        As in `Measurements`.
    columns, rejects, notes : sequences
        What to report.
    """
    n_points = len(frequency)

    def column(values: Codes | int) -> Codes:
        return np.broadcast_to(np.asarray(values, dtype=np.int64), (n_points,)).copy()

    nowhere = np.full(len(names), np.nan)
    return Measurements(
        names=np.array(names, dtype=str),
        x=nowhere,
        y=nowhere.copy(),
        crs=None,
        site=column(site),
        frequency=np.asarray(frequency, dtype=np.float64),
        velocity=np.asarray(velocity, dtype=np.float64),
        sigma=np.full(n_points, np.nan) if sigma is None else np.asarray(sigma, dtype=np.float64),
        wave=column(wave),
        kind=column(kind),
        mode=column(mode),
        row=column(row),
        columns=tuple(columns),
        rejects=tuple(rejects),
        notes=(NO_COORDINATES, *notes),
    )


def stated_types(options: ReadOptions) -> tuple[Wave, VelocityType, list[str]]:
    """Return wave and velocity type of a format that gives none, with a note where they are assumed."""
    notes = []
    if options.wave is None:
        notes.append("where the wave type is not stated, Rayleigh is taken")
    if options.kind is None:
        notes.append("where the velocity type is not stated, phase velocity is taken")
    wave = Wave.RAYLEIGH if options.wave is None else options.wave
    kind = VelocityType.PHASE if options.kind is None else options.kind
    return wave, kind, notes


def mode_number(word: str) -> int:
    """Return the mode number that a word of digits gives, `UNKNOWN` where it gives none that can be."""
    return int(word) if re.fullmatch(r"[0-9]{1,3}", word) and int(word) <= HIGHEST_MODE else UNKNOWN


def codes(values: Sequence[int]) -> Codes:
    """Return wave types, velocity types, modes or rows as an array."""
    return np.array(values, dtype=np.int64)
