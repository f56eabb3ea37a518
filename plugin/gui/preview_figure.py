"""The curves of a survey before a run, suspects marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.collections import LineCollection
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ..protocol.display_units import unit_for
from ..protocol.outcomes import CurveSeen
from ..qgis_layers.ticks import number
from ..qgis_layers.translated import tr
from .abscissa import Abscissa
from .plot_axes import TYPE_PT, RoundTicks
from .plot_toolbar import PlotToolbar
from .theme import theme_of

_HEIGHT = 280


class PreviewFigure(QWidget):
    """Thin lines, those of suspects in a colour of their own, with the buttons of a plot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = FigureCanvasQTAgg(Figure(dpi=100, layout="constrained"))
        self.canvas.setFixedHeight(_HEIGHT)
        self.canvas.setAccessibleName(tr("Curves of the survey"))
        self.axes = self.canvas.figure.add_subplot()
        self.toolbar = PlotToolbar(self.canvas, {}, lambda: tr("Curves of the survey"), _as_it_is, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.toolbar)
        layout.addWidget(self.canvas, 1)

    def show_curves(self, curves: Sequence[CurveSeen], title: str) -> None:
        """Draw curves; at least one."""
        theme, axes = theme_of(self.palette()), self.axes
        axes.clear()
        self.canvas.figure.set_facecolor(theme.paper)
        axes.set_facecolor(theme.paper)
        lengths = np.concatenate([np.array(c.velocity) / np.array(c.frequency) for c in curves])
        unit = unit_for(float(np.median(lengths)))
        abscissa = Abscissa.usual(np.concatenate([c.frequency for c in curves]))
        for suspect, colour, name in (
            (False, theme.drawn, tr("curves")),
            (True, theme.lines[1], tr("suspect, but used")),
        ):
            lines = [
                np.column_stack(
                    [
                        abscissa.of(np.array(c.frequency), np.array(c.velocity), unit),
                        np.array(c.velocity) * unit.factor,
                    ]
                )
                for c in curves
                if c.suspect is suspect
            ]
            if lines:
                width = 1.4 if suspect else 0.7
                axes.add_collection(LineCollection(lines, colors=colour, linewidths=width, label=name))
        axes.set_xscale("log")
        axes.autoscale_view()
        for axis, log in ((axes.xaxis, True), (axes.yaxis, False)):
            axis.set_major_locator(RoundTicks(log, 52.0 if log else 34.0))
            axis.set_major_formatter(FuncFormatter(lambda value, _place: number(value)))
            axis.set_minor_formatter(FuncFormatter(lambda _value, _place: ""))
        axes.tick_params(labelsize=TYPE_PT, colors=theme.ink)
        axes.grid(color=theme.grid, linewidth=0.6)
        axes.set_xlabel(abscissa.label(unit), fontsize=TYPE_PT, color=theme.ink)
        axes.set_ylabel(tr("Velocity ({unit})").format(unit=unit.velocity), fontsize=TYPE_PT, color=theme.ink)
        axes.set_title(title, fontsize=TYPE_PT + 1, color=theme.ink)
        axes.legend(fontsize=TYPE_PT - 1, facecolor=theme.paper, labelcolor=theme.ink, edgecolor=theme.grid)
        self.canvas.draw_idle()


@contextmanager
def _as_it_is() -> Iterator[None]:
    yield
