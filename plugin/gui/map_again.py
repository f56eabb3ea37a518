"""Maps of a result drawn anew, asked for in the panel of the maps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..client.engine import ask
from ..protocol.display_units import METRES
from ..protocol.map_options import MapOptions
from ..protocol.orders import DrawMaps
from ..protocol.outcomes import Maps
from ..protocol.result_files import SITES
from ..qgis_layers.compatible import band_of
from ..qgis_layers.placing import showing_maps_again
from ..qgis_layers.rasters import LayerError, band_depths
from ..qgis_layers.result_layers import ResultLayers
from ..qgis_layers.run_record import survey_name
from ..qgis_layers.sites import lie_along_line, listed_sites
from ..qgis_layers.still_there import is_there
from ..qgis_layers.systems import projected
from ..qgis_layers.translated import tr
from ..qgis_layers.velocity_unit import unit_of_results
from .map_panel import MapPanel
from .sites_left_out import SitesLeftOut
from .work import Work

if TYPE_CHECKING:
    from qgis.gui import QgisInterface


class MapAgain(Work):
    """Draws maps from the profiles of the result that is in view, as they are.

    Parameters
    ----------
    iface : QgisInterface
        The QGIS window.
    showing : callable
        Looks at the layers that show the new maps of a folder, in parts that each take little time.
    """

    said = pyqtSignal(str)

    def __init__(
        self,
        iface: QgisInterface,
        showing: Callable[[Path, ResultLayers], Iterator[None]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._showing = showing
        self.panel = MapPanel()
        self.left_out = SitesLeftOut(iface, self.panel, self)
        self._canvas = iface.mapCanvas()
        self._folder: Path | None = None
        self._mapped_folder: Path | None = None
        self._layers: ResultLayers | None = None
        self.panel.map_wanted.connect(self._draw)
        self.panel.complaint.connect(self.said)
        self.left_out.said.connect(self.said)
        self.slot.progressed.connect(self.panel.show_progress)
        self.slot.succeeded.connect(self._done)
        self.slot.failed.connect(self._failed)
        self.slot.stopped.connect(partial(self._failed, tr("Maps were cancelled; nothing was changed.")))
        self.adding.ended.connect(lambda: self.panel.set_ready(self._can_map))

    def is_at(self, folder: Path) -> bool:
        """Return whether maps are drawn in a folder, or come from there into the project."""
        return self.busy and folder == self._mapped_folder

    def look_at(self, folder: Path | None, layers: ResultLayers | None) -> None:
        """Map the results in another folder; None forbids it."""
        self._folder, self._layers = folder, layers
        if folder is None:
            self.adding.drop()
        listed = listed_sites(folder / SITES) if folder is not None and self._can_map else []
        self.panel.site_list.set_sites(listed, unit_of_results(folder) if listed else METRES)
        self.left_out.follow(layers.sites if layers is not None else None)
        self.panel.set_ready(self._can_map and not self.busy)

    @property
    def _can_map(self) -> bool:
        """True where the sites have places on the map; a stack has none, and its rasters are its own."""
        sites = self._layers.sites if self._layers is not None else None
        return is_there(sites) and sites.isSpatial() and not lie_along_line(sites)

    def _draw(self, options: MapOptions) -> None:
        if self._layers is None:
            return
        self.panel.set_ready(False)
        self._mapped_folder = self._folder
        order = DrawMaps(self._folder, options, projected(QgsProject.instance()))
        self.slot.start(tr("Maps of {name}").format(name=self._layers.group_name), partial(ask, order))

    def _done(self, maps: Maps) -> None:
        self.adding.start(self._adding(self._mapped_folder, maps))

    def _adding(self, folder: Path, maps: Maps) -> Iterator[None]:
        """Show the new maps, in parts that each take little time; the map is drawn when all are there."""
        shown = self._shown_depth() if folder == self._folder else None
        self._canvas.freeze(True)
        try:
            layers = yield from showing_maps_again(folder, survey_name(folder), QgsProject.instance())
        except LayerError as error:
            self.said.emit(str(error))
            return
        finally:
            self._canvas.freeze(False)
            self._canvas.refresh()
        if layers is not None and folder == self._folder:
            depths = band_depths(layers.vs) if layers.vs is not None else []
            if shown in depths:
                yield from layers.showing_band(depths.index(shown) + 1)
            yield
            yield from self._showing(folder, layers)
        self.said.emit(tr("Map: {summary}.").format(summary=maps.summary))

    def _shown_depth(self) -> float | None:
        """Return the depth in m that the map shows, None where it shows none."""
        vs = self._layers.vs if self._layers is not None else None
        return self._layers.depth_of(band_of(vs.renderer())) if is_there(vs) else None

    def _failed(self, message: str) -> None:
        self.panel.set_ready(self._can_map)
        self.said.emit(message)
