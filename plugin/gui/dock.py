"""The dock: choose a survey, run it, look at the results."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.gui import QgsDockWidget
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QPushButton, QTabWidget, QVBoxLayout, QWidget

from ..client.engine import ENGINE, ask
from ..protocol.errors import SourceError
from ..protocol.orders import Describe, Invert
from ..protocol.outcomes import Understanding
from ..qgis_layers.section_line import LineError
from ..qgis_layers.systems import projected
from ..qgis_layers.translated import tr
from .accessible import name_widgets, order_tabs
from .column_choice import ColumnChoice
from .engine_banner import EngineBanner
from .help_window import HelpWindow
from .kept_in_project import KeptInProject
from .on_screen import OnScreen
from .options_panel import OptionsPanel
from .remembered import Remembered
from .result_view import ResultView
from .run_panel import RunPanel
from .run_shown import tell_rejects
from .scrolled import scrolled
from .survey_panel import SurveyPanel
from .survey_preview import SurveyPreview
from .survey_run import SurveyRun
from .task import TaskSlot

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

MANY_CELLS = 20_000
LEAST_PX = 350
"""Width in which the words of most inputs can be read."""
# Of another survey they would be wrong, and a folder would be written over.
OF_ONE_SURVEY = ("depths", "resolution", "barriers", "folder", "has_water_table", "water_table")


class VsMapperDock(QgsDockWidget):
    """Panels and the flow between them; the work itself is the engine's.

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
        self.remembered = Remembered(self.options_panel, OF_ONE_SURVEY)
        self.remembered.restore()
        self.reset_button = QPushButton(tr("Reset to defaults"))
        self.reset_button.setToolTip(
            tr("All options, and how the survey is read, as they come with the plugin")
        )
        self.run_panel = RunPanel()
        self.banner = EngineBanner()
        self.help: HelpWindow | None = None
        self.results = ResultView(iface, self)
        self.kept = KeptInProject(self.survey_panel, self.options_panel, self.results, OF_ONE_SURVEY, self)
        self.preview = SurveyPreview(self.survey_panel, self.results.map_link.zoom_to, self)
        self.columns = ColumnChoice(self.survey_panel, self)
        self.on_screen = OnScreen(iface.mainWindow(), self)
        self.reading = TaskSlot(self)
        self.running = SurveyRun(self.results, self)
        self._is_stack = False
        self._arrange()
        self._connect()
        self.results.take_up()
        self.kept.take_up()
        ENGINE.warm_up()

    def _arrange(self) -> None:
        self.tabs = QTabWidget()
        for widget in (self.tabs, self.tabs.tabBar()):
            widget.setAccessibleName(tr("Pages of Vs Mapper"))
        # All four in sight, however narrow the dock is.
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.run_panel.buttons.addWidget(self.banner.menu_button)
        self.tabs.addTab(scrolled(self.survey_panel, self.options_panel, self.reset_button), tr("&Survey"))
        self.tabs.addTab(
            scrolled(self.results.depth_panel, self.results.map_panel, self.results.site_panel),
            tr("&Map"),
        )
        self.tabs.addTab(scrolled(self.results.section_panel), tr("Se&ction"))
        self.tabs.addTab(scrolled(self.results.report_panel), tr("Re&port"))
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.banner)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.run_panel)
        self.setWidget(body)
        self.setMinimumWidth(LEAST_PX)
        order_tabs(body)
        name_widgets(body)

    def _connect(self) -> None:
        self.survey_panel.changed.connect(self.read_survey)
        self.reset_button.clicked.connect(self.reset)
        self.banner.ready.connect(self.read_survey)
        self.reading.succeeded.connect(self._understood)
        self.reading.failed.connect(self._not_understood)
        self.reading.stopped.connect(self._not_read)
        self.reading.progressed.connect(self._reading_progressed)
        self.run_panel.run_wanted.connect(self.run)
        self.run_panel.cancel_wanted.connect(self.cancel)
        self.run_panel.help_wanted.connect(self.show_help)
        self.running.progressed.connect(self.run_panel.show_progress)
        self.running.said.connect(self.run_panel.say)
        self.running.adding_begun.connect(self._adding_begun)
        self.running.shown.connect(partial(self.tabs.setCurrentIndex, 1))
        self.running.stopped.connect(self._stopped)
        self.running.ended.connect(partial(self.run_panel.set_running, False))
        QgsProject.instance().cleared.connect(self.running.leave)
        self.results.said.connect(self.run_panel.say)
        for part in (self.preview, self.columns):
            part.said.connect(self.run_panel.say)
        self.results.shown.connect(self._leave_out_results)

    def shut_down(self) -> None:
        """Stop everything that would call back into a dock that is gone, and keep the options."""
        self.remembered.keep()
        self.banner.shut_down()
        self.reading.drop()
        self.preview.forget()
        self.columns.slot.drop()
        self.running.drop()
        QgsProject.instance().cleared.disconnect(self.running.leave)
        self.on_screen.shut_down()
        self.kept.shut_down()
        self.results.shut_down()

    @property
    def busy(self) -> bool:
        """True while a run is under way, until its results are in the project."""
        return self.running.busy

    def read_survey(self) -> None:
        """Read the chosen survey in the background and show what was understood."""
        source = self.survey_panel.source_or(self.run_panel.say)
        if source is not None:
            self.survey_panel.show_summary([tr("Reading {name} …").format(name=source.name)])
            self._show_reading(True)
            self.reading.start(tr("Reading {name}").format(name=source.name), partial(ask, Describe(source)))

    def run(self) -> None:
        """Invert and map the chosen survey in the background."""
        source = self.survey_panel.source_or(self.run_panel.say)
        if source is None:
            return
        try:
            request, maps = self.options_panel.request(), self.options_panel.maps()
            project_crs = projected(QgsProject.instance())
            folder = self.running.folder_for(self.options_panel.folder.filePath().strip())
            order = Invert(source, folder, request, maps=maps, project_crs=project_crs)
        except (SourceError, LineError, ValueError) as error:
            self.run_panel.say(str(error))
            return
        if self.results.mapping.is_at(order.folder):
            self.run_panel.say(tr("Maps are being drawn in that folder: press Run once they are there."))
            return
        self.reading.drop()
        self.remembered.keep()
        self.run_panel.set_running(True)
        self.running.start(order)

    def show_help(self) -> None:
        """Open the documentation beside QGIS's window."""
        if self.help is None:
            self.help = HelpWindow(self)
        self.help.show()
        self.help.raise_()

    def reset(self) -> None:
        """Put the options and the reading of the survey back to their defaults."""
        self.remembered.reset()
        self.survey_panel.reading_panel.reset()

    def cancel(self) -> None:
        """Ask the run, or the reading, to stop."""
        self.run_panel.state.setText(tr("stopping …"))
        (self.running.slot if self.running.slot.busy else self.reading).cancel()

    def _understood(self, understanding: Understanding) -> None:
        self._show_reading(False)
        self._is_stack = understanding.is_stack
        self.survey_panel.show_summary(understanding.lines)
        self.options_panel.set_map_unit(understanding.map_unit)
        if understanding.is_stack and understanding.n_sites > MANY_CELLS:
            self.run_panel.say(
                tr("{n_sites} cells: samples may take hours; try 0 samples per site first.").format(
                    n_sites=understanding.n_sites
                )
            )
        tell_rejects(understanding.rejects, self.run_panel.say)

    def _not_understood(self, message: str) -> None:
        self._show_reading(False)
        self.survey_panel.show_summary([message])
        self.run_panel.say(message)

    def _adding_begun(self) -> None:
        self.preview.forget()
        self.run_panel.show_progress(1.0, tr("adding the results to the project"))
        self.run_panel.cancel_button.setEnabled(False)

    def _stopped(self) -> None:
        more = tr(" Run goes on with the cells that are missing.") if self._is_stack else ""
        self.run_panel.say(tr("Cancelled; nothing was changed.{more}").format(more=more))

    def _not_read(self) -> None:
        self._show_reading(False)
        self.survey_panel.show_summary([tr("Reading was cancelled. Choose the survey again to read it.")])

    def _show_reading(self, reading: bool) -> None:
        """Show that a survey is read, unless a run is shown there."""
        if not self.busy:
            self.run_panel.set_reading(reading)

    def _reading_progressed(self, fraction: float, message: str) -> None:
        if not self.busy:
            self.run_panel.show_progress(fraction, message)

    def _leave_out_results(self) -> None:
        self.survey_panel.leave_out(self.results.layers.all)
