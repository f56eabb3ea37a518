"""Wave type, velocity type and mode number of every row, from columns of words or from what the user says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ....protocol.read_options import HIGHEST_MODE, ReadOptions
from ....protocol.waves import VelocityType, Wave
from ...survey import ColumnUse
from ..measurements import UNKNOWN
from .cells import labels
from .columns import Meaning, words_of

FROM_ONE = (
    "mode numbers start at 1 and none is 0: 1 is taken as the fundamental mode (--first-mode 0 if it is the "
    "first higher one)"
)
_BLANKS_BELOW_ONE = (
    "mode numbers start at 1, but some are blank and taken as 0, the fundamental mode (--first-mode 1 if the "
    "fundamental is called 1)"
)
_BLANK = -2
_WAVES = {r"r(ay.*)?|lr|rr|zz?": Wave.RAYLEIGH, r"l(ove.*)?|lq|tt?": Wave.LOVE}
_KINDS = {r"p(h.*)?|c": VelocityType.PHASE, r"g(r.*)?|u": VelocityType.GROUP}

Codes = NDArray[np.int64]
Meant = TypeVar("Meant")


@dataclass(frozen=True)
class Types:
    """Types that the rows state; `UNKNOWN` for words not understood, less than that where nothing is said.

    Parameters
    ----------
    wave, kind, mode : (n_rows,) int arrays
        Codes of each row.
    default_wave, default_kind : Wave, VelocityType
        Taken where neither the row nor the name of the velocity column says.
    uses : tuple of ColumnUse
        How the columns are understood.
    notes : tuple of str
        Remarks for the report.
    """

    wave: Codes
    kind: Codes
    mode: Codes
    default_wave: Wave
    default_kind: VelocityType
    uses: tuple[ColumnUse, ...]
    notes: tuple[str, ...]

    def of(self, velocity: Meaning) -> tuple[Codes, Codes, Codes]:
        """Return wave, velocity type and mode of each row's value in a velocity column.

        A row's own word comes first for the wave; the name of the column comes first for the velocity
        type, since a row may hold both.
        """
        named_wave = self.default_wave if velocity.wave is None else velocity.wave
        wave = np.where(self.wave == _BLANK, int(named_wave), self.wave)
        kind = np.where(self.kind == _BLANK, int(self.default_kind), self.kind)
        return wave, kind if velocity.kind is None else np.full_like(kind, int(velocity.kind)), self.mode


def read_types(data: pd.DataFrame, meanings: dict[str, Meaning], options: ReadOptions) -> Types:
    """Read the type columns of a table."""
    column = {quantity: next((n for n, m in meanings.items() if m.quantity == quantity), None) for quantity in
              ("wave", "kind", "mode")}  # fmt: skip
    notes: list[str] = []
    blank = np.full(len(data), _BLANK, dtype=np.int64)
    kind = blank if column["kind"] is None else _codes(data[column["kind"]], kind_of)
    if column["kind"] is not None and not np.any(kind >= 0):
        if column["wave"] is None and np.any(_codes(data[column["kind"]], wave_of) >= 0):
            column["wave"] = column["kind"]  # a column "type" that holds Rayleigh and Love
        else:
            notes.append(f"column {column['kind']} holds no velocity type and is not used")
        kind, column["kind"] = blank, None
    wave = blank if column["wave"] is None else _codes(data[column["wave"]], wave_of)
    fallback = options.mode or 0
    mode = np.full_like(blank, fallback)
    if column["mode"] is not None:
        mode, note = _counted_from_zero(
            _codes(data[column["mode"]], mode_of), column["mode"], fallback, options
        )
        notes += note
    velocities = [m for m in meanings.values() if m.quantity in ("velocity", "slowness")]
    if np.any(wave == _BLANK) and any(m.wave is None for m in velocities) and options.wave is None:
        notes.append("where the wave type is not stated, Rayleigh is taken")
    if np.any(kind == _BLANK) and any(m.kind is None for m in velocities) and options.kind is None:
        notes.append("where the velocity type is not stated, phase velocity is taken")
    return Types(
        wave=wave,
        kind=kind,
        mode=mode,
        default_wave=Wave.RAYLEIGH if options.wave is None else options.wave,
        default_kind=VelocityType.PHASE if options.kind is None else options.kind,
        uses=tuple(
            ColumnUse(name, Meaning(quantity).label, "", "name")
            for quantity, name in column.items()
            if name is not None
        ),
        notes=tuple(notes),
    )


def wave_of(word: str) -> Wave | None:
    """Return the wave that a word or letter stands for, such as ``Love``, ``R`` or ``ZZ``."""
    return _meant(word, _WAVES)


def kind_of(word: str) -> VelocityType | None:
    """Return the velocity type that a word or letter stands for, such as ``group`` or ``c``."""
    return _meant(word, _KINDS)


def mode_of(word: str) -> int | None:
    """Return the mode that a word stands for: 0, ``M0``, ``mode 1``, ``fundamental``; None for no mode."""
    if re.fullmatch(r"f(und.*)?", word, re.IGNORECASE):
        return 0
    found = re.fullmatch(r"(?:(?:m|mode)[ _-]?)?(\d{1,3})(?:\.0*)?", word, re.IGNORECASE)
    return int(found[1]) if found and int(found[1]) <= HIGHEST_MODE else None


def _meant(word: str, patterns: Mapping[str, Meant]) -> Meant | None:
    matches = (value for pattern, value in patterns.items() if re.fullmatch(pattern, word, re.IGNORECASE))
    return next(matches, None)


def _codes(column: pd.Series, code: Callable[[str], int | None]) -> Codes:
    """Return the code of each row's word, `UNKNOWN` of words that have none."""
    index, words = labels(column)

    def of(word: str) -> int:
        found = code(word) if word else _BLANK
        return UNKNOWN if found is None else int(found)

    return np.array([of(word) for word in words], dtype=np.int64)[index]


def _counted_from_zero(mode: Codes, column: str, blank: int, options: ReadOptions) -> tuple[Codes, list[str]]:
    """Return mode numbers as of a fundamental mode 0, blank ones as `blank`; and how they were counted.

    A column of overtones counts those from 1.
    """
    lowest = mode[mode >= 0].min(initial=HIGHEST_MODE)
    is_blank = mode == _BLANK
    first, notes = options.first_mode, []
    if first is None and lowest == 1 and "overtone" not in words_of(column):
        first = int(not is_blank.any())
        notes.append(FROM_ONE if first else _BLANKS_BELOW_ONE)
    counted = np.where(mode >= 0, np.maximum(mode - (first or 0), UNKNOWN), mode)
    return np.where(is_blank, blank, counted), notes
