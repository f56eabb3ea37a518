"""Curve and profile of the site that the user chooses by name or on the map."""

from __future__ import annotations

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ..engine.result import Result
from .curve_view import CurveView
from .profile_view import ProfileView
from .site_record import site_record


class SitePanel(QWidget):
    """A list of sites over two plots."""

    pick_toggled = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QComboBox()
        self.pick_button = QPushButton("Pick on map")
        self.pick_button.setCheckable(True)
        self.pick_button.setToolTip("Click a site on the map to see its curve and profile.")
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.curve = CurveView()
        self.profile = ProfileView()
        self._result: Result | None = None
        self._arrange()
        self.box.currentIndexChanged.connect(self._show)
        self.pick_button.toggled.connect(self.pick_toggled)
        self.set_result(None)

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

    def set_result(self, result: Result | None) -> None:
        """Offer the sites of a result."""
        self._result = result
        self.box.blockSignals(True)
        self.box.clear()
        if result is not None:
            self.box.addItems(result.survey.names.tolist())
        self.box.blockSignals(False)
        self.setEnabled(result is not None)
        self._show(self.box.currentIndex())

    def choose(self, name: str) -> None:
        """Show the site of that name; a name that is not there changes nothing."""
        index = self.box.findText(name)
        if index >= 0:
            self.box.setCurrentIndex(index)

    def _show(self, index: int) -> None:
        chosen = self._result is not None and index >= 0
        site = site_record(self._result, index) if chosen else None
        self.curve.show_site(site)
        self.profile.show_site(site)
        text = f"{self._result.message[index]}\n{_vp_line(self._result, index)}" if chosen else ""
        self.message.setText(text)
        self.message.setVisible(bool(text))


def _vp_line(result: Result, index: int) -> str:
    """Return how the site's Vp and density follow from Vs."""
    elastic = result.elastic
    return f"Vp and density: {elastic.statements()[elastic.names[index]]}".replace("kg/m3", "kg/m³")
