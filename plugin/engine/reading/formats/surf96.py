"""Dispersion files of Computer Programs in Seismology: ``SURF96 R C X 0 period value sigma``."""

from __future__ import annotations

from dataclasses import replace

from numpy.typing import ArrayLike

from ....protocol.counted import are, counted
from ....protocol.read_options import ReadOptions
from ...survey import Reject
from ..measurements import Measurements
from ..source import Source
from ..tables.columns import Meaning
from ..tables.rows import all_rows, columns_frame, matrix, measure_layout

NAME = "SURF96 of CPS"

_WORD = "SURF96"
_ATTENUATION = "G"


def recognises(source: Source) -> bool:
    """Return True where the first word is SURF96."""
    return source.text.split(maxsplit=1)[:1] in ([_WORD], [_WORD.lower()])


def read(source: Source, options: ReadOptions) -> Measurements:
    """Read the observed or theoretical points of one site; points may come in any order and repeat.

    Raises
    ------
    SurveyError
        If there is no velocity in it, or the file is too large or cannot be read.
    """
    lines = all_rows(source)
    ours = [(words + [""] * 8)[:8] for words in lines if words[0].upper() == _WORD]
    points = [words for words in ours if words[2].upper() != _ATTENUATION]
    n_strange, n_attenuation = len(lines) - len(ours), len(ours) - len(points)
    unused = f"{counted(n_attenuation, 'value')} of attenuation (G) {are(n_attenuation)} not used"
    notes = [unused] if n_attenuation else []
    values = matrix([words[5:] for words in points], 3)
    columns: dict[str, tuple[ArrayLike, Meaning]] = {
        "2": ([words[1] or "?" for words in points], Meaning("wave")),
        "3": ([words[2] or "?" for words in points], Meaning("kind")),
        "5": ([words[4] or "?" for words in points], Meaning("mode")),
        "6": (values[:, 0], Meaning("period", "s")),
        "7": (values[:, 1], Meaning("velocity", "km/s")),
        "8": (values[:, 2], Meaning("sigma", "km/s")),
    }
    found = measure_layout(columns_frame(columns, source.path.stem, notes=notes), options)
    strange = Reject(source.path.stem, f"lines that do not begin with {_WORD}: {n_strange}", whole_site=False)
    return replace(found, rejects=(strange, *found.rejects)) if n_strange else found
