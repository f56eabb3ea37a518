"""Names of sites as every program takes them: of one line, of a length that people read, and no formulas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ..survey import Report
from .measurements import NO_NAME, Measurements

LONGEST_NAME = 100
_LONGEST_TEXT = 2000
_LONGEST_FILE_NAME = 255
# Controls, ends of lines, marks that turn the direction of text, and halves of characters.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]+"
)
# What a spreadsheet takes as a formula when it opens a table; a number may have a sign.
_FORMULA = re.compile(r"[=@]|[+-](?!\s*(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$)")
_SHOWN = 3


def one_line(text: str, longest: int = _LONGEST_TEXT) -> str:
    """Return a text as one line of what can be seen, cut where it is longer than a limit."""
    if _UNSEEN.search(text, 0, 4 * longest):
        text = _UNSEEN.sub(" ", text[: 4 * longest]).strip()
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def plain_name(text: str) -> str:
    """Return a name of one line and at most `LONGEST_NAME` characters that no spreadsheet computes."""
    return no_formula(one_line(text, LONGEST_NAME)) or NO_NAME


def no_formula(text: str) -> str:
    """Return a text with an apostrophe before it where a spreadsheet would take it as a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def _cell(text: str, longest: int = _LONGEST_TEXT) -> str:
    return no_formula(one_line(text, longest))


def with_plain_names(found: Measurements) -> Measurements:
    """Return measurements whose sites have plain names, still unique, with a remark on those that changed."""
    old = found.names.tolist()
    new = [plain_name(name) for name in old]
    changed = [i for i, (before, after) in enumerate(zip(old, new)) if before != after]
    if not changed:
        return found
    new = _numbered(new)
    shown = ", ".join(new[i] for i in changed[:_SHOWN])
    shown += f" and {len(changed) - _SHOWN} more" if len(changed) > _SHOWN else ""
    note = (
        "names of sites with characters that cannot be seen, of more than "
        f"{LONGEST_NAME} characters or that a spreadsheet would compute are changed: {shown}"
    )
    name_of = dict(zip(old, new))
    rejects = tuple(replace(reject, site=name_of.get(reject.site, reject.site)) for reject in found.rejects)
    return replace(found, names=np.array(new, dtype=np.str_), rejects=rejects, notes=(*found.notes, note))


def plain_report(report: Report) -> Report:
    """Return a report whose texts are single lines and no formulas."""
    return Report(
        source=one_line(report.source),
        columns=tuple(replace(use, column=one_line(use.column)) for use in report.columns),
        rejects=tuple(
            replace(r, site=_cell(r.site, _LONGEST_FILE_NAME), reason=_cell(r.reason)) for r in report.rejects
        ),
        notes=tuple(map(one_line, report.notes)),
        suspects=tuple(replace(suspect, reason=_cell(suspect.reason)) for suspect in report.suspects),
    )


def _numbered(names: Sequence[str]) -> list[str]:
    """Return unique names: the second A becomes A (2), or the next number that is free."""
    taken, result = set(names), list(names)
    counts: dict[str, int] = {}
    for i, name in enumerate(names):
        counts[name] = number = counts.get(name, 0) + 1
        if number == 1:
            continue
        while f"{name} ({number})" in taken:
            number += 1
        result[i] = f"{name} ({number})"
        taken.add(result[i])
    return result
