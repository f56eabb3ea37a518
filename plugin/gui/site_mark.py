"""Rings on the map around the sites that the dock shows."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import QgsVectorLayer
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtGui import QColor

from ..qgis_layers.compatible import point_geometry

_RING, _HALO = QColor("#e6007e"), QColor(255, 255, 255, 230)
_SIZE, _WIDTH = 15, 3


class SiteMark:
    """A ring a site, with a light rim so that it stands out on any map."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._bands: tuple[QgsRubberBand, ...] = ()

    def show(self, layer: QgsVectorLayer, numbers: Iterable[int]) -> None:
        """Mark features of a layer by their ids, in the place of those that were marked."""
        if not self._bands:
            self._bands = tuple(
                self._band(colour, width) for colour, width in ((_HALO, _WIDTH + 3), (_RING, _WIDTH))
            )
        places = [layer.getFeature(number).geometry() for number in numbers]
        for band in self._bands:
            band.reset(point_geometry())
            for place in places:
                if not place.isNull():
                    band.addGeometry(place, layer)

    def clear(self) -> None:
        """Take the rings off the map."""
        for band in self._bands:
            self._canvas.scene().removeItem(band)
        self._bands = ()

    def _band(self, colour: QColor, width: int) -> QgsRubberBand:
        band = QgsRubberBand(self._canvas, point_geometry())
        band.setIcon(QgsRubberBand.IconType.ICON_CIRCLE)
        band.setIconSize(_SIZE)
        band.setWidth(width)
        band.setFillColor(QColor(0, 0, 0, 0))
        band.setStrokeColor(colour)
        return band
