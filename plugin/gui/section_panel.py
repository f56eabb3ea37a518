"""Choice of a section's line, and the section as a plot."""

from __future__ import annotations

from qgis.core import QgsMapLayerProxyModel
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..protocol.orders import SectionLine, WrittenLine
from ..qgis_layers.section_line import LineError, line_of
from .section_view import SectionPicture, SectionView


class SectionPanel(QWidget):
    """A line layer, a button and a plot."""

    section_wanted = pyqtSignal(object)
    complaint = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line_box = QgsMapLayerComboBox()
        self.line_box.setFilters(QgsMapLayerProxyModel.Filter.LineLayer)
        self.line_box.setToolTip("The selected line of this layer, or its only one")
        self.button = QPushButton("Make section")
        self.view = SectionView()
        row = QHBoxLayout()
        row.addWidget(self.line_box, 1)
        row.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(self.view, 1)
        self.button.clicked.connect(self._ask)
        self._along_sites = False
        self.set_ready(False)

    def set_ready(self, ready: bool) -> None:
        """Allow or forbid making a section."""
        self.button.setEnabled(ready)

    def cut_along_sites(self, along: bool) -> None:
        """Say whether the sites have positions along a line, so that no other line is needed."""
        self._along_sites = along
        self.line_box.setEnabled(not along)

    def show_section(self, picture: SectionPicture | None) -> None:
        """Draw a section."""
        self.view.show_section(picture)

    def _ask(self) -> None:
        if self._along_sites:
            self.section_wanted.emit(WrittenLine(""))
            return
        layer = self.line_box.currentLayer()
        if layer is None:
            self.complaint.emit("Add a line layer to the project first; the section is cut along its line.")
            return
        try:
            line: SectionLine = line_of(layer)
        except LineError as error:
            self.complaint.emit(str(error))
            return
        self.section_wanted.emit(line)
