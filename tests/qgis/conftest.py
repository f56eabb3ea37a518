"""QGIS's processing module with the plugin's algorithms in it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def processing(qgis_app: object) -> Iterator[Any]:
    """QGIS's processing module with the plugin's provider, as initProcessing adds it."""
    from qgis.core import QgsApplication

    folder = str(Path(QgsApplication.pkgDataPath()) / "python" / "plugins")
    sys.path.append(folder)
    module = pytest.importorskip("processing", reason="QGIS's processing plugin is not installed")
    from processing.core.Processing import Processing

    from plugin.gui.plugin import VsMapperPlugin

    Processing.initialize()
    plugin = VsMapperPlugin(None)
    plugin.initProcessing()
    yield module
    plugin.unload()
    sys.path.remove(folder)
