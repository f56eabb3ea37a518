"""The depth that QGIS's elevation controller cuts out of the map, as the panel's choice (since QGIS 3.38)."""

from __future__ import annotations

from qgis.core import QgsRasterLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..qgis_layers.compatible import band_elevations
from ..qgis_layers.still_there import is_there


class ElevationLink(QObject):
    """Follows the controller, so that contours, sites and legends tell of the slice that it shows.

    Parameters
    ----------
    canvas : QgsMapCanvas
        The map.
    """

    band_chosen = pyqtSignal(int)

    def __init__(self, canvas: QgsMapCanvas, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._canvas, self._raster = canvas, None
        canvas.zRangeChanged.connect(self._sliced)

    def follow(self, raster: QgsRasterLayer | None) -> None:
        """Tell the bands of another raster, or of none."""
        self._raster = raster

    def forget(self) -> None:
        """Let go of the map."""
        self._canvas.zRangeChanged.disconnect(self._sliced)
        self._raster = None

    def _sliced(self) -> None:
        """Tell the band that QGIS draws of a slice; without one, what is shown stays."""
        raster, reach = self._raster, self._canvas.zRange()
        if not is_there(raster) or reach.isInfinite() or not band_elevations(raster):
            return
        band = raster.elevationProperties().bandForElevationRange(raster, reach)
        if band > 0:
            self.band_chosen.emit(band)
