"""Profiles drawn for the sites of a survey, in a temporary file until they are written with the results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from functools import partial
from tempfile import SpooledTemporaryFile
from threading import Lock
from typing import Any

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
    _file: SpooledTemporaryFile[bytes] = field(
        default_factory=partial(SpooledTemporaryFile, IN_MEMORY), repr=False
    )
    _lock: Lock = field(default_factory=Lock, repr=False)

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
        start = self._append(record.tobytes())
        self.start[sites], self.count[sites] = start + np.cumsum(count) - count, count
        self.depth[sites], self.felt[sites], self.basis[sites] = depth, felt, basis

    def fill(self, sites: NDArray[np.int64], part: Drawn) -> None:
        """Keep those of the given sites that others hold, in the place of earlier ones."""
        start = self._append(part._content())
        self.start[sites], self.count[sites] = start + part.start, part.count
        self.depth[sites], self.felt[sites], self.basis[sites] = part.depth, part.felt, part.basis

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

    def _append(self, content: bytes) -> int:
        """Write profiles at the end of the file and return the number of the first."""
        with self._lock:
            before = self._file.seek(0, 2) // self._kind.itemsize
            self._file.write(content)
        return before

    def _content(self) -> bytes:
        with self._lock:
            return self._part(0, self._file.seek(0, 2))

    def __getstate__(self) -> dict[str, object]:
        """Return what another process needs: the columns, and in place of the file what it holds."""
        columns = {field.name: getattr(self, field.name) for field in fields(self) if field.repr}
        return {**columns, "content": self._content()}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take in what another process sent."""
        content = state.pop("content")
        self.__init__(**state)  # type: ignore[misc]
        self._append(content)

    @property
    def _kind(self) -> np.dtype:
        return np.dtype([("weight", "f4"), ("chi", "f4"), ("vs", "f4", (self.depth.shape[1],))])


NAMES = tuple(
    {Basis.ONE_PASS: "network", Basis.REFINED: "fit", Basis.ENSEMBLE: "accepted"}[basis] for basis in Basis
)
