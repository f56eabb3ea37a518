"""Composite curves of maswavespy: wavelength, mean velocity and its lower and upper bound."""

from __future__ import annotations

import re

from ....protocol.errors import SurveyError
from ....protocol.read_options import ReadOptions
from ..measurements import Measurements
from ..source import Source
from ..tables.columns import Meaning
from ..tables.rows import all_rows, columns_frame, is_number, matrix, measure_layout
from ..tables.units import UNITS

NAME = "maswavespy table"

_COLUMN = re.compile(r"(wavelength|c_mean|c_low|c_up)\s*(?:\[\s*(\S+?)\s*\])?", re.IGNORECASE)
_UNITS = {"wavelength": "m", "c_mean": "m/s", "c_low": "m/s", "c_up": "m/s"}
BOUNDS = "sigma is half the distance between the lower and the upper bound"


def recognises(source: Source) -> bool:
    """Return True where the first line names a wavelength and three velocities."""
    return sorted(_header(source)) == sorted(_UNITS)


def read(source: Source, options: ReadOptions) -> Measurements:
    """Read one curve of one site; the frequency is the mean velocity over the wavelength.

    Raises
    ------
    SurveyError
        If a unit is unknown, or the file is too large or cannot be read.
    """
    units = _header(source)
    for name, unit in units.items():
        if unit not in UNITS or UNITS[unit].dimension != UNITS[_UNITS[name]].dimension:
            raise SurveyError(f"column {name}: '{unit[:20]}' is not a unit that fits")
    rows = all_rows(source)
    rows = rows[1:] if rows and not is_number(rows[0][0]) else rows
    found = dict(zip(units, matrix(rows, len(units)).T))
    low, up = (found[name] * UNITS[units[name]].factor for name in ("c_low", "c_up"))
    columns = {
        "wavelength": (found["wavelength"], Meaning("wavelength", units["wavelength"])),
        "c_mean": (found["c_mean"], Meaning("velocity", units["c_mean"])),
        "c_low to c_up": ((up - low) / 2, Meaning("sigma", "m/s")),
    }
    return measure_layout(columns_frame(columns, source.path.stem, notes=[BOUNDS]), options)


def _header(source: Source) -> dict[str, str]:
    """Return the columns of the first line, in order, and the unit of each."""
    line = source.text.lstrip("\n# \t").split("\n", 1)[0][:1000]
    return {name.lower(): unit or _UNITS[name.lower()] for name, unit in _COLUMN.findall(line)}
