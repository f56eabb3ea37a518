"""Profiles drawn for the sites of a survey, in a temporary file until they are written with the results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from tempfile import SpooledTemporaryFile
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray
from ..proof.basis import Basis

IN_MEMORY = 64 << 20
"""Bytes from which the profiles lie on the disk."""


@dataclass
class Drawn:
    """Drawn profiles of some sites, each site's on its own depths.

    Parameters
    ----------
    depth : (n_sites, depths) float array
        Depths in m.
    felt : (n_sites, depths) float array
        Vs in m/s of the site's profile as waves feel it; NaN where it was not forward-modelled.
    basis : (n_sites,) int array
        `Basis` of the profiles.
    start, count : (n_sites,) int arrays
        Where in the file a site's profiles are, in profiles, and how many.
    """

    depth: FloatArray
    felt: FloatArray
    basis: NDArray[np.int64]
    start: NDArray[np.int64]
    count: NDArray[np.int64]
    _file: SpooledTemporaryFile[bytes] = field(default_factory=partial(SpooledTemporaryFile, IN_MEMORY))
    _lock: Lock = field(default_factory=Lock)

    @classmethod
    def empty(cls, n_sites: int, n_depths: int) -> Drawn:
        """Return a place for the profiles of sites."""
        blank, zeros = np.full((n_sites, n_depths), np.nan), np.zeros(n_sites, dtype=np.int64)
        return cls(blank, blank.copy(), zeros, zeros.copy(), zeros.copy())

    def put(
        self,
        sites: NDArray[np.int64],
        depth: FloatArray,
        felt: FloatArray,
        basis: NDArray[np.int64],
        vs: NDArray[np.floating],
        weight: FloatArray,
        chi: FloatArray,
    ) -> None:
        """Keep the profiles of some sites, in the place of earlier ones; those without weight are left out.

        Parameters
        ----------
        sites : (n,) int array
            The sites.
        depth, felt, basis : arrays
            As for the class, of these sites.
        vs : (n, most, depths) float array
            Vs in m/s of their profiles.
        weight, chi : (n, most) float arrays
            Their weights, which add up to 1, and misfits.
        """
        kept = weight > 0
        record = np.empty(int(kept.sum()), self._kind)
        record["weight"], record["chi"], record["vs"] = weight[kept], chi[kept], vs[kept]
        count = kept.sum(axis=1)
        with self._lock:
            before = self._file.seek(0, 2) // self._kind.itemsize
            self._file.write(record.tobytes())
        self.start[sites], self.count[sites] = before + np.cumsum(count) - count, count
        self.depth[sites], self.felt[sites], self.basis[sites] = depth, felt, basis

    def take(self, sites: NDArray[np.integer]) -> Drawn:
        """Return those of the given sites, in the given order; the file stays the same."""
        chosen = {name: getattr(self, name)[sites] for name in ("depth", "felt", "basis", "start", "count")}
        return replace(self, **chosen)

    def read(
        self, sites: Sequence[int]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        """Return weight (n,), misfit (n,) and Vs (n, depths) in m/s of sites' profiles, site after site."""
        size = self._kind.itemsize
        with self._lock:
            parts = [self._part(int(self.start[i]) * size, int(self.count[i]) * size) for i in sites]
        found = np.frombuffer(b"".join(parts), self._kind)
        return found["weight"], found["chi"], found["vs"]

    def _part(self, start: int, size: int) -> bytes:
        self._file.seek(start)
        return self._file.read(size)

    @property
    def _kind(self) -> np.dtype:
        return np.dtype([("weight", "f4"), ("chi", "f4"), ("vs", "f4", (self.depth.shape[1],))])


NAMES = tuple(
    {Basis.ONE_PASS: "network", Basis.REFINED: "fit", Basis.ENSEMBLE: "accepted"}[basis] for basis in Basis
)
