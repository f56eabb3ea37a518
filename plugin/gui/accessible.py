"""The dock without a mouse and without sight: the order of the Tab key, and a name for every widget."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFormLayout,
    QGroupBox,
    QLabel,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabWidget,
    QWidget,
)


def order_tabs(root: QWidget) -> None:
    """Let the Tab key go through the widgets of a window as they are read: by their layouts."""
    stops = [widget for widget in _as_read(root) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
    for one, following in zip(stops, stops[1:]):
        QWidget.setTabOrder(one, following)


def name_widgets(root: QWidget) -> None:
    """Give every widget that takes the focus a name for screen readers, where it says none itself.

    The name is that of its row in a form, else of the box that holds it, else its hint; parts of a widget,
    as the button beside a line for files, bear the name of the whole.
    """
    for form in root.findChildren(QFormLayout):
        for row in range(form.rowCount()):
            label, field = (
                form.itemAt(row, role)
                for role in (QFormLayout.ItemRole.LabelRole, QFormLayout.ItemRole.FieldRole)
            )
            if label is not None and field is not None and field.widget() is not None:
                _call(field.widget(), spoken(label.widget()))
    for widget in root.findChildren(QWidget):
        if takes_focus(widget) and not spoken(widget):
            _call(widget, _nearest_title(widget) or widget.toolTip())


def takes_focus(widget: QWidget) -> bool:
    """Return True for a widget that can be reached by keys."""
    return widget.focusPolicy() != Qt.FocusPolicy.NoFocus


def spoken(widget: QWidget | None) -> str:
    """Return what a screen reader calls a widget, without the mark of its key."""
    if widget is None:
        return ""
    text = widget.accessibleName()
    if not text and isinstance(widget, (QAbstractButton, QLabel)):
        text = widget.text()
    if not text and isinstance(widget, QGroupBox):
        text = widget.title()
    return text.replace("&", "").strip()


def _call(widget: QWidget, name: str) -> None:
    if name:
        widget.setAccessibleName(name)
        for part in widget.findChildren(QWidget):
            if takes_focus(part) and not spoken(part):
                part.setAccessibleName(name)


def _nearest_title(widget: QWidget) -> str:
    """Return the hint that stands in a widget, or the title of what holds it."""
    if isinstance(widget, (QLineEdit, QPlainTextEdit)) and widget.placeholderText():
        return widget.placeholderText()
    if isinstance(widget, QComboBox) and widget.toolTip():
        return widget.toolTip()
    parent = widget.parentWidget()
    while parent is not None:
        if spoken(parent):
            return spoken(parent)
        parent = parent.parentWidget()
    return ""


def _as_read(widget: QWidget) -> Iterator[QWidget]:
    """Give a widget and all within it in reading order."""
    yield widget
    if isinstance(widget, QTabWidget):
        yield widget.tabBar()
        if widget.cornerWidget() is not None:
            yield widget.cornerWidget()
        for index in range(widget.count()):
            yield from _as_read(widget.widget(index))
    elif isinstance(widget, QScrollArea):
        yield from _as_read(widget.widget())
    elif widget.layout() is not None:
        yield from _in_layout(widget.layout())


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        if item.widget() is not None:
            yield from _as_read(item.widget())
        elif item.layout() is not None:
            yield from _in_layout(item.layout())
