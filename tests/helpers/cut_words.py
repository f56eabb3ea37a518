"""Words of a dock that its width cuts off."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

_FRAME = 8


def cut_words(dock: object, app: object, window: object, width: int) -> list[str]:
    """Return what cannot be read whole on any page where the dock is of a width in pixels."""
    dock.results.map_panel.setCollapsed(False)
    dock.survey_panel.reading_panel.setCollapsed(False)
    dock.results.depth_panel.set_depths([5.0, 10.0], 1)
    dock.results.depth_panel.set_sites(("depth", "vs30", "status"), "depth")
    window.resize(1024, 700)
    window.resizeDocks([dock], [width], Qt.Orientation.Horizontal)
    app.processEvents()
    beyond = dock.tabs.tabBar().sizeHint().width() - dock.tabs.width()
    found = [f"tabs: {beyond} px too wide"] if beyond > 0 else []
    for index in range(dock.tabs.count()):
        dock.tabs.setCurrentIndex(index)
        for _ in range(5):  # a page is laid out in several turns
            app.processEvents()
        page = dock.tabs.widget(index)
        beyond = page.horizontalScrollBar().maximum()
        found += [f"page {index}: {beyond} px too wide"] if beyond else []
        found += [
            words for widget in page.findChildren(QWidget) if widget.isVisible() for words in _cut(widget)
        ]
    return found


def _room_in(box: QComboBox) -> int:
    look, parts = QStyleOptionComboBox(), QStyle.SubControl
    look.initFrom(box)
    edge = QStyle.ComplexControl.CC_ComboBox
    return box.style().subControlRect(edge, look, parts.SC_ComboBoxEditField, box).width()


def _seen_of(line: QLineEdit) -> int:
    """Return how many pixels of a line no button beside it covers."""
    beside = Qt.FindChildOption.FindDirectChildrenOnly  # not those within lines, which show with their text
    buttons = line.parentWidget().findChildren(QAbstractButton, options=beside)
    shown = [button.geometry() for button in buttons if button.isVisible()]
    over = [place.x() for place in shown if place.intersects(line.geometry())]
    return min([line.x() + line.width(), *over]) - line.x()


def _cut(widget: QWidget) -> Iterator[str]:
    across = widget.fontMetrics().horizontalAdvance
    if isinstance(widget, QLabel) and not widget.wordWrap():
        words, room = [widget.text().replace("&", "")], widget.width()
    elif isinstance(widget, QAbstractButton):
        words, room = [widget.text()], widget.width() - widget.sizeHint().width() + across(widget.text())
    elif isinstance(widget, QComboBox) and not widget.isEditable():
        words, room = [widget.currentText()], _room_in(widget)
    elif isinstance(widget, QLineEdit):
        words, room = [widget.placeholderText()], _seen_of(widget) - _FRAME
    elif isinstance(widget, QGroupBox):
        words, room = [widget.title()], widget.width()
    else:
        return
    if isinstance(widget, QComboBox) and widget.height() < widget.minimumSizeHint().height():
        yield f"{widget.accessibleName()}: squeezed"
    yield from (text for text in words if text and across(text) > room)
