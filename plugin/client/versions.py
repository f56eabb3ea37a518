"""Versions of packages compared, without any package that does so."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from operator import eq, ge, gt, le, lt, ne

_COMPARED: dict[str, Callable[[tuple[int, ...], tuple[int, ...]], bool]] = {
    ">=": ge,
    "<=": le,
    "==": eq,
    "!=": ne,
    ">": gt,
    "<": lt,
}
_PART = re.compile(r"(>=|<=|==|!=|>|<)\s*([\w.]+)")


def parsed(version: str) -> tuple[int, ...]:
    """Return the numbers of a version, without what follows them and without zeros at the end.

    Examples
    --------
    >>> parsed("2.13.0+cpu")
    (2, 13)
    """
    found = re.match(r"\d+(?:\.\d+)*", version)
    numbers = [int(part) for part in found[0].split(".")] if found else []
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def suits(version: str, ranges: Iterable[str]) -> bool:
    """Return True where a version lies in one of the ranges, each written like ``>=2.1,<3``."""
    number = parsed(version)
    return any(
        all(_COMPARED[sign](number, parsed(bound)) for sign, bound in _PART.findall(one)) for one in ranges
    )


def unsuitable(found: Mapping[str, str], needed: Mapping[str, Iterable[str]]) -> list[str]:
    """Return in words what is missing or of another version, in the order of the names.

    Parameters
    ----------
    found : mapping of str to str
        Versions by package.
    needed : mapping of str to iterable of str
        Ranges by package.
    """
    return [
        f"{name} {found[name]}" if name in found else f"no {name}"
        for name in sorted(needed)
        if name not in found or not suits(found[name], needed[name])
    ]
