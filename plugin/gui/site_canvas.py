"""The paper of the plots of sites: two axes that follow its shape."""

from __future__ import annotations

from collections.abc import Iterator

from matplotlib.axes import Axes
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import QSizePolicy

from ..qgis_layers.translated import tr
from .plot_axes import dress, paint
from .theme import Theme
from .turns import SOON_MS

WIDE_PX = 560
_HEIGHTS = {True: 240, False: 400}
_LEFT, _RIGHT, _BELOW, _ABOVE, _BETWEEN = 54.0, 12.0, 38.0, 24.0, 46.0
"""Room in pixels for labels and titles."""
_CURVES_SHARE = 0.44


class SiteCanvas(FigureCanvasQTAgg):
    """Curves and profiles beside or below each other."""

    def __init__(self) -> None:
        super().__init__(Figure(dpi=100))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(_HEIGHTS[False])
        self.curves: Axes = self.figure.add_axes((0.1, 0.6, 0.8, 0.3))
        self.profiles: Axes = self.figure.add_axes((0.1, 0.1, 0.8, 0.3))
        self.setAccessibleName(tr("Curves and profiles of the sites"))
        self._stamps: dict[Axes, tuple[object, object]] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(super().draw_idle)

    def dressing(self) -> Iterator[None]:
        """Make the axes ready, in parts that each take little time."""
        for axes in (self.curves, self.profiles):
            if axes is self.curves:
                axes.set_xscale("log")
            for axis in (axes.xaxis, axes.yaxis):
                dress(axis, log=axes is self.curves and axis is axes.xaxis)
                yield

    @property
    def wide(self) -> bool:
        """True where the plots stand side by side."""
        return self.width() >= WIDE_PX

    def paint_in(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        self.figure.set_facecolor(theme.paper)
        for axes in (self.curves, self.profiles):
            paint(axes, theme)

    def draw_idle(self) -> None:
        """Draw once the window has had a turn, which putting it together took; called by matplotlib."""
        self._soon.start()

    def draw(self) -> None:
        """Draw everything; called by matplotlib. A legend that stays is stamped on, not drawn again."""
        super().draw()
        for axes in (self.curves, self.profiles):
            legend = axes.get_legend()
            if legend is None:
                continue
            key = (legend, self.get_width_height(), tuple(axes.get_position().bounds))
            known, stamp = self._stamps.get(axes, (None, None))
            if known == key:
                self.restore_region(stamp)
            else:
                legend.draw(self.get_renderer())
                self._stamps[axes] = (key, self.copy_from_bbox(legend.get_window_extent()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the axes beside or below each other; called by Qt."""
        self.setMinimumHeight(_HEIGHTS[self.wide])
        self.arrange()
        super().resizeEvent(event)

    def arrange(self) -> None:
        """Give the axes their places, with the same room in pixels for labels at every size."""
        width, height = max(self.width(), 200), max(self.height(), 200)
        places = _beside(width, height) if self.wide else _below(width, height)
        for axes, (left, bottom, across, up) in zip((self.curves, self.profiles), places):
            axes.set_position((left / width, bottom / height, across / width, up / height))


def _beside(width: float, height: float) -> tuple[tuple[float, float, float, float], ...]:
    across = (width - 2 * (_LEFT + _RIGHT)) / 2
    up = height - _ABOVE - _BELOW
    return (_LEFT, _BELOW, across, up), (2 * _LEFT + _RIGHT + across, _BELOW, across, up)


def _below(width: float, height: float) -> tuple[tuple[float, float, float, float], ...]:
    across, up = width - _LEFT - _RIGHT, height - _ABOVE - _BETWEEN - _BELOW
    lower = (1 - _CURVES_SHARE) * up
    return (_LEFT, _BELOW + lower + _BETWEEN, across, _CURVES_SHARE * up), (_LEFT, _BELOW, across, lower)
