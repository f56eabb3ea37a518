"""Where the pages of the documentation are: HTML in the ZIP, Markdown in a clone."""

from __future__ import annotations

from configparser import ConfigParser
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS, METADATA = ROOT / "docs", ROOT / "metadata.txt"
START = "guide/index"
"""The first page of the user guide."""


def page_file(name: str) -> Path:
    """Return the file of a page like ``guide/index``; the Markdown where there are both: it is newer."""
    written, made = DOCS / f"{name}.md", DOCS / f"{name}.html"
    return written if written.is_file() else made


def page_address(name: str) -> str:
    """Return where a browser finds a page: on this machine if it can, else in the repository."""
    made = DOCS / f"{name}.html"
    return made.as_uri() if made.is_file() else f"{repository()}/blob/main/docs/{name}.md"


@cache
def repository() -> str:
    """Return the address of the repository, which stands in the plugin's metadata."""
    metadata = ConfigParser(interpolation=None)
    metadata.read(METADATA, encoding="utf-8")
    return metadata.get("general", "repository").rstrip("/")
