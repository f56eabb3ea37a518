"""The curves of a survey before a run, suspects marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ..protocol.display_units import unit_for
from ..protocol.outcomes import CurveSeen
from ..qgis_layers.translated import tr
from ..qgis_layers.velocity_unit import unit_of_depth
from .abscissa import Abscissa
from .plot_axes import TYPE_PT, add_lines, dress, paint, wipe
from .plot_toolbar import PlotToolbar
from .theme import theme_of

_HEIGHT = 280
_LEFT, _RIGHT, _BELOW, _ABOVE = 54.0, 12.0, 38.0, 24.0
"""Room in pixels for labels and the title."""


class PreviewFigure(QWidget):
    """Thin lines, those of suspects in a colour of their own, with the buttons of a plot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = FigureCanvasQTAgg(Figure(dpi=100))
        self.canvas.setFixedHeight(_HEIGHT)
        self.canvas.setAccessibleName(tr("Curves of the survey"))
        self.axes = self.canvas.figure.add_axes((0.1, 0.1, 0.8, 0.8))
        self.canvas.mpl_connect("resize_event", lambda _event: self._arrange())
        self.toolbar = PlotToolbar(self.canvas, {}, lambda: tr("Curves of the survey"), _as_it_is, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.toolbar)
        layout.addWidget(self.canvas, 1)

    def dressing(self) -> Iterator[None]:
        """Make the axes ready, in parts that each take little time."""
        self.axes.set_xscale("log")
        for axis, log in ((self.axes.xaxis, True), (self.axes.yaxis, False)):
            dress(axis, log)
            yield

    def show_curves(self, curves: Sequence[CurveSeen], title: str) -> None:
        """Draw curves; at least one."""
        theme, axes = theme_of(self.palette()), self.axes
        self.canvas.figure.set_facecolor(theme.paper)
        paint(axes, theme)
        lengths = np.concatenate([np.array(c.velocity) / np.array(c.frequency) for c in curves])
        across = unit_for(float(np.median(lengths)))
        unit = unit_of_depth(float(lengths.max()) / 2)
        abscissa = Abscissa.usual(np.concatenate([c.frequency for c in curves]))
        wipe(axes, abscissa.label(across), tr("Velocity ({unit})").format(unit=unit.velocity), theme)
        for suspect, colour, name in (
            (False, theme.drawn, tr("curves")),
            (True, theme.lines[1], tr("suspect, but used")),
        ):
            lines = [
                np.column_stack(
                    [
                        abscissa.of(np.array(c.frequency), np.array(c.velocity), across),
                        np.array(c.velocity) * unit.factor,
                    ]
                )
                for c in curves
                if c.suspect is suspect
            ]
            if lines:
                width = 1.4 if suspect else 0.7
                add_lines(axes, lines, colors=colour, linewidths=width, label=name)
        axes.autoscale_view()
        axes.set_title(title, fontsize=TYPE_PT + 1, color=theme.ink, y=1.0)
        axes.legend(
            loc="upper right" if abscissa is Abscissa.FREQUENCY else "upper left",
            fontsize=TYPE_PT - 1, facecolor=theme.paper, labelcolor=theme.ink, edgecolor=theme.grid,
        )  # fmt: skip
        self.canvas.draw_idle()

    def _arrange(self) -> None:
        """Leave the same room in pixels for labels at every size."""
        width, height = max(self.canvas.width(), 200), max(self.canvas.height(), 200)
        across, up = width - _LEFT - _RIGHT, height - _BELOW - _ABOVE
        self.axes.set_position((_LEFT / width, _BELOW / height, across / width, up / height))


@contextmanager
def _as_it_is() -> Iterator[None]:
    yield
