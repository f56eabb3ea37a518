"""Vs against depth of one site, with its uncertainty."""

from __future__ import annotations

import numpy as np
from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF
from qgis.PyQt.QtWidgets import QWidget

from .axes import INK, Axis, Frame
from .display_units import unit_for
from .site_plot import SitePlot

LINE = QColor("#1b3575")
INNER = QColor("#8fb8d8")
OUTER = QColor("#d3e4f1")
DOUBT = QColor("#9a9a9a")


class ProfileView(SitePlot):
    """The profile, its 68 and 90 % bands, and hatching where the curve does not resolve it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Choose a site to see its Vs profile.", 240, parent)

    def title(self) -> str:
        """Return what the bands are."""
        return "68 % and 90 % bands (hatched: unresolved)"

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """Draw bands, line and the unresolved depths."""
        site = self._site
        deepest = float(site.depth.max())
        unit = unit_for(deepest)
        depth, factor = site.depth * unit.factor, unit.factor
        frame = Frame(
            area,
            Axis.holding(site.quantiles[:, [0, -1]] * factor, f"Vs ({unit.velocity})"),
            Axis(0.0, deepest * factor, f"Depth ({unit.length})"),
            y_down=True,
        )
        frame.draw(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        for low, high, colour in ((0, 4, OUTER), (1, 3, INNER)):
            painter.setBrush(colour)
            painter.drawPolygon(_band(frame, depth, site.quantiles[:, low], site.quantiles[:, high], factor))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(LINE, 2))
        painter.drawPolyline(frame.points(site.vs * factor, depth))
        self._hatch(painter, frame, factor)
        painter.setPen(QPen(INK, 1))
        painter.drawRect(area)

    def _hatch(self, painter: QPainter, frame: Frame, factor: float) -> None:
        top, bottom = (limit * factor for limit in self._site.trusted)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(DOUBT, Qt.BrushStyle.BDiagPattern))
        for start, stop in ((frame.y.low, top), (bottom, frame.y.high)):
            start, stop = np.clip((start, stop), frame.y.low, frame.y.high)
            if stop > start:
                ends = frame.points([frame.x.low, frame.x.high], [start, stop])
                painter.drawRect(QRectF(ends[0], ends[1]))
        painter.setBrush(Qt.BrushStyle.NoBrush)


def _band(frame: Frame, depth: np.ndarray, low: np.ndarray, high: np.ndarray, factor: float) -> QPolygonF:
    """Return the closed outline between two quantiles."""
    around = np.concatenate([low, high[::-1]]) * factor
    return frame.points(around, np.concatenate([depth, depth[::-1]]))
