"""Dispersion curves of Geopsy as text: frequency, slowness and, in further columns, its deviation."""

from __future__ import annotations

import numpy as np

from ....protocol.counted import are, counted
from ....protocol.read_options import ReadOptions
from ..measurements import Measurements
from ..one_site import stated_types, unplaced
from ..slowness import COLUMNS, DEVIATION, velocity_and_sigma
from ..source import Source
from ..tables.rows import all_rows, head_rows, is_number, matrix
from ..tables.units import guess_velocity_unit

NAME = "Geopsy curve"

_SLOWEST_S_M = 0.1
_LARGEST_FACTOR = 10
# Of the rows: a few may be damaged.
_FITTING = 0.75
_VALID_COLUMN = 4
_COMMENT = "# Curve name:"


def recognises(source: Source) -> bool:
    """Return True for Geopsy's own header, and for bare columns whose second can only be slowness.

    Bare columns are two to five; on most rows the second is below 0.1, and the third, where there is one,
    is a factor of 1 to 10 or smaller than the slowness. Without a factor the second must be no soft ground
    in km/s.
    """
    if source.text.startswith(_COMMENT):
        return True
    rows = head_rows(source)
    if len(rows) < 2 or not 2 <= len(rows[0]) <= 5:
        return False
    whole = [row for row in rows if len(row) == len(rows[0]) and all(is_number(word) for word in row)]
    frequency, slow, deviation = matrix(whole, 3).T
    fits = (frequency > 0) & (slow > 0) & (slow < _SLOWEST_S_M)
    is_factor = (deviation >= 1) & (deviation < _LARGEST_FACTOR)
    if len(rows[0]) > 2:
        fits &= (deviation < slow) | is_factor
    if not fits.sum() > _FITTING * len(rows):
        return False
    return bool(is_factor[fits].any()) or guess_velocity_unit(slow[fits], frequency[fits])[0] == "s/m"


def read(source: Source, options: ReadOptions) -> Measurements:
    """Read one curve of one site; a fifth column that holds 0 marks points that are not valid.

    Raises
    ------
    SurveyError
        If the file is too large or cannot be read.
    """
    values = matrix(all_rows(source), _VALID_COLUMN + 1)
    valid = values[:, _VALID_COLUMN] != 0
    velocity, sigma, notes = velocity_and_sigma(values[:, 1], values[:, 2])
    wave, kind, assumed = stated_types(options)
    n_invalid = int((~valid).sum())
    marked = f"{counted(n_invalid, 'point')} that the file marks as not valid {are(n_invalid)} not used"
    left_out = [marked] if n_invalid else []
    return unplaced(
        [source.path.stem],
        values[valid, 0],
        velocity[valid],
        sigma[valid],
        wave=wave,
        kind=kind,
        mode=options.mode or 0,
        row=np.flatnonzero(valid) + 1,
        columns=(*COLUMNS, DEVIATION) if np.isfinite(values[:, 2]).any() else COLUMNS,
        notes=(*notes, *assumed, *left_out),
    )
