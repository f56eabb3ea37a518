"""A folder of curve files, or of maps, as one survey; tables of coordinates in it place the files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ....protocol.counted import counted
from ....protocol.errors import OutputError, SurveyError
from ....protocol.own_files import own_files
from ....protocol.progress import Monitor
from ....protocol.read_options import ReadOptions
from ...survey import Reject
from ..beside import leads_out
from ..formats import aftan, dsurftomo, mctomo, seis_filo, tomographic_map
from ..layers.vector_paths import is_file_geodatabase
from ..measurements import Measurements
from ..source import Source, open_source
from ..tables.columns import listed
from ..tables.places import Places, place_by_file_name, place_by_table, read_places
from .each_file import read_each
from .joining import join
from .one_name import under_one_name
from .part import Part

NAME = "folder of files"
LIST_NAME = "list of curve files"

_MOST_FILES = 20_000
_MOST_BYTES = 1 << 30


def recognises(source: Source) -> bool:
    """Return True for a folder that is not a database of GDAL's."""
    return source.path.is_dir() and not is_file_geodatabase(source.path)


def read(source: Source, options: ReadOptions) -> Measurements:
    """Read every file in the folder, not those in folders within it.

    A file that cannot be read is rejected with its reason; the others go through.

    Raises
    ------
    SurveyError
        If no file can be read, or there are too many or too large ones.
    """
    monitor = source.monitor
    files, notes = _open_all(source.path, monitor.part(0.0, 0.1))
    lists = [file for file in files if tomographic_map.is_period_list(file)]
    maps = [file for file in files if file not in lists and tomographic_map.recognises(file)]
    rest = [file for file in files if file not in lists and file not in maps and not _is_companion(file)]
    rest = [file for file in rest if not aftan.is_superseded(file, files)]
    places, rest, rejects = _find_places(rest, options)
    parts, failed, agreed = read_each(rest, options, (LIST_NAME,), monitor.part(0.1, 1.0))
    parts, same = under_one_name(parts, source.name)
    found, used = _placed(parts, places)
    try:
        found += tomographic_map.read_stack(maps, lists, source.name, options) if maps else []
    except SurveyError as error:
        failed.append(Reject("", str(error), False))
    if not found:
        why = f"; {failed[0].site}: {failed[0].reason}".replace("; : ", "; ") if failed else ""
        raise SurveyError(
            f"the folder holds no file that can be read as curves ({counted(len(files), 'file')}{why})"
        )
    joined = join(found)
    read = f"{counted(len(parts), 'curve file')} and {counted(len(maps), 'map')}"
    own = [f"folder: {read} are read", *notes, *agreed, *same]
    own += [_say_places(one, one.source in used, joined.names.tolist()) for one in places]
    own += [f"folder: {one.source}: {note}" for one in places for note in one.notes]
    return replace(
        joined, rejects=(*rejects, *failed, *joined.rejects), notes=(*own, *_gathered(joined.notes))
    )


def _open_all(folder: Path, monitor: Monitor) -> tuple[list[Source], list[str]]:
    """Open the files of a folder by name; hidden ones, and links that lead out of it, are left alone."""
    try:
        results = own_files(folder)
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        ours = [path.name for path in paths if path.name in results]
        paths = [path for path in paths if path.name not in results]
        leading_out = [path for path in paths if leads_out(path)]
        paths = [path for path in paths if path not in leading_out and path.is_file()]
        size = sum(path.stat().st_size for path in paths[: _MOST_FILES + 1])
    except OutputError as error:
        raise SurveyError(str(error)) from error
    except (OSError, RuntimeError) as error:
        raise SurveyError(
            f"the folder cannot be listed ({getattr(error, 'strerror', None) or error})"
        ) from error
    if len(paths) > _MOST_FILES or size > _MOST_BYTES:
        raise SurveyError(
            f"more than {_MOST_FILES} files or {_MOST_BYTES >> 20} MiB; divide it into several folders"
        )
    files, unread = [], []
    for done, path in enumerate(paths):
        monitor.step(done / len(paths), f"looking at {path.name}")
        try:
            files.append(open_source(path))
        except SurveyError:
            unread.append(path.name)
    notes = [f"folder: empty or unreadable files are left out: {listed(unread)}"] if unread else []
    if ours:
        notes.append(f"folder: results of an earlier inversion are left out: {listed(ours)}")
    if leading_out:
        notes.append(f"folder: links out of it are left out: {listed(path.name for path in leading_out)}")
    return files, notes


def _is_companion(source: Source) -> bool:
    """Return True for a file that only says something of others."""
    companions = (dsurftomo.is_parameters, seis_filo.is_summary, mctomo.is_positions, mctomo.is_settings)
    return any(is_companion(source) for is_companion in companions)


def _find_places(
    files: list[Source], options: ReadOptions
) -> tuple[list[Places], list[Source], list[Reject]]:
    """Return the tables of coordinates, the other files, and the damaged tables."""
    places, rest, rejects = [], [], []
    for file in files:
        try:
            table = read_places(file, options) if file.is_text else None
        except SurveyError as error:
            rejects.append(Reject("", f"{file.name}: {error}", False))
            continue
        if table is None:
            rest.append(file)
        else:
            places.append(table)
    return places, rest, rejects


def _placed(parts: Sequence[Part], places: Sequence[Places]) -> tuple[list[Measurements], set[str]]:
    """Return what the files hold at the places that tables, else their names, give; and the tables used."""
    found: list[Measurements] = []
    used: set[str] = set()
    for part in parts:
        found.append(place_by_file_name(part.found, part.source.name))
        for table in places:
            placed = place_by_table(part.found, part.source.name, table)
            if placed is not part.found:
                found[-1] = placed
                used.add(table.source)
                break
    return found, used


def _say_places(table: Places, in_use: bool, names: Sequence[str]) -> str:
    """Say that positions come from a table, or that it names none of the sites."""
    if in_use:
        return f"folder: positions come from {table.source}"
    theirs, others = listed(names, 5), listed(table.positions, 5)
    return f"folder: {table.source} places none of the files: its names ({others}) are not theirs ({theirs})"


def _gathered(notes: Sequence[str]) -> list[str]:
    """Return the first of the notes that differ in numbers alone, and how many more there are."""
    groups: dict[str, list[str]] = {}
    for note in notes:
        groups.setdefault(re.sub(r"[-+.\d]+(e[-+]?\d+)?", "0", note), []).append(note)
    return [
        group[0] if len(group) == 1 else f"{group[0]} (and {len(group) - 1} like it)"
        for group in groups.values()
    ]
