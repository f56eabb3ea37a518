"""The results that the dock looks at: depth on the map, sites, sections; of a run or of an opened project."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsMapLayer, QgsProject
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..client.engine import ask
from ..protocol.counted import counted
from ..protocol.errors import OutputError
from ..protocol.lines import SectionLine, WrittenLine
from ..protocol.map_options import MapOptions
from ..protocol.orders import CutSection, DrawMaps, MakeReport
from ..protocol.outcomes import Cut, Maps, Reported
from ..qgis_layers.compatible import band_of
from ..qgis_layers.placing import show_maps_again
from ..qgis_layers.print_layout import LayoutError, add_layout
from ..qgis_layers.rasters import LayerError, band_depths
from ..qgis_layers.result_layers import ResultLayers
from ..qgis_layers.results import require_shown
from ..qgis_layers.run_record import survey_name
from ..qgis_layers.section_line import LineError
from ..qgis_layers.section_raster import read_section
from ..qgis_layers.sections import add_section, open_section, section_of
from ..qgis_layers.shown_results import find_results, folder_of, newest_folder
from ..qgis_layers.sites import lie_along_line
from ..qgis_layers.systems import projected
from .depth_panel import DepthPanel
from .map_link import MapLink
from .map_panel import MapPanel
from .report_panel import ReportPanel
from .section_panel import SectionPanel
from .section_view import SectionPicture
from .site_panel import SitePanel
from .task import TaskSlot

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from ..qgis_layers.colours import ColourScale


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
        self.map_panel = MapPanel()
        self.section_panel = SectionPanel()
        self.report_panel = ReportPanel()
        self.map_link = MapLink(iface, self)
        self.cutting = TaskSlot(self)
        self.reporting = TaskSlot(self)
        self.mapping = TaskSlot(self)
        self._mapped_folder: Path | None = None
        self.layers: ResultLayers | None = None
        self.folder: Path | None = None
        self._connect(iface)

    def _connect(self, iface: QgisInterface) -> None:
        self.depth_panel.band_chosen.connect(self._show_band)
        self.map_link.site_picked.connect(self.site_panel.choose)
        self.map_link.site_pointed.connect(self.site_panel.preview)
        self.map_link.sites_selected.connect(self.site_panel.choose_several)
        self.site_panel.shown.connect(self.map_link.mark)
        self.map_link.picking_ended.connect(partial(self.site_panel.pick_button.setChecked, False))
        self.site_panel.pick_toggled.connect(self.map_link.pick)
        self.section_panel.section_wanted.connect(self._make_section)
        self.section_panel.complaint.connect(self.said)
        self.section_panel.drawing_toggled.connect(self.map_link.draw)
        self.map_link.line_drawn.connect(self._make_section)
        self.map_link.drawing_ended.connect(partial(self.section_panel.draw_button.setChecked, False))
        self.cutting.succeeded.connect(self._cut)
        self.cutting.failed.connect(self._not_cut)
        self.report_panel.wanted.connect(self._make_report)
        self.report_panel.layout_wanted.connect(self._lay_out)
        self.report_panel.cancel_wanted.connect(self.reporting.cancel)
        self.reporting.progressed.connect(self.report_panel.show_progress)
        self.reporting.succeeded.connect(self._reported)
        self.reporting.failed.connect(self._not_reported)
        self.reporting.stopped.connect(partial(self._not_reported, "Cancelled; nothing was changed."))
        self.map_panel.map_wanted.connect(self._map_again)
        self.map_panel.complaint.connect(self.said)
        self.mapping.progressed.connect(self.map_panel.show_progress)
        self.mapping.succeeded.connect(self._mapped)
        self.mapping.failed.connect(self._not_mapped)
        self.mapping.stopped.connect(partial(self._not_mapped, "Maps were cancelled; nothing was changed."))
        self._iface = iface
        iface.currentLayerChanged.connect(self._layer_chosen)
        QgsProject.instance().readProject.connect(self.take_up)

    def shut_down(self) -> None:
        """Stop everything that would call back into a view that is gone."""
        self._iface.currentLayerChanged.disconnect(self._layer_chosen)
        QgsProject.instance().readProject.disconnect(self.take_up)
        self.cutting.drop()
        self.reporting.drop()
        self.mapping.drop()
        self.site_panel.shut_down()
        self.map_link.forget()

    def show(self, folder: Path, layers: ResultLayers) -> None:
        """Look at another result."""
        self.folder, self.layers = folder, layers
        self.map_link.follow(layers.sites)
        self.site_panel.set_folder(folder)
        self.reporting.drop()
        self.report_panel.set_folder(folder)
        self.section_panel.set_ready(layers.sites is not None and layers.sites.isSpatial())
        self.section_panel.cut_along_sites(layers.sites is not None and lie_along_line(layers.sites))
        self.section_panel.leave_out(list(layers.lines))
        self.map_panel.set_ready(self._can_map and not self.mapping.busy)
        depths = band_depths(layers.vs) if layers.vs is not None else []
        self.depth_panel.set_depths(depths, band_of(layers.vs.renderer()) if layers.vs is not None else 1)
        self.shown.emit()

    def take_up(self) -> None:
        """Look at the newest result whose layers the project holds, as after it was opened."""
        folder = newest_folder(QgsProject.instance())
        if folder is not None:
            self._look_at(folder)

    def _layer_chosen(self, layer: QgsMapLayer | None) -> None:
        """Look at the section or the result that a layer belongs to, where that is not in view yet."""
        section = section_of(layer) if layer is not None else None
        if section is not None:
            self._show_section(section, layer.name().partition(":")[0])
            return
        folder = folder_of(layer) if layer is not None else None
        if folder is not None and folder != self.folder:
            self._look_at(folder)

    def _look_at(self, folder: Path) -> None:
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
            self.layers.show_band(band)

    @property
    def _can_map(self) -> bool:
        """True where the sites have places on the map; a stack has none, and its rasters are its own."""
        sites = self.layers.sites if self.layers is not None else None
        return (
            sites is not None and not sip.isdeleted(sites) and sites.isSpatial() and not lie_along_line(sites)
        )

    def _map_again(self, options: MapOptions) -> None:
        if self.layers is None:
            return
        self.map_panel.set_ready(False)
        self._mapped_folder = self.folder
        order = DrawMaps(self.folder, options, projected(QgsProject.instance()))
        self.mapping.start(f"Maps of {self.layers.group_name}", partial(ask, order))

    def _mapped(self, maps: Maps) -> None:
        folder, project = self._mapped_folder, QgsProject.instance()
        self.map_panel.set_ready(True)
        shown = self._shown_depth() if folder == self.folder else None
        try:
            layers = show_maps_again(folder, survey_name(folder), project)
        except LayerError as error:
            self.said.emit(str(error))
            return
        if layers is not None and folder == self.folder:
            depths = band_depths(layers.vs) if layers.vs is not None else []
            if shown in depths:
                layers.show_band(depths.index(shown) + 1)
            self.show(folder, layers)
        self.said.emit(f"Map: {maps.summary}.")

    def _shown_depth(self) -> float | None:
        """Return the depth in m that the map shows, None where it shows none."""
        vs = self.layers.vs if self.layers is not None else None
        return None if vs is None or sip.isdeleted(vs) else self.layers.depth_of(band_of(vs.renderer()))

    def _not_mapped(self, message: str) -> None:
        self.map_panel.set_ready(self._can_map)
        self.said.emit(message)

    def _make_section(self, line: SectionLine | WrittenLine) -> None:
        try:
            options = self.section_panel.options()
        except (ValueError, LineError) as error:
            self.said.emit(str(error))
            return
        self.section_panel.set_ready(False)
        name = line.name if isinstance(line, SectionLine) else "along the sites"
        self.cutting.start(f"Section {name}", partial(ask, CutSection(self.folder, line, options)))

    def _cut(self, cut: Cut) -> None:
        self.section_panel.set_ready(True)
        scale = self._show_section(cut.path, cut.name)
        if scale is None:
            return
        try:
            add_section(cut.path, cut.name, self.layers.group_name, scale, QgsProject.instance())
        except LayerError as error:
            self.said.emit(str(error))
            return
        self.said.emit(f"Section along {cut.name}: {counted(cut.n_sites, 'site')}. File {cut.path}")

    def _show_section(self, path: Path, name: str) -> ColourScale | None:
        """Draw a section in the panel; return its colours, or say why it cannot be drawn."""
        try:
            layer, scale = open_section(path, name, self.layers.scale if self.layers is not None else None)
        except LayerError as error:
            self.said.emit(str(error))
            return None
        self.section_panel.show_section(
            SectionPicture(name, read_section(layer, path), scale), path.with_suffix(".png")
        )
        return scale

    def _not_cut(self, message: str) -> None:
        self.section_panel.set_ready(True)
        self.said.emit(message)

    def _make_report(self, title: str) -> None:
        self.report_panel.set_working(True)
        self.reporting.start("Vs Mapper: report", partial(ask, MakeReport(self.folder, title)))

    def _reported(self, report: Reported) -> None:
        self.report_panel.set_working(False)
        self.report_panel.say(
            "\n".join([f"Written: {report.paths[0]}, {report.paths[1].name}", *report.notes])
        )

    def _not_reported(self, message: str) -> None:
        self.report_panel.set_working(False)
        self.report_panel.say(message)

    def _lay_out(self, title: str) -> None:
        name = self.layers.group_name if self.layers is not None else "Vs Mapper"
        try:
            layout = add_layout(
                QgsProject.instance(), f"{name}: map", title or name, self._iface.mapCanvas().extent()
            )
        except LayoutError as error:
            self.report_panel.say(str(error))
            return
        self._iface.openLayoutDesigner(layout)
