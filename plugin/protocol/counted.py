"""Numbers of things in words."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """Return a number with its noun, which takes an s unless it is one.

    Examples
    --------
    >>> counted(1, "site"), counted(1200, "site")
    ('1 site', '1200 sites')
    """
    return f"{number} {noun}" + ("" if number == 1 else "s")


def are(number: int) -> str:
    """Return the verb of a number of things.

    Examples
    --------
    >>> are(1), are(0)
    ('is', 'are')
    """
    return "is" if number == 1 else "are"
