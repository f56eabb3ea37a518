"""How reports of reading put numbers into words."""

from __future__ import annotations


def pitch(frequency: float) -> str:
    """Return a frequency as people give it: in Hz from 1 Hz, else as a period in s."""
    return f"{frequency:g} Hz" if frequency >= 1 else f"{1 / frequency:g} s"


def count(number: int, noun: str) -> str:
    """Return a number of things as the subject of a sentence, with its verb."""
    return f"{number} {noun} is" if number == 1 else f"{number} {noun}s are"
