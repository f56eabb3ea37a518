"""The report of a result and the print layout of its map, asked for in the report's panel."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsProject, QgsRectangle
from qgis.PyQt.QtCore import QObject

from ..client.engine import ask
from ..protocol.orders import MakeReport
from ..protocol.outcomes import Reported
from ..qgis_layers.print_layout import LayoutError, adding_layout
from ..qgis_layers.translated import tr
from .report_panel import ReportPanel
from .work import Work

if TYPE_CHECKING:
    from qgis.gui import QgisInterface


class Reporting(Work):
    """Writes the report of the result that is in view.

    Parameters
    ----------
    iface : QgisInterface
        The QGIS window.
    """

    def __init__(self, iface: QgisInterface, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._iface = iface
        self.panel = ReportPanel()
        self._folder: Path | None = None
        self._name = ""
        self.panel.wanted.connect(self._make)
        self.panel.layout_wanted.connect(self._lay_out)
        self.panel.cancel_wanted.connect(self.slot.cancel)
        self.slot.progressed.connect(self.panel.show_progress)
        self.slot.succeeded.connect(self._done)
        self.slot.failed.connect(self._failed)
        self.slot.stopped.connect(partial(self._failed, tr("Cancelled; nothing was changed.")))
        self.adding.ended.connect(partial(self.panel.layout_button.setEnabled, True))

    def look_at(self, folder: Path | None, name: str) -> None:
        """Report on the results in another folder, which people call by a name; None forbids it."""
        self._folder, self._name = folder, name
        self.drop()
        self.panel.set_folder(folder)

    def _make(self, title: str) -> None:
        self.panel.set_working(True)
        self.slot.start(tr("Vs Mapper: report"), partial(ask, MakeReport(self._folder, title)))

    def _done(self, report: Reported) -> None:
        self.panel.set_working(False)
        self.panel.say(
            "\n".join(
                [
                    tr("Written: {page}, {document}").format(
                        page=report.paths[0], document=report.paths[1].name
                    ),
                    *report.notes,
                ]
            )
        )

    def _failed(self, message: str) -> None:
        self.panel.set_working(False)
        self.panel.say(message)

    def _lay_out(self, title: str) -> None:
        self.panel.layout_button.setEnabled(False)
        self.adding.start(self._laying_out(title, self._iface.mapCanvas().extent()))

    def _laying_out(self, title: str, extent: QgsRectangle) -> Iterator[None]:
        """Put the map on a page, and open the window of that, in parts that each take little time."""
        name = self._name or "Vs Mapper"
        try:
            layout, whole = yield from adding_layout(
                QgsProject.instance(), tr("{name}: map").format(name=name), title or name, extent
            )
        except LayoutError as error:
            self.panel.say(str(error))
            return
        self.panel.say(
            tr("Laid out: {name}").format(name=layout.name())
            if whole
            else tr("The legend is larger than its page: hide some layers, and lay the map out again.")
        )
        yield
        self._iface.openLayoutDesigner(layout)
