"""A ragged, columnar batch of typed dispersion points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ..protocol.waves import VelocityType, Wave

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Curves:
    """Dispersion points of many sites, stored column by column.

    Site i owns the points ``offsets[i]:offsets[i + 1]``, in any order; its points
    may mix wave types, velocity types and modes.

    Parameters
    ----------
    offsets : (n_sites + 1,) int array
        Where each site's points start.
    frequency : (n_points,) float array
        Frequency in Hz.
    velocity : (n_points,) float array
        Phase or group velocity in m/s.
    sigma : (n_points,) float array
        One standard deviation of the velocity in m/s; NaN where unknown.
    wave, kind, mode : (n_points,) int arrays
        `Wave`, `VelocityType` and mode number (0 = fundamental) of each point.
    """

    offsets: NDArray[np.int64]
    frequency: FloatArray
    velocity: FloatArray
    sigma: FloatArray
    wave: NDArray[np.int8]
    kind: NDArray[np.int8]
    mode: NDArray[np.int8]

    @classmethod
    def from_points(
        cls,
        site_index: NDArray[np.integer],
        frequency: FloatArray,
        velocity: FloatArray,
        sigma: FloatArray | None = None,
        wave: NDArray[np.integer] | int = Wave.RAYLEIGH,
        kind: NDArray[np.integer] | int = VelocityType.PHASE,
        mode: NDArray[np.integer] | int = 0,
        n_sites: int | None = None,
    ) -> Curves:
        """Group loose points by the index of their site (stable within a site)."""
        site_index = np.asarray(site_index, dtype=np.int64)
        n_points = len(site_index)
        if n_sites is None:
            n_sites = int(site_index.max()) + 1 if n_points else 0
        order = np.argsort(site_index, kind="stable")
        counts = np.bincount(site_index, minlength=n_sites)
        if sigma is None:
            sigma = np.full(n_points, np.nan)

        def column(values: NDArray | int, dtype: type) -> NDArray:
            return np.broadcast_to(np.asarray(values, dtype=dtype), (n_points,))[order]

        return cls(
            offsets=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            frequency=column(frequency, np.float64),
            velocity=column(velocity, np.float64),
            sigma=column(sigma, np.float64),
            wave=column(wave, np.int8),
            kind=column(kind, np.int8),
            mode=column(mode, np.int8),
        )

    @classmethod
    def joined(cls, parts: Sequence[Curves]) -> Curves:
        """Return the sites of several batches, one batch after the other."""
        counts = np.concatenate([part.counts for part in parts])
        columns = {f.name: np.concatenate([getattr(part, f.name) for part in parts]) for f in fields(cls)[1:]}
        return cls(offsets=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), **columns)

    @property
    def n_sites(self) -> int:
        """Number of sites."""
        return len(self.offsets) - 1

    @property
    def n_points(self) -> int:
        """Number of points over all sites."""
        return len(self.frequency)

    @property
    def counts(self) -> NDArray[np.int64]:
        """Number of points of each site, shape (n_sites,)."""
        return np.diff(self.offsets)

    @property
    def site_index(self) -> NDArray[np.int64]:
        """Site that each point belongs to, shape (n_points,)."""
        return np.repeat(np.arange(self.n_sites), self.counts)

    @property
    def place(self) -> NDArray[np.int64]:
        """Place of each point among its site's points, from 0, shape (n_points,)."""
        return np.arange(self.n_points) - self.offsets[self.site_index]

    @property
    def wavelength(self) -> FloatArray:
        """Velocity over frequency in m, shape (n_points,)."""
        return self.velocity / self.frequency

    @property
    def has_sigma(self) -> NDArray[np.bool_]:
        """Whether each point's standard deviation is known, shape (n_points,)."""
        return np.isfinite(self.sigma) & (self.sigma > 0)

    def wavelength_range(self) -> tuple[FloatArray, FloatArray]:
        """Return the shortest and longest wavelength of each site in m; NaN for a site without points."""
        shortest = np.full(self.n_sites, np.inf)
        longest = np.full(self.n_sites, -np.inf)
        np.minimum.at(shortest, self.site_index, self.wavelength)
        np.maximum.at(longest, self.site_index, self.wavelength)
        empty = self.counts == 0
        return np.where(empty, np.nan, shortest), np.where(empty, np.nan, longest)

    def points_of(self, sites: NDArray[np.integer] | slice) -> NDArray[np.int64]:
        """Return the indices of the points of the given sites, site by site."""
        chosen = np.arange(self.n_sites)[sites]
        counts = self.counts[chosen]
        shift = self.offsets[chosen] - (np.cumsum(counts) - counts)
        return (np.repeat(shift, counts) + np.arange(counts.sum())).astype(np.int64)

    def take(self, sites: NDArray[np.integer] | slice) -> Curves:
        """Return the curves of the given sites, in the given order."""
        return self._with(self.points_of(sites), self.counts[sites])

    def only(self, points: NDArray[np.bool_]) -> Curves:
        """Return all sites with only the points that are True in (n_points,); a site may keep none."""
        counts = np.bincount(self.site_index[points], minlength=self.n_sites)
        return self._with(np.flatnonzero(points), counts)

    def _with(self, points: NDArray[np.int64], counts: NDArray[np.int64]) -> Curves:
        """Return these points, shared out to sites in turn by their counts."""
        columns = {f.name: getattr(self, f.name)[points] for f in fields(self)[1:]}
        return Curves(offsets=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), **columns)
