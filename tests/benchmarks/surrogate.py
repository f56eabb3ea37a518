"""A quick stand-in for the forward model near the profiles that fit: a quadratic of its results."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from plugin.engine.curves import FloatArray
from plugin.engine.waves.forward import Earths

RIDGE = 1e-6


@dataclass(frozen=True)
class Surrogate:
    """Log velocities as a quadratic of ln Vs and a linear function of ln Vp/Vs of the layers.

    Parameters
    ----------
    middle : (features,) float array
        Mean of the earths that it was fitted to.
    spread : (features,) float array
        Their standard deviation.
    weight : (terms, n_points) float array
        Coefficients.
    """

    middle: FloatArray
    spread: FloatArray
    weight: FloatArray

    @classmethod
    def fitted(cls, earths: Earths, log_velocity: FloatArray, weight: FloatArray) -> Surrogate:
        """Fit the log velocities (n, n_points) of earths by least squares with weights (n,)."""
        plain = _features(earths)
        middle, spread = plain.mean(axis=0), plain.std(axis=0) + 1e-9
        terms = _terms((plain - middle) / spread)
        weighted = terms * weight[:, None]
        normal = weighted.T @ terms
        ridge = RIDGE * np.trace(normal) / len(normal) * np.eye(len(normal))
        return cls(middle, spread, np.linalg.solve(normal + ridge, weighted.T @ log_velocity))

    def log_velocity(self, earths: Earths) -> FloatArray:
        """Return about what the forward model would, (n, n_points)."""
        return _terms((_features(earths) - self.middle) / self.spread) @ self.weight


def _features(earths: Earths) -> FloatArray:
    return np.concatenate([np.log(earths.vs), np.log(earths.vp / earths.vs)], axis=1)


def _terms(plain: FloatArray) -> FloatArray:
    """Return constant, linear and, of the first half (ln Vs), quadratic terms."""
    half = plain[:, : plain.shape[1] // 2]
    first, second = np.triu_indices(half.shape[1])
    return np.concatenate([np.ones((len(plain), 1)), plain, half[:, first] * half[:, second]], axis=1)
