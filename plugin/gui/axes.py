"""Axes of the plots in the dock: data to pixels, frames, ticks and labels."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPen, QPolygonF

from ..qgis_layers.ticks import linear_ticks, log_ticks, number

INK = QColor("#222222")
GRID = QColor("#e3e3e3")
TICK = 4.0
LINEAR_PADDING = 0.05


@dataclass(frozen=True)
class Axis:
    """One axis in the unit that its label names.

    Parameters
    ----------
    low, high : float
        Ends, low < high.
    label : str
        Quantity and unit.
    log : bool
        Logarithmic where True; both ends are positive then.
    """

    low: float
    high: float
    label: str
    log: bool = False

    @classmethod
    def holding(cls, values: ArrayLike, label: str, log: bool = False) -> Axis:
        """Return an axis with a little room around all finite values."""
        finite = np.asarray(values, dtype=float).ravel()
        finite = finite[np.isfinite(finite) & ((finite > 0) | (not log))]
        low, high = (float(finite.min()), float(finite.max())) if finite.size else (1.0, 2.0)
        if high <= low:
            low, high = low * 0.9 - (low == 0), high * 1.1 + (high == 0)
        if log:
            room = (high / low) ** LINEAR_PADDING
            return cls(low / room, high * room, label, True)
        room = LINEAR_PADDING * (high - low)
        return cls(max(low - room, 0.0) if low >= 0 else low - room, high + room, label)

    def fraction(self, values: ArrayLike) -> NDArray[np.float64]:
        """Return where the values lie between the ends, 0 to 1."""
        values = np.asarray(values, dtype=float)
        if self.log:
            return np.log(values / self.low) / np.log(self.high / self.low)
        return (values - self.low) / (self.high - self.low)

    def ticks(self, about: int) -> list[float]:
        """Return round values on the axis."""
        return (log_ticks if self.log else linear_ticks)(self.low, self.high, about)


@dataclass(frozen=True)
class Frame:
    """A plot's rectangle in pixels with its two axes."""

    rect: QRectF
    x: Axis
    y: Axis
    y_down: bool = False

    def points(self, x: ArrayLike, y: ArrayLike) -> QPolygonF:
        """Return data as a polyline in pixels."""
        rect = self.rect
        px = rect.left() + rect.width() * self.x.fraction(x)
        up = self.y.fraction(y)
        py = rect.top() + rect.height() * (up if self.y_down else 1 - up)
        return QPolygonF([QPointF(a, b) for a, b in zip(px.tolist(), py.tolist())])

    def draw(self, painter: QPainter, grid: bool = True, ink: QColor = INK) -> None:
        """Draw the frame, its ticks and its labels outside the rectangle."""
        rect, metrics = self.rect, painter.fontMetrics()
        line = metrics.height()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for value in self.x.ticks(max(3, int(rect.width() / (7 * metrics.averageCharWidth())))):
            px = rect.left() + rect.width() * float(self.x.fraction(value))
            self._tick(painter, QPointF(px, rect.bottom()), QPointF(px, rect.top()), (0, TICK), grid, ink)
            box = QRectF(px - 40, rect.bottom() + TICK, 80, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, number(value))
        for value in self.y.ticks(max(3, int(rect.height() / (2.2 * line)))):
            up = float(self.y.fraction(value))
            py = rect.top() + rect.height() * (up if self.y_down else 1 - up)
            self._tick(painter, QPointF(rect.left(), py), QPointF(rect.right(), py), (-TICK, 0), grid, ink)
            box = QRectF(rect.left() - 64 - TICK, py - line / 2, 62, line)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, number(value))
        painter.setPen(QPen(ink, 1))
        painter.drawRect(rect)
        self._labels(painter, line)

    def _tick(
        self,
        painter: QPainter,
        start: QPointF,
        stop: QPointF,
        tick: tuple[float, float],
        grid: bool,
        ink: QColor,
    ) -> None:
        if grid:
            painter.setPen(QPen(GRID, 1))
            painter.drawLine(start, stop)
        painter.setPen(QPen(ink, 1))
        painter.drawLine(start, start + QPointF(*tick))

    def _labels(self, painter: QPainter, line: int) -> None:
        rect = self.rect
        below = QRectF(rect.left(), rect.bottom() + TICK + line, rect.width(), line + 2)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, self.x.label)
        painter.save()
        painter.translate(line, rect.center().y())
        painter.rotate(-90)
        painter.drawText(
            QRectF(-rect.height() / 2, -line, rect.height(), line),
            Qt.AlignmentFlag.AlignHCenter,
            self.y.label,
        )
        painter.restore()
