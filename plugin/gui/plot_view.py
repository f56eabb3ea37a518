"""The widget under every plot of the dock."""

from __future__ import annotations

from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPaintEvent
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from .axes import INK
from .theme import theme_of

SMALLER = 0.9


class PlotView(QWidget):
    """Paper in the colours of the window with a title; subclasses draw the rest in `draw`.

    Parameters
    ----------
    empty_text : str
        What to say while there is nothing to draw.
    height : int
        Least height in pixels.
    """

    def __init__(self, empty_text: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._empty_text = empty_text
        self.ink = INK

    def has_content(self) -> bool:
        """Return True where there is something to draw."""
        raise NotImplementedError

    def title(self) -> str:
        """Return the line above the plot."""
        raise NotImplementedError

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """Draw inside the area, which leaves room for tick labels and axis labels."""
        raise NotImplementedError

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the title and the content; called by Qt."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = theme_of(self.palette())
        self.ink = QColor(theme.ink)
        painter.fillRect(self.rect(), QColor(theme.paper))
        painter.setPen(self.ink)
        if not self.has_content():
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(12, 12, -12, -12), flags, self._empty_text)
            return
        font = painter.font()
        font.setPointSizeF(SMALLER * font.pointSizeF())
        painter.setFont(font)
        metrics = painter.fontMetrics()
        line = metrics.height()
        title = metrics.elidedText(self.title(), Qt.TextElideMode.ElideRight, self.width() - 8)
        painter.drawText(QRectF(0, 3, self.width(), line + 2), Qt.AlignmentFlag.AlignHCenter, title)
        left = line + 8 + metrics.horizontalAdvance("0000") + 6
        area = QRectF(left, line + 10, self.width() - left - 14, self.height() - 3.4 * line - 14)
        self.draw(painter, area)
