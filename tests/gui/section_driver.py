"""Runs inside the QGIS program for ``test_section_in_window.py``: opens projects and zooms to all of them."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import qgis.utils
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication

OUT = Path(os.environ["VS_MAPPER_TEST_OUT"])


def settle(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.02)


def opened(name: str) -> dict[str, object]:
    """What QGIS says of a project, and what Zoom Full shows of it."""
    window = qgis.utils.iface
    window.addProject(str(OUT / f"{name}.qgz"))
    settle(1.5)
    window.actionZoomFullExtent().trigger()
    settle(1)
    extent = window.mapCanvas().extent()
    sides = [extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum()]
    return {"messages": [item.text() for item in window.messageBar().items()], "extent": sides}


def drive() -> None:
    try:
        facts = {name: opened(name) for name in ("new", "old")}
    except BaseException as error:
        facts = {"error": repr(error)}
    (OUT / "facts.json").write_text(json.dumps(facts))
    QgsProject.instance().setDirty(False)
    os._exit(0)


QTimer.singleShot(1000, drive)
