"""QGIS's processing module with the plugin's algorithms in it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from engine_side import command_line, write_results


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


@pytest.fixture(scope="session")
def mapped(tmp_path_factory: pytest.TempPathFactory, qgis_app: object) -> Path:
    """The small result of nine sites with its maps; tests leave its files as they are."""
    folder = write_results(tmp_path_factory.mktemp("mapped"), 3)
    command_line("map", folder, "--no-figure", "--method", "linear")
    return folder
