"""Observed and predicted dispersion of one site."""

from __future__ import annotations

import numpy as np
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPen
from qgis.PyQt.QtWidgets import QWidget

from .axes import Axis, Frame
from .display_units import unit_for
from .site_plot import SitePlot

COLOURS = tuple(QColor(c) for c in ("#1f4e9c", "#d1601a", "#2a7f4f", "#8b3a8f", "#555555", "#a88b00"))
LONG_PERIOD_HZ = 1.0


class CurveView(SitePlot):
    """Points with error bars, and the curve of the reported profile as a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Choose a site to see its dispersion curve.", 190, parent)

    def title(self) -> str:
        """Return the site and its misfit."""
        chi = f", misfit χ {self._site.chi:.2f}" if np.isfinite(self._site.chi) else ""
        return f"Site {self._site.name}{chi}"

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """Draw each branch in its own colour."""
        site = self._site
        # Long-period surveys are read against period, near-surface ones against frequency.
        by_period = float(np.median(site.frequency)) < LONG_PERIOD_HZ
        x = 1 / site.frequency if by_period else site.frequency
        unit = unit_for(float(np.median(site.observed / site.frequency)))
        error = np.nan_to_num(site.sigma)
        reach = np.concatenate([site.observed - error, site.observed + error, site.predicted]) * unit.factor
        branches = list(dict.fromkeys(site.branch.tolist()))
        frame = Frame(
            area.adjusted(0, len(branches) * painter.fontMetrics().height(), 0, 0),
            Axis.holding(x, "Period (s)" if by_period else "Frequency (Hz)", log=True),
            Axis.holding(reach, f"Velocity ({unit.velocity})"),
        )
        frame.draw(painter)
        for row, branch in enumerate(branches):
            colour = COLOURS[row % len(COLOURS)]
            chosen = np.flatnonzero(site.branch == branch)
            chosen = chosen[np.argsort(x[chosen])]
            self._branch(painter, frame, x[chosen], chosen, unit.factor, colour)
            self._key(painter, area, row, branch, colour)

    def _branch(
        self,
        painter: QPainter,
        frame: Frame,
        x: np.ndarray,
        chosen: np.ndarray,
        factor: float,
        colour: QColor,
    ) -> None:
        site = self._site
        observed, error = site.observed[chosen] * factor, np.nan_to_num(site.sigma[chosen]) * factor
        painter.setPen(QPen(colour.lighter(140), 1))
        for low, high in zip(frame.points(x, observed - error), frame.points(x, observed + error)):
            painter.drawLine(low, high)
        known = np.isfinite(site.predicted[chosen])
        painter.setPen(QPen(colour, 1.8))
        painter.drawPolyline(frame.points(x[known], site.predicted[chosen][known] * factor))
        painter.setPen(QPen(colour, 1))
        painter.setBrush(Qt.GlobalColor.white)
        for point in frame.points(x, observed):
            painter.drawEllipse(point, 2.6, 2.6)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _key(self, painter: QPainter, area: QRectF, row: int, branch: str, colour: QColor) -> None:
        metrics = painter.fontMetrics()
        line, room = metrics.height(), self.width() - 8
        painter.setPen(colour)
        box = QRectF(4, area.top() - 5 + row * line, room, line)
        text = f"{branch}: ○ observed — predicted"
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, text)
