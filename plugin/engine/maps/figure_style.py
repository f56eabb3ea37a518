"""How figures of numbers look: thin, pale frames around what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, PALE = "#1a1a1a", "#9a9a9a"
STYLE: Any = {
    "font.size": 8,
    "axes.titlesize": 9,
    "axes.edgecolor": PALE,
    "axes.linewidth": 0.6,
    "legend.frameon": False,
    "svg.hashsalt": "vs_mapper",  # the same bytes each time
}


def tidy(axes: Axes) -> None:
    """Take away what frames more than it tells, and draw a faint grid."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(color="#e6e6e6", linewidth=0.5)
    axes.set_axisbelow(True)
