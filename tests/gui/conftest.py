"""The plugin in a QGIS window, loaded by QGIS's own plugin loader."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import PLUGIN, ROOT


@pytest.fixture(autouse=True)
def no_error_in_a_slot(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fail a test in which Qt called Python code that raised; without a hook PyQt would abort."""
    errors: list[str] = []
    monkeypatch.setattr(
        sys, "excepthook", lambda *error: errors.append("".join(traceback.format_exception(*error)))
    )
    yield
    assert not errors, "\n".join(errors)


@pytest.fixture
def window(qgis_app: object) -> Iterator[object]:
    from tests.gui.qgis_window import Window

    made = Window()
    made.window.show()
    yield made
    made.window.close()
    made.window.deleteLater()
    qgis_app.processEvents()


@pytest.fixture(scope="session")
def plugins_folder(tmp_path_factory: pytest.TempPathFactory, qgis_app: object) -> Iterator[Path]:
    """A folder of plugins in which the repository is linked under the plugin's name."""
    import qgis.utils

    folder = tmp_path_factory.mktemp("plugins")
    (folder / PLUGIN).symlink_to(ROOT, target_is_directory=True)
    sys.path.insert(0, str(folder))
    qgis.utils.plugin_paths = [str(folder)]
    qgis.utils.updateAvailablePlugins()
    yield folder
    sys.path.remove(str(folder))


@pytest.fixture
def plugin(
    plugins_folder: Path, window: object, project: object, monkeypatch: pytest.MonkeyPatch
) -> Iterator[object]:
    import qgis.utils

    monkeypatch.setattr(qgis.utils, "iface", window)
    assert qgis.utils.loadPlugin(PLUGIN)
    assert qgis.utils.startPlugin(PLUGIN)
    yield qgis.utils.plugins[PLUGIN]
    if PLUGIN in qgis.utils.plugins:
        with _worker_kept():
            qgis.utils.plugins.pop(PLUGIN).unload()
        qgis.utils.active_plugins.remove(PLUGIN)


@contextmanager
def _worker_kept() -> Iterator[None]:
    """Let the next test have the worker of this one where that is idle: each needs seconds to start."""
    engine = sys.modules[f"{PLUGIN}.plugin.client.engine"].ENGINE
    idle = engine._lock.acquire(timeout=5.0)  # it may be starting still
    worker = None
    if idle:
        worker, engine._worker = engine._worker, None
        engine._lock.release()
    yield
    engine._worker = worker


@pytest.fixture
def dock(plugin: object, window: object, wait_until: Callable[..., None]) -> object:
    plugin.action.setChecked(True)
    wait_until(window.docks)
    return plugin.dock


@pytest.fixture
def italian(plugins_folder: Path) -> Iterator[None]:
    """QGIS in Italian, in which the plugin is imported anew."""
    from qgis.core import QgsSettings

    own = {name: sys.modules.pop(name) for name in list(sys.modules) if name.split(".")[0] == PLUGIN}
    settings = QgsSettings()
    settings.setValue("locale/overrideFlag", True)
    settings.setValue("locale/userLocale", "it_IT")
    yield
    for key in ("overrideFlag", "userLocale"):
        settings.remove(f"locale/{key}")
    for name in [name for name in sys.modules if name.split(".")[0] == PLUGIN]:
        del sys.modules[name]
    sys.modules.update(own)
