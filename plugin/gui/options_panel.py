"""The settings of a run."""

from __future__ import annotations

from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QGroupBox,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QWidget,
)

from ..protocol.request import SOIL_POISSON_RATIOS, Request, parse_depths

POISSON_LABELS = {
    "auto": "from the velocities",
    "rock": "rock (near 0.25)",
    "soil": "saturated soil (near 0.48)",
    "unknown": "unknown",
}


class OptionsPanel(QGroupBox):
    """Widgets for `Request`, the grid and the output folder; the defaults suit every scale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Options", parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.lvz = QCheckBox("Allow velocity to decrease with depth")
        self.lvz.setChecked(True)
        self.poisson = QComboBox()
        for value, label in POISSON_LABELS.items():
            self.poisson.addItem(label, value)
        self.has_water_table = QCheckBox("Water table")
        self.water_table = QDoubleSpinBox()
        self.water_table.setRange(0, 1000)
        self.water_table.setDecimals(1)
        self.water_table.setSuffix(" m")
        self.water_table.setEnabled(False)
        self.water_table.setToolTip(
            "Depth from which soil is saturated; where it is not known, Poisson's ratio of soil "
            "rises from {:g} near the surface to {:g} at depth.".format(*SOIL_POISSON_RATIOS)
        )
        self.has_water_table.toggled.connect(self.water_table.setEnabled)
        self.depths = QLineEdit()
        self.depths.setPlaceholderText("automatic, or 5, 10, 30, or native")
        self.samples = QSpinBox()
        self.samples.setRange(0, 1000)
        self.samples.setValue(50)
        self.samples.setSpecialValueText("0 (no check against the data)")
        self.samples.setToolTip("Accepted profiles (chi < 1) wanted per site.")
        self.relative_error = QDoubleSpinBox()
        self.relative_error.setRange(0.1, 100)
        self.relative_error.setDecimals(1)
        self.relative_error.setSuffix(" %")
        self.relative_error.setValue(100 * Request.relative_error)
        self.relative_error.setToolTip(
            "One standard deviation in percent of the velocity, for points whose error is not stated."
        )
        self.robust = QCheckBox("Let outliers pull less")
        self.robust.setToolTip(
            "In the acceptance of profiles, too, residuals beyond 1.345 sigma count linearly, not squared."
        )
        self.resolution = QDoubleSpinBox()
        self.resolution.setRange(0, 1e6)
        self.resolution.setDecimals(4)
        self.resolution.setSpecialValueText("automatic")
        self.folder = QgsFileWidget()
        self.folder.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.folder.lineEdit().setPlaceholderText("temporary folder")
        self.folder.setToolTip("Results in a temporary folder are gone when the system empties it.")
        self._arrange()

    def _arrange(self) -> None:
        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.lvz)
        form.addRow("Poisson's ratio", self.poisson)
        form.addRow(self.has_water_table, self.water_table)
        form.addRow("Depths (m)", self.depths)
        form.addRow("Samples per site", self.samples)
        form.addRow("Error if not given", self.relative_error)
        form.addRow(self.robust)
        form.addRow("Map resolution", self.resolution)
        form.addRow("Save in", self.folder)

    def set_map_unit(self, unit: str) -> None:
        """Show the unit of the grid's resolution, ``m`` or ``°``."""
        self.resolution.setSuffix(f" {unit}" if unit else "")

    def request(self) -> Request:
        """Return the settings.

        Raises
        ------
        ValueError
            If the depths cannot be understood; the message is for the user.
        """
        return Request(
            depths=parse_depths(self.depths.text()),
            samples=self.samples.value(),
            lvz=self.lvz.isChecked(),
            poisson=self.poisson.currentData(),
            relative_error=self.relative_error.value() / 100,
            robust=self.robust.isChecked(),
            water_table=self.water_table.value() if self.has_water_table.isChecked() else None,
        )
