"""Site names as file names that every system accepts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_UNSAFE = re.compile(r"[^\w.+-]+")
# Names of devices on Windows, whatever their extension.
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
_LONGEST = 60


def safe_names(names: Iterable[str]) -> list[str]:
    """Return a file name without extension for each name, all different in every letter case.

    What is no letter, digit, or one of ``. + - _`` becomes ``_``; a name that is taken gets a number.
    """
    taken: set[str] = set()
    safe = []
    for name in names:
        stem = unique = _safe(name)
        number = 1
        while unique.casefold() in taken:
            number += 1
            unique = f"{stem}_{number}"
        taken.add(unique.casefold())
        safe.append(unique)
    return safe


def _safe(name: str) -> str:
    plain = _UNSAFE.sub("_", unicodedata.normalize("NFC", str(name)))[:_LONGEST].strip("._") or "site"
    return f"site_{plain}" if _DEVICE.match(plain) else plain
