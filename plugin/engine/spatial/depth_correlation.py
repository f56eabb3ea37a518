"""How alike what is not known of the ground is at two depths: less, the more e-folds lie between them."""

from __future__ import annotations

import numpy as np
from scipy.optimize import minimize_scalar

from ..curves import FloatArray

OF_SITES = 0.2
"""e-folds of depth over which the errors of sites forget themselves: a layer taken as too fast lies on one
taken as too slow. On the bundled surveys, whose ground is known, it was 0.22 and 0.16."""
_SHORTEST, _LONGEST, _USUAL = 0.1, 10.0, 1.0
_FEWEST = 8  # pairs of sites' departures


def length(mean: FloatArray, depths: FloatArray) -> float:
    """Return over how many e-folds of depth sites' departures from their mean forget themselves.

    Parameters
    ----------
    mean : (n_sites, n_depths) float array
        ln of values, NaN where unknown.
    depths : (n_depths,) float array
        Increasing depths in m.
    """
    known = np.isfinite(mean).astype(float)
    both = known.T @ known
    product = _correlations(np.where(known, mean, 0.0), known, np.maximum(both, 1.0))
    lag = np.abs(np.subtract.outer(np.log(depths), np.log(depths)))
    says = np.triu(both >= _FEWEST, k=1)
    if not says.any():
        return _USUAL

    def misfit(log: float) -> float:
        return float(((correlation(lag[says], np.exp(log)) - product[says]) ** 2).sum())

    bounds = (np.log(_SHORTEST), np.log(_LONGEST))
    return float(np.exp(minimize_scalar(misfit, bounds=bounds, method="bounded").x))


def _correlations(values: FloatArray, known: FloatArray, both: FloatArray) -> FloatArray:
    """Return those of each pair of depths, over the sites that know both, (n_depths, n_depths)."""
    mean = values.T @ known / both  # of one depth over the sites that know another one
    covariance = values.T @ values / both - mean * mean.T
    variance = (values**2).T @ known / both - mean**2
    return np.asarray(covariance / np.sqrt(np.maximum(variance * variance.T, np.finfo(float).tiny)))


def correlation(lag: FloatArray, length: float) -> FloatArray:
    """Return the correlation over lags in e-folds of depth, of any shape."""
    return np.asarray(np.exp(-np.abs(lag) / length))


def carried(depths: FloatArray, length: float) -> FloatArray:
    """Return which share of itself each depth has from the one before it, (n_depths,), 0 for the first."""
    return np.append(0.0, correlation(np.diff(np.log(depths)), length))
