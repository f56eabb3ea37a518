"""Titles of columns as phrases without their numbers, so that a few translations serve many titles."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"(, |: )")
_NUMBER = re.compile(r"(?<![\w.-])\d+(?:\.\d+)?(?![\w-])")


def phrases_of(title: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the phrases of a title and what parts them, with ``{}`` for numbers, and the numbers of each.

    Examples
    --------
    >>> phrases_of("depth to Vs 760 m/s, 5 %")
    [('depth to Vs {} m/s', ('760',)), (', ', ()), ('{} %', ('5',))]
    """
    return [(_NUMBER.sub("{}", part), tuple(_NUMBER.findall(part))) for part in _BETWEEN.split(title)]


def is_of_words(phrase: str) -> bool:
    """Return whether there is something to translate in a phrase."""
    return any(sign.isalpha() for sign in phrase)
