"""How each test site is seen: its band, its sampling and its noise, drawn site by site.

Every site has its own generator, so that adding sites to a suite leaves the others as they were.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from plugin.engine.curves import Curves, FloatArray
from plugin.protocol.waves import VelocityType

from .earths.columns import Column, batch
from .exact import COARSE, FINE, exact_velocity

STATED_SHARE = 0.5
FEWEST_SEEN = 8


@dataclass(frozen=True)
class View:
    """What is measured at one site.

    Parameters
    ----------
    frequency, kind : (n_points,) arrays
        Frequency in Hz and `VelocityType` of each point.
    error : (n_points,) float array
        Error of ln velocity.
    sigma : float
        Standard deviation of the errors, relative to the velocity.
    stated : bool
        Whether the survey states it.
    """

    frequency: FloatArray
    kind: NDArray[np.int64]
    error: FloatArray
    sigma: float
    stated: bool


def near_surface_view(rng: Generator) -> View:
    """Draw 24-36 frequencies, even in log or frequency, in 2-25 or 4-40 Hz; 3 % noise."""
    low, high = ((2.0, 25.0), (4.0, 40.0))[rng.integers(2)]
    count = int(rng.integers(24, 37))
    frequency = np.geomspace(low, high, count) if rng.random() < 0.5 else np.linspace(low, high, count)
    return _view(rng, frequency, np.full(count, VelocityType.PHASE), 0.03)


def crust_view(rng: Generator) -> View:
    """Draw 17-26 periods in 5-40 or 6-70 s, half with group velocity too; 1-1.5 % noise."""
    short, long = ((5.0, 40.0), (6.0, 70.0))[rng.integers(2)]
    frequency = 1.0 / np.geomspace(short, long, int(rng.integers(17, 27)))
    kinds = [VelocityType.PHASE] + [VelocityType.GROUP] * int(rng.random() < 0.5)
    sigma = rng.uniform(0.01, 0.015)
    return _view(rng, np.tile(frequency, len(kinds)), np.repeat(kinds, len(frequency)), sigma)


def _view(rng: Generator, frequency: FloatArray, kind: NDArray, sigma: float) -> View:
    stated = bool(rng.random() < STATED_SHARE)
    return View(frequency, kind, sigma * rng.standard_normal(len(frequency)), sigma, stated)


def observe(
    columns: list[Column], draw: Callable[[Generator], View], seed: int
) -> tuple[Curves, NDArray[np.intp]]:
    """Measure every column through its own view; return the curves and which columns they are of.

    Sites where two steps of the root search disagree, so that the mode is in doubt, are left out, and points
    where no mode can be seen at the surface.
    """
    views = [draw(np.random.default_rng([seed, i])) for i in range(len(columns))]
    counts = [len(view.frequency) for view in views]
    site = np.repeat(np.arange(len(views)), counts)
    frequency, kind, error = (
        np.concatenate([getattr(view, name) for view in views]) for name in ("frequency", "kind", "error")
    )
    earths = batch(columns)
    coarse, exact = (exact_velocity(earths, site, frequency, kind, step) for step in (COARSE, FINE))
    seen = np.isfinite(exact)
    doubtful = (seen != np.isfinite(coarse)) | (np.abs(coarse / exact - 1.0) > 1e-3)
    enough = np.bincount(site, seen, minlength=len(views)) >= FEWEST_SEEN
    kept = np.flatnonzero(enough & (np.bincount(site, doubtful, minlength=len(views)) == 0))
    velocity = exact * np.exp(error)
    stated = np.array([view.sigma if view.stated else np.nan for view in views])
    points = (site, frequency, velocity, stated[site] * velocity)
    curves = Curves.from_points(*(values[seen] for values in points), kind=kind[seen], n_sites=len(views))
    return curves.take(kept), kept
