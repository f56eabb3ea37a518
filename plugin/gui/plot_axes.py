"""Axes of the plots of sites: round ticks that follow a zoom, plain numbers, small type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import LineCollection
from matplotlib.ticker import FuncFormatter, Locator, NullLocator
from matplotlib.transforms import ScaledTranslation
from numpy.typing import NDArray

from ..qgis_layers.ticks import linear_ticks, log_ticks, number
from .theme import Theme

TYPE_PT = 8.0
_MOST_TICKS = 9
_ACROSS_PX, _DOWN_PX = 52.0, 34.0
_BELOW_PT, _BESIDE_PT = 14.0, 29.0
"""From the axes to their labels."""


class RoundTicks(Locator):
    """Round numbers, as many as there is room for."""

    def __init__(self, log: bool, room: float) -> None:
        self._log, self._room = log, room

    def __call__(self) -> Sequence[float]:
        """Return the ticks of the axis as it is zoomed; called by matplotlib."""
        return self.tick_values(*self.axis.get_view_interval())

    def tick_values(self, vmin: float, vmax: float) -> Sequence[float]:
        """Return the ticks between two ends; called by matplotlib."""
        low, high = sorted((float(vmin), float(vmax)))
        log = self._log and low > 0
        if not high > low * (1 + 1e-9):
            return []
        box = self.axis.axes.bbox
        length = box.width if self.axis.axis_name == "x" else box.height
        return (log_ticks if log else linear_ticks)(low, high, max(3, int(length / self._room)))


def dress(axis: Axis, log: bool) -> None:
    """Give a new axis its ticks and the place of its label; once, since making ticks takes longest."""
    axes, across = axis.axes, axis.axis_name == "x"
    axis.set_major_locator(RoundTicks(log, _ACROSS_PX if across else _DOWN_PX))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda value, _place: number(value)))
    axis.get_major_ticks(_MOST_TICKS)  # made here, while nothing is drawn yet
    # Said once: matplotlib would measure all ticks before every drawing to find room beside them.
    place, room = ((0.5, 0.0), (0.0, -_BELOW_PT)) if across else ((0.0, 0.5), (-_BESIDE_PT, 0.0))
    moved = ScaledTranslation(room[0] / 72, room[1] / 72, axes.figure.dpi_scale_trans)
    axis.set_label_coords(*place, transform=axes.transAxes + moved)
    axes.set_axisbelow(True)
    axes.format_coord = lambda x, y: f"{x:.4g}, {y:.4g}"


def paint(axes: Axes, theme: Theme) -> None:
    """Give axes the colours of a theme."""
    axes.set_facecolor(theme.paper)
    axes.tick_params(labelsize=TYPE_PT, colors=theme.ink, length=3, pad=2)
    axes.grid(color=theme.grid, linewidth=0.6)
    for spine in axes.spines.values():
        spine.set_edgecolor(theme.ink)
    forget_names(axes)


def wipe(axes: Axes, across: str, down: str, theme: Theme) -> None:
    """Take everything off the axes but themselves and the legend, and give them the labels of what comes."""
    for artist in (*axes.lines, *axes.collections, *axes.patches):
        artist.remove()
    axes.relim()
    axes.autoscale(True)
    axes.set_xlabel(across, fontsize=TYPE_PT, color=theme.ink)
    axes.set_ylabel(down, fontsize=TYPE_PT, color=theme.ink)


def add_lines(axes: Axes, lines: Sequence[NDArray[np.float64]], **look: Any) -> None:
    """Draw lines of points; as one collection its limits would be wrong where axes are logarithmic already.

    Parameters
    ----------
    axes : Axes
        Where they are drawn.
    lines : sequence of (n, 2) float arrays
        At least one; their points.
    look : object
        How matplotlib's `LineCollection` looks.
    """
    axes.add_collection(LineCollection(lines, **look), autolim=False)
    axes.update_datalim(np.concatenate(lines))


def forget_names(axes: Axes) -> None:
    """Take the legend off."""
    if axes.get_legend() is not None:
        axes.get_legend().remove()


def name_lines(axes: Axes, corner: str, theme: Theme) -> None:
    """Draw the legend in a corner, where anything has a name; one that would be the same is kept.

    It is animated, since the canvas draws it once and then only stamps it on.
    """
    names = axes.get_legend_handles_labels()[1]
    legend = axes.get_legend()
    if legend is not None:
        if names == [text.get_text() for text in legend.get_texts()] and corner == legend.get_label():
            return
        legend.remove()
    if names:
        legend = axes.legend(
            loc=corner, fontsize=TYPE_PT - 1, framealpha=1.0, fancybox=False, facecolor=theme.paper,
            edgecolor=theme.grid, labelcolor=theme.ink, handlelength=1.6,
        )  # fmt: skip
        legend.set_label(corner)
        legend.set_animated(True)


def plain(name: str) -> str:
    """Return a name that matplotlib neither hides nor takes for a formula."""
    return ("\u200b" if name.startswith("_") else "") + name.replace("$", r"\$")
