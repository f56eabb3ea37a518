"""Choice of the depth that the map shows, of its colours and of the unit of velocities."""

from __future__ import annotations

import math
from collections.abc import Sequence

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from ..protocol.display_units import unit_for
from ..qgis_layers.site_rules import DEPTH, STATUS, VS30
from ..qgis_layers.ticks import number
from ..qgis_layers.translated import tr
from ..qgis_layers.velocity_unit import AUTOMATIC, CHOICES


class DepthPanel(QGroupBox):
    """A slider and a list over the depths of a result, which always show the same, and what looks there."""

    band_chosen = pyqtSignal(int)
    stretch_toggled = pyqtSignal(bool)
    sites_chosen = pyqtSignal(str)
    """What sites are to show, one of `site_rules`."""
    unit_chosen = pyqtSignal(str)
    """One of `velocity_unit.CHOICES`."""

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
        self.sites_box, self.unit_box = QComboBox(), QComboBox()
        self.sites_box.setToolTip(tr("What the colours of sites say, on the scale of the maps"))
        for choice in CHOICES:
            self.unit_box.addItem(tr("automatic") if choice == AUTOMATIC else choice, choice)
        self.unit_box.setToolTip(
            tr("Unit of velocities in legends, map tips, plots and sections. Files and rasters are in m/s.")
        )
        self._arrange()
        self.stretch_box.toggled.connect(self.stretch_toggled)
        self.slider.valueChanged.connect(self.box.setCurrentIndex)
        self.box.currentIndexChanged.connect(self._chosen)
        self.sites_box.activated.connect(lambda _: self.sites_chosen.emit(self.sites_box.currentData()))
        self.unit_box.activated.connect(lambda _: self.unit_chosen.emit(self.unit_box.currentData()))
        self.set_depths([], 1)
        self.set_sites((), "")
        self.set_unit(AUTOMATIC)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.slider, 1)
        row.addWidget(self.box)
        layout = QVBoxLayout(self)
        layout.addLayout(row)
        layout.addWidget(self.stretch_box)
        looks = QFormLayout()
        looks.addRow(tr("Sites show"), self.sites_box)
        looks.addRow(tr("Velocity unit"), self.unit_box)
        layout.addLayout(looks)

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
            widget.setEnabled(bool(depths))

    def choose(self, band: int) -> None:
        """Choose the depth of a band, from 1."""
        self.box.setCurrentIndex(band - 1)

    def set_sites(self, kinds: Sequence[str], shown: str) -> None:
        """Offer what the colours of sites can say, with what they do."""
        titles = {DEPTH: tr("Vs at this depth"), VS30: tr("Vs30"), STATUS: tr("status alone")}
        self.sites_box.clear()
        for kind in kinds:
            self.sites_box.addItem(titles[kind], kind)
        self.sites_box.setCurrentIndex(self.sites_box.findData(shown))
        self.sites_box.setEnabled(bool(kinds))

    def set_unit(self, choice: str) -> None:
        """Show the unit that is chosen."""
        self.unit_box.setCurrentIndex(self.unit_box.findData(choice))

    def _chosen(self, index: int) -> None:
        self.slider.setValue(index)
        self.band_chosen.emit(index + 1)
