"""What tours through the QGIS program share: the dock in a tidy window, waiting, pictures, and the end."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import qgis.utils
from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication, QDockWidget, QWidget

LAYERS_SHARE, DOCK_SHARE = 0.23, 0.31
"""Of the window's width."""


def open_dock() -> Any:
    """Open the dock in a window that fills the screen, beside the layers alone."""
    window = qgis.utils.iface.mainWindow()
    window.showMaximized()
    window.setGeometry(QApplication.primaryScreen().availableGeometry())
    for name in ("Browser", "MessageLog"):
        other = window.findChild(QDockWidget, name)
        if other is not None:
            other.close()
    settle(1.0)
    plugin = qgis.utils.plugins["vs_mapper"]
    plugin.action.setChecked(True)
    settle(1.0)
    layers = window.findChild(QDockWidget, "Layers")
    widths = [round(share * window.width()) for share in (LAYERS_SHARE, DOCK_SHARE)]
    window.resizeDocks([layers, plugin.dock], widths, Qt.Orientation.Horizontal)
    return plugin.dock


def wait(condition: Callable[[], bool], seconds: float) -> None:
    """Turn the event loop until the condition holds or the time is up."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.005)


def settle(seconds: float) -> None:
    """Let QGIS draw."""
    wait(lambda: False, seconds)


def drawn() -> None:
    """Wait until the map is drawn."""
    canvas = qgis.utils.iface.mapCanvas()
    settle(1.0)
    wait(lambda: not canvas.isDrawing(), 60)
    settle(0.5)


def screen(path: Path) -> None:
    """Save a picture of the whole screen."""
    settle(1)
    QApplication.primaryScreen().grabWindow(0).save(str(path))


def part(widget: QWidget, path: Path) -> None:
    """Save a picture of a widget."""
    settle(1)
    widget.grab().save(str(path))


def drive(tour: Callable[[], None]) -> None:
    """Go on a tour and leave QGIS whatever happens, without asking to save."""
    try:
        tour()
    finally:
        QgsProject.instance().setDirty(False)
        QgsApplication.exit()
        os._exit(0)
