"""Range, variance, noise and direction of fields of ln Vs, by restricted maximum likelihood."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_solve, cholesky
from scipy.optimize import minimize
from scipy.spatial.distance import pdist, squareform

from ...protocol.progress import UNWATCHED, Monitor
from ..curves import FloatArray
from ..workers import each_of
from .covariance import Covariance, correlation, range_slope

MOST_SITES = 300
FEWEST_SITES = 4
"""With a value, for a depth to say something of its field."""
LEAST_NOISE = 1e-6
"""Variance of ln Vs: sites at one place may not make equations singular."""
_OF_EXTENT, _OF_OWN, _OF_FIELD = 0.2, 0.3, 0.03  # likeliest range, alpha and nugget before there are data
_WIDTH = np.array([1.5, np.inf, 1.0, 1.5, 0.7, 0.7])  # log deviations about those, and of the anisotropy
_LONGEST = 3.0  # of the extent
_FLATTEST = 1e-6  # variance of values that are all the same
_FAR = 6.0  # logarithm, how far the search goes
_MOST_STRETCHED = 1.6  # logarithm of the ratio
_FEWEST_DIRECTED = 20  # sites from which a direction is looked for
_CLEARLY = 4.0  # ln likelihood that a direction has to gain
_TRIED = 0.7 * np.array([[1.0, 0.0], [-0.5, 0.87], [-0.5, -0.87]])  # directions to start from
_STRAIGHT = np.zeros(2)


def fit(
    places: FloatArray,
    values: FloatArray,
    deviation: FloatArray,
    depths: FloatArray,
    spacing: float,
    monitor: Monitor = UNWATCHED,
) -> Covariance:
    """Fit a field to the values at each depth.

    Parameters
    ----------
    places : (n_sites, 2) float array
        Positions in m, of no more than `MOST_SITES` sites if it is to be quick.
    values, deviation : (n_sites, n_depths) float arrays
        Values, NaN where unknown, and the standard deviations that the sites give them.
    depths : (n_depths,) float array
        Increasing depths in m. One that fewer than `FEWEST_SITES` sites know takes the field of the nearest
        one that they do.
    spacing : float
        Usual distance in m of neighbouring sites; shorter ranges cannot be seen.
    monitor : Monitor, optional
        Progress and cancellation.

    Returns
    -------
    Covariance
        The likeliest under weak priors: a range of a fifth of the extent, three tenths of a site's variance
        its own, a nugget of 3 % of the field's variance. Alike in all directions unless one is much likelier.
    """
    extent = max(float(pdist(places).max()), spacing)
    ranges = (np.log(spacing), np.log(max(_LONGEST * extent, 2 * spacing)))
    usual = np.log([_OF_EXTENT * extent, _FLATTEST, _OF_OWN, _OF_FIELD])
    usual[0] = np.clip(usual[0], *ranges)
    found = np.tile(np.concatenate([usual, _STRAIGHT]), (len(depths), 1))
    says = np.isfinite(values).sum(axis=0) >= FEWEST_SITES

    def of_depth(depth: int, monitor: Monitor) -> FloatArray:
        return _likeliest(_Depth(places, values[:, depth], deviation[:, depth]), usual, ranges, monitor)

    if says.any():
        found[says] = each_of(of_depth, np.flatnonzero(says).tolist(), monitor)
        log_depth, told = np.log(depths), np.flatnonzero(says)
        found = found[told[np.abs(log_depth[:, None] - log_depth[told]).argmin(axis=1)]]
    range_m, variance, alpha, nugget = np.exp(found[:, :4]).T
    ratio = np.exp(np.hypot(*found[:, 4:].T))
    azimuth = np.round(np.degrees(np.arctan2(found[:, 5], found[:, 4])) / 2, 1) % 180
    return Covariance(range_m, variance, alpha, nugget * variance, ratio, azimuth)


def subset(n_sites: int, most: int = MOST_SITES) -> NDArray[np.intp]:
    """Return sites drawn at random for a fit, the same ones whenever there are as many; all if few."""
    if n_sites <= most:
        return np.arange(n_sites)
    return np.sort(np.random.default_rng(0).choice(n_sites, most, replace=False))


def _likeliest(own: _Depth, usual: FloatArray, ranges: tuple[float, float], monitor: Monitor) -> FloatArray:
    """Return the likeliest numbers (6,) of a depth, the last two 0 unless a direction is clearly likelier."""
    centre = np.concatenate([usual, _STRAIGHT])
    centre[1] = np.log(own.spread)

    def objective(log: FloatArray) -> tuple[float, FloatArray]:
        monitor.step(0.0, "fitting the spatial model")
        value, gradient = own(log)
        away = (log - centre) / _WIDTH
        return value + 0.5 * float(away @ away), gradient + away / _WIDTH

    around = [(float(c) - _FAR, float(c) + _FAR) for c in centre[1:4]]

    def least(start: FloatArray, most: float) -> tuple[FloatArray, float]:
        bounds, options = [ranges, *around, (-most, most), (-most, most)], {"maxiter": 100, "ftol": 1e-7}
        found = minimize(objective, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options)
        return found.x, float(found.fun)

    alike, value = least(centre, 0.0)
    if len(own.values) < _FEWEST_DIRECTED:
        return alike
    starts = [np.concatenate([alike[:4], direction]) for direction in (_STRAIGHT, *_TRIED)]
    best = starts[int(np.argmin([objective(start)[0] for start in starts]))]
    directed, directed_value = least(best, _MOST_STRETCHED)
    return directed if directed_value < value - _CLEARLY else alike


class _Depth:
    """The restricted likelihood of one depth (Patterson and Thompson 1971: free of the unknown mean)."""

    def __init__(self, places: FloatArray, values: FloatArray, deviation: FloatArray) -> None:
        known = np.flatnonzero(np.isfinite(values))
        self.values = values[known]
        self.own = deviation[known] ** 2
        self.spread = max(float(np.var(self.values)), _FLATTEST)
        first, second = np.triu_indices(len(known), 1)  # each pair once
        x, y = (places[known][first] - places[known][second]).T
        self._square, self._along, self._oblique = x**2 + y**2, y**2 - x**2, 2 * x * y

    def __call__(self, log: FloatArray) -> tuple[float, FloatArray]:
        """Return minus its logarithm, and the gradient.

        By ln range, variance, alpha and relative nugget, and by the logarithm of the ratio of the ranges
        times cosine and sine of twice the azimuth.
        """
        range_m, variance, alpha, nugget = np.exp(log[:4])
        distance, by_direction = self._distance(log[4], log[5])
        near = squareform(correlation(distance, range_m)) + np.eye(len(self.own))
        slope = variance * range_slope(distance, range_m)
        own = alpha * self.own
        total = variance * near + np.diag(own + nugget * variance + LEAST_NOISE)
        factor = cholesky(total, lower=True, check_finite=False)
        inverse = cho_solve((factor, True), np.eye(len(total)), check_finite=False)
        towards_mean = inverse.sum(axis=1)
        weight = towards_mean.sum()
        projector = inverse - np.outer(towards_mean, towards_mean) / weight
        fitted = projector @ self.values
        value = np.log(np.diag(factor)).sum() + 0.5 * np.log(weight) + 0.5 * self.values @ fitted
        whole = 0.5 * (projector - np.outer(fitted, fitted))
        pull = np.diag(whole)
        pairs = 2 * squareform(whole, checks=False) * slope
        local = float(pull.sum() * nugget * variance)
        of_variance = variance * float((whole * near).sum()) + local
        turned = [-float(pairs @ change) for change in by_direction]
        return float(value), np.array([pairs.sum(), of_variance, float(pull @ own), local, *turned])

    def _distance(self, a: float, b: float) -> tuple[FloatArray, tuple[FloatArray, FloatArray]]:
        """Return the straightened distances of pairs, and the derivatives of their logarithms by a and b."""
        log_ratio = np.hypot(a, b)
        sinc = float(np.sinh(log_ratio) / log_ratio) if log_ratio > 1e-6 else 1.0
        sinc_slope = float((np.cosh(log_ratio) - sinc) / log_ratio**2) if log_ratio > 1e-3 else 1 / 3
        turned = a * self._along + b * self._oblique
        square = np.maximum(np.cosh(log_ratio) * self._square - sinc * turned, np.finfo(float).tiny)
        common = 0.5 * (sinc * self._square - sinc_slope * turned)
        by_a, by_b = a * common - 0.5 * sinc * self._along, b * common - 0.5 * sinc * self._oblique
        return np.sqrt(square), (by_a / square, by_b / square)
