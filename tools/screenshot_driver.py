"""Drives the plugin inside QGIS for ``screenshot.py``; QGIS runs it as start-up code."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import qgis.utils
from qgis.core import QgsApplication, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QDockWidget

SURVEY = os.environ["VS_MAPPER_SHOT_SURVEY"]
OUT = Path(os.environ["VS_MAPPER_SHOT_OUT"])
LINE = os.environ["VS_MAPPER_SHOT_LINE"]
SITE = os.environ["VS_MAPPER_SHOT_SITE"]


def main() -> None:
    """Open the dock, read, run, cut a section, and take a picture at each stage."""
    window = qgis.utils.iface.mainWindow()
    window.showMaximized()
    screen = QApplication.primaryScreen().availableGeometry()
    window.setGeometry(screen)
    for name in ("Browser", "MessageLog"):
        other = window.findChild(QDockWidget, name)
        if other is not None:
            other.close()
    plugin = qgis.utils.plugins["vs_mapper"]
    plugin.action.setChecked(True)
    dock = plugin.dock
    window.resizeDocks([dock], [390], _horizontal())
    dock.survey_panel.file_box.setFilePath(SURVEY)
    wait(lambda: not dock.reading.busy, 60)
    picture("before")
    dock.run()
    wait(lambda: dock.run_panel.bar.value() > 100 or not dock.busy, 120)
    picture("running")
    wait(lambda: not dock.busy, 240)
    settle(3)
    if SITE:
        dock.results.site_panel.choose(SITE)
    picture("after")
    if LINE:
        cut_section(dock)
    print("\n".join(dock.run_panel.messages()), flush=True)


def cut_section(dock: object) -> None:
    """Add the line to the map and press the section's button."""
    line = QgsVectorLayer(LINE, "Section line", "ogr")
    QgsProject.instance().addMapLayer(line)
    dock.tabs.setCurrentIndex(2)
    dock.results.section_panel.line_box.setLayer(line)
    dock.results.section_panel.button.click()
    wait(lambda: not dock.results.cutting.busy, 60)
    settle(2)
    picture("section")


def _horizontal() -> object:
    from qgis.PyQt.QtCore import Qt

    return Qt.Orientation.Horizontal


def wait(condition: Callable[[], bool], seconds: float) -> None:
    """Turn the event loop until the condition holds or the time is up."""
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.02)


def settle(seconds: float) -> None:
    """Let QGIS draw."""
    wait(lambda: False, seconds)


def picture(name: str) -> None:
    """Save the whole screen."""
    settle(1)
    QApplication.primaryScreen().grabWindow(0).save(str(OUT / f"{name}.png"))


def drive() -> None:
    """Run `main` and leave QGIS whatever happens, without asking to save."""
    try:
        main()
    finally:
        QgsProject.instance().setDirty(False)
        QgsApplication.exit()
        os._exit(0)


QTimer.singleShot(3000, drive)
