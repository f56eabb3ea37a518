"""Range, variance and noise of fields of ln Vs, by restricted maximum likelihood."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_solve, cholesky
from scipy.optimize import minimize
from scipy.spatial.distance import pdist, squareform

from ...protocol.progress import UNWATCHED, Monitor
from ..curves import FloatArray
from .covariance import Covariance, correlation, range_slope

MOST_SITES = 300
FEWEST_SITES = 4
"""With a value, for a depth to say something of its field."""
LEAST_NOISE = 1e-6
"""Variance of ln Vs: sites at one place may not make equations singular."""
_OF_EXTENT, _OF_OWN, _OF_FIELD = 0.2, 0.3, 0.03  # likeliest range, alpha and nugget before there are data
_WIDTH = np.array([1.5, np.inf, 1.0, 1.5])  # log deviations of range, variance, alpha, nugget about those
_CHANGE = 1.0  # log deviation of all of them from one depth to the next e-fold
_LONGEST = 3.0  # of the extent
_FLATTEST = 1e-6  # variance of values that are all the same
_FAR = 6.0  # logarithm, how far the search goes


def fit(
    places: FloatArray,
    values: FloatArray,
    deviation: FloatArray,
    depths: FloatArray,
    spacing: float,
    monitor: Monitor = UNWATCHED,
) -> Covariance:
    """Fit a field to the values at each depth; from depth to depth the fields change gradually.

    Parameters
    ----------
    places : (n_sites, 2) float array
        Positions in m, of no more than `MOST_SITES` sites if it is to be quick.
    values, deviation : (n_sites, n_depths) float arrays
        Values, NaN where unknown, and the standard deviations that the sites give them.
    depths : (n_depths,) float array
        Increasing depths in m.
    spacing : float
        Usual distance in m of neighbouring sites; shorter ranges cannot be seen.
    monitor : Monitor, optional
        Progress and cancellation.

    Returns
    -------
    Covariance
        The likeliest under weak priors: a range of a fifth of the extent, three tenths of a site's variance
        its own, a nugget of 3 % of the field's variance.
    """
    distance = squareform(pdist(places))
    extent = max(float(distance.max()), spacing)
    parts = [_Depth(values[:, d], deviation[:, d], distance) for d in range(len(depths))]
    spread = np.array([part.spread for part in parts])
    spread[np.isnan(spread)] = np.nanmedian(spread) if np.isfinite(spread).any() else _FLATTEST
    usual = np.log([[_OF_EXTENT * extent, variance, _OF_OWN, _OF_FIELD] for variance in spread])
    ranges = (np.log(spacing), np.log(max(_LONGEST * extent, 2 * spacing)))
    usual[:, 0] = np.clip(usual[:, 0], *ranges)
    bounds = [ranges if k == 0 else (u - _FAR, u + _FAR) for row in usual for k, u in enumerate(row)]
    stiffness = 1 / (_CHANGE**2 * np.maximum(np.diff(np.log(depths)), 1e-3))

    def watched(log: FloatArray) -> tuple[float, FloatArray]:
        monitor.step(0.0, "fitting the spatial model")
        return _objective(log.reshape(-1, 4), parts, usual, stiffness)

    options = {"maxiter": 100, "ftol": 1e-7}
    found = minimize(watched, usual.ravel(), jac=True, method="L-BFGS-B", bounds=bounds, options=options).x
    range_m, variance, alpha, nugget = np.exp(found).reshape(-1, 4).T
    return Covariance(range_m, variance, alpha, nugget * variance)


def subset(n_sites: int, most: int = MOST_SITES) -> NDArray[np.intp]:
    """Return sites drawn at random for a fit, the same ones whenever there are as many; all if few."""
    if n_sites <= most:
        return np.arange(n_sites)
    return np.sort(np.random.default_rng(0).choice(n_sites, most, replace=False))


class _Depth:
    """The restricted likelihood of one depth (Patterson and Thompson 1971: free of the unknown mean)."""

    def __init__(self, values: FloatArray, deviation: FloatArray, distance: FloatArray) -> None:
        known = np.flatnonzero(np.isfinite(values))
        self.values = values[known]
        self.own = deviation[known] ** 2
        self.distance = squareform(distance[np.ix_(known, known)], checks=False)  # each pair once
        self.says = len(known) >= FEWEST_SITES
        self.spread = max(float(np.var(self.values)), _FLATTEST) if self.says else np.nan

    def __call__(self, log: FloatArray) -> tuple[float, FloatArray]:
        """Return minus its logarithm, and the gradient by ln range, variance, alpha and relative nugget."""
        range_m, variance, alpha, nugget = np.exp(log)
        near = squareform(correlation(self.distance, range_m)) + np.eye(len(self.own))
        slope = squareform(range_slope(self.distance, range_m))
        own = alpha * self.own
        total = variance * near + np.diag(own + nugget * variance + LEAST_NOISE)
        factor = cholesky(total, lower=True, check_finite=False)
        inverse = cho_solve((factor, True), np.eye(len(total)), check_finite=False)
        towards_mean = inverse.sum(axis=1)
        weight = towards_mean.sum()
        projector = inverse - np.outer(towards_mean, towards_mean) / weight
        fitted = projector @ self.values
        value = np.log(np.diag(factor)).sum() + 0.5 * np.log(weight) + 0.5 * self.values @ fitted

        def along(change: FloatArray) -> float:
            return float(0.5 * (projector * change).sum() - 0.5 * fitted @ change @ fitted)

        pull = 0.5 * np.diag(projector) - 0.5 * fitted**2
        local = float(pull.sum() * nugget * variance)
        gradient = [along(variance * slope), along(variance * near) + local, float(pull @ own), local]
        return float(value), np.array(gradient)


def _objective(
    log: FloatArray, parts: list[_Depth], usual: FloatArray, stiffness: FloatArray
) -> tuple[float, FloatArray]:
    """Return minus the log posterior of parameters (n_depths, 4), and its gradient, flat."""
    away, change = (log - usual) / _WIDTH, np.diff(log, axis=0)
    value = 0.5 * (away**2).sum() + 0.5 * (stiffness[:, None] * change**2).sum()
    gradient = away / _WIDTH
    gradient[1:] += stiffness[:, None] * change
    gradient[:-1] -= stiffness[:, None] * change
    for d, part in enumerate(parts):
        if part.says:
            own_value, own_gradient = part(log[d])
            value += own_value
            gradient[d] += own_gradient
    return float(value), gradient.ravel()
