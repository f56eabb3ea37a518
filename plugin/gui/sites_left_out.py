"""Sites that the next maps are drawn without: named in a line, or selected on the map or in the table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QAction

from ..qgis_layers.compatible import vector_layers
from ..qgis_layers.left_out import leave_out, left_out_of, selected_names
from ..qgis_layers.still_there import is_there
from ..qgis_layers.translated import of_sites, tr

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .map_panel import MapPanel


class SitesLeftOut(QObject):
    """Keeps the panel's line of names, the layer of sites and the project in step.

    Parameters
    ----------
    iface : QgisInterface
        Whose menus of layers offer to leave out what is selected.
    panel : MapPanel
        Has the line and the buttons.
    """

    said = pyqtSignal(str)

    def __init__(self, iface: QgisInterface, panel: MapPanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._iface, self._panel = iface, panel
        self._sites: QgsVectorLayer | None = None
        self.action = QAction(tr("Leave selected sites out of maps"), self)
        self.action.triggered.connect(self.leave_out_selected)
        iface.addCustomActionForLayerType(self.action, "", vector_layers(), False)
        panel.leave_out_button.clicked.connect(self.leave_out_selected)
        panel.take_back_button.clicked.connect(lambda: self._keep(()))
        panel.without.editingFinished.connect(self._typed)
        panel.site_list.model.switched.connect(self.switch)
        self.follow(None)

    def follow(self, sites: QgsVectorLayer | None) -> None:
        """Leave out sites of another layer."""
        if sites is not self._sites:
            if is_there(self._sites):
                self._sites.selectionChanged.disconnect(self._offer)
            if sites is not None:
                sites.selectionChanged.connect(self._offer)
                self._iface.addCustomActionForLayer(self.action, sites)
        self._sites = sites
        self._tell(left_out_of(sites) if sites is not None else ())

    def shut_down(self) -> None:
        """Take the entry out of QGIS's menus."""
        self.follow(None)
        self._iface.removeCustomActionForLayerType(self.action)

    def leave_out_selected(self) -> None:
        """Leave the selected sites out of the next maps, with those before."""
        if self._there:
            chosen = selected_names(self._sites)
            self._keep((*left_out_of(self._sites), *chosen))
            if not chosen:
                self.said.emit(tr("Select sites on the map or in their table first."))
            else:
                self.said.emit(
                    tr("{sites} left out from the next “Map again” on.").format(sites=of_sites(len(chosen)))
                )

    def switch(self, names: Iterable[str], on: bool) -> None:
        """Switch sites on or off for the next maps."""
        if self._there:
            chosen = set(names)
            left = [name for name in left_out_of(self._sites) if name not in chosen]
            self._keep(left if on else (*left, *names))

    @property
    def _there(self) -> bool:
        return is_there(self._sites)

    def _typed(self) -> None:
        text = self._panel.without.text()
        if self._there and text != _line(left_out_of(self._sites)):
            self._keep(name.strip() for name in next(csv.reader([text], skipinitialspace=True), []))

    def _keep(self, names: Iterable[str]) -> None:
        if self._there:
            leave_out(self._sites, filter(None, names))
            self._tell(left_out_of(self._sites))

    def _tell(self, names: tuple[str, ...]) -> None:
        self._panel.without.setText(_line(names))
        self._panel.site_list.model.set_off(names)
        self._panel.tell_off(len(names), self._sites.featureCount() if self._there else 0)
        self._offer()

    def _offer(self) -> None:
        """Allow what there is something to do for."""
        there = self._there
        self._panel.without.setEnabled(there)
        self._panel.leave_out_button.setEnabled(there and self._sites.selectedFeatureCount() > 0)
        self._panel.take_back_button.setEnabled(bool(self._panel.without.text()))


def _line(names: tuple[str, ...]) -> str:
    """Return names as the line has them: parted by commas, in quotes where they need it."""
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(names)
    return text.getvalue().replace(",", ", ") if not any("," in name for name in names) else text.getvalue()
