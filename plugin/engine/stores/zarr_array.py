"""One array of a Zarr store, as its metadata describe it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any


@dataclass(frozen=True)
class Shards:
    """Chunks that are kept together, with a list of where each begins and how long it is.

    Parameters
    ----------
    chunks : tuple of int
        How many of them a shard has along each dimension.
    checked : bool
        Whether a checksum follows the list.
    at_end : bool
        Whether the list is at the end of the shard, else at its beginning.
    """

    chunks: tuple[int, ...]
    checked: bool
    at_end: bool


@dataclass(frozen=True)
class ZarrArray:
    """One array.

    Parameters
    ----------
    path : str
        Where it is in the store.
    shape, chunks : tuple of int
        Its size, and that of its chunks.
    kind : str
        Type of its numbers as NumPy spells it.
    dimensions : tuple of str
        Their names; empty where they have none.
    attributes : mapping
        As the store has them.
    packing : mapping
        Further metadata of version 2: order, compressor, filters, fill_value.
    prefix, separator : str
        Of the keys of its chunks.
    spare : int
        Bytes of checksums after each chunk.
    shards : Shards or None
        How chunks are kept together.
    trouble : str
        Why it cannot be unpacked; empty where it can.
    told_by_length : bool
        Whether the store has no names of its dimensions, and those here are of arrays that alone fit.
    """

    path: str
    shape: tuple[int, ...]
    chunks: tuple[int, ...]
    kind: str
    dimensions: tuple[str, ...]
    attributes: Mapping[str, Any]
    packing: Mapping[str, Any] = field(default_factory=dict)
    prefix: str = ""
    separator: str = "."
    spare: int = 0
    shards: Shards | None = None
    trouble: str = ""
    told_by_length: bool = False

    @property
    def chunk_bytes(self) -> int:
        """Bytes of a chunk, unpacked."""
        return prod(self.chunks) * int(self.kind[2:])

    @property
    def n_bytes(self) -> int:
        """Bytes of the whole array, unpacked."""
        return prod(self.shape) * int(self.kind[2:])

    def key(self, place: Sequence[int]) -> str:
        """Return the key of a chunk, or of a shard, by its place."""
        return f"{self.path}/{self.prefix}{self.separator.join(map(str, place))}".lstrip("/")


def dimension_names(said: Mapping[str, Any], attributes: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what the dimensions of an array are called, in either version; empty where it does not say."""
    names = said.get("dimension_names") or attributes.get("_ARRAY_DIMENSIONS") or []
    return tuple(str(name or "") for name in names) if isinstance(names, list) else ()


def mapping(value: object) -> dict[str, Any]:
    """Return an object of JSON, an empty one in place of anything else."""
    return value if isinstance(value, dict) else {}
