"""Curve and profile of the site that the user chooses by name or on the map."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ..protocol.errors import OutputError
from ..protocol.result_files import SITES
from ..qgis_layers.rasters import LayerError
from ..qgis_layers.sites import one_site, site_names
from .curve_view import CurveView
from .message_label import message_label
from .profile_view import ProfileView
from .site_record import site_record

NO_SITES = (
    "These results are rasters without sites. Choose Vs in the layers and click a cell with QGIS's Identify "
    "tool to read its Vs at all depths."
)


class SitePanel(QWidget):
    """A list of sites over two plots, read from the folder of a result site by site."""

    pick_toggled = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QComboBox()
        self.pick_button = QPushButton("Pick on map")
        self.pick_button.setCheckable(True)
        self.pick_button.setToolTip("Click a site on the map to see its curve and profile.")
        self.message = message_label()
        self.curve = CurveView()
        self.profile = ProfileView()
        self._folder: Path | None = None
        self._arrange()
        self.box.currentIndexChanged.connect(self._show)
        self.pick_button.toggled.connect(self.pick_toggled)
        self.set_folder(None)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.addWidget(QLabel("Site"))
        row.addWidget(self.box, 1)
        row.addWidget(self.pick_button)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(self.message)
        layout.addWidget(self.curve, 4)
        layout.addWidget(self.profile, 5)

    def set_folder(self, folder: Path | None) -> None:
        """Offer the sites of the results in a folder; None, or a folder without sites, offers none."""
        self._folder = folder
        self.box.blockSignals(True)
        self.box.clear()
        if folder is not None and (folder / SITES).exists():
            for name, number in site_names(folder / SITES):
                self.box.addItem(name, number)
        self.box.blockSignals(False)
        for widget in (self.box, self.pick_button):
            widget.setEnabled(self.box.count() > 0)
        self._show(self.box.currentIndex())
        if folder is not None and not self.box.count():
            self.message.setText(NO_SITES)
            self.message.setVisible(True)

    def choose(self, name: str) -> None:
        """Show the site of that name; a name that is not there changes nothing."""
        index = self.box.findText(name)
        if index >= 0:
            self.box.setCurrentIndex(index)

    def _show(self, index: int) -> None:
        record, text = None, ""
        if index >= 0:
            try:
                site = one_site(self._folder / SITES, self.box.itemData(index))
                record, text = site_record(self._folder, site), str(site["message"])
            except (LayerError, OutputError) as error:
                text = str(error)
        self.curve.show_site(record)
        self.profile.show_site(record)
        self.message.setText(text)
        self.message.setVisible(bool(text))
