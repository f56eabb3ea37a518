"""The dock: choose a survey, run it, look at the results."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import Qgis, QgsMessageLog, QgsProject
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtWidgets import QFrame, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from .. import jobs
from ..qgis_layers.rasters import LayerError, band_depths
from ..qgis_layers.results import ResultLayers, add_results, remove_results
from ..qgis_layers.section_line import SectionLine
from ..qgis_layers.sections import add_section
from ..qgis_layers.survey_source import SourceError, SurveySource
from ..runtime.dependencies import advice, missing
from .depth_panel import DepthPanel
from .map_link import MapLink
from .options_panel import OptionsPanel
from .run_panel import RunPanel
from .section_panel import SectionPanel
from .section_view import SectionPicture
from .site_panel import SitePanel
from .survey_panel import SurveyPanel
from .task import LOG_TAG, TaskSlot

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

FIRST_REJECTS = 3


class VsMapperDock(QgsDockWidget):
    """Panels and the flow between them; the work itself is in `jobs`.

    Parameters
    ----------
    iface : QgisInterface
        The QGIS window.
    """

    def __init__(self, iface: QgisInterface, parent: QWidget | None = None) -> None:
        super().__init__("Vs Mapper", parent)
        self.setObjectName("VsMapperDock")
        self.iface = iface
        self.survey_panel = SurveyPanel()
        self.options_panel = OptionsPanel()
        self.run_panel = RunPanel()
        self.depth_panel = DepthPanel()
        self.site_panel = SitePanel()
        self.section_panel = SectionPanel()
        self.map_link = MapLink(iface, self)
        self.reading = TaskSlot(self)
        self.running = TaskSlot(self)
        self.cutting = TaskSlot(self)
        self.layers: ResultLayers | None = None
        self.folder: Path | None = None
        self.scratch = Path(tempfile.mkdtemp(prefix="vs_mapper_layers_"))
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.tabs = QTabWidget()
        self.tabs.addTab(_scrolled(self.survey_panel, self.options_panel), "Survey")
        self.tabs.addTab(_scrolled(self.depth_panel, self.site_panel), "Map and sites")
        self.tabs.addTab(_scrolled(self.section_panel), "Section")
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.run_panel)
        self.setWidget(body)
        self.setMinimumWidth(330)

    def _connect(self) -> None:
        self.survey_panel.changed.connect(self.read_survey)
        self.reading.succeeded.connect(self._understood)
        self.reading.failed.connect(self._not_understood)
        self.run_panel.run_wanted.connect(self.run)
        self.run_panel.cancel_wanted.connect(self.cancel)
        self.running.progressed.connect(self.run_panel.show_progress)
        self.running.succeeded.connect(self._done)
        self.running.failed.connect(self._failed)
        self.running.stopped.connect(self._stopped)
        self.depth_panel.band_chosen.connect(self._show_band)
        self.map_link.site_picked.connect(self.site_panel.choose)
        self.map_link.picking_ended.connect(partial(self.site_panel.pick_button.setChecked, False))
        self.site_panel.pick_toggled.connect(self.map_link.pick)
        self.section_panel.section_wanted.connect(self.make_section)
        self.section_panel.complaint.connect(self.run_panel.say)
        self.cutting.succeeded.connect(self._cut)
        self.cutting.failed.connect(self._not_cut)

    def shut_down(self) -> None:
        """Stop everything that would call back into a dock that is gone."""
        self.reading.drop()
        self.running.drop()
        self.cutting.drop()
        self.map_link.forget()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def read_survey(self) -> None:
        """Read the chosen survey in the background and show what was understood."""
        source = self._source()
        if source is not None:
            self.survey_panel.show_summary([f"Reading {source.name} …"])
            self.reading.start(f"Reading {source.name}", partial(jobs.understand, source))

    def run(self) -> None:
        """Invert and map the chosen survey in the background."""
        source = self._source()
        if source is None:
            return
        try:
            request = self.options_panel.request()
        except ValueError as error:
            self.run_panel.say(str(error))
            return
        chosen = self.options_panel.folder.filePath().strip()
        folder = Path(chosen) if chosen else Path(tempfile.mkdtemp(prefix="vs_mapper_"))
        order = jobs.Order(source, request, self.options_panel.resolution.value() or None, folder)
        self.run_panel.set_running(True)
        self.running.start(f"Vs Mapper: {source.name}", partial(jobs.invert_and_map, order))

    def cancel(self) -> None:
        """Ask the run to stop."""
        self.run_panel.state.setText("stopping …")
        self.running.cancel()

    def make_section(self, line: SectionLine) -> None:
        """Cut a section through the latest result in the background."""
        self.section_panel.set_ready(False)
        self.cutting.start(f"Section {line.name}", partial(jobs.cut_section, self.folder, line))

    def _source(self) -> SurveySource | None:
        """Return the chosen survey; where there is none or it cannot be used, say so and return None."""
        lacking = missing()
        if lacking:
            self.run_panel.say(advice(lacking))
            return None
        try:
            source = self.survey_panel.source(self.scratch)
        except SourceError as error:
            self.run_panel.say(str(error))
            return None
        if source is None:
            self.run_panel.say("Choose a layer or a file with dispersion measurements first.")
        return source

    def _understood(self, understanding: jobs.Understanding) -> None:
        self.survey_panel.show_summary(understanding.lines)
        self.options_panel.set_map_unit(understanding.map_unit)
        self._tell_rejects(understanding.rejects)

    def _not_understood(self, message: str) -> None:
        self.survey_panel.show_summary([message])
        self.run_panel.say(message)

    def _done(self, outcome: jobs.Outcome) -> None:
        self.run_panel.set_running(False)
        order, result = outcome.order, outcome.result
        remove_results(order.folder, QgsProject.instance())
        try:
            self.layers = add_results(order.folder, order.source.name, QgsProject.instance())
        except LayerError as error:
            self.run_panel.say(str(error))
            return
        self.folder = order.folder
        self._follow_layers()
        self.site_panel.set_result(result)
        counts = Counter(result.status.tolist())
        found = ", ".join(f"{n} {status.replace('_', ' ')}" for status, n in counts.most_common())
        self.run_panel.say(f"Done: {result.survey.n_sites} sites in {result.seconds:.1f} s ({found}).")
        self.run_panel.say(f"Files in {order.folder}")
        self.section_panel.set_ready(result.survey.has_coordinates)
        if outcome.no_map:
            self.run_panel.say(f"No map: {outcome.no_map}.")
        self._tell_rejects(result.survey.report.lines())
        self.tabs.setCurrentIndex(1)

    def _follow_layers(self) -> None:
        layers = self.layers
        self.survey_panel.leave_out(layers.all)
        self.map_link.follow(layers.sites)
        if layers.vs is None:
            self.depth_panel.set_depths([], 1)
            return
        self.depth_panel.set_depths(band_depths(layers.vs), layers.vs.renderer().band())
        self.map_link.zoom_to(layers.vs)

    def _cut(self, cut: jobs.Cut) -> None:
        self.section_panel.set_ready(True)
        section, name = cut.section, cut.section.line.name
        try:
            _, scale = add_section(
                cut.path, name, self.layers.group_name, self.layers.scale, QgsProject.instance()
            )
        except LayerError as error:
            self.run_panel.say(str(error))
            return
        self.section_panel.show_section(
            SectionPicture(name, section.distance, section.depth, section.vs, section.site_distance, scale)
        )
        self.run_panel.say(f"Section along {name}: {len(section.sites)} sites. File {cut.path}")

    def _not_cut(self, message: str) -> None:
        self.section_panel.set_ready(True)
        self.run_panel.say(message)

    def _failed(self, message: str) -> None:
        self.run_panel.set_running(False)
        self.run_panel.say(message)

    def _stopped(self) -> None:
        self.run_panel.set_running(False)
        self.run_panel.say("Cancelled; nothing was changed.")

    def _show_band(self, band: int) -> None:
        if self.layers is not None:
            self.layers.show_band(band)

    def _tell_rejects(self, lines: list[str]) -> None:
        """Say the first rejects here and all of them in QGIS's log."""
        for line in lines:
            QgsMessageLog.logMessage(line, LOG_TAG, Qgis.MessageLevel.Warning)
        for line in lines[:FIRST_REJECTS]:
            self.run_panel.say(line)
        if len(lines) > FIRST_REJECTS:
            self.run_panel.say(
                f"… and {len(lines) - FIRST_REJECTS} more, listed in QGIS's log panel, tab {LOG_TAG}."
            )


def _scrolled(*widgets: QWidget) -> QScrollArea:
    """Return the widgets stacked in an area that scrolls where the window is low."""
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(6, 6, 6, 6)
    for widget in widgets:
        layout.addWidget(widget)
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    return area
