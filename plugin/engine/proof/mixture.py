"""Mixtures of Gaussians of what refinement solves for, one mixture for each site."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray

SEED = 20241
GOLDEN = 0.5 * (5**0.5 - 1)
STIFFEST = 1e-14
"""Least ratio of the smallest to the largest precision of a component: beyond it lies rounding."""


@dataclass(frozen=True)
class Mixture:
    """Components in the order of their sites; every site has one or more.

    Parameters
    ----------
    site : (n,) int array
        Site of each component, from 0, not decreasing.
    log_weight : (n,) float array
        Logarithm of the components' weights, up to a constant for each site.
    mean : (n, unknowns) float array
        Mean, of ln Vs of the layers and of the departure of Vp (see `vp_departure`), say.
    precision : (n, unknowns, unknowns) float array
        Inverse of the covariance.
    """

    site: NDArray[np.int64]
    log_weight: FloatArray
    mean: FloatArray
    precision: FloatArray

    @cached_property
    def share(self) -> FloatArray:
        """Weight of each component, (n,); those of a site add up to 1."""
        first = self._first
        weight = np.exp(self.log_weight - np.maximum.reduceat(self.log_weight, first)[self.site])
        return np.asarray(weight / np.add.reduceat(weight, first)[self.site])

    def best(self) -> NDArray[np.int64]:
        """Return the component of the greatest weight of each site, (n_sites,)."""
        order = np.lexsort((-self.log_weight, self.site))
        return order[self._first]

    def blended(self, other: Mixture, part: float) -> Mixture:
        """Return these components with a `part` of each weight taken from another mixture."""
        share = (1 - part) * self.share + part * other.share
        return Mixture(self.site, np.log(share), self.mean, self.precision)

    def log_density(self, site: NDArray[np.integer], unknowns: FloatArray) -> FloatArray:
        """Return ln of the density at unknowns (n, unknowns) of the given sites (n,)."""
        return np.asarray(np.logaddexp.reduce(self._by_component(site, unknowns), axis=1))

    def nearest(self, site: NDArray[np.integer], unknowns: FloatArray) -> NDArray[np.int64]:
        """Return the component that unknowns most likely belong to, (n,)."""
        return self._first[site] + self._by_component(site, unknowns).argmax(axis=1)

    def _by_component(self, site: NDArray[np.integer], unknowns: FloatArray) -> FloatArray:
        """Return ln of the density times the share of each component of each site, (n, most)."""
        count = np.bincount(self.site)[site]
        density = np.full((len(site), int(count.max(initial=0))), -np.inf)
        for k in range(density.shape[1]):
            has = np.flatnonzero(count > k)
            row = self._first[site[has]] + k
            away = unknowns[has] - self.mean[row]
            square = (away * (self.precision[row] @ away[..., None])[..., 0]).sum(axis=1)
            density[has, k] = self._log_peak[row] - 0.5 * square
        return density

    def draw(self, site: NDArray[np.integer], number: NDArray[np.integer]) -> FloatArray:
        """Return draws of the given sites, (n, unknowns).

        A site's draw of a given number is always the same, whatever else is drawn. Draws 2 i and 2 i + 1 lie
        opposite each other about the same component's mean, and the components come in turn by a golden-ratio
        sequence, so that few draws already represent the mixture well.

        Parameters
        ----------
        site, number : (n,) int arrays
            Site of each draw, and its number among the draws of that site, from 0.
        """
        pair = number // 2
        turn = (0.5 + GOLDEN * pair) % 1.0
        # Sites lie one after the other on one axis, each of length 1, with its components' shares.
        end = np.cumsum(self.share) + 1e-9
        row = np.minimum(np.searchsorted(end, site + turn), self._last[site])
        row = np.maximum(row, self._first[site])
        most, unknowns = int(pair.max(initial=0)) + 1, self.mean.shape[1]
        normal = np.random.default_rng(SEED).standard_normal((most, unknowns))
        away = normal[pair] * np.where(number % 2, -1.0, 1.0)[:, None]
        return self.mean[row] + (self._root[row] @ away[..., None])[..., 0]

    @cached_property
    def deviation(self) -> FloatArray:
        """Standard deviation of each unknown by component, (n, unknowns)."""
        return np.asarray(np.sqrt((self._root**2).sum(axis=2)))

    @cached_property
    def _root(self) -> FloatArray:
        """Symmetric roots R of the covariances, R R = covariance, also where rounding leaves one indefinite.

        Eigenvectors may turn with rounding; of the roots that they make, only the symmetric one does not.
        """
        known, direction = np.linalg.eigh(self.precision)
        known = np.maximum(known, STIFFEST * known[:, -1:])
        return (direction / np.sqrt(known)[:, None]) @ direction.transpose(0, 2, 1)

    @cached_property
    def _log_peak(self) -> FloatArray:
        normaliser = 0.5 * np.linalg.slogdet(self.precision)[1] - 0.5 * self.mean.shape[1] * np.log(2 * np.pi)
        return np.asarray(np.log(np.maximum(self.share, 1e-300)) + normaliser)

    @cached_property
    def _first(self) -> NDArray[np.int64]:
        return np.searchsorted(self.site, np.arange(self.site[-1] + 1))

    @cached_property
    def _last(self) -> NDArray[np.int64]:
        return np.searchsorted(self.site, np.arange(self.site[-1] + 1), side="right") - 1
