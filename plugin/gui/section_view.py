"""A pseudo-2D section in the dock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QBrush, QColor, QImage, QMouseEvent, QPainter, QPen, QPolygonF
from qgis.PyQt.QtWidgets import QToolTip, QWidget

from ..protocol.display_units import unit_for
from ..qgis_layers.colours import ColourScale
from ..qgis_layers.section_raster import SectionGrid
from ..qgis_layers.ticks import rounded
from ..qgis_layers.translated import tr
from .axes import INK, Axis, Frame
from .plot_view import PlotView

BLANK = QColor("#b8b8b8")
PAPER = QColor(255, 255, 255, 210)
BAR_HEIGHT = 10.0
MARKER = 4.0
BESIDE, GAP = 12.0, 4.0
"""Room in pixels beside the bar, and between the words below it."""


@dataclass(frozen=True)
class SectionPicture:
    """What the plot needs of a section, in SI units.

    Parameters
    ----------
    name : str
        The line.
    grid : SectionGrid
        Its cells, and where the sites project on the line.
    scale : ColourScale
        Colours of Vs, and the unit in which it is read.
    """

    name: str
    grid: SectionGrid
    scale: ColourScale

    @property
    def length(self) -> float:
        """Length of the section in m."""
        return float(self.grid.distance[-1] + self.grid.distance[0])

    @property
    def bottom(self) -> float:
        """Depth of the section in m."""
        return float(self.grid.depth[-1] + self.grid.depth[0])

    def image(self) -> QImage:
        """Return one pixel a cell, see-through where masked."""
        vs = self.grid.vs
        known = np.isfinite(vs)
        pixels = np.zeros((*vs.shape, 4), dtype=np.uint8)
        pixels[..., :3] = self.scale.rgb(np.where(known, vs, self.scale.values[0]))
        pixels[..., 3] = np.where(known, 255, 0)
        rows, columns = vs.shape
        # The copy owns its bytes; the array is gone when this function returns.
        return QImage(pixels.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGBA8888).copy()


class SectionView(PlotView):
    """Vs by distance and depth, hatched where masked, with the sites above and the colours below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Choose a line layer and press “Make section”."), 280, parent)
        self._picture: SectionPicture | None = None
        self._image: QImage | None = None
        self._drawn = QRectF()
        self.setMouseTracking(True)

    def show_section(self, picture: SectionPicture | None) -> None:
        """Draw another section."""
        self._picture = picture
        self._image = picture.image() if picture is not None else None
        self.update()

    def has_content(self) -> bool:
        """Return True where there is a section."""
        return self._picture is not None

    def title(self) -> str:
        """Return what it is and along which line."""
        return tr("pseudo-2D section: {name}").format(name=self._picture.name)

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """Draw the cells, the sites, the axes and the colour bar."""
        picture = self._picture
        along, down = unit_for(picture.length), unit_for(picture.bottom)
        line = painter.fontMetrics().height()
        frame = Frame(
            area.adjusted(0, 2 * MARKER, 0, -(3.2 * line + BAR_HEIGHT)),
            Axis(
                0.0,
                picture.length * along.factor,
                tr("Distance along the line ({unit})").format(unit=along.length),
            ),
            Axis(0.0, picture.bottom * down.factor, tr("Depth ({unit})").format(unit=down.length)),
            y_down=True,
        )
        painter.fillRect(frame.rect, QBrush(BLANK, Qt.BrushStyle.BDiagPattern))
        painter.drawImage(frame.rect, self._image)
        frame.draw(painter, grid=False, ink=self.ink)
        self._drawn = frame.rect
        self._sites(painter, frame, along.factor)
        self._barriers(painter, frame, along.factor)
        bar = QRectF(area.left(), area.bottom() - BAR_HEIGHT + 0.3 * line, area.width(), BAR_HEIGHT)
        draw_colour_bar(
            painter,
            bar,
            picture.scale,
            tr("Vs ({unit}); hatched: masked").format(unit=picture.scale.unit),
            self.ink,
        )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what lies under the pointer; called by Qt."""
        place = QPointF(event.pos())
        told = self.told_at(place) if self._picture is not None and self._drawn.contains(place) else ""
        self.setToolTip(told)
        QToolTip.showText(self.mapToGlobal(event.pos()), told, self)

    def told_at(self, place: QPointF) -> str:
        """Return distance, depth and Vs at a place in the widget, inside the drawn section."""
        picture, rect = self._picture, self._drawn
        along, down = unit_for(picture.length), unit_for(picture.bottom)
        distance = picture.length * (place.x() - rect.left()) / rect.width()
        depth = picture.bottom * (place.y() - rect.top()) / rect.height()
        vs, sigma = (value * picture.scale.factor for value in picture.grid.at(distance, depth))
        value = (
            tr("masked")
            if np.isnan(vs)
            else tr("Vs {vs} ± {sigma} {unit}").format(
                vs=rounded(vs, ".4g"), sigma=rounded(sigma, ".2g"), unit=picture.scale.unit
            )
        )
        place_told = tr("at {distance} {length}").format(
            distance=rounded(distance * along.factor, ".4g"), length=along.length
        )
        return tr("{place}, depth {depth} {length}: {said}").format(
            place=place_told, depth=rounded(depth * down.factor, ".3g"), length=down.length, said=value
        )

    def _sites(self, painter: QPainter, frame: Frame, factor: float) -> None:
        sites = self._picture.grid.sites
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.ink)
        for point in frame.points(sites * factor, np.zeros(len(sites))):
            corners = ((0, -1), (-MARKER, -2 * MARKER), (MARKER, -2 * MARKER))
            painter.drawPolygon(QPolygonF([point + QPointF(dx, dy) for dx, dy in corners]))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _barriers(self, painter: QPainter, frame: Frame, factor: float) -> None:
        """Draw upright dashes where the line crosses barriers, with their names at the foot."""
        for name, distance in self._picture.grid.crossings:
            x = frame.points(np.array([distance * factor]), np.zeros(1))[0].x()
            painter.setPen(QPen(self.ink, 1.6, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, frame.rect.top()), QPointF(x, frame.rect.bottom()))
            place = QPointF(x + MARKER, frame.rect.bottom() - MARKER)
            label = painter.fontMetrics().boundingRect(name)
            painter.fillRect(QRectF(label).translated(place).adjusted(-2, 0, 2, 0), PAPER)
            painter.drawText(place, name)


def draw_colour_bar(
    painter: QPainter, bar: QRectF, scale: ColourScale, caption: str, ink: QColor = INK
) -> None:
    """Draw the scale's colours in equal steps, each value below its colour, and the caption under them."""
    steps = len(scale.values) - 1
    width = bar.width() / steps
    columns = max(2, int(bar.width()))
    shades = scale.rgb(np.interp(np.linspace(0, steps, columns), np.arange(steps + 1), scale.values))
    strip = QImage(shades.tobytes(), columns, 1, 3 * columns, QImage.Format.Format_RGB888)
    painter.drawImage(bar, strip)
    painter.setPen(QPen(ink, 1))
    painter.drawRect(bar)
    line = painter.fontMetrics().height()
    wide = [painter.fontMetrics().horizontalAdvance(words) for words in scale.numbers]
    for step, left in words_below(wide, width).items():
        box = QRectF(bar.left() + left, bar.bottom() + 1, wide[step] + 1, line)
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, scale.numbers[step])
    below = QRectF(bar.left(), bar.bottom() + line, bar.width(), line + 2)
    painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, caption)


def words_below(wide: Sequence[int], apart: float) -> dict[int, float]:
    """Return where words below a bar begin, in pixels from its left end: the ends, and what has room between.

    Parameters
    ----------
    wide : sequence of int
        Widths in pixels.
    apart : float
        Distance of their middles.
    """
    last, places = len(wide) - 1, {}
    for step in (0, last, *range(1, last)):
        left = max(step * apart - wide[step] / 2, -BESIDE)
        left = min(left, last * apart + BESIDE - wide[step])
        if all(left > at + wide[i] + GAP or left + wide[step] + GAP < at for i, at in places.items()):
            places[step] = left
    return places
