"""Declared settings as inputs of a panel."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from qgis.core import QgsMapLayerProxyModel
from qgis.gui import QgsFileWidget, QgsMapLayerComboBox, QgsProjectionSelectionWidget
from qgis.PyQt.QtCore import pyqtBoundSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QSpinBox, QWidget

from ..protocol.address import place_of
from ..protocol.option import Option
from ..protocol.stack_input import StackPart
from ..qgis_layers.barrier_lines import barriers_of
from ..qgis_layers.compatible import layer_filters
from ..qgis_layers.raster_file import raster_file
from ..qgis_layers.systems import written
from ..qgis_layers.translated import tr

_MOST = 1e6
_FEW_LETTERS = 8
_ROOM_PX = 220
"""For words in an input, at most: its row wraps where that is too much beside its title."""
_FRAME_PX = 16


def make_input(option: Option) -> QWidget:
    """Return an input that shows the setting's default, with its help as tool tip."""
    widget = _MAKERS[option.kind](option)
    widget.setToolTip(tr(option.help))
    return widget


def value_of(widget: QWidget, option: Option) -> Any:
    """Return the field's value that an input holds.

    Raises
    ------
    ValueError
        If a text cannot be understood; the message is for the user.
    """
    if isinstance(widget, QCheckBox):
        return widget.isChecked()
    if isinstance(widget, (QSpinBox, QDoubleSpinBox)):
        unset = option.empty and widget.value() == widget.minimum()
        return None if unset else option.value(widget.value())
    if isinstance(widget, QgsMapLayerComboBox):
        layer = widget.currentLayer()
        if option.kind == "raster":
            return None if layer is None else raster_file(layer, tr(option.title))
        return () if layer is None else barriers_of(layer)
    if isinstance(widget, QComboBox):
        return widget.currentData()
    if isinstance(widget, QgsProjectionSelectionWidget):
        return written(widget.crs())
    if isinstance(widget, QgsFileWidget):
        paths = QgsFileWidget.splitFilePaths(widget.filePath().strip())
        return tuple(StackPart(place_of(path)) for path in paths if path)
    text = widget.text().strip()
    if option.kind == "extent":
        return option.parse(text)
    return option.cells(text) if option.kind == "list" else text


def clear(widget: QWidget, option: Option) -> None:
    """Put an input back to the setting's default."""
    if isinstance(widget, QCheckBox):
        widget.setChecked(bool(option.default))
    elif isinstance(widget, (QSpinBox, QDoubleSpinBox)):
        widget.setValue(widget.minimum() if option.default is None else option.shown(option.default))
    elif isinstance(widget, QgsMapLayerComboBox):
        widget.setLayer(None)
    elif isinstance(widget, QComboBox):
        widget.setCurrentIndex(max(widget.findData(option.default), 0))
    elif isinstance(widget, QgsProjectionSelectionWidget):
        widget.setCrs(type(widget.crs())())
    elif isinstance(widget, QgsFileWidget):
        widget.setFilePath("")
    else:
        widget.clear()


def change_of(widget: QWidget) -> pyqtBoundSignal:
    """Return the signal of an input by which it tells that the user has set something else."""
    if isinstance(widget, QCheckBox):
        return widget.toggled
    if isinstance(widget, (QSpinBox, QDoubleSpinBox)):
        return widget.valueChanged
    if isinstance(widget, QComboBox):
        return widget.currentIndexChanged
    if isinstance(widget, QgsProjectionSelectionWidget):
        return widget.crsChanged
    return widget.fileChanged if isinstance(widget, QgsFileWidget) else widget.editingFinished


def _switch(option: Option) -> QCheckBox:
    box = QCheckBox(tr(option.title))
    box.setChecked(bool(option.default))
    return box


def _whole(option: Option) -> QSpinBox:
    """Return a box of whole numbers; one less than the least stands for none."""
    box = QSpinBox()
    box.setRange(int(option.least) - bool(option.empty), int(min(option.most, _MOST)))
    _furnish(box, option)
    return box


def _number(option: Option) -> QDoubleSpinBox:
    """Return a box of numbers, whose least stands for none where the number must be above it."""
    box = QDoubleSpinBox()
    box.setRange(option.least, min(option.most, _MOST))
    box.setDecimals(option.decimals)
    if option.unit in ("m", "%"):
        box.setSuffix(f" {option.unit}")
    _furnish(box, option)
    return box


def _furnish(box: QSpinBox | QDoubleSpinBox, option: Option) -> None:
    box.setSpecialValueText(tr(option.empty or option.labels.get(f"{option.least:g}", "")))
    box.setKeyboardTracking(False)
    clear(box, option)


def _choice(option: Option) -> QComboBox:
    box = QComboBox()
    _let_shrink(box)
    if option.default is None:
        box.addItem(tr(option.empty), "")
    for word in option.choices:
        box.addItem(tr(option.labels.get(word, word)), word)
    _give_room(box, *(box.itemText(i) for i in range(box.count())))
    clear(box, option)
    return box


def _let_shrink(box: QComboBox) -> None:
    """Let a box be narrower than its longest word."""
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(_FEW_LETTERS)


def _give_room(box: QComboBox, *words: str) -> None:
    """Give a box room for its longest word, as far as a page has it."""
    metrics = box.fontMetrics()
    longest = min(max(map(metrics.horizontalAdvance, words)), _ROOM_PX)
    box.setMinimumContentsLength(max(_FEW_LETTERS, math.ceil(longest / metrics.horizontalAdvance("X"))))


def hint(line: QLineEdit, words: str) -> None:
    """Show words in an empty line, which gets room for them, as far as a page has it."""
    line.setPlaceholderText(words)
    line.setMinimumWidth(min(line.fontMetrics().horizontalAdvance(words), _ROOM_PX) + _FRAME_PX)


def hint_in_box(box: QgsFileWidget, words: str) -> None:
    """Show words in an empty box for a file, whose button newer QGIS would lay over the end of them."""
    hint(box.lineEdit(), words)
    box.setMinimumWidth(box.layout().minimumSize().width())


def _line(option: Option) -> QLineEdit:
    line = QLineEdit()
    hint(line, tr(option.empty) or option.example)
    return line


def _crs(option: Option) -> QgsProjectionSelectionWidget:
    box = QgsProjectionSelectionWidget()
    box.setOptionVisible(QgsProjectionSelectionWidget.CrsOption.CrsNotSet, True)
    box.setNotSetText(tr(option.empty))
    for within in box.findChildren(QComboBox):
        _let_shrink(within)
        _give_room(within, tr(option.empty))
        within.setMinimumWidth(within.minimumSizeHint().width())  # which QGIS's box would not heed
    return box


def _rasters(option: Option) -> QgsFileWidget:
    box = QgsFileWidget()
    box.setStorageMode(QgsFileWidget.StorageMode.GetMultipleFiles)
    box.setDialogTitle(tr(option.title))
    return box


def _raster(option: Option) -> QgsMapLayerComboBox:
    return _layer(option, QgsMapLayerProxyModel.Filter.RasterLayer)


def _lines(option: Option) -> QgsMapLayerComboBox:
    filters = QgsMapLayerProxyModel.Filter
    return _layer(option, layer_filters(filters.LineLayer, filters.PolygonLayer))


def _layer(option: Option, filters: Any) -> QgsMapLayerComboBox:
    box = QgsMapLayerComboBox()
    _let_shrink(box)
    box.setFilters(filters)
    box.setAllowEmptyLayer(True, tr(option.empty))
    _give_room(box, tr(option.empty))
    clear(box, option)
    return box


_MAKERS: dict[str, Callable[[Option], QWidget]] = {
    "switch": _switch,
    "whole": _whole,
    "number": _number,
    "choice": _choice,
    "text": _line,
    "list": _line,
    "crs": _crs,
    "raster": _raster,
    "extent": _line,
    "rasters": _rasters,
    "lines": _lines,
}
