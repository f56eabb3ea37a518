"""Runs inside the QGIS program for ``test_window.py``: one survey through the dock, and what came of it."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import qgis.utils
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication


def wait(task: object, seconds: float) -> None:
    end = time.monotonic() + seconds
    while task.busy and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.02)


def main() -> dict[str, object]:
    plugin = qgis.utils.plugins["vs_mapper"]
    plugin.action.setChecked(True)
    dock = plugin.dock
    dock.survey_panel.file_box.setFilePath(os.environ["VS_MAPPER_TEST_SURVEY"])
    wait(dock.reading, 60)
    dock.options_panel.samples.setValue(0)
    dock.options_panel.folder.setFilePath(os.environ["VS_MAPPER_TEST_OUT"])
    dock.run()
    wait(dock.running, 120)
    import pyogrio
    import rasterio

    return {
        "messages": dock.run_panel.messages(),
        "layers": [layer.name() for layer in dock.results.layers.all] if dock.results.layers else [],
        "gdal": {
            "rasterio": rasterio.__gdal_version__,
            "pyogrio": ".".join(map(str, pyogrio.__gdal_version__)),
        },
    }


def drive() -> None:
    try:
        facts = main()
    except BaseException as error:
        facts = {"error": repr(error)}
    (Path(os.environ["VS_MAPPER_TEST_OUT"]) / "facts.json").write_text(json.dumps(facts))
    os._exit(0)


QTimer.singleShot(1000, drive)
