"""Profiles that a spatial model takes as likely at any place, drawn with the same chances everywhere."""

from __future__ import annotations

import numpy as np

from ..curves import FloatArray
from .depth_correlation import OF_SITES, correlation, length
from .spatial_model import SpatialModel

DRAWS = 128


class Ensembles:
    """Profiles drawn place by place: what follows from them is mapped without noise.

    All places take the same standard normal numbers, so that quantities of neighbouring places differ as
    smoothly as the model does; `draws.Draws` gives profiles that could be true together. Over depth, errors
    are alike as there.

    Parameters
    ----------
    model : SpatialModel
        The model.
    n_depths : int
        How many of its depths, from the first.
    n : int
        Profiles a place, an even number.
    """

    def __init__(self, model: SpatialModel, n_depths: int, n: int = DRAWS) -> None:
        depths = model.values.depths[:n_depths]
        lag = np.subtract.outer(np.log(depths), np.log(depths))
        shocks = _shocks(n, 2 * n_depths)
        alike = (length(model.values.mean[:, :n_depths], depths), OF_SITES)
        roots = [np.linalg.cholesky(correlation(lag, each) + 1e-9 * np.eye(n_depths)) for each in alike]
        self._of_field, self._of_sites = (
            part @ root.T for part, root in zip(np.split(shocks, 2, axis=1), roots)
        )

    def __call__(self, mean: FloatArray, field: FloatArray, own: FloatArray) -> FloatArray:
        """Return ln values (n, n_places, n_depths), of means and variances (n_places, n_depths)."""
        parts = ((field, self._of_field), (own, self._of_sites))
        return mean + sum(np.sqrt(np.maximum(part, 0.0)) * shocks[:, None] for part, shocks in parts)


def _shocks(n: int, n_numbers: int) -> FloatArray:
    """Return rows (n, n_numbers) of mean 0 and covariance 1, as nearly normal as that many can be."""
    half = np.random.default_rng(0).standard_normal((n // 2, n_numbers))
    both = np.concatenate([half, -half])
    if n < 2 * n_numbers:
        return both
    root = np.linalg.cholesky(both.T @ both / n)
    return np.asarray(np.linalg.solve(root, both.T).T)
