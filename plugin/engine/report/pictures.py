"""A picture as both the page and the document show it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Picture:
    """A picture, and what is written under it.

    Parameters
    ----------
    title, caption : str
        What it is.
    image : bytes
        The picture, a PNG.
    """

    title: str
    caption: str
    image: bytes
