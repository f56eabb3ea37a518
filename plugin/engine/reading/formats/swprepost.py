"""Targets of swprepost as CSV: comments that name the mode, then frequency, velocity and its deviation."""

from __future__ import annotations

import re

import numpy as np

from ....protocol.errors import SurveyError
from ....protocol.read_options import ReadOptions
from ....protocol.waves import VelocityType, Wave
from ..measurements import Measurements
from ..source import Source
from ..tables.columns import Meaning, listed
from ..tables.rows import all_rows, columns_frame, matrix, measure_layout

NAME = "swprepost CSV"

_HEADER = re.compile(r"#\s*swprepost v|#\s*\d+ potential descriptions")
_DESCRIPTION = re.compile(r"^#\s*(rayleigh|love) (\d{1,3})", re.MULTILINE)


def recognises(source: Source) -> bool:
    """Return True for swprepost's first lines."""
    return _HEADER.match(source.text) is not None and bool(_DESCRIPTION.search(source.text))


def read(source: Source, options: ReadOptions) -> Measurements:
    """Read one curve of one site.

    Raises
    ------
    SurveyError
        If it may be any of several modes, is too large or cannot be read.
    """
    descriptions = dict.fromkeys(_DESCRIPTION.findall(source.text))
    if len(descriptions) > 1:
        names = listed([" ".join(words) for words in descriptions])
        raise SurveyError(f"the curve may be any of {names}; only a curve of one known mode can be inverted")
    wave, mode = next(iter(descriptions))
    values = matrix(all_rows(source), 3)
    velocity = Meaning("velocity", "m/s", VelocityType.PHASE, Wave[wave.upper()])
    columns = {
        "Frequency": (values[:, 0], Meaning("frequency", "Hz")),
        "Velocity": (values[:, 1], velocity),
        "Velocity Standard Deviation": (values[:, 2], Meaning("sigma", "m/s")),
        "description": (np.full(len(values), int(mode)), Meaning("mode")),
    }
    return measure_layout(columns_frame(columns, source.path.stem), options)
