"""Addresses on the web or in the stores of clouds, which a user may name in place of a raster stack."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Union
from urllib.parse import unquote, urlsplit

_FORM = re.compile(r"(https?|s3|gs|az)://", re.IGNORECASE)
_KNOWN = "https, http, s3, gs, az"
HERE = ("localhost", "127.0.0.1", "::1")
"""What this machine itself is called."""
# What was meant as an address: any scheme before ``://``, or one of these with something amiss behind it.
_ODD_FORM = re.compile(
    r"[a-z][a-z0-9+.-]+://|(https?|htp|htps|htpps?|htt|hhttps?|s3a?|gs|gcs|az|abfss?|s?ftps?)(:|;/|//)",
    re.IGNORECASE,
)
_USER, _BARE = re.compile(r"^([^/]*/+)[^/@]*@"), r"\1"
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
    def is_open(self) -> bool:
        """True where what is asked and answered could be read on its way to another machine."""
        return is_open(self.text)

    @property
    def host(self) -> str:
        """Host, or bucket."""
        return urlsplit(self.text).netloc

    @property
    def shown(self) -> str:
        """The address without its query, which may hold a signature."""
        return _without_query(self.text)

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
        If it is an address that cannot be used, or was meant as one; the message, for the user, shows it
        without what may be secret in it.
    """
    if not seems_address(text):
        return Path(text)
    try:
        return Address(text)
    except ValueError as error:
        reason = str(error) if is_address(text) else f"is no kind of address that is read ({_KNOWN})"
        raise ValueError(f"{without_secrets(text)[:200]}: {reason}") from error


def seems_address(text: str) -> bool:
    """Return True for an address, and for what was meant as one but is of another kind or mistyped.

    Examples
    --------
    >>> seems_address("ftp://host/a"), seems_address("https:/host/a"), seems_address("C:/a")
    (True, True, False)
    """
    return is_address(text) or _ODD_FORM.match(text) is not None


def without_secrets(text: str) -> str:
    """Return an address without its query and user name, and any other text as it is.

    Examples
    --------
    >>> without_secrets("ftp://me@host/a?key=b"), without_secrets("a?b")
    ('ftp://host/a', 'a?b')
    """
    return _USER.sub(_BARE, _without_query(text)) if seems_address(text) else text


def _without_query(text: str) -> str:
    return text.partition("?")[0].partition("#")[0]


def is_open(url: str) -> bool:
    """Return True for plain http to another machine, on whose way everybody can read along.

    Examples
    --------
    >>> is_open("http://maps.org/a"), is_open("https://maps.org/a"), is_open("http://localhost:8000/a")
    (True, False, False)
    """
    parts = urlsplit(url)
    return parts.scheme.lower() == "http" and (parts.hostname or "") not in HERE
