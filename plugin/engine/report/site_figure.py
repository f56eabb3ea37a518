"""A site in two plots: its curve with the band of predicted ones, its profile with what was drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...protocol.display_units import DisplayUnit
from ...protocol.waves import VelocityType, Wave
from ..curves import FloatArray
from ..profiles import LEVELS, edges_of
from ..results.ensembles import Ensembles
from .contents import Contents
from .curve_bands import CurveBands

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BAND, _INNER, _LINE, _DATA = "#cfe3f1", "#9cc5e0", "#00517f", "#b03a16"
_BELOW = "#f1efe9"
_PERIODS_BELOW = 1.0
"""Mean frequency in Hz below which periods are read more easily."""
_MOST_LINES = 40
_ROOM_BELOW = 0.95  # of the axis: nearer to its end no words fit below a line
_MARGIN = 1.25  # of what is drawn below the depth of investigation


@dataclass(frozen=True)
class SiteView:
    """One site as it is drawn.

    Parameters
    ----------
    contents : Contents
        The run.
    row : int
        The site's place in the site table.
    bands : CurveBands or None
        Bands of the predicted curves at its points, in the order of its curve.
    ensembles : Ensembles or None
        Its drawn profiles alone, if they were kept.
    """

    contents: Contents
    row: int
    bands: CurveBands | None
    ensembles: Ensembles | None


def draw_curve(axes: Axes, view: SiteView) -> None:
    """Draw the observed points with their errors, the predicted curve and its 90 % band, mode by mode."""
    observed = view.contents.observed.take(np.array([view.row]))
    curves, unit = observed.curves, view.contents.unit
    by_period = float(np.mean(curves.frequency)) < _PERIODS_BELOW
    along = 1.0 / curves.frequency if by_period else curves.frequency
    kinds = np.stack([curves.wave, curves.kind, curves.mode], axis=1)
    branches = np.unique(kinds, axis=0)
    if len(branches) == 1:
        axes.set_title(_branch_name(*branches[0]), fontsize=7, color="#444", loc="right")
    for branch in branches:
        rows = np.flatnonzero((kinds == branch).all(axis=1))
        rows = rows[np.argsort(along[rows])]
        if view.bands is not None:
            low, high = (end[rows] * unit.factor for end in (view.bands.low, view.bands.high))
            axes.fill_between(along[rows], low, high, color=_BAND, linewidth=0)
        predicted = observed.predicted[rows] * unit.factor
        axes.plot(along[rows], predicted, color=_LINE, linewidth=1.2)
        velocity, sigma = curves.velocity[rows] * unit.factor, curves.sigma[rows] * unit.factor
        axes.errorbar(along[rows], velocity, sigma, fmt=".", markersize=4, elinewidth=0.7, color=_DATA)
        if len(branches) > 1:
            axes.annotate(
                _branch_name(*branch), (along[rows[-1]], velocity[-1]), fontsize=6, color="#444",
                xytext=(0, 8), textcoords="offset points", ha="right", va="bottom",
            )  # fmt: skip
    axes.set_xscale("log")
    _plain_ticks(axes, along)
    axes.set_xlabel("period (s)" if by_period else "frequency (Hz)")
    axes.set_ylabel(f"velocity ({unit.velocity})")
    axes.grid(color="#e5e5e5", linewidth=0.5)
    axes.set_axisbelow(True)


def _branch_name(wave: int, kind: int, mode: int) -> str:
    overtone = "fundamental" if mode == 0 else f"mode {mode}"
    return f"{Wave(wave).name.capitalize()}, {VelocityType(kind).name.lower()}, {overtone}"


def _plain_ticks(axes: Axes, along: FloatArray) -> None:
    """Label a logarithmic axis with plain round numbers inside the data."""
    from matplotlib.ticker import NullFormatter, NullLocator

    low, high = float(along.min()), float(along.max())
    decades = 10.0 ** np.arange(np.floor(np.log10(low)), np.ceil(np.log10(high)) + 1)
    for steps in ((1.0,), (1.0, 3.0), (1.0, 2.0, 5.0), (1.0, 1.5, 2.0, 3.0, 5.0, 7.0)):
        ticks = np.multiply.outer(decades, steps).ravel()
        ticks = ticks[(ticks >= 0.95 * low) & (ticks <= 1.05 * high)]
        if len(ticks) >= 4:
            break
    axes.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.set_xlim(0.93 * low, 1.07 * high)


def draw_profile(axes: Axes, view: SiteView) -> None:
    """Draw the profile with its bands and what was drawn, greyed below the depth of investigation."""
    contents, row = view.contents, view.row
    unit, profiles = contents.unit, contents.profiles
    drawn = view.ensembles
    reach = float(profiles.trusted_max[row])
    depth, quantiles = profiles.depth[row], profiles.quantiles[row]
    bottom = min(_MARGIN * reach, float(depth[-1]))  # below, nothing is reported
    shown = depth <= bottom
    levels = [quantiles[shown, LEVELS.index(p)] * unit.factor for p in (0.05, 0.16, 0.84, 0.95)]
    down = depth[shown] * unit.factor
    if drawn is not None:
        _draw_drawn(axes, drawn, unit, bottom)
    axes.fill_betweenx(down, levels[0], levels[3], color=_BAND, linewidth=0, zorder=1)
    axes.fill_betweenx(down, levels[1], levels[2], color=_INNER, linewidth=0, zorder=2)
    axes.plot(profiles.vs[row, shown] * unit.factor, down, color=_LINE, linewidth=1.6, zorder=4)
    _draw_layers(axes, contents, row, bottom)
    if reach < bottom:
        _draw_reach(axes, reach * unit.factor, bottom * unit.factor)
    axes.set_ylim(bottom * unit.factor, 0.0)
    right = np.nanmax(levels[3][depth[shown] <= reach], initial=float(np.nanmax(levels[2])))
    axes.set_xlim(0.0, 1.1 * right)
    axes.set_xlabel(f"Vs ({unit.velocity})")
    axes.set_ylabel(f"depth ({unit.length})")
    axes.grid(color="#e5e5e5", linewidth=0.5)
    axes.set_axisbelow(True)


def _draw_reach(axes: Axes, reach: float, bottom: float) -> None:
    """Grey what lies below the depth of investigation."""
    axes.axhspan(reach, bottom, color=_BELOW, zorder=5, alpha=0.75, linewidth=0)
    axes.axhline(reach, color="#777", linewidth=0.7, linestyle=(0, (5, 3)), zorder=6)
    side, apart = ("top", -2) if reach < _ROOM_BELOW * bottom else ("bottom", 2)
    axes.annotate(
        "depth of investigation", (1, reach), xycoords=("axes fraction", "data"),
        fontsize=6, color="#555", ha="right", va=side, xytext=(-3, apart),
        textcoords="offset points", zorder=7,
    )  # fmt: skip


def _draw_drawn(axes: Axes, drawn: Ensembles, unit: DisplayUnit, bottom: float) -> None:
    """Draw single profiles as thin steps."""
    from matplotlib.collections import LineCollection

    edges = edges_of(drawn.depth[0])[1:]
    edges = edges[edges < bottom]
    z = np.concatenate([[0.0], np.repeat(edges, 2), [bottom]]) * unit.factor
    kept = np.flatnonzero(drawn.weight[0] > 0)[:_MOST_LINES]
    steps = np.repeat(drawn.vs[0, kept, : len(edges) + 1], 2, axis=1) * unit.factor
    lines = [np.column_stack([vs, z]) for vs in steps]
    # As an image: written out, the lines would be most of a report.
    axes.add_collection(
        LineCollection(lines, colors="#7a8894", linewidths=0.3, alpha=0.45, zorder=3, rasterized=True)
    )


def _draw_layers(axes: Axes, contents: Contents, row: int, bottom: float) -> None:
    """Draw the layers whose curve is the predicted one."""
    layers = contents.layered.take(np.array([row]))
    tops = np.concatenate([[0.0], np.cumsum(layers.thickness[0, :-1])])
    shown = tops < bottom
    z = np.append(np.repeat(tops[shown], 2)[1:], bottom) * contents.unit.factor
    vs = np.repeat(layers.vs[0, shown], 2) * contents.unit.factor
    axes.plot(vs, z, color="#333", linewidth=0.7, linestyle=(0, (2, 1.5)), zorder=4)
