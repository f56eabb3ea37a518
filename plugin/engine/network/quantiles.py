"""Quantiles of mixtures of Gaussians, of many mixtures at once in single precision."""

# Numba infers the types of the compiled loops.
# mypy: disable-error-code="no-untyped-def, call-arg"
# ruff: noqa: ANN001, ANN202
from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from ..waves.compiled import compiled

MOST_STEPS = 40
NEAR = 1e-4
"""Distance of the distribution function from the level at which one more Newton step settles it."""
HALF, ONE, SIXTEEN = np.float32(0.5), np.float32(1.0), np.float32(16.0)
ROOT_HALF = np.float32(0.5**0.5)
A1, A2, A3, A4, A5, A6 = (
    np.float32(a)
    for a in (0.0705230784, 0.0422820123, 0.0092705272, 0.0001520143, 0.0002765672, 0.0000430638)
)
"""Of 1 - erf(x) = (1 + A1 x + ... + A6 x^6)^-16 within 3e-7 (Hastings 1955; Abramowitz and Stegun 7.1.28)."""
B2, B3, B4, B5, B6 = (np.float32(i * a) for i, a in enumerate((A2, A3, A4, A5, A6), start=2))


def gaussian_mixture_quantiles(
    weight: NDArray[np.floating],
    mean: NDArray[np.floating],
    spread: NDArray[np.floating],
    levels: tuple[float, ...],
) -> NDArray[np.float32]:
    """Return quantiles of mixtures of Gaussians, (n, depths, levels).

    A quantile of a mixture lies between those of its components: Newton steps from their weighted mean, and
    bisection where a step would leave that bracket.

    Parameters
    ----------
    weight : (n, components) array
        Weights, which add up to 1 for each mixture.
    mean, spread : (n, components, depths) arrays
        Means and standard deviations.
    levels : tuple of float
        Levels between 0 and 1.
    """
    columns = tuple(np.ascontiguousarray(c, dtype=np.float32) for c in (weight, mean, spread))
    found = np.empty((len(mean), mean.shape[2], len(levels)), dtype=np.float32)
    _fill(*columns, np.array(levels, dtype=np.float32), ndtri(levels).astype(np.float32), found)
    return found


# Loops over depths are innermost, and nothing in them branches, so that they run on whole vectors.
@compiled()
def _fill(weight, mean, spread, level, deviate, found):
    n, components, depths = mean.shape
    inverse = np.empty((components, depths), np.float32)
    value, low, high = (
        np.empty(depths, np.float32),
        np.empty(depths, np.float32),
        np.empty(depths, np.float32),
    )
    excess, density = np.empty(depths, np.float32), np.empty(depths, np.float32)
    for i in range(n):
        for k in range(components):
            for d in range(depths):
                inverse[k, d] = ROOT_HALF / spread[i, k, d]
        for q in range(len(level)):
            _bracket(weight[i], mean[i], spread[i], deviate[q], value, low, high)
            for _ in range(MOST_STEPS):
                _distribution(weight[i], mean[i], inverse, level[q], value, excess, density)
                farthest = np.float32(0.0)
                for d in range(depths):
                    below, x = excess[d] < 0, value[d]
                    low[d], high[d] = x if below else low[d], high[d] if below else x
                    step = x - excess[d] / density[d]
                    inside = low[d] <= step <= high[d]
                    value[d] = step if inside else HALF * (low[d] + high[d])
                    farthest = max(farthest, abs(excess[d]))
                if farthest < NEAR:
                    break
            for d in range(depths):
                found[i, d, q] = value[d]


@compiled()
def _bracket(weight, mean, spread, deviate, value, low, high):
    """Fill in the weighted mean, the least and the greatest of the components' own quantiles."""
    value[:], low[:], high[:] = 0.0, np.inf, -np.inf
    for k in range(len(weight)):
        for d in range(len(value)):
            own = mean[k, d] + deviate * spread[k, d]
            value[d] += weight[k] * own
            low[d], high[d] = min(low[d], own), max(high[d], own)


@compiled()
def _distribution(weight, mean, inverse, level, value, excess, density):
    """Fill in the distribution function less the level, and the density."""
    excess[:], density[:] = HALF - level, 0.0
    for k in range(len(weight)):
        half = HALF * weight[k]
        for d in range(len(value)):
            z = (value[d] - mean[k, d]) * inverse[k, d]
            x = abs(z)
            root = ONE / (ONE + x * (A1 + x * (A2 + x * (A3 + x * (A4 + x * (A5 + x * A6))))))
            slope = A1 + x * (B2 + x * (B3 + x * (B4 + x * (B5 + x * B6))))
            square = root * root
            fourth = square * square
            tail = fourth * fourth * fourth * fourth
            excess[d] += half * (ONE - tail if z > 0 else tail - ONE)
            density[d] += half * SIXTEEN * tail * root * slope * inverse[k, d]
