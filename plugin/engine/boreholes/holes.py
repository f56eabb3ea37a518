"""Layers of boreholes: depths and Vs, hole by hole."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...protocol.errors import SurveyError
from ..curves import FloatArray

_TOUCH = 1e-6
_OPEN = 1.5
VS30_DEPTH, _TO_THE_SURFACE = 30.0, 3.0


@dataclass(frozen=True)
class Holes:
    """What was measured in boreholes, a row a layer, hole by hole and downwards.

    Parameters
    ----------
    names : (n_holes,) str array
        Their names.
    x, y : (n_holes,) float arrays
        Places, NaN where unknown.
    crs : str or None
        System of the places.
    hole : (n_layers,) int array
        Hole of each layer.
    top, bottom : (n_layers,) float arrays
        Depths in m; the bottom is infinite where the last layer is open.
    vs, vp, density : (n_layers,) float arrays
        Velocities in m/s and density in kg/m3; the latter two NaN where the table does not tell them.
    notes : tuple of str
        How the table was understood, and what of it was left out.
    """

    names: NDArray[np.str_]
    x: FloatArray
    y: FloatArray
    crs: str | None
    hole: NDArray[np.int64]
    top: FloatArray
    bottom: FloatArray
    vs: FloatArray
    vp: FloatArray
    density: FloatArray
    notes: tuple[str, ...] = ()

    def of(self, hole: int) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return top, bottom and Vs of the layers of one hole."""
        own = self.hole == hole
        return self.top[own], self.bottom[own], self.vs[own]

    def closed(self, hole: int) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return the same with an open last layer taken as far as half its depth again."""
        top, bottom, vs = self.of(hole)
        return top, np.where(np.isfinite(bottom), bottom, _OPEN * top), vs

    def vs30(self, hole: int) -> float:
        """Return 30 m over the travel time of the top 30 m, NaN where layers are missing.

        Up to 3 m at the surface are taken to be like the first layer.
        """
        top, bottom, vs = self.closed(hole)
        if top[0] > _TO_THE_SURFACE or bottom[-1] < VS30_DEPTH - _TOUCH:
            return float("nan")
        top = np.append(0.0, top[1:])
        cut = np.clip(bottom, None, VS30_DEPTH) - np.clip(top, None, VS30_DEPTH)
        gaps = np.clip(top[1:], None, VS30_DEPTH) - np.clip(bottom[:-1], None, VS30_DEPTH)
        if (gaps > _TOUCH).any():
            return float("nan")
        return float(VS30_DEPTH / (np.maximum(cut, 0.0) / vs).sum())


def ordered_layers(
    levels: dict[str, FloatArray], vs: FloatArray
) -> tuple[FloatArray, FloatArray, NDArray[np.integer]]:
    """Return top and bottom of the layers of one hole, downwards, and the row of each.

    Parameters
    ----------
    levels : dict
        Some of ``top``, ``bottom``, ``thickness`` and ``depth`` of its rows, in m.
    vs : (n_rows,) float array
        Vs of its rows in m/s.

    Raises
    ------
    SurveyError
        If they are no profile.
    """
    if not len(vs):
        raise SurveyError("it has no row with depth and Vs")
    if "depth" in levels and not {"top", "bottom", "thickness"} & set(levels):
        known = np.flatnonzero(np.isfinite(levels["depth"]))
        top, bottom, rows = _of_samples(levels["depth"][known], vs[known])
        return top, bottom, known[rows]
    top, bottom = layers_of(*(levels.get(role) for role in ("top", "bottom", "thickness", "depth")))
    order = np.argsort(top, kind="stable")
    top, bottom = top[order], bottom[order]
    checked(top, bottom)
    return top, bottom, order


def _of_samples(depth: FloatArray, vs: FloatArray) -> tuple[FloatArray, FloatArray, NDArray[np.integer]]:
    """Return layers of samples; depths that come twice are edges of steps, with the Vs above and below."""
    order = np.argsort(depth, kind="stable")
    depth, vs = depth[order], vs[order]
    repeated = np.diff(depth) == 0
    if repeated.any():
        goes_on = np.flatnonzero(~repeated)
        if not np.array_equal(vs[goes_on], vs[goes_on + 1]):
            twice: NDArray[np.floating] = depth[1:][repeated]
            raise SurveyError(f"its depth {twice[0]:g} m comes twice, with different Vs")
        return depth[goes_on], depth[goes_on + 1], order[goes_on]
    top, bottom = layers_of(None, None, None, depth)
    return top, bottom, order


def layers_of(
    top: FloatArray | None, bottom: FloatArray | None, thickness: FloatArray | None, depth: FloatArray | None
) -> tuple[FloatArray, FloatArray]:
    """Return top and bottom of the layers of one hole, its rows in the order of the table.

    Tops with bottoms or thicknesses are layers as they stand; bottoms or thicknesses alone go on from each
    other; depths alone are samples, each of which holds midway to its neighbours.

    Raises
    ------
    SurveyError
        If they are no layers.
    """
    if top is not None:
        if bottom is None and thickness is not None:
            bottom = top + np.where(thickness > 0, thickness, np.inf)
        if bottom is None:
            bottom = np.append(top[1:], np.inf)
        return top, np.where(np.isnan(bottom), np.inf, bottom)
    if bottom is None and thickness is not None:
        bottom = np.cumsum(np.where(thickness > 0, thickness, np.inf))
    if bottom is not None:
        bottom = np.where(np.isnan(bottom), np.inf, bottom)
        return np.append(0.0, bottom[:-1]), bottom
    if depth is None:
        raise SurveyError("has no depths")
    return _midways(depth)


def _midways(depth: FloatArray) -> tuple[FloatArray, FloatArray]:
    if len(depth) < 2:
        raise SurveyError("has one depth, which is no profile")
    edges = (depth[1:] + depth[:-1]) / 2
    first = max(depth[0] - (edges[0] - depth[0]), 0.0)
    return np.append(first, edges), np.append(edges, 2 * depth[-1] - edges[-1])


def checked(top: FloatArray, bottom: FloatArray) -> None:
    """Refuse layers that are none, or that lie in each other.

    Raises
    ------
    SurveyError
        If so; the message goes on after the name of the hole.
    """
    if (bottom <= top).any():
        bad = int(np.argmax(bottom <= top))
        raise SurveyError(f"its layer from {top[bad]:g} to {bottom[bad]:g} m has no thickness")
    lapping = top[1:] < bottom[:-1] - _TOUCH
    if lapping.any():
        bad = int(np.argmax(lapping))
        raise SurveyError(f"its layers overlap between {top[bad + 1]:g} and {bottom[bad]:g} m")
