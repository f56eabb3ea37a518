"""How to read the survey where its file does not say it, or says it wrongly."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsCoordinateReferenceSystem
from qgis.gui import QgsCollapsibleGroupBox, QgsFileWidget, QgsProjectionSelectionWidget
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QSizePolicy, QSpinBox, QWidget

from ..protocol.stack_input import StackPart
from ..qgis_layers.overrides import (
    AS_THE_FILE_SAYS,
    HIGHEST_MODE,
    TYPES,
    VELOCITY_UNITS,
    WAVES,
    X_AXES,
    Overrides,
)

TITLE = "How to read it"
BY_FILE = "as the file says"
ALL_MODES = "all modes"


class ReadingPanel(QgsCollapsibleGroupBox):
    """A choice for everything that the reader may have to guess; collapsed, since it seldom has to."""

    changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(TITLE, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.crs = QgsProjectionSelectionWidget()
        self.crs.setOptionVisible(QgsProjectionSelectionWidget.CrsOption.CrsNotSet, True)
        self.crs.setNotSetText(BY_FILE)
        self.wave = _choice(WAVES, "Wave type of the points for which the file gives none")
        self.velocity_type = _choice(TYPES, "Velocity type of the points for which the file gives none")
        self.mode = _mode_box(
            BY_FILE, "Mode number, 0 the fundamental, of the points for which the file gives none"
        )
        self.highest_mode = _mode_box(
            ALL_MODES,
            "Points of higher modes are left out. 0 keeps the fundamental alone, where overtones may be "
            "numbered wrongly",
        )
        self.velocity_unit = _choice(VELOCITY_UNITS, "Unit of the velocity columns")
        self.x_axis = _choice(X_AXES, "What the velocities are given against: Hz, s or m")
        self.swap_xy = QCheckBox("Swap x and y, longitude and latitude")
        self.swap_xy.setToolTip("Where the coordinates come in the order opposite to what the file says")
        self.layer = QLineEdit()
        self.layer.setPlaceholderText("the first with curves")
        self.layer.setToolTip("Layer of a file that holds several, or data set in a ZIP archive")
        self.columns = QLineEdit()
        self.columns.setPlaceholderText("c_obs=phase_velocity:km/s, 3=sigma")
        self.columns.setToolTip("What columns hold. Columns without names are called 1, 2, …")
        self.periods = QLineEdit()
        self.periods.setPlaceholderText("5, 10, 20")
        self.periods.setToolTip(
            "Of a raster stack: periods in s of its bands in the order of the files, or frequencies in Hz "
            "where it is given against frequency"
        )
        self.sigma = QgsFileWidget()
        self.sigma.setStorageMode(QgsFileWidget.StorageMode.GetMultipleFiles)
        self.sigma.setDialogTitle("Rasters of standard deviations")
        self.sigma.setToolTip("Of a raster stack: its standard deviations, in rasters laid out like it")
        self._told = AS_THE_FILE_SAYS
        self._arrange()
        self.clear()
        self.setCollapsed(True)

    def _arrange(self) -> None:
        form = QFormLayout(self)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("Coordinates", self.crs)
        form.addRow("", self.swap_xy)
        form.addRow("Wave type", self.wave)
        form.addRow("Velocity type", self.velocity_type)
        form.addRow("Mode", self.mode)
        form.addRow("Highest mode used", self.highest_mode)
        form.addRow("Velocity unit", self.velocity_unit)
        form.addRow("Given against", self.x_axis)
        form.addRow("Columns", self.columns)
        form.addRow("Layer in the file", self.layer)
        form.addRow("Periods of rasters (s)", self.periods)
        form.addRow("Sigma rasters", self.sigma)
        self.crs.crsChanged.connect(self._tell)
        for box in (self.wave, self.velocity_type, self.velocity_unit, self.x_axis):
            box.currentIndexChanged.connect(self._tell)
        for line in (self.columns, self.layer, self.periods):
            line.editingFinished.connect(self._tell)
        for number in (self.mode, self.highest_mode):
            number.valueChanged.connect(self._tell)
        self.swap_xy.toggled.connect(self._tell)
        self.sigma.fileChanged.connect(self._tell)

    def overrides(self) -> Overrides:
        """Return what is chosen."""
        crs = self.crs.crs()
        sigma = QgsFileWidget.splitFilePaths(self.sigma.filePath().strip())
        return Overrides(
            crs=(crs.authid() or crs.toWkt()) if crs.isValid() else "",
            wave=self.wave.currentData(),
            velocity_type=self.velocity_type.currentData(),
            velocity_unit=self.velocity_unit.currentData(),
            x_axis=self.x_axis.currentData(),
            mode=_digits(self.mode),
            highest_mode=_digits(self.highest_mode),
            swap_xy=self.swap_xy.isChecked(),
            columns=self.columns.text().strip(),
            layer=self.layer.text().strip(),
            periods=self.periods.text().strip(),
            sigma=tuple(StackPart(Path(path)) for path in sigma if path),
        )

    def clear(self) -> None:
        """Leave everything to the file, and tell nobody: what is said of one survey is wrong for the next."""
        self.blockSignals(True)
        self.crs.setCrs(QgsCoordinateReferenceSystem())
        for box in (self.wave, self.velocity_type, self.velocity_unit, self.x_axis):
            box.setCurrentIndex(0)
        for number in (self.mode, self.highest_mode):
            number.setValue(number.minimum())
        self.swap_xy.setChecked(False)
        self.columns.clear()
        self.layer.clear()
        self.periods.clear()
        self.sigma.setFilePath("")
        self.blockSignals(False)
        self._told = AS_THE_FILE_SAYS
        self.setTitle(TITLE)

    def reset(self) -> None:
        """Leave everything to the file, and tell it where that changes something."""
        told = self._told
        self.clear()
        if told != self._told:
            self.changed.emit()

    def _tell(self) -> None:
        """Show in the title that something is overridden, and tell it once."""
        chosen = self.overrides()
        if chosen == self._told:
            return
        self._told = chosen
        count = sum(bool(getattr(chosen, name)) for name in chosen.__dataclass_fields__)
        self.setTitle(f"{TITLE} ({count} set by hand)" if count else TITLE)
        self.changed.emit()


def _mode_box(none: str, tip: str) -> QSpinBox:
    """Return a box of mode numbers, one less than the first of which stands for no number."""
    box = QSpinBox()
    box.setRange(-1, HIGHEST_MODE)
    box.setSpecialValueText(none)
    box.setToolTip(tip)
    box.setKeyboardTracking(False)
    return box


def _digits(box: QSpinBox) -> str:
    """Return the number of a box of modes, empty where it stands for none."""
    return str(box.value()) if box.value() >= 0 else ""


def _choice(words: tuple[str, ...], tip: str) -> QComboBox:
    box = QComboBox()
    box.addItem(BY_FILE, "")
    for word in words:
        # Rayleigh and Love are names.
        box.addItem(word.capitalize() if words is WAVES else word, word)
    box.setToolTip(tip)
    return box
