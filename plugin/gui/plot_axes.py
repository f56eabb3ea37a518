"""Axes of the plots of sites: round ticks that follow a zoom, plain numbers, small type."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, Locator, NullLocator

from ..qgis_layers.ticks import linear_ticks, log_ticks, number

TYPE_PT, INK, GRID = 8.0, "#222222", "#e3e3e3"
COLOURS = ("#1f4e9c", "#d1601a", "#2a7f4f", "#8b3a8f", "#555555", "#a88b00", "#0f8a93", "#b3263b")
_ACROSS_PX, _DOWN_PX = 52.0, 34.0


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


def dress(axes: Axes, log: bool = False) -> None:
    """Give new axes their scale, ticks and grid; once, since making ticks takes longest."""
    if log:
        axes.set_xscale("log")
    for axis, room, of_log in ((axes.xaxis, _ACROSS_PX, log), (axes.yaxis, _DOWN_PX, False)):
        axis.set_major_locator(RoundTicks(of_log, room))
        axis.set_minor_locator(NullLocator())
        axis.set_major_formatter(FuncFormatter(lambda value, _place: number(value)))
    axes.tick_params(labelsize=TYPE_PT, colors=INK, length=3, pad=2)
    axes.grid(color=GRID, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.format_coord = lambda x, y: f"{x:.4g}, {y:.4g}"


def wipe(axes: Axes, across: str, down: str) -> None:
    """Take everything off the axes but themselves, and give them the labels of what comes."""
    legend = axes.get_legend()
    for artist in (*axes.lines, *axes.collections, *axes.patches, *((legend,) if legend else ())):
        artist.remove()
    axes.relim()
    axes.autoscale(True)
    axes.set_xlabel(across, fontsize=TYPE_PT, color=INK)
    axes.set_ylabel(down, fontsize=TYPE_PT, color=INK)


def name_lines(axes: Axes, corner: str) -> None:
    """Draw the legend in a corner, where anything has a name."""
    if axes.get_legend_handles_labels()[0]:
        axes.legend(loc=corner, fontsize=TYPE_PT - 1, framealpha=0.8, edgecolor=GRID, handlelength=1.6)


def plain(name: str) -> str:
    """Return a name that matplotlib neither hides nor takes for a formula."""
    return ("\u200b" if name.startswith("_") else "") + name.replace("$", r"\$")
