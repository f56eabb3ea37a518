"""Curves in MATLAB files: vectors or a matrix with a column a mode, MASWaves' variables, and picks."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from ....protocol.counted import are, counted
from ....protocol.errors import SurveyError
from ....protocol.read_options import ReadOptions
from ...curves import FloatArray
from ..measurements import Measurements
from ..source import Source, open_source, read_bytes
from ..tables.columns import Meaning, listed, read_name
from ..tables.named import measure
from ..tables.rows import columns_frame
from .maswavespy import BOUNDS
from .mat_file import numeric_variables

NAME = "MATLAB file"

_MOST_MODES = 20
_SPEEDS = ("velocity", "slowness")

Variables = dict[str, FloatArray]
Columns = dict[str, tuple[FloatArray, Meaning]]


def recognises(source: Source) -> bool:
    """Return True for the first words of MATLAB's own format."""
    return source.head.startswith((b"MATLAB 5.0 MAT-file", b"MATLAB 7."))


def read(source: Source, options: ReadOptions) -> Measurements:
    """Read the curves of one site, a column of a matrix being a mode, from the fundamental up.

    Raises
    ------
    SurveyError
        If the file is damaged or too large, or its variables are no dispersion curve.
    """
    variables = _with_companions(source, numeric_variables(read_bytes(source)))
    columns, notes = _picks(variables) or _named(variables)
    present = np.any([v > 0 for v, meaning in columns.values() if meaning.quantity in _SPEEDS], axis=0)
    if not present.any():
        raise SurveyError("every velocity is blank or zero")
    n_missing = int((~present).sum())
    n, be = counted(n_missing, "value"), are(n_missing)
    notes += [f"{n} that {be} blank, zero or below {be} taken as missing"] if n_missing else []
    columns = {name: (values[present], meaning) for name, (values, meaning) in columns.items()}
    frame = columns_frame(columns, source.path.stem, notes=notes)
    return measure(frame, replace(options, first_mode=0))


def _with_companions(source: Source, variables: Variables) -> Variables:
    """Add the vectors of MASWaves that are kept in files of their own, c_, f_ and lambda_curve0.mat."""
    named = re.fullmatch(r"(c|f|lambda)(_.+)", source.path.stem)
    if named is None or len(variables) != 1:
        return variables
    for start in ("c", "f", "lambda"):
        path = source.path.with_name(f"{start}{named[2]}{source.path.suffix}")
        if start != named[1] and path.is_file():
            variables = {**numeric_variables(read_bytes(open_source(path))), **variables}
    return variables


def _picks(variables: Variables) -> tuple[Columns, list[str]] | None:
    """Return ``data``, rows of frequency and velocity, with ``half_width``, the same rows of half widths."""
    data, width = variables.get("data"), variables.get("half_width")
    if data is None or data.ndim != 2 or data.shape[1] != 2:
        return None
    columns = {
        "data column 1": (data[:, 0], Meaning("frequency", "Hz")),
        "data column 2": (data[:, 1], Meaning("velocity", "m/s")),
    }
    if width is None or width.ndim != 2 or len(width) != len(data):
        return columns, []
    columns["half_width"] = (width[:, -1], Meaning("sigma", "m/s"))
    return columns, ["half_width is taken as sigma", "all picks are taken as one mode, the fundamental"]


def _named(variables: Variables) -> tuple[Columns, list[str]]:
    """Return the curves that the names of the variables tell, such as ``f`` and ``pv`` or ``c_curve0``.

    Raises
    ------
    SurveyError
        If there is no axis or no velocity among them, or their shapes do not fit.
    """
    named = {name: read_name(re.sub(r"_?curve\d*", "", name)) for name in variables}
    meanings = {name: meaning for name, meaning in named.items() if meaning is not None}
    axis = _first(meanings, "frequency", "period", "wavelength")
    speed = _first(meanings, *_SPEEDS)
    if axis is None or speed is None:
        held = listed([f"{name} {_shape(array)}" for name, array in variables.items()])
        raise SurveyError(f"no variables that are a dispersion curve, such as f and pv; it holds {held}")
    along = variables[axis].ravel()
    velocity = _oriented(variables[speed], len(along))
    if velocity is None:
        shape = _shape(variables[speed])
        raise SurveyError(f"{speed} is {shape}, not {len(along)} values ({axis}) by 1 to {_MOST_MODES} modes")
    n_modes = velocity.shape[1]
    columns = {
        axis: (np.repeat(along, n_modes), meanings[axis]),
        speed: (velocity.ravel(), meanings[speed]),
    }
    if n_modes > 1:
        columns["column"] = (np.tile(np.arange(n_modes), len(along)), Meaning("mode"))
    found = _sigma(variables, meanings, speed)
    sigma = _oriented(found[0], len(along)) if found else None
    if found is None or sigma is None or sigma.shape != velocity.shape:
        return columns, []
    return {**columns, "sigma": (sigma.ravel(), found[1])}, [found[2]]


def _sigma(
    variables: Variables, meanings: dict[str, Meaning], speed: str
) -> tuple[FloatArray, Meaning, str] | None:
    """Return sigma from a variable called so, or from MASWaves' upper and lower bounds, and a remark."""
    up, low = variables.get(f"{speed}_up"), variables.get(f"{speed}_low")
    if up is not None and low is not None and up.shape == low.shape:
        return np.abs(up - low) / 2, Meaning("sigma", meanings[speed].unit), BOUNDS
    name = _first(meanings, "sigma")
    return (variables[name], meanings[name], f"{name} is taken as sigma") if name is not None else None


def _oriented(array: FloatArray, n_points: int) -> FloatArray | None:
    """Return an array with a row a frequency and a column a mode; None where it has no such shape."""
    if array.ndim == 2 and array.shape[0] != n_points and array.shape[1] == n_points:
        array = array.T
    fits = array.ndim == 2 and array.shape[0] == n_points and 1 <= array.shape[1] <= _MOST_MODES
    return array if fits else None


def _first(meanings: dict[str, Meaning], *quantities: str) -> str | None:
    """Return the first variable of the first of the quantities that there is."""
    by_quantity = {meaning.quantity: name for name, meaning in reversed(meanings.items())}
    return next((by_quantity[quantity] for quantity in quantities if quantity in by_quantity), None)


def _shape(array: FloatArray) -> str:
    return "x".join(map(str, array.shape))
