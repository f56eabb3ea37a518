"""Reading the files of a folder, or of a list, one by one, each by the reader that recognises it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import cast

from ....protocol.errors import SurveyError
from ....protocol.progress import UNWATCHED, Monitor
from ....protocol.read_options import Abscissa, ReadOptions, VelocityUnit
from ...survey import Reject
from ..measurements import Measurements
from ..source import Source
from ..tables import plain
from ..tables.columns import listed
from .counted_modes import count_from_zero
from .part import Part


def read_each(
    files: Sequence[Source],
    options: ReadOptions,
    refused: Collection[str] = (),
    monitor: Monitor = UNWATCHED,
) -> tuple[list[Part], list[Reject], list[str]]:
    """Read files one by one; return what they hold, those that cannot be read, and remarks.

    `monitor` is told of each. Files whose numbers were taken otherwise than those of nine in ten are read as
    the many are. Formats whose names are `refused` count as unreadable.
    """
    # A folder's files may be of any format, and the list of the readers holds the folder's too: it is
    # looked up when a file is there to be read, not when this module is imported.
    from ..readers import find_reader, read_source

    parts, rejects = [], []
    for done, file in enumerate(files):
        monitor.step(done / len(files), f"reading {file.name}")
        try:
            reader = find_reader(file)
            if reader.NAME in refused:
                raise SurveyError(f"a {reader.NAME}; give it by itself")
            parts.append(Part(file, read_source(file, options, reader), reader is plain))
        except SurveyError as error:
            rejects.append(Reject(file.name, str(error), whole_site=True))
    parts, notes = _agree(parts, options)
    parts, counted = count_from_zero(parts, options)
    return parts, rejects, [*notes, *counted]


def _agree(parts: list[Part], options: ReadOptions) -> tuple[list[Part], list[str]]:
    """Read the few plain files that were taken otherwise as the many are, and say so."""
    votes = Counter(_units(part) for part in parts if part.plainly)
    if len(votes) < 2:
        return parts, []
    (axis, unit), n = votes.most_common(1)[0]
    if n < 0.9 * sum(votes.values()):
        return parts, ["folder: the files differ in axis or velocity unit, as decided by their numbers"]
    common = replace(options, abscissa=cast(Abscissa, axis), velocity_unit=cast(VelocityUnit, unit))
    others = [part for part in parts if part.plainly and _units(part) != (axis, unit)]
    again = {part.source.path: replace(part, found=_as_decided(part.source, common)) for part in others}
    names = listed(part.source.name for part in others)
    note = f"folder: {names} read as {axis} and {unit}, like most files, against their own numbers"
    return [again.get(part.source.path, part) for part in parts], [note]


def _as_decided(source: Source, options: ReadOptions) -> Measurements:
    """Read columns of numbers as most files of the folder: it is their size that decided, no option."""
    from ..readers import read_source

    found = read_source(source, options, plain)
    by_size = (replace(c, decided_by="magnitude") if c.decided_by == "option" else c for c in found.columns)
    return replace(found, columns=tuple(by_size))


def _units(part: Part) -> tuple[str, str]:
    """Return the axis and the velocity unit that were decided for a file."""
    uses = part.found.columns
    axis = next((use.quantity for use in uses if use.quantity in ("frequency", "period", "wavelength")), "")
    unit = next((use.unit for use in uses if "velocity" in use.quantity or "slowness" in use.quantity), "")
    return axis, unit
