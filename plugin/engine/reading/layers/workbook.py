"""Workbooks: every sheet a text file, and all of them a survey, with the places that one sheet may give."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ....protocol.errors import SurveyError
from ....protocol.read_options import ReadOptions
from ...files.gdal import vector_library
from ...survey import Reject
from ..folders import curve_list
from ..folders.each_file import read_each
from ..folders.joining import join
from ..folders.one_name import under_one_name
from ..folders.part import Part
from ..measurements import Measurements
from ..source import Source, in_memory
from ..tables import delimited, plain
from ..tables.column_choice import read_names
from ..tables.columns import listed
from ..tables.named import has_curves
from ..tables.places import Places, place_by_table, read_places
from .fields import choose_fields
from .sheets import as_text, is_nested
from .vector_paths import VectorPath

_MOST_SHEETS = 200
_HALVES = re.compile(r"acti[vf]|passi[vf]|atti[vf]", re.IGNORECASE)


@dataclass(frozen=True)
class _Sheets:
    """The sheets of a workbook: of places, of curves with names of columns, of bare numbers, damaged ones."""

    places: dict[str, Places]
    curves: dict[str, Source]
    numbers: dict[str, Source]
    damaged: list[Reject]


def read_workbook(
    where: VectorPath, layers: Sequence[str], workbook: Source, options: ReadOptions
) -> Measurements | None:
    """Read the sheets that hold curves.

    These are all whose columns have names that say so; else all of bare numbers. A sheet without names of
    sites is one, called as the sheet; the only one is called as the file. A sheet that holds curves of sites
    that an earlier one holds already is left to be asked for.

    Parameters
    ----------
    where : VectorPath
        The workbook.
    layers : sequence of str
        Names of its sheets.
    workbook : Source
        Its file.
    options : ReadOptions
        What the user says.

    Returns
    -------
    Measurements or None
        None where the sheets are no such tables: cells may hold curves of their own.

    Raises
    ------
    SurveyError
        If no sheet can be read.
    """
    names = list(layers[:_MOST_SHEETS])
    if options.layer is not None and options.layer not in (*names, where.name):
        return None
    found = _sort(where, names, workbook, options)
    chosen = found.curves or found.numbers
    if options.layer in names:
        chosen = {n: s for n, s in (found.curves | found.numbers).items() if n == options.layer}
    if not chosen:
        return None
    if len(chosen) == 1:
        chosen = {n: in_memory(where.name, s.path.parent, s.body or b"") for n, s in chosen.items()}
    parts, failed, agreed = read_each(list(chosen.values()), options, monitor=workbook.monitor)
    if not parts:
        raise SurveyError(failed[0].reason if len(chosen) == 1 else _all_failed(failed))
    kept, repeats = _without_repeats(parts, chosen)
    grouped, same = under_one_name(list(kept.values()), where.name)
    placed, used = _placed(grouped, found.places)
    joined = join(placed)
    others = [name for name in names if name not in chosen and name not in used]
    notes = [*_say(list(kept), others, used), *repeats, *(_of_layers(note) for note in (*agreed, *same))]
    notes += [f"layer {name}: {note}" for name in used for note in found.places[name].notes]
    rejects = (*found.damaged, *failed, *joined.rejects)
    return replace(joined, rejects=rejects, notes=(*notes, *joined.notes))


def read_sheet(sheet: Source, options: ReadOptions) -> Measurements:
    """Read a single sheet.

    Raises
    ------
    SurveyError
        If it holds no curves.
    """
    from ..readers import read_source  # which reads layers too

    return read_source(sheet, options)


def _text(where: VectorPath, sheet: str, workbook: Source, options: ReadOptions) -> Source | None:
    """Return a sheet as text, None where it is empty."""
    library = vector_library()
    try:
        told = library.read_info(where.path, layer=sheet)
        columns, _ = choose_fields([str(f) for f in told["fields"]], int(told["features"]), options)
        read = library.raw.read(where.path, layer=sheet, columns=columns, read_geometry=False)
    except (RuntimeError, ValueError, OSError) as error:
        raise SurveyError(f"the layer cannot be read ({str(error).splitlines()[0][:200]})") from error
    return as_text(sheet, workbook.path.parent, [str(field) for field in read[0]["fields"]], read[3])


def _sort(where: VectorPath, names: Sequence[str], workbook: Source, options: ReadOptions) -> _Sheets:
    """Tell the sheets by what they hold."""
    found = _Sheets({}, {}, {}, [])
    for name in names:
        try:
            sheet = _text(where, name, workbook, options)
            places = read_places(sheet, options) if sheet is not None else None
        except SurveyError as error:
            found.damaged.append(Reject(name, str(error), whole_site=True))
            continue
        if sheet is None or is_nested(sheet):
            continue
        if places is not None:
            found.places[name] = places
        elif _is_headed(sheet, options):
            found.curves[name] = sheet
        elif plain.recognises(sheet):
            found.numbers[name] = sheet
    return found


def _is_headed(sheet: Source, options: ReadOptions) -> bool:
    """Return True where the names of columns speak of curves, or of their files."""
    try:
        names = delimited.column_names(sheet)
    except SurveyError:
        return False
    chosen = {quantity: name for quantity, name in options.columns.items() if name in names}
    return has_curves(read_names(names, chosen), names) or curve_list.recognises(sheet)


def _all_failed(failed: Sequence[Reject]) -> str:
    return "; ".join(f"layer {reject.site}: {reject.reason}" for reject in failed[:3])


def _of_layers(note: str) -> str:
    """Return a remark on the files of a folder as one on the layers of a workbook."""
    return note.removeprefix("folder: ").replace(" files", " layers")


def _without_repeats(parts: Sequence[Part], sheets: dict[str, Source]) -> tuple[dict[str, Part], list[str]]:
    """Leave out sheets with curves that an earlier one holds: later versions, or other sites of one name."""
    kept: dict[str, Part] = {}
    notes = []
    for part in parts:
        name = next(name for name, sheet in sheets.items() if sheet is part.source)
        mine = _curves(part.found)
        twice = [
            other
            for other, earlier in kept.items()
            if mine & _curves(earlier.found) and not (_HALVES.search(name) and _HALVES.search(other))
        ]
        if twice:
            notes.append(
                f"layer {name} holds sites of layer {twice[0]} again and is not read (--layer chooses it)"
            )
        else:
            kept[name] = part
    return kept, notes


def _curves(found: Measurements) -> set[tuple[object, ...]]:
    """Return the site, place and types of each curve."""
    x, y = (np.nan_to_num(np.round(axis, 3)).tolist() for axis in (found.x, found.y))
    sites = list(zip(found.names.tolist(), x, y))
    codes = zip(found.site.tolist(), found.wave.tolist(), found.kind.tolist(), found.mode.tolist())
    return {(*sites[site], *types) for site, *types in set(codes)}


def _placed(parts: Sequence[Part], places: dict[str, Places]) -> tuple[list[Measurements], list[str]]:
    """Return what the sheets hold, at the places of tables where they give none; and the tables used."""
    found, used = [], []
    for part in parts:
        placed = part.found
        tables = {} if np.isfinite(placed.x).any() else places
        for name, table in tables.items():
            placed = place_by_table(part.found, part.source.name, table)
            if placed is not part.found:
                used.append(name)
                break
        found.append(placed)
    return found, list(dict.fromkeys(used))


def _say(read: Sequence[str], others: Sequence[str], places: Sequence[str]) -> list[str]:
    """Return which sheets are read, which are not, and which give the places."""
    told = f"layer {read[0]} is read" if len(read) == 1 else f"layers {listed(read)} are read"
    notes = [f"{told}; others are {listed(others)}"] if others else [told] * (len(read) + len(places) > 1)
    return [*notes, *(f"positions come from layer {name}" for name in places)]
