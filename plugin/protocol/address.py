"""Addresses on the web or in the stores of clouds, which a user may name in place of a raster stack."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Union
from urllib.parse import unquote, urlsplit

_FORM = re.compile(r"(https?|s3|gs|az)://", re.IGNORECASE)
_STRANGE = re.compile(r"[\s\x00-\x1f\x7f\\\"]")


@dataclass(frozen=True, repr=False)
class Address:
    """An address, which is shown without what may be secret in it.

    Parameters
    ----------
    text : str
        As the user gave it. Only whoever asks for what is there reads it; all others take `shown`.

    Raises
    ------
    ValueError
        If it is none, or holds a user name; the message is for the user.
    """

    text: str

    def __post_init__(self) -> None:
        if not is_address(self.text) or not self.host or _STRANGE.search(self.text):
            raise ValueError("not an address such as https://host/path, s3://bucket/path or gs://bucket/path")
        if "@" in urlsplit(self.text).netloc:
            raise ValueError("an address with a user name; give that by variables of the environment")

    @property
    def scheme(self) -> str:
        """``https``, ``http``, ``s3``, ``gs`` or ``az``."""
        return self.text.partition(":")[0].lower()

    @property
    def host(self) -> str:
        """Host, or bucket."""
        return urlsplit(self.text).netloc

    @property
    def shown(self) -> str:
        """The address without its query, which may hold a signature."""
        return self.text.partition("?")[0].partition("#")[0]

    @property
    def name(self) -> str:
        """The last part of its path; without a path, its host."""
        parts = [part for part in urlsplit(self.shown).path.split("/") if part]
        return unquote(parts[-1]) if parts else self.host

    def __repr__(self) -> str:
        return f"Address({self.shown!r})"

    def __str__(self) -> str:
        return self.shown


def is_address(text: str) -> bool:
    """Return True for a text that begins as an address does.

    Examples
    --------
    >>> is_address("s3://maps/phase.zarr"), is_address("maps/phase.zarr")
    (True, False)
    """
    return _FORM.match(text) is not None


def place_of(text: str) -> Union[Path, Address]:
    """Return what a text of the user's names: an address, or a path.

    Raises
    ------
    ValueError
        If it is an address that cannot be used; the message is for the user.
    """
    return Address(text) if is_address(text) else Path(text)
