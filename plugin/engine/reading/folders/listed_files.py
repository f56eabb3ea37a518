"""A table whose rows name curve files: each file's curves stand at its row's place, under its row's name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from ....protocol.address import without_secrets
from ....protocol.counted import counted
from ....protocol.errors import SurveyError
from ....protocol.progress import UNWATCHED, Monitor
from ....protocol.read_options import ReadOptions
from ...survey import ColumnUse, Reject
from ..beside import file_beside
from ..layers.vector_paths import NAME as VECTOR_NAME
from ..measurements import NO_COORDINATES, Measurements
from ..source import MAX_CURVE_BYTES, Source, open_source
from ..tables.cells import labels
from ..tables.columns import listed
from ..tables.figures import read_figures
from ..tables.named import Frame, has_curves
from ..tables.places import file_column
from ..tables.sites import Sites, find_sites
from ..tables.unread import tell_places
from .each_file import read_each
from .folder import LIST_NAME
from .folder import NAME as FOLDER_NAME
from .joining import join

_MOST_FILES, _MOST_BYTES = 20_000, 1 << 30


def names_files(frame: Frame) -> bool:
    """Return True for a table that has a column of file names and no curves of its own."""
    column = file_column(frame.names)
    return column is not None and column in frame.data.columns and not has_curves(frame.meanings, frame.names)


def read_listed(
    frame: Frame, folder: Path, options: ReadOptions, monitor: Monitor = UNWATCHED
) -> Measurements:
    """Read the files that the rows name.

    Only plain files inside `folder`, or in folders within it, are opened: no absolute path, none that climbs
    out with ``..`` or by a link, none that is hidden. A file that cannot be read loses its row alone.

    Parameters
    ----------
    frame : Frame
        A table for which `names_files` is True.
    folder : Path
        The folder of the table.
    options : ReadOptions
        What the user says; it holds for the files too.
    monitor : Monitor
        Told of each file.

    Raises
    ------
    SurveyError
        If no file can be read, or they are too many or too large.
    """
    column = str(file_column(frame.names))
    crs = options.crs or frame.crs
    figures = read_figures(frame.data, frame.meanings, options)
    sites = find_sites(figures.data, frame.meanings, crs, "", one_row_a_site=True, swap_xy=options.swap_xy)
    unplaced = tell_places(figures.unread, frame.meanings, frame.data.index.to_numpy(np.int64), sites)
    index, words = labels(frame.data[column])
    opened, rejects = _open_each(words, folder.resolve())
    own = replace(options, columns={}, units={}, crs=None, layer=None, swap_xy=False)
    parts, failed, agreed = read_each(
        list(opened.values()), own, (LIST_NAME, FOLDER_NAME, VECTOR_NAME), monitor
    )
    of_path = {part.source.path: part.found for part in parts}
    found, many = _at_places(index.tolist(), words, opened, of_path, sites)
    lost = _under_their_sites([*rejects, *failed, *many], index.tolist(), words, opened, sites)
    if not found:
        why = next((f"; {r.site}: {r.reason}" for r in lost), "")
        raise SurveyError(f"none of the files in the column {column} can be read as curves{why}")
    joined = join(found)
    note = f"the curves come from {counted(len(of_path), 'file')} beside it, named in the column {column}"
    uses = [ColumnUse(column, "name of a curve file", "", "name")]
    uses += [ColumnUse(n, frame.meanings[n].label, frame.meanings[n].unit_in_use, "name") for n in sites.used]
    notes = (*frame.notes, note, *figures.notes, *sites.notes, *unplaced, *agreed, *joined.notes)
    return replace(
        joined,
        columns=(*uses, *joined.columns),
        rejects=(*lost, *joined.rejects),
        notes=tuple(dict.fromkeys(notes)),
    )


def _under_their_sites(
    rejects: Sequence[Reject],
    index: Sequence[int],
    words: Sequence[str],
    opened: dict[str, Source],
    sites: Sites,
) -> list[Reject]:
    """Return the lost files under the names and at the places of the sites that the table gives them."""
    site_of: dict[str, int] = {}
    for word_index, site in zip(index, sites.index.tolist()):
        word = words[word_index]
        for name in (word, listed([word]), *([opened[word].name] if word in opened else [])):
            site_of.setdefault(name, site)

    def named(reject: Reject) -> Reject:
        site = site_of.get(reject.site)
        if site is None or not sites.is_named:
            return reject
        place = (float(sites.x[site]), float(sites.y[site]))
        reason = f"{reject.site}: {reject.reason}"
        return Reject(str(sites.names[site]), reason, True, place if np.isfinite(place).all() else None)

    return [named(reject) for reject in rejects]


def _open_each(words: Sequence[str], folder: Path) -> tuple[dict[str, Source], list[Reject]]:
    """Open the files that are named; return them by their names, and those that are refused.

    Raises
    ------
    SurveyError
        If they are too many or too large together.
    """
    opened, rejects, size = {}, [], 0
    if len(words) > _MOST_FILES:
        raise SurveyError(f"more than {_MOST_FILES} curve files are named; divide the table")
    for word in words:
        try:
            source = open_source(_small(word, folder)) if word else None
        except SurveyError as error:
            rejects.append(Reject(listed([without_secrets(word)]), str(error), whole_site=True))
            continue
        if source is not None:
            opened[word] = source
            size += source.path.stat().st_size
    if size > _MOST_BYTES:
        raise SurveyError(f"the curve files are larger than {_MOST_BYTES >> 20} MiB; divide the table")
    return opened, rejects


def _small(word: str, folder: Path) -> Path:
    """Return the file that a word names, refused where it is no curve file by its size."""
    path = file_beside(word, folder)
    if path.stat().st_size > MAX_CURVE_BYTES:
        raise SurveyError(f"larger than {MAX_CURVE_BYTES >> 20} MiB")
    return path


def _at_places(
    index: Sequence[int],
    words: Sequence[str],
    opened: dict[str, Source],
    of_path: dict[Path, Measurements],
    sites: Sites,
) -> tuple[list[Measurements], list[Reject]]:
    """Return what the file of each row holds at the row's place; one of several sites is refused."""
    found, many = [], []
    named = sites.is_named
    placed = bool(np.isfinite(sites.x).any())
    for word_index, site in zip(index, sites.index.tolist()):
        word = words[word_index]
        part = of_path.get(opened[word].path) if word in opened else None
        if part is None:
            continue
        if len(part.names) != 1:
            many.append(Reject(word, f"holds {counted(len(part.names), 'site')}; a row stands for one", True))
            continue
        name = str(sites.names[site]) if named else str(part.names[0])
        notes = tuple(note for note in part.notes if not (placed and note == NO_COORDINATES))
        is_path = np.array([True]) if sites.are_paths else part.is_path
        named_part = replace(part, names=np.array([name]), notes=notes, is_path=is_path)
        x, y = sites.x[[site]], sites.y[[site]]
        found.append(replace(named_part, x=x, y=y, crs=sites.crs) if placed else named_part)
    return found, many
