"""The rows of one site in the tables of a result, found without reading the tables."""

from __future__ import annotations

import csv
import io
import mmap
from pathlib import Path

from ..protocol.errors import OutputError
from ..qgis_layers.translated import tr

_AROUND = (0.002, 0.05, 1.0)
"""How much of the table around the place is looked through, in turn: sites differ in their rows."""
_LONGEST_ROW = 4096


def rows_of(path: Path, site: str, near: float = 0.0) -> dict[str, list[str]]:
    """Return the columns of a site's rows in a table that begins with the site and keeps its rows together.

    Parameters
    ----------
    path : Path
        ``profiles.csv`` or ``curves.csv`` of a result.
    site : str
        The site's name.
    near : float
        About where in the table the site is, 0 to 1; looked for there first, and then everywhere.

    Returns
    -------
    dict of str to list of str
        Cells by column; no column where the table lacks the site.

    Raises
    ------
    OutputError
        If the file cannot be read.
    """
    try:
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise OSError(tr("not a regular file"))
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            head, block = content.readline(), _block(content, _key(site), near)
    except (OSError, ValueError) as error:
        raise OutputError(
            tr("{path}: cannot be read: {reason}").format(
                path=path, reason=getattr(error, "strerror", None) or error
            )
        ) from error
    table = csv.reader(io.StringIO((head + block).decode("utf-8", errors="replace"), newline=""))
    names = next(table, [])
    columns = zip(*table) if block else ()
    return {name: list(cells) for name, cells in zip(names, columns)}


def _key(site: str) -> bytes:
    """Return how the rows of a site begin."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow([site, ""])
    return text.getvalue()[:-1].encode()


def _block(content: mmap.mmap, key: bytes, near: float) -> bytes:
    """Return the rows that begin with `key`, which follow one another."""
    start, size = 0, len(content)
    for around in _AROUND:
        first, last = (int(size * min(max(near + side, 0.0), 1.0)) for side in (-around, around))
        start = content.find(b"\n" + key, first, last + len(key) + 1) + 1
        if start:
            break
    stop = start
    while start > 0:  # the place may be amid its rows
        before = content.rfind(b"\n" + key, max(start - len(key) - _LONGEST_ROW, 0), start) + 1
        if before in (0, start):
            break
        start = before
    while start and content[stop : stop + len(key)] == key:
        end = content.find(b"\n", stop + len(key))
        stop = end + 1 if end >= 0 else len(content)
    return content[start:stop]
