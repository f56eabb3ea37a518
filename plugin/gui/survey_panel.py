"""Choice of the survey or raster stack, and what was understood of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from qgis.core import QgsMapLayer, QgsMapLayerProxyModel, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.gui import QgsFileWidget, QgsMapLayerComboBox
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ..protocol.errors import SourceError
from ..protocol.source import Source
from ..qgis_layers.compatible import layer_filters
from ..qgis_layers.still_there import is_there
from ..qgis_layers.survey_source import (
    from_files,
    from_layer,
    from_rasters,
    selected,
)
from ..qgis_layers.translated import tr
from .raster_choice import RasterChoice
from .reading_panel import ReadingPanel

SUMMARY_LINES = 9
EXAMPLE = Path(__file__).parents[2] / "resources" / "examples" / "near_surface_valley.csv"
FILTER = tr(
    "All files (*);;Tables (*.csv *.tsv *.txt *.dat *.xyz *.xls *.xlsx *.ods);;"
    "Curves of Geopsy, SWIP, Matlab, surf96 (*.target *.pvc *.mat *.disp *.surf96);;"
    "Vector files (*.gpkg *.shp *.geojson *.kml *.gml);;Rasters (*.tif *.tiff *.nc *.grd *.asc *.vrt)"
)


class SurveyPanel(QGroupBox):
    """A layer, files, a folder or several raster layers; choosing one clears the others."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Dispersion survey or raster stack"), parent)
        self.layer_box = QgsMapLayerComboBox()
        filters = QgsMapLayerProxyModel.Filter
        self.layer_box.setFilters(
            layer_filters(filters.PointLayer, filters.LineLayer, filters.NoGeometry, filters.RasterLayer)
        )
        self.layer_box.setAllowEmptyLayer(True, tr("choose a layer …"))
        self.layer_box.setLayer(None)
        self.layer_box.setToolTip(
            tr(
                "Points, lines between stations or a table, of any provider; or a raster with a band a "
                "period."
            )
        )
        self.selected_only = QCheckBox(tr("Selected features only"))
        self.file_box = QgsFileWidget()
        self.file_box.setStorageMode(QgsFileWidget.StorageMode.GetMultipleFiles)
        self.file_box.setDialogTitle(tr("Dispersion survey, or several rasters"))
        self.file_box.setFilter(FILTER)
        self.file_box.lineEdit().setPlaceholderText(tr("… or a file, or several rasters"))
        self.folder_button = QPushButton(tr("Folder …"))
        self.folder_button.setToolTip(
            tr("A folder of curves, one a file, with a table of coordinates; or of rasters, one a period.")
        )
        self.rasters_button = QPushButton(tr("Layers …"))
        self.rasters_button.setToolTip(tr("Several raster layers of the project, one a period."))
        self.example_button = QPushButton(tr("Try the example"))
        self.example_button.setToolTip(
            tr("80 MASW soundings over a buried valley, which come with the plugin")
        )
        self.preview_button = QPushButton(tr("Preview"))
        self.preview_button.setToolTip(tr("Its sites on the map and its curves in a plot, suspects marked"))
        self.reading_panel = ReadingPanel()
        self.summary = QPlainTextEdit()
        self.summary.setReadOnly(True)
        self.summary.setTabChangesFocus(True)
        self.summary.setAccessibleName(tr("What is understood of the survey"))
        self.summary.setPlaceholderText(
            tr("Sites or grid, frequency band, wavelengths and units show here before a run.")
        )
        self.summary.setMinimumHeight(self.summary.fontMetrics().lineSpacing() * SUMMARY_LINES + 12)
        self._rasters: list[QgsRasterLayer] = []
        self._left_out: list[QgsMapLayer] = []
        self._followed: QgsVectorLayer | None = None
        self._arrange()
        self._connect()
        self._offer_selection()
        self._offer_example()

    def _arrange(self) -> None:
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("Layer"), self.layer_box)
        form.addRow("", self.selected_only)
        form.addRow(tr("Files"), self.file_box)
        buttons = QHBoxLayout()
        buttons.addWidget(self.folder_button)
        buttons.addWidget(self.rasters_button)
        form.addRow("", buttons)
        form.addRow("", self.example_button)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.reading_panel)
        layout.addWidget(self.summary, 1)
        layout.addWidget(self.preview_button)

    def _connect(self) -> None:
        self.layer_box.layerChanged.connect(self._layer_chosen)
        self.selected_only.toggled.connect(self._changed)
        self.file_box.fileChanged.connect(self._file_chosen)
        self.folder_button.clicked.connect(self._ask_folder)
        self.rasters_button.clicked.connect(self._ask_rasters)
        self.example_button.clicked.connect(lambda: self.file_box.setFilePath(str(EXAMPLE)))
        self.reading_panel.changed.connect(self._changed)

    def source(self) -> Source | None:
        """Return what is chosen, None where nothing is.

        Raises
        ------
        SourceError
            If it cannot be handed to the engine.
        """
        overrides, layer = self.reading_panel.overrides(), self.layer_box.currentLayer()
        rasters = [raster for raster in self._rasters if is_there(raster)]
        if layer is not None:
            return from_layer(layer, selected(layer) if self.selected_only.isChecked() else None, overrides)
        if rasters:
            return from_rasters(rasters, overrides)
        paths = self.files()
        return from_files(paths, overrides) if paths else None

    def source_or(self, say: Callable[[str], None]) -> Source | None:
        """Return what is chosen; where nothing is, or it cannot be used, say so and return None."""
        try:
            source = self.source()
        except SourceError as error:
            say(str(error))
            return None
        if source is None:
            say(tr("Choose a layer, a file or a folder with dispersion measurements first."))
        return source

    def files(self) -> list[str]:
        """Return the chosen files, or the folder."""
        return [path for path in QgsFileWidget.splitFilePaths(self.file_box.filePath().strip()) if path]

    def chosen(self) -> dict[str, Any]:
        """Return what is chosen, in words: the id of a layer, files, and the ids of rasters."""
        layer = self.layer_box.currentLayer()
        rasters = [raster.id() for raster in self._rasters if is_there(raster)]
        return {"layer": layer.id() if layer is not None else "", "files": self.files(), "rasters": rasters}

    def choose(self, chosen: dict[str, Any]) -> None:
        """Choose what `chosen` returned; what is no longer there is not chosen."""
        layers = [QgsProject.instance().mapLayer(id_) for id_ in (chosen["layer"], *chosen["rasters"])]
        if layers[0] is not None:
            self.layer_box.setLayer(layers[0])
        elif any(layers[1:]):
            self.choose_rasters([layer for layer in layers[1:] if layer is not None])
        elif chosen["files"]:
            self.file_box.setFilePath(" ".join(f'"{path}"' for path in chosen["files"]))

    def forget(self) -> None:
        """Choose nothing."""
        self._clear_layer()
        self._forget_rasters()
        self.file_box.setFilePath("")
        self.reading_panel.clear()
        self._offer_example()
        self.show_summary([])

    def show_summary(self, lines: Sequence[str]) -> None:
        """Show what was understood."""
        self.summary.setPlainText("\n".join(lines))

    def leave_out(self, layers: list[QgsMapLayer]) -> None:
        """Keep the plugin's latest results out of the choice."""
        self._left_out = list(layers)
        self.layer_box.setExceptedLayerList(self._left_out)

    def leave_out_also(self, layer: QgsMapLayer) -> None:
        """Keep another layer out of the choice; the box itself would hand out layers that are gone."""
        self.leave_out([*(known for known in self._left_out if is_there(known)), layer])

    def choose_rasters(self, rasters: Sequence[QgsRasterLayer]) -> None:
        """Take raster layers as one stack."""
        self._rasters = list(rasters)
        self._clear_layer()
        self.file_box.blockSignals(True)
        self.file_box.setFilePath("")
        self.file_box.lineEdit().setPlaceholderText(
            tr("{count} raster layers").format(count=len(self._rasters))
        )
        self.file_box.blockSignals(False)
        self._take_another()

    def _offer_example(self) -> None:
        """Offer the example while nothing is chosen."""
        chosen = self.layer_box.currentLayer() is not None or self._rasters or self.files()
        self.example_button.setVisible(not chosen)
        self.preview_button.setVisible(bool(chosen))

    def _layer_chosen(self, layer: QgsMapLayer | None) -> None:
        self._offer_selection()
        self._offer_example()
        if layer is None:
            return
        self.file_box.blockSignals(True)
        self.file_box.setFilePath("")
        self.file_box.blockSignals(False)
        self._forget_rasters()
        self._take_another()

    def _file_chosen(self, path: str) -> None:
        self._offer_example()
        if not path.strip():
            return
        self._clear_layer()
        self._forget_rasters()
        self._take_another()

    def _ask_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, tr("Folder of curves or of rasters"), self._last_folder()
        )
        if folder:
            self.file_box.setFilePath(folder)

    def _ask_rasters(self) -> None:
        choice = RasterChoice(self)
        if choice.exec() and choice.chosen():
            self.choose_rasters(choice.chosen())

    def _last_folder(self) -> str:
        return next(iter(self.files()), self.file_box.defaultRoot())

    def _clear_layer(self) -> None:
        self.layer_box.blockSignals(True)
        self.layer_box.setLayer(None)
        self.layer_box.blockSignals(False)
        self._offer_selection()

    def _forget_rasters(self) -> None:
        self._rasters = []
        self.file_box.lineEdit().setPlaceholderText(tr("… or a file, or several rasters"))

    def _take_another(self) -> None:
        """Read another survey as its own files say."""
        self._offer_example()
        self.reading_panel.clear()
        self.changed.emit()

    def _changed(self) -> None:
        if self.layer_box.currentLayer() is not None or self._rasters or self.files():
            self.changed.emit()

    def _offer_selection(self) -> None:
        """Follow the selection of the chosen vector layer."""
        layer = self.layer_box.currentLayer()
        layer = layer if isinstance(layer, QgsVectorLayer) else None
        if is_there(self._followed):
            self._followed.selectionChanged.disconnect(self._count_selection)
        self._followed = layer
        if layer is not None:
            layer.selectionChanged.connect(self._count_selection)
        self._count_selection()

    def _count_selection(self) -> None:
        layer = self._followed
        count = layer.selectedFeatureCount() if is_there(layer) else 0
        self.selected_only.setEnabled(layer is not None)
        self.selected_only.setText(
            tr("Selected features only ({count})").format(count=count)
            if count
            else tr("Selected features only")
        )
        if layer is None:
            self.selected_only.blockSignals(True)
            self.selected_only.setChecked(False)
            self.selected_only.blockSignals(False)
        elif self.selected_only.isChecked():
            self._changed()
