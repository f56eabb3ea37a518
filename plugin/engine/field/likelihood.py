"""The law in space under which a survey's curves are likeliest (maximum marginal likelihood, on a subset).

All that is not asked for is integrated out: the profiles are Gaussian, and the curves linear in them.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.linalg import LinAlgError, cholesky, solve_triangular
from scipy.optimize import minimize
from scipy.spatial import cKDTree

from ...protocol.progress import Monitor
from ..curves import FloatArray
from .correlation import SMOOTHNESSES, SpaceLaw
from .curve_data import CurveData
from .depth_law import DepthLaw

MOST_SITES = 96
CLUSTER = 8
"""Sites of the subset come in clusters of neighbours, so that short distances are among them."""
SEED = 20261
STEP = 0.6
TRIALS, MORE_TRIALS = 80, 25
PRIOR_DEVIATION = 3.0
"""Of the logarithms of variance, range and odds of the local part about where the search begins."""
IMPOSSIBLE = 1e12
NOTHING_SHARED = 40.0
"""ln odds of the local share that leave nothing for neighbours to share."""
LEAST_GAIN = 4.0
"""In ln likelihood. Of 72 measured profiles put down at random places it is below 1, of surveys above 45."""


def subset(places: FloatArray, most: int = MOST_SITES) -> np.ndarray:
    """Return sites to learn from, sorted: all of them, or clusters of neighbours all over the survey."""
    if len(places) <= most:
        return np.arange(len(places))
    apart = np.sort(np.unique(places, axis=0, return_index=True)[1])
    seeds = np.random.default_rng(SEED).choice(apart, min(most // CLUSTER, len(apart)), replace=False)
    near = cKDTree(places).query(places[seeds], k=CLUSTER)[1]
    return np.unique(near)


def likeliest_law(
    curves: CurveData, places: FloatArray, depths: DepthLaw, monitor: Monitor
) -> SpaceLaw | None:
    """Return the likeliest law of some sites' curves; see `subset`.

    Parameters
    ----------
    curves : CurveData
        Curves of n sites.
    places : (n, d) float array
        Their positions in m, not all the same.
    depths : DepthLaw
        Mean and covariance over depth.
    monitor : Monitor
        Asked once a trial.

    Returns
    -------
    SpaceLaw or None
        None where the curves are not `LEAST_GAIN` likelier under it than if no site had anything to do with
        another: then neighbours have nothing to say.
    """
    start, trials, found = np.array([0.0, -1.0, np.log(_extent(places) / 4.0)]), TRIALS, []
    for i, smoothness in enumerate(SMOOTHNESSES):
        part = monitor.part(i / len(SMOOTHNESSES), (i + 1) / len(SMOOTHNESSES))
        cost = _Cost(curves, places, depths, smoothness)
        best = _lowest(cost, start, trials, part)
        found.append((cost.likelihood(best), best, cost))
        start, trials = best, MORE_TRIALS  # the others are not far
    likelihood, best, cost = max(found, key=lambda one: one[0])
    alone = _lowest(cost.alone, best[:1], MORE_TRIALS, monitor.part(1.0, 1.0))
    if likelihood - cost.likelihood(_apart(alone)) < LEAST_GAIN:
        return None
    return _law(best, cost.smoothness)


def _lowest(
    cost: Callable[[FloatArray], float], start: FloatArray, trials: int, monitor: Monitor
) -> FloatArray:
    def asked(numbers: FloatArray) -> float:
        monitor.step(0.0, "learning how alike neighbours are")
        return cost(numbers)

    simplex = start + STEP * np.vstack([np.zeros(len(start)), np.eye(len(start))])
    options = {"maxfev": trials, "xatol": 0.03, "fatol": 0.2, "initial_simplex": simplex}
    return np.asarray(minimize(asked, start, method="Nelder-Mead", options=options).x)


def _apart(numbers: FloatArray) -> FloatArray:
    """Return the numbers of a law of ln variance (1,), whose sites share nothing."""
    return np.array([numbers[0], NOTHING_SHARED, 0.0])


def _extent(places: FloatArray) -> float:
    return float(np.ptp(places, axis=0).max())


def _law(numbers: FloatArray, smoothness: float) -> SpaceLaw:
    """Return the law of ln variance, ln odds of the local share, and ln range in m."""
    return SpaceLaw(
        variance=float(np.exp(numbers[0])),
        local=float(1.0 / (1.0 + np.exp(-numbers[1]))),
        range_m=float(np.exp(numbers[2])),
        smoothness=smoothness,
    )


class _Cost:
    """-ln of the marginal likelihood of the curves, and times a wide prior of the law, but for constants."""

    def __init__(self, curves: CurveData, places: FloatArray, depths: DepthLaw, smoothness: float) -> None:
        n, numbers, nodes = curves.design.shape
        flat = curves.design.reshape(n * numbers, nodes)
        used = np.flatnonzero(flat.any(axis=1))
        self._ground = (flat[used] @ depths.covariance) @ flat[used].T
        self._data = curves.about(depths.mean).reshape(-1)[used]
        self._site = used // numbers
        self._places, self.smoothness = places, smoothness
        self._middle = np.array([0.0, -1.0, np.log(_extent(places) / 4.0)])

    def __call__(self, numbers: FloatArray) -> float:
        away = (numbers - self._middle) / PRIOR_DEVIATION
        return 0.5 * float(away @ away) - self.likelihood(numbers)

    def alone(self, numbers: FloatArray) -> float:
        """Return the same of a variance whose logarithm is given, where sites share nothing."""
        return -self.likelihood(_apart(numbers))

    def likelihood(self, numbers: FloatArray) -> float:
        """Return ln of the likelihood, but for a constant."""
        between = _law(numbers, self.smoothness).between(self._places)
        covariance = between[np.ix_(self._site, self._site)] * self._ground
        covariance[np.diag_indices_from(covariance)] += 1.0
        try:
            root = cholesky(covariance, lower=True, overwrite_a=True, check_finite=False)
        except LinAlgError:
            return -IMPOSSIBLE
        white = solve_triangular(root, self._data, lower=True, check_finite=False)
        return -float(np.log(np.diag(root)).sum() + 0.5 * white @ white)
