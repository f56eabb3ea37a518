"""What a store is: files by their keys, given in parts, for GDAL to read."""

from __future__ import annotations

import io
from collections import OrderedDict
from typing import Any, Protocol

LARGEST_OBJECT = 1 << 28
"""Most bytes of one chunk, or of one file of metadata, as it is stored."""
_CACHE_BYTES = 1 << 26


class Store(Protocol):
    """Files by their keys, with slashes, of which nothing is read but what is asked for.

    What these functions raise is for the user: SurveyError, or Cancelled.
    """

    name: str
    """For messages."""

    @property
    def is_remote(self) -> bool:
        """Return True where it is at an address."""

    def size(self, key: str) -> int | None:
        """Return the size of a file in bytes, None where there is none."""

    def read(self, key: str, start: int, stop: int) -> bytes:
        """Return the bytes of a file from `start` to before `stop`, fewer at its end."""

    def is_folder(self, key: str) -> bool:
        """Return True where files lie below a key."""


class Objects(Protocol):
    """Objects by their keys, in a folder, an archive or at an address."""

    name: str
    """For messages."""
    is_remote: bool
    """Whether they are at an address."""

    def get(self, key: str) -> bytes | None:
        """Return an object, None where there is none."""

    def part(self, key: str, start: int, stop: int | None) -> bytes | None:
        """Return bytes of an object; a negative `start` counts from its end."""

    def folders(self) -> list[str] | None:
        """Return all folders of objects, None where that cannot be told."""

    def above(self) -> Objects | None:
        """Return the objects in the folder that these are in, None where there is none."""


class Recent:
    """What was read last, up to 64 MiB."""

    def __init__(self) -> None:
        self._kept: OrderedDict[object, bytes] = OrderedDict()
        self._bytes = 0

    def get(self, key: object) -> bytes | None:
        """Return what is kept of a key."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def add(self, key: object, value: bytes) -> None:
        """Keep something, and let go of what was asked for longest ago."""
        if key in self._kept:
            self._bytes -= len(self._kept.pop(key))
        self._kept[key] = value
        self._bytes += len(value)
        while self._bytes > _CACHE_BYTES and len(self._kept) > 1:
            self._bytes -= len(self._kept.popitem(last=False)[1])


class StoredFile(io.RawIOBase):
    """One file of a store, as Python's own readers want it.

    Parameters
    ----------
    store : Store
        Where it is.
    key : str
        Which one.
    size : int
        Its bytes.
    """

    def __init__(self, store: Store, key: str, size: int) -> None:
        super().__init__()
        self._store, self._key, self._size, self._place = store, key, size, 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def tell(self) -> int:
        """Return the place of the next byte."""
        return self._place

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        self._place = max(
            0, offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        )
        return self._place

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer from here on, and return how many bytes there were."""
        found = self.read(len(buffer))
        buffer[: len(found)] = found
        return len(found)

    def read(self, size: int | None = -1) -> bytes:
        """Return so many bytes from here on, all where that is negative."""
        stop = self._size if size is None or size < 0 else min(self._place + size, self._size)
        found = self._store.read(self._key, self._place, stop) if stop > self._place else b""
        self._place += len(found)
        return found
