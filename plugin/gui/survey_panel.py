"""Choice of the survey, and what was understood of it."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsMapLayer, QgsMapLayerProxyModel
from qgis.gui import QgsFileWidget, QgsMapLayerComboBox
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QFormLayout, QGroupBox, QPlainTextEdit, QVBoxLayout, QWidget

from ..qgis_layers.survey_source import SurveySource, from_file, from_layer
from .reading_panel import ReadingPanel

SUMMARY_LINES = 9


class SurveyPanel(QGroupBox):
    """A layer or a file; choosing one clears the other."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Dispersion survey", parent)
        self.layer_box = QgsMapLayerComboBox()
        self.layer_box.setFilters(
            QgsMapLayerProxyModel.Filter.PointLayer | QgsMapLayerProxyModel.Filter.NoGeometry
        )
        self.layer_box.setAllowEmptyLayer(True, "choose a layer …")
        self.layer_box.setLayer(None)
        self.file_box = QgsFileWidget()
        self.file_box.setDialogTitle("Dispersion survey")
        self.file_box.setFilter("Surveys (*.csv *.txt *.gpkg *.shp *.geojson *.parquet);;All files (*)")
        self.file_box.lineEdit().setPlaceholderText("… or a file")
        self.reading_panel = ReadingPanel()
        self.summary = QPlainTextEdit()
        self.summary.setReadOnly(True)
        self.summary.setPlaceholderText(
            "Sites, frequency band, wavelengths and units show here before a run."
        )
        self.summary.setMinimumHeight(self.summary.fontMetrics().lineSpacing() * SUMMARY_LINES + 12)
        self._arrange()
        self.layer_box.layerChanged.connect(self._layer_chosen)
        self.file_box.fileChanged.connect(self._file_chosen)
        self.reading_panel.changed.connect(self._reading_changed)

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("Layer", self.layer_box)
        form.addRow("File", self.file_box)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.reading_panel)
        layout.addWidget(self.summary, 1)

    def source(self, scratch: Path) -> SurveySource | None:
        """Return what is chosen, None where nothing is; see `from_layer` for `scratch`."""
        layer = self.layer_box.currentLayer()
        if layer is not None:
            return from_layer(layer, scratch, self.reading_panel.overrides())
        path = self.file_box.filePath().strip()
        return from_file(path, self.reading_panel.overrides()) if path else None

    def show_summary(self, lines: list[str]) -> None:
        """Show what was understood."""
        self.summary.setPlainText("\n".join(lines))

    def leave_out(self, layers: list[QgsMapLayer]) -> None:
        """Keep the plugin's latest results out of the choice.

        Asking the box for earlier ones is not safe: it hands out layers that are gone.
        """
        self.layer_box.setExceptedLayerList(layers)

    def _layer_chosen(self, layer: QgsMapLayer | None) -> None:
        if layer is None:
            return
        self.file_box.blockSignals(True)
        self.file_box.setFilePath("")
        self.file_box.blockSignals(False)
        self.reading_panel.clear()
        self.changed.emit()

    def _file_chosen(self, path: str) -> None:
        if not path.strip():
            return
        self.layer_box.blockSignals(True)
        self.layer_box.setLayer(None)
        self.layer_box.blockSignals(False)
        self.reading_panel.clear()
        self.changed.emit()

    def _reading_changed(self) -> None:
        if self.layer_box.currentLayer() is not None or self.file_box.filePath().strip():
            self.changed.emit()
