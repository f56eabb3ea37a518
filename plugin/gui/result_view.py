"""The results that the dock looks at: depth on the map, sites, sections; of a run or of an opened project."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsMapLayer, QgsProject
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..protocol.errors import OutputError
from ..qgis_layers.compatible import band_of
from ..qgis_layers.parts import at_a_stroke
from ..qgis_layers.rasters import band_depths
from ..qgis_layers.result_layers import ResultLayers
from ..qgis_layers.results import require_shown
from ..qgis_layers.sections import section_of
from ..qgis_layers.shown_results import find_results, folder_of, newest_folder
from ..qgis_layers.sites import let_show, offered
from ..qgis_layers.still_there import is_there
from ..qgis_layers.stretch import is_stretched, stretching
from ..qgis_layers.unit_change import read_in
from ..qgis_layers.velocity_unit import choose_unit, chosen_unit, unit_of_results
from .depth_panel import DepthPanel
from .elevation_link import ElevationLink
from .map_again import MapAgain
from .map_link import MapLink
from .reporting import Reporting
from .section_cutting import SectionCutting
from .site_panel import SitePanel
from .turns import Turns

if TYPE_CHECKING:
    from qgis.gui import QgisInterface


class ResultView(QObject):
    """The panels that look at one folder of results, and the layers that show it.

    Parameters
    ----------
    iface : QgisInterface
        The QGIS window.
    """

    said = pyqtSignal(str)
    shown = pyqtSignal()

    def __init__(self, iface: QgisInterface, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.depth_panel = DepthPanel()
        self.site_panel = SitePanel()
        self.map_link = MapLink(iface, self)
        self.elevation_link = ElevationLink(iface.mapCanvas(), self)
        self.map_again = MapAgain(iface, self.showing, self)
        self.sections = SectionCutting(self)
        self.reporting = Reporting(iface, self)
        self.map_panel, self.mapping = self.map_again.panel, self.map_again
        self.section_panel = self.sections.panel
        self.report_panel = self.reporting.panel
        self.moving = Turns(self)
        """To another depth, or other colours."""
        self.layers: ResultLayers | None = None
        self.folder: Path | None = None
        self._iface = iface
        self._connect(iface)

    def _connect(self, iface: QgisInterface) -> None:
        link, sites = self.map_link, self.site_panel
        self.depth_panel.band_chosen.connect(self._show_band)
        self.elevation_link.band_chosen.connect(self.depth_panel.choose)
        self.depth_panel.stretch_toggled.connect(self._stretch)
        self.depth_panel.sites_chosen.connect(self._let_sites_show)
        self.depth_panel.unit_chosen.connect(self._choose_unit)
        link.site_picked.connect(sites.choose)
        link.site_pointed.connect(sites.preview)
        link.sites_selected.connect(sites.choose_several)
        link.picking_ended.connect(partial(sites.pick_button.setChecked, False))
        sites.shown.connect(link.mark)
        sites.pick_toggled.connect(link.pick)
        self.section_panel.drawing_toggled.connect(link.draw)
        link.line_drawn.connect(self.sections.cut)
        link.drawing_ended.connect(partial(self.section_panel.draw_button.setChecked, False))
        self.map_panel.site_list.chosen.connect(sites.choose)
        for work in (self.map_again, self.sections):
            work.said.connect(self.said)
        iface.currentLayerChanged.connect(self._layer_chosen)
        QgsProject.instance().readProject.connect(self.take_up)
        QgsProject.instance().cleared.connect(self.leave)

    def shut_down(self) -> None:
        """Stop everything that would call back into a view that is gone."""
        self._iface.currentLayerChanged.disconnect(self._layer_chosen)
        QgsProject.instance().readProject.disconnect(self.take_up)
        QgsProject.instance().cleared.disconnect(self.leave)
        for work in (self.sections, self.reporting, self.mapping, self.moving):
            work.drop()
        self.map_again.left_out.shut_down()
        self.site_panel.shut_down()
        self.map_link.forget()
        self.elevation_link.forget()

    def show(self, folder: Path, layers: ResultLayers) -> None:
        """Look at another result, at a stroke; see `showing`."""
        self.moving.drop()
        at_a_stroke(self.showing(folder, layers))

    def showing(self, folder: Path, layers: ResultLayers) -> Generator[None, None, None]:
        """Look at another result, in parts that each take little time."""
        unit = unit_of_results(folder)
        if layers.scale is not None and layers.scale.unit != unit.velocity:
            layers = read_in(layers, folder, unit)
        self.folder, self.layers = folder, layers
        depths = band_depths(layers.vs) if layers.vs is not None else []
        band = band_of(layers.vs.renderer()) if layers.vs is not None else 1
        self.depth_panel.set_depths(depths, band, is_stretched(layers))
        self.depth_panel.set_unit(chosen_unit())
        self._offer_sites()
        self.map_link.follow(layers.sites)
        self.elevation_link.follow(layers.vs)
        yield
        self.site_panel.set_folder(folder, unit)
        yield
        self.map_again.look_at(folder, layers)
        yield
        self.sections.look_at(folder, layers)
        self.reporting.look_at(folder, layers.group_name)
        self.shown.emit()

    def leave(self) -> None:
        """Look at nothing, as in a new project."""
        self.moving.drop()
        self.folder = self.layers = None
        self.map_link.forget()
        self.elevation_link.follow(None)
        self.site_panel.set_folder(None)
        self.map_again.look_at(None, None)
        self.sections.look_at(None, None)
        self.reporting.look_at(None, "")
        self.depth_panel.set_depths([], 1)
        self.depth_panel.set_sites((), "")
        self.depth_panel.set_unit(chosen_unit())

    def take_up(self) -> None:
        """Look at the newest result whose layers the project holds, as after it was opened."""
        folder = newest_folder(QgsProject.instance())
        if folder is not None:
            self.look_at(folder)

    def _layer_chosen(self, layer: QgsMapLayer | None) -> None:
        """Look at the section or the result that a layer belongs to, where that is not in view yet."""
        section = section_of(layer) if layer is not None else None
        if section is not None:
            self.sections.show(section, layer.name().partition(":")[0])
            return
        folder = folder_of(layer) if layer is not None else None
        if folder is not None and folder != self.folder:
            self.look_at(folder)

    def look_at(self, folder: Path) -> None:
        """Look at the results in a folder, where the project shows layers of it."""
        layers = find_results(folder, QgsProject.instance())
        if layers is None:
            return
        try:
            require_shown(folder)
        except OutputError as error:
            self.said.emit(str(error))
        self.show(folder, layers)

    def _show_band(self, band: int) -> None:
        if self.layers is not None:
            self.moving.start(self._moving(self.layers, band))

    def _moving(self, layers: ResultLayers, band: int) -> Iterator[None]:
        """Go to another depth; colours that are to be its own, or no longer, follow."""
        yield from layers.showing_band(band)
        alone = self.depth_panel.stretch_box.isChecked()
        if alone or is_stretched(layers):
            yield from stretching(layers, alone)

    def _stretch(self, alone: bool) -> None:
        if self.layers is not None:
            self.moving.start(stretching(self.layers, alone))

    def _offer_sites(self) -> None:
        """Offer what the sites in view can show."""
        sites = self.layers.sites
        there = is_there(sites) and sites.isSpatial()
        self.depth_panel.set_sites(*(offered(sites, self.layers.velocities) if there else ((), "")))

    def _let_sites_show(self, shows: str) -> None:
        sites = self.layers.sites if self.layers is not None else None
        if is_there(sites):
            let_show(sites, shows, self.layers.velocities)

    def _choose_unit(self, choice: str) -> None:
        """Read velocities in a unit, everywhere."""
        choose_unit(choice)
        if self.layers is None:
            return
        unit = unit_of_results(self.folder)
        self.layers = read_in(self.layers, self.folder, unit)
        self.site_panel.set_unit(unit)
        self.map_panel.site_list.model.set_unit(unit)
        self.sections.look_again(self.layers)
