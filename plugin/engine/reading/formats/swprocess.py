"""Picks of swprocess as JSON: many a frequency, from several sources or time windows of one array."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np

from ....protocol.errors import SurveyError
from ....protocol.read_options import ReadOptions
from ...curves import FloatArray
from ...survey import ColumnUse
from ..measurements import Measurements
from ..one_site import stated_types, unplaced
from ..source import MAX_CURVE_BYTES, Source, read_utf8
from ..tables.columns import listed

NAME = "swprocess picks"

_KEYS = "frequency|velocity|valid|azimuth|power|noise|ellipticity|wavelength|wavenumber|slowness|time"
_START = re.compile(rf'\s*\{{\s*"[^"]{{0,200}}"\s*:\s*\{{\s*"(?:{_KEYS})"\s*:\s*\[')
_DIGITS = 6
_COLUMNS = (
    ColumnUse("frequency", "frequency", "Hz", "format"),
    ColumnUse("velocity", "velocity", "m/s", "format"),
)


def recognises(source: Source) -> bool:
    """Return True for an object of objects whose first entry is a list of picks."""
    return _START.match(source.text) is not None


def read(source: Source, options: ReadOptions) -> Measurements:
    """Read the valid picks of one site.

    All picks at a frequency (to six digits) are repeats of one measurement: the checks that follow take their
    mean and, as sigma, their standard deviation.

    Raises
    ------
    SurveyError
        If it is not such a JSON file, is too large or cannot be read.
    """
    frequency, velocity, valid = _read_sets(source)
    picked = valid & np.isfinite(velocity)
    n_invalid = int((~valid).sum())
    wave, kind, assumed = stated_types(options)
    notes = [
        f"all picks at a frequency (to {_DIGITS} digits) give one point: their mean, with their standard "
        "deviation as sigma"
    ]
    notes += [f"{n_invalid} picks that the file marks as not valid are not used"] if n_invalid else []
    return unplaced(
        [source.path.stem],
        _at_digits(frequency[picked]),
        velocity[picked],
        wave=wave,
        kind=kind,
        mode=options.mode or 0,
        columns=_COLUMNS,
        notes=(*notes, *assumed),
    )


def _read_sets(source: Source) -> tuple[FloatArray, FloatArray, np.ndarray]:
    """Return frequency, velocity and validity of all picks."""
    try:
        content = json.loads(read_utf8(source, MAX_CURVE_BYTES))
    except (ValueError, RecursionError) as error:
        raise SurveyError(f"its JSON cannot be read ({str(error)[:100]})") from error
    if not isinstance(content, dict):
        raise SurveyError("its JSON is no object of sets of picks")
    sets = [_read_set(str(name), entry) for name, entry in content.items()]
    frequency, velocity, valid = (np.concatenate(columns) for columns in zip(*sets))
    return frequency, velocity, valid.astype(bool)


def _read_set(name: str, entry: Any) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return frequency, velocity and validity of the picks of one source or window."""
    if not isinstance(entry, dict) or "frequency" not in entry or "velocity" not in entry:
        raise SurveyError(f"set {listed([name])} has no frequency and velocity")
    frequency, velocity = _numbers(entry["frequency"]), _numbers(entry["velocity"])
    valid = _numbers(entry["valid"]) if "valid" in entry else np.ones_like(velocity)
    if not len(frequency) == len(velocity) == len(valid):
        raise SurveyError(f"set {listed([name])} has lists of different lengths")
    return frequency, velocity, valid


def _numbers(values: Any) -> FloatArray:
    """Return a list of numbers, possibly a list a pick of the same window, as one array."""
    try:
        return np.asarray(values, dtype=np.float64).ravel()
    except (TypeError, ValueError, OverflowError) as error:
        raise SurveyError("a list of picks holds something other than numbers") from error


def _at_digits(frequency: FloatArray) -> FloatArray:
    """Round to six significant digits, so that the same frequency from two sets is the same number."""
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.floor(np.log10(np.abs(frequency)))
    scale = 10.0 ** (_DIGITS - 1 - np.where(np.isfinite(size), np.clip(size, -20, 20), 0))
    return np.round(frequency * scale) / scale
