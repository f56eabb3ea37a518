"""What in a vector file would lead GDAL to other files, addresses or programs; it is refused."""

from __future__ import annotations

import json
import mmap
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from ....protocol.errors import SurveyError
from ..source import HEAD_BYTES
from ..tables.columns import listed

SQLITE = b"SQLite format 3\0"
# Descriptions of other data sets, by which GDAL would open any file or address that they name.
_DESCRIPTIONS = (b"<OGR", b"<VRT", b"<GDAL", b"<WMS", b"<WMT", b"<WCS", b"<WFS", b"gdal_streamed_alg")
_PLAIN_SIGNATURES = (SQLITE, b"\0\0\x27\x0a", b"fgb", b"PAR1")
_LONGEST_OF_SQLITE = 400  # bytes of a path: it opens up to 512, with what it adds
# Modules of SQLite and SpatiaLite that index what is in the same file.
_INDEXES = {"rtree", "rtree_i32", "geopoly", "fts3", "fts4", "fts5"}
_INDEXES |= {"virtualspatialindex", "virtualelementary", "virtualknn", "virtualknn2"}
_NAME = r"""("(?:[^"]|"")*"|'(?:[^']|'')*'|`(?:[^`]|``)*`|\[[^\]]*\]|[\w$]+)"""
_VIRTUAL = re.compile(
    rf"\s*create\s+virtual\s+table\s+(?:if\s+not\s+exists\s+)?{_NAME}\s+using\s+{_NAME}", re.IGNORECASE
)
# What GDAL reads with a vector file, after its name or in the place of its ending.
_BESIDE_NAME = ("-wal", "-journal", "-shm", ".aux.xml")
_BESIDE_STEM = (
    *(".shp", ".dbf", ".shx", ".prj", ".cpg", ".qix", ".sbn", ".idm", ".ind", ".gfs", ".xsd"),
    *(".csvt", ".map", ".dat", ".id", ".mid", ".mif"),
)
_CRS = re.compile(rb'"crs"\s*:\s*(\{(?:[^{}]|\{[^{}]{0,10000}\}){0,10000}\})')
_ADDRESS = re.compile(r"^\s*(?!https?://(?:www\.)?opengis\.net/(?:def|gml)/)(\w+://|/vsi)", re.IGNORECASE)


def _refuse_description(head: bytes) -> None:
    """Refuse a file whose first bytes describe other data.

    Raises
    ------
    SurveyError
        Naming the kinds.
    """
    found = [word for word in _DESCRIPTIONS if word in head]
    if found and not head.startswith(_PLAIN_SIGNATURES):
        kinds = listed([word.decode().strip("<") for word in found])
        raise SurveyError(f"a description of other data ({kinds}), which is not followed; give those data")


def _refuse_linked_system(path: Path) -> None:
    """Refuse GeoJSON whose coordinate system is an address.

    Raises
    ------
    SurveyError
        Saying what to give instead.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as text:
        if any(_is_link(found.group(1)) for found in _CRS.finditer(text)):
            raise SurveyError(
                "its coordinate system is a link, which is not followed; name the system with --crs"
            )


def _is_link(crs: bytes) -> bool:
    try:
        said: Any = json.loads(crs)
        named = said.get("properties", {}).get("name", "")
    except (ValueError, AttributeError):
        return False
    return str(said.get("type")).lower() in ("link", "url") or bool(_ADDRESS.match(str(named)))


def _views(path: Path) -> tuple[str, ...]:
    """Refuse a SQLite file with tables that a program or another file fills; return its views.

    Raises
    ------
    SurveyError
        Naming the table; or if the file is damaged.
    """
    entries = _entries(path)
    for kind, name, sql in entries:
        module = _VIRTUAL.match(sql)
        is_virtual = kind == "table" and re.match(r"\s*create\s+virtual\b", sql, re.IGNORECASE)
        if is_virtual and not (module and module.group(2).strip("\"'`[]").lower() in _INDEXES):
            raise SurveyError(
                f"table {name[:100]} is virtual: a program fills it from elsewhere, which is not followed"
            )
        if kind == "view" and "recursive" in sql.lower():
            raise SurveyError(f"view {name[:100]} is recursive, which is not followed; save it as a table")
    return tuple(name for kind, name, _ in entries if kind == "view")


def look_through(path: Path, crs: str | None = None) -> tuple[str, ...]:
    """Refuse a vector file that would lead GDAL elsewhere; return which of its layers are views.

    Parameters
    ----------
    path : Path
        A plain file.
    crs : str or None
        The system of its coordinates, where the user gives it.

    Raises
    ------
    SurveyError
        Saying what in it; or if a SQLite file is damaged.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    _refuse_description(head)
    if head.startswith(SQLITE):
        return _views(path)
    if crs is None and head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        _refuse_linked_system(path)
    return ()


def require_plain_companions(path: Path) -> None:
    """Refuse a file beside which pipes or devices lie that GDAL would read with it.

    Raises
    ------
    SurveyError
        Naming the first.
    """
    beside = {path.with_name(path.name + suffix) for suffix in _BESIDE_NAME}
    beside |= {path.with_suffix(suffix) for suffix in _BESIDE_STEM if path.suffix}
    _require_plain(sorted(beside))


def require_plain_files(folder: Path) -> None:
    """Refuse a folder that GDAL reads where it holds pipes or devices.

    Raises
    ------
    SurveyError
        Naming the first; or if the folder cannot be listed.
    """
    try:
        inside = sorted(folder.iterdir())
    except OSError as error:
        raise SurveyError(f"the folder cannot be listed ({error.strerror})") from error
    _require_plain(inside)


def _require_plain(paths: Sequence[Path]) -> None:
    for path in paths:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise SurveyError(f"{path.name} beside it is a pipe or a device, which is not read; remove it")


def _entries(path: Path) -> list[tuple[str, str, str]]:
    """Return kind, name and definition of all that is in a SQLite file."""
    if len(os.fsencode(path.absolute())) > _LONGEST_OF_SQLITE:
        with tempfile.TemporaryDirectory() as folder:
            return _entries(Path(shutil.copyfile(path, Path(folder, "copy"))))
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as file:
            file.text_factory = lambda text: text.decode(errors="replace")
            rows = file.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    except (sqlite3.Error, UnicodeError) as error:
        raise SurveyError("damaged, cut short, or not the database that it says it is") from error
    return [(str(kind), str(name), str(sql or "")) for kind, name, sql in rows]
