"""Labels of what comes from files: text as it stands, never HTML."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel


def message_label() -> QLabel:
    """Return an empty label that breaks lines and takes nothing in its text as HTML."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
