"""A dialog in which the user ticks raster layers of the project."""

from __future__ import annotations

from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..qgis_layers.shown_results import folder_of
from ..qgis_layers.translated import tr


class RasterChoice(QDialog):
    """The rasters of the project in the order of its layer tree; those of results are left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Raster layers of a stack"))
        self.list = QListWidget()
        for layer in QgsProject.instance().layerTreeRoot().layerOrder():
            if isinstance(layer, QgsRasterLayer) and folder_of(layer) is None:
                item = QListWidgetItem(layer.name(), self.list)
                item.setData(Qt.ItemDataRole.UserRole, layer.id())
                item.setCheckState(Qt.CheckState.Unchecked)
        kinds = QDialogButtonBox.StandardButton
        buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(
            QLabel(tr("Tick the grids of phase or group velocity, one a period, and their sigmas:"))
        )
        layout.addWidget(self.list, 1)
        layout.addWidget(buttons)

    def chosen(self) -> list[QgsRasterLayer]:
        """Return the ticked layers."""
        items = [self.list.item(row) for row in range(self.list.count())]
        ticked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        layers = [QgsProject.instance().mapLayer(item.data(Qt.ItemDataRole.UserRole)) for item in ticked]
        return [layer for layer in layers if layer is not None]
