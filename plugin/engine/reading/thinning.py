"""Curves of more points than any dispersion curve needs, averaged in even steps of ln frequency."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray
from .measurements import Measurements

MOST_POINTS = 1000
"""Most points of a site: more than this tell no more, and take memory and time by their number."""


def thin_out(points: Measurements) -> tuple[Measurements, list[str]]:
    """Average the points of sites that have more than `MOST_POINTS`; return the points and remarks.

    The band of each wave, velocity type and mode is cut into steps of equal ln frequency, as many as are its
    share of `MOST_POINTS`. The points of a step become one: the geometric mean of their frequencies, the mean
    of their velocities, and the root mean square of the sigmas that are given, because errors of neighbours
    are seldom independent.

    Parameters
    ----------
    points : Measurements
        Checked points.
    """
    counts = np.bincount(points.site, minlength=len(points.names))
    crowded = counts[points.site] > MOST_POINTS
    if not crowded.any():
        return points, []
    many, few = points.take(crowded), points.take(~crowded)
    step = _steps(many)
    order = np.argsort(step, kind="stable")
    start = np.flatnonzero(np.diff(step[order], prepend=-1))
    size = np.diff(np.append(start, len(order)))

    def mean(values: FloatArray) -> FloatArray:
        return np.asarray(np.add.reduceat(values[order], start) / size)

    share = mean(np.isfinite(many.sigma).astype(np.float64))
    square = mean(np.nan_to_num(many.sigma) ** 2)
    thinned = replace(
        many.take(order[start]),
        frequency=np.exp(mean(np.log(many.frequency))),
        velocity=mean(many.velocity),
        sigma=np.where(share > 0, np.sqrt(square / np.maximum(share, 1e-300)), np.nan),
    )
    n_sites = int((counts > MOST_POINTS).sum())
    name = str(points.names[int(np.argmax(counts))])
    whose = f"site {name}" if n_sites == 1 else f"{n_sites} sites of more than {MOST_POINTS} points each"
    note = f"{len(order)} points of {whose} are averaged in steps of ln frequency, to {len(start)}"
    return _joined(few, thinned), [note]


def _steps(points: Measurements) -> NDArray[np.int64]:
    """Return the step that each point falls into, numbered through all sites and types, from 0."""
    types = (points.wave * 2 + points.kind) * 128 + points.mode
    keys = np.stack([points.site, types])
    _, branch = np.unique(keys, axis=1, return_inverse=True)
    branch = branch.ravel()
    n = int(branch.max()) + 1
    own, whole = np.bincount(branch)[branch], np.bincount(points.site)[points.site]
    steps = np.maximum(MOST_POINTS * own // whole, 1)
    log_f = np.log(points.frequency)
    low, high = np.full(n, np.inf), np.full(n, -np.inf)
    np.minimum.at(low, branch, log_f)
    np.maximum.at(high, branch, log_f)
    width = np.maximum(high - low, 1e-12)[branch]
    inside = np.minimum(((log_f - low[branch]) / width * steps).astype(np.int64), steps - 1)
    _, number = np.unique(branch * (MOST_POINTS + 1) + inside, return_inverse=True)
    return np.asarray(number.ravel(), dtype=np.int64)


def _joined(few: Measurements, thinned: Measurements) -> Measurements:
    """Return the points of both; those of a site are in one of them alone."""
    names = ("site", "frequency", "velocity", "sigma", "wave", "kind", "mode", "row")
    both: dict[str, Any] = {n: np.concatenate([getattr(few, n), getattr(thinned, n)]) for n in names}
    return replace(few, **both)
