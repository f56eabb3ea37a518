"""How much is fetched so far, from what an installer says and from how its cache grows."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

_EVERY_S = 1.0
_FETCHED = re.compile(r"^\s*Downloaded ([\w.-]+)$")  # uv, at the end of a file
_FETCHING = re.compile(
    r"^\s*Downloading ([A-Za-z0-9]+(?:[_.-][A-Za-z]\w*)*)-\d\S* \("
)  # pip, at its beginning


class Megabytes:
    """A count that never goes back.

    Parameters
    ----------
    sizes : mapping of str to float
        Megabytes by package and version.
    cache : Path
        Folder in which the installer keeps what it fetches.
    unpacked : float
        How much larger packages are on the disk: uv unpacks while it fetches.
    """

    def __init__(self, sizes: Mapping[str, float], cache: Path, unpacked: float) -> None:
        self._sizes = {name.partition(" ")[0]: size for name, size in sizes.items()}
        self.total = sum(self._sizes.values())
        self._cache, self._before, self._unpacked = cache, _on_disk(cache), unpacked
        self._fetched: set[str] = set()
        self._looked, self.done = time.monotonic(), 0.0

    def hear(self, line: str) -> None:
        """Take in a line that the installer says."""
        found = _FETCHED.match(line) or _FETCHING.match(line)
        if found:
            self._fetched.add(found[1].lower().replace("_", "-"))

    def look(self) -> float:
        """Return how many megabytes are there; the cache is looked at once a second."""
        if time.monotonic() - self._looked > _EVERY_S:
            self._looked = time.monotonic()
            named = sum(self._sizes.get(name, 0.0) for name in tuple(self._fetched))
            grown = (_on_disk(self._cache) - self._before) / self._unpacked
            self.done = max(self.done, min(max(named, grown), self.total))
        return self.done


def _on_disk(folder: Path) -> float:
    """Return what lies in a folder, in megabytes."""
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):  # it may be gone by now
                total += os.lstat(os.path.join(place, name)).st_size  # noqa: PTH118 (thousands of files)
    return total / 1e6
