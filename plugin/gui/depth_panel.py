"""Choice of the depth that the map shows."""

from __future__ import annotations

import math

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGroupBox,
    QHBoxLayout,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from ..protocol.display_units import unit_for
from ..qgis_layers.ticks import number
from ..qgis_layers.translated import tr


class DepthPanel(QGroupBox):
    """A slider and a list over the depths of a result; they always show the same depth."""

    band_chosen = pyqtSignal(int)
    stretch_toggled = pyqtSignal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Depth below surface on the map"), parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setPageStep(1)
        self.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
        self.box = QComboBox()
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for widget in (self.slider, self.box):
            widget.setAccessibleName(tr("Depth below surface on the map"))
        self.stretch_box = QCheckBox(tr("Stretch colours to this depth"))
        self.stretch_box.setToolTip(
            tr("Else one scale for all depths; sites and maps of Vs30 have the same one.")
        )
        row = QHBoxLayout()
        row.addWidget(self.slider, 1)
        row.addWidget(self.box)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(self.stretch_box)
        self.stretch_box.toggled.connect(self.stretch_toggled)
        self.slider.valueChanged.connect(self.box.setCurrentIndex)
        self.box.currentIndexChanged.connect(self._chosen)
        self.set_depths([], 1)

    def set_depths(self, depths: list[float], band: int, stretched: bool = False) -> None:
        """Offer the depths in m, one a band, with `band` (from 1) chosen; say how it is coloured."""
        known = [d for d in depths if math.isfinite(d)]
        unit = unit_for(max(known, default=0.0))
        for widget in (self.slider, self.box, self.stretch_box):
            widget.blockSignals(True)
        self.box.clear()
        for index, depth in enumerate(depths, start=1):
            label = (
                f"{number(depth * unit.factor)} {unit.length}"
                if math.isfinite(depth)
                else tr("band {index}").format(index=index)
            )
            self.box.addItem(label)
        self.slider.setRange(0, max(len(depths) - 1, 0))
        self.slider.setValue(band - 1)
        self.box.setCurrentIndex(band - 1)
        self.stretch_box.setChecked(stretched)
        for widget in (self.slider, self.box, self.stretch_box):
            widget.blockSignals(False)
        self.setEnabled(bool(depths))

    def _chosen(self, index: int) -> None:
        self.slider.setValue(index)
        self.band_chosen.emit(index + 1)
