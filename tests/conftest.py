"""Fixtures that several rooms share: a real QGIS, its window, and the plugin loaded into it."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]
PLUGIN = "vs_mapper"

if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

# How long an example takes is not asserted: machines differ, and compilation falls on the first one.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def real_data() -> Path:
    return _folder("VS_MAPPER_DATA", "real surveys")


@pytest.fixture(scope="session")
def formats() -> Path:
    return _folder("VS_MAPPER_FORMATS", "samples of exchange formats")


def _folder(variable: str, holds: str) -> Path:
    """Return the folder that an environment variable names; without it the test is left out."""
    folder = os.environ.get(variable)
    if not folder:
        pytest.skip(f"{variable} is not set to the folder of {holds}")
    return Path(folder)


@pytest.fixture(scope="session")
def qgis_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """One QGIS without a screen for the whole session, with a profile of its own."""
    pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QGIS_CUSTOM_CONFIG_PATH"] = str(tmp_path_factory.mktemp("profile"))
    from qgis.core import QgsApplication

    app = QgsApplication([], True)
    app.initQgis()
    yield app
    app.taskManager().cancelAll()
    app.exitQgis()


@pytest.fixture
def project(qgis_app: object) -> Iterator[object]:
    from qgis.core import QgsProject

    QgsProject.instance().clear()
    yield QgsProject.instance()
    QgsProject.instance().clear()


@pytest.fixture
def wait_until(qgis_app: object) -> Callable[[Callable[[], bool], float], None]:
    """Keep QGIS's event loop turning until something is true."""

    def wait(condition: Callable[[], bool], seconds: float = 60.0) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                pytest.fail(f"nothing happened within {seconds:.0f} s")
            qgis_app.processEvents()
            time.sleep(0.01)

    return wait
