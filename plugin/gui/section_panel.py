"""Choice of a section's line, from a layer or drawn on the map, and the section as a plot."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsMapLayer, QgsMapLayerProxyModel
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ..protocol.lines import SectionLine, WrittenLine
from ..protocol.map_options import SectionOptions
from ..protocol.options.cutting import SECTION_BARRIERS
from ..protocol.options.shared import DEM
from ..qgis_layers.section_line import LineError, line_of
from ..qgis_layers.translated import tr
from .inputs import make_input, value_of
from .section_view import SectionPicture, SectionView


class SectionPanel(QWidget):
    """A line layer, buttons to draw a line, to make the section and to open its figure, and a plot."""

    section_wanted = pyqtSignal(object)
    drawing_toggled = pyqtSignal(bool)
    complaint = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line_box = QgsMapLayerComboBox()
        self.line_box.setFilters(QgsMapLayerProxyModel.Filter.LineLayer)
        self.line_box.setToolTip(tr("The selected line of this layer, or its only one"))
        self.terrain_box = make_input(DEM)
        self.barriers_box = make_input(SECTION_BARRIERS)
        self.button = QPushButton(tr("Make section"))
        self.draw_button = QPushButton(tr("Draw on the map"))
        self.draw_button.setCheckable(True)
        self.draw_button.setToolTip(tr("Click along the line on the map; a right click makes the section"))
        self.figure_button = QPushButton(tr("Open figure"))
        self.figure_button.setToolTip(tr("The section for a report; SVG and PDF lie beside it"))
        self.view = SectionView()
        self.view.setAccessibleName(tr("Section"))
        row = QHBoxLayout()
        row.addWidget(self.line_box, 1)
        row.addWidget(self.button)
        second = QHBoxLayout()
        second.addWidget(self.terrain_box, 1)
        second.addWidget(self.draw_button)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addLayout(second)
        layout.addWidget(self.barriers_box)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.figure_button)
        self.button.clicked.connect(self._ask)
        self.draw_button.toggled.connect(self.drawing_toggled)
        self.figure_button.clicked.connect(self._open_figure)
        self._along_sites = False
        self._figure: Path | None = None
        self.set_ready(False)
        self.show_section(None)

    def set_ready(self, ready: bool) -> None:
        """Allow or forbid making a section."""
        self.button.setEnabled(ready)
        self.draw_button.setEnabled(ready and not self._along_sites)

    def leave_out(self, layers: list[QgsMapLayer]) -> None:
        """Keep the lines that a result draws itself out of the choice."""
        self.line_box.setExceptedLayerList(layers)
        self.barriers_box.setExceptedLayerList(layers)

    def cut_along_sites(self, along: bool) -> None:
        """Say whether the sites have positions along a line, so that no other line is needed."""
        self._along_sites = along
        self.line_box.setEnabled(not along)
        self.draw_button.setEnabled(not along and self.button.isEnabled())

    def show_section(self, picture: SectionPicture | None, figure: Path | None = None) -> None:
        """Draw a section; its figure can be opened where there is one."""
        self.view.show_section(picture)
        self._figure = figure
        self.figure_button.setEnabled(figure is not None and figure.is_file())

    def _open_figure(self) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._figure))):
            self.complaint.emit(tr("No program opens the figure: {figure}").format(figure=self._figure))

    def options(self) -> SectionOptions:
        """Return how to make the section.

        Raises
        ------
        ValueError
            If the terrain is not a file; the message is for the user.
        LineError
            If the layer of barriers has no lines.
        """
        dem, barriers = value_of(self.terrain_box, DEM), value_of(self.barriers_box, SECTION_BARRIERS)
        return SectionOptions(dem=dem, barriers=barriers)

    def _ask(self) -> None:
        if self._along_sites:
            self.section_wanted.emit(WrittenLine(""))
            return
        layer = self.line_box.currentLayer()
        if layer is None:
            self.complaint.emit(
                tr("Add a line layer to the project first; the section is cut along its line.")
            )
            return
        try:
            line: SectionLine = line_of(layer)
        except LineError as error:
            self.complaint.emit(str(error))
            return
        self.section_wanted.emit(line)
