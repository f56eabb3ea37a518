"""Ground models and parameter files: recognised so that the user is told what they are and what to give."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ....protocol.errors import SurveyError
from ....protocol.read_options import ReadOptions
from ..measurements import Measurements
from ..source import Source
from ..tables.rows import Row, head_rows, is_number, matrix
from . import dsurftomo, mctomo

NAME = "ground model"

_NO_CURVE = "this is a ground model, not a dispersion curve"
_MODEL96_LINES = 12
_HARDENING = 1.1  # by which Vs is larger in the deeper half; maps, whose latitudes may start at 0, vary less


def recognises(source: Source) -> bool:
    """Return True for the models of CPS, Geopsy and DSurfTomo, and for files that go with data files."""
    return _what(source) is not None


def read(source: Source, options: ReadOptions) -> Measurements:
    """Refuse, saying what the file is.

    Raises
    ------
    SurveyError
        Always.
    """
    raise SurveyError(_what(source) or _NO_CURVE)


def _what(source: Source) -> str | None:
    """Return what a file is and what to give in its place; None where it is none of these."""
    kinds: tuple[tuple[Callable[[Source], bool], str], ...] = (
        (_is_model96, f"{_NO_CURVE}: CPS model96; give the measured curve (SURF96)"),
        (
            _is_geopsy,
            f"{_NO_CURVE}: layers of Geopsy; give the measured curve, or gpdc's output for the model",
        ),
        (_is_along_line, f"{_NO_CURVE}: positions along a line, depths and Vs; give the measured curves"),
        (_is_grid, f"{_NO_CURVE}: DSurfTomo's starting model (MOD); give the velocities, surfdata.dat"),
        (dsurftomo.is_parameters, "DSurfTomo's parameters; give the data file that they name"),
        (mctomo.is_settings, "MCTomo's settings; give the travel times that they name, stimes.dat"),
        (mctomo.is_positions, "MCTomo's positions of stations; give the travel times, stimes.dat"),
    )
    return next((text for is_kind, text in kinds if is_kind(source)), None)


def _is_model96(source: Source) -> bool:
    lines = [line.split() for line in source.text.splitlines()[:_MODEL96_LINES]]
    return bool(lines) and lines[0][:1] == ["MODEL.01"] and any(line[:1] == ["H(KM)"] for line in lines)


def _is_geopsy(source: Source) -> bool:
    """Return True for a number of layers, then rows of thickness, Vp, Vs, density, the last one 0 thick."""
    rows = head_rows(source)
    if len(rows) < 2 or len(rows[0]) != 1 or not rows[0][0].isdecimal() or len(rows[0][0]) > 4:
        return False
    layers = rows[1 : int(rows[0][0]) + 1]
    if len(layers) != int(rows[0][0]) or not layers or not _same_width(layers, 4, 6):
        return False
    thickness, vp, vs, density = matrix(list(layers), 4).T
    solid = (vp > vs) & (vs >= 0) & (density > 500)
    return bool(thickness[-1] == 0 and np.all(thickness >= 0) and np.all(solid))


def _is_grid(source: Source) -> bool:
    """Return True for a line of growing depths from 0 in km, then longer or shorter rows of Vs in km/s."""
    rows = head_rows(source)
    if len(rows) < 2 or len(rows[0]) < 3 or not _same_width(rows[1:], 3, 10_000):
        return False
    if len(rows[0]) == len(rows[1]) or not all(map(is_number, rows[0])):
        return False
    depths, vs = matrix([rows[0]], len(rows[0]))[0], matrix(list(rows[1:]), len(rows[1]))
    return bool(depths[0] <= 0 and np.all(np.diff(depths) > 0) and np.all((vs > 0) & (vs < 12)))


def _is_along_line(source: Source) -> bool:
    """Return True for rows of position, depth and Vs: depths that start at 0 at each of several positions."""
    rows = head_rows(source)
    if len(rows) < 6 or not _same_width(rows, 3, 4):
        return False
    position, depth, vs = matrix(list(rows), 3).T
    starts = np.flatnonzero(np.concatenate([[True], np.diff(position) != 0]))
    if len(starts) < 2 or len(starts) > len(rows) // 3 or len(np.unique(position[starts])) < len(starts):
        return False
    down = np.abs(depth)
    steps = np.delete(np.diff(down), starts[1:] - 1)
    one_sided = bool(np.all(depth >= 0) or np.all(depth <= 0))
    deep = down > np.median(down)
    hardens = np.median(vs[deep]) > _HARDENING * np.median(vs[~deep]) if deep.any() else False
    return bool(one_sided and np.all(down[starts] == 0) and np.all(steps > 0) and np.all(vs > 0) and hardens)


def _same_width(rows: tuple[Row, ...], fewest: int, most: int) -> bool:
    width = len(rows[0])
    same = all(len(row) == width and all(map(is_number, row)) for row in rows)
    return fewest <= width <= most and same
