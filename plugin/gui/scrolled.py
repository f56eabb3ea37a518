"""Pages of the dock that scroll where the window is low."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QFormLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

WIDEST = 320
"""Of a page, in pixels: a dock that needs more would push the map off a small screen."""


def scrolled(*widgets: QWidget) -> QScrollArea:
    """Return the widgets stacked in an area that scrolls where the window is low."""
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(6, 6, 6, 6)
    for widget in widgets:
        layout.addWidget(widget)
    for form in page.findChildren(QFormLayout):
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    area = QScrollArea()
    area.setWidget(page)
    # Sideways only where large type or long words of a language leave no other way.
    bar = area.verticalScrollBar().sizeHint().width()
    area.setMinimumWidth(min(page.minimumSizeHint().width() + bar, WIDEST))
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    return area
