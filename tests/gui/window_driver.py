"""Runs inside the QGIS program for ``test_window.py``: one survey through the dock, and what came of it."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from types import ModuleType

import qgis.core
import qgis.utils
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication

# What the engine needs beyond numpy, which QGIS's own plugins import.
ENGINE_S = {
    "torch",
    "numba",
    "disba",
    "pandas",
    "geopandas",
    "pyogrio",
    "rasterio",
    "shapely",
    "pyproj",
    "scipy",
}


def wait(work: object, seconds: float) -> None:
    end = time.monotonic() + seconds
    while work.busy and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.02)


def of_qgis() -> set[str]:
    """What QGIS's own module has imported, because it lies on the path: shapely, since QGIS 3.40."""
    return {value.__name__ for value in vars(qgis.core).values() if isinstance(value, ModuleType)}


def main() -> dict[str, object]:
    plugin = qgis.utils.plugins["vs_mapper"]
    plugin.action.setChecked(True)
    dock = plugin.dock
    dock.survey_panel.file_box.setFilePath(os.environ["VS_MAPPER_TEST_SURVEY"])
    wait(dock.reading, 60)
    dock.options_panel.samples.setValue(0)
    dock.options_panel.folder.setFilePath(os.environ["VS_MAPPER_TEST_OUT"])
    dock.run()
    wait(dock, 120)
    return {
        "messages": dock.run_panel.messages(),
        "layers": [layer.name() for layer in dock.results.layers.all] if dock.results.layers else [],
        "imported": sorted(ENGINE_S & sys.modules.keys() - of_qgis()),
    }


def drive() -> None:
    try:
        facts = main()
    except BaseException as error:
        facts = {"error": repr(error)}
    (Path(os.environ["VS_MAPPER_TEST_OUT"]) / "facts.json").write_text(json.dumps(facts))
    os._exit(0)


QTimer.singleShot(1000, drive)
