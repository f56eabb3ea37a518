"""Settings that are kept in QGIS from one session to the next, and can be put back to their defaults."""

from __future__ import annotations

import math
from collections.abc import Iterable

from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsSettings
from qgis.gui import QgsFileWidget, QgsMapLayerComboBox, QgsProjectionSelectionWidget
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QSpinBox, QWidget

from ..protocol.address import is_address

SECTION = "vs_mapper"


class Remembered:
    """The inputs among the attributes of a panel.

    Parameters
    ----------
    panel : QWidget
        With its inputs at their defaults.
    of_one_survey : iterable of str
        Attributes that suit one survey only: put back with the others, but never kept.
    """

    def __init__(self, panel: QWidget, of_one_survey: Iterable[str]) -> None:
        found = {name: held(widget) for name, widget in vars(panel).items()}
        self._defaults = {name: value for name, value in found.items() if value is not None}
        self._kept = self._defaults.keys() - set(of_one_survey)
        self._panel = panel

    def restore(self) -> None:
        """Put the inputs to what was kept; what no longer suits its input is left alone."""
        settings = QgsSettings()
        for name in self._kept:
            default = self._defaults[name]
            try:
                value = settings.value(f"{SECTION}/{name}", default, type(default))
            except TypeError:
                value = default
            if isinstance(value, float) and not math.isfinite(value):
                value = default  # an input would take its largest number for it
            put(getattr(self._panel, name), value)

    def keep(self) -> None:
        """Keep the inputs as they are."""
        settings = QgsSettings()
        for name in self._kept:
            settings.setValue(f"{SECTION}/{name}", held(getattr(self._panel, name)))

    def reset(self) -> None:
        """Put all inputs back to their defaults, and keep those."""
        for name, value in self._defaults.items():
            put(getattr(self._panel, name), value)
        self.keep()


def held(widget: object) -> bool | int | float | str | None:
    """Return what an input holds, None of anything else."""
    if isinstance(widget, QCheckBox):
        return widget.isChecked()
    if isinstance(widget, (QSpinBox, QDoubleSpinBox)):
        return widget.value()
    if isinstance(widget, QgsMapLayerComboBox):
        layer = widget.currentLayer()
        return "" if layer is None else layer.id()
    if isinstance(widget, QComboBox):
        return str(widget.currentData())
    if isinstance(widget, QgsProjectionSelectionWidget):
        return widget.crs().authid()
    if isinstance(widget, QLineEdit):
        return widget.text()
    return _files(widget.filePath()) if isinstance(widget, QgsFileWidget) else None


def put(widget: QWidget, value: bool | int | float | str) -> None:
    """Put an input to what it held once."""
    if isinstance(widget, QCheckBox):
        widget.setChecked(value)
    elif isinstance(widget, (QSpinBox, QDoubleSpinBox)):
        widget.setValue(value)
    elif isinstance(widget, QgsMapLayerComboBox):
        widget.setLayer(QgsProject.instance().mapLayer(value))
    elif isinstance(widget, QComboBox):
        index = widget.findData(value)
        if index >= 0:
            widget.setCurrentIndex(index)
    elif isinstance(widget, QgsProjectionSelectionWidget):
        widget.setCrs(QgsCoordinateReferenceSystem(value))
    elif isinstance(widget, QLineEdit):
        widget.setText(value)
    else:
        widget.setFilePath(_files(value))


def without_addresses(paths: Iterable[str]) -> list[str]:
    """Return paths, but no address: it may hold a secret, and only who types one may have it asked for."""
    return [path for path in paths if not is_address(path)]


def _files(text: str) -> str:
    paths = QgsFileWidget.splitFilePaths(text.strip())
    return text if without_addresses(paths) == paths else ""
