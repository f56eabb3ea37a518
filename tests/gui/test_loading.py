"""The plugin comes and goes without a trace, and comes fast."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

HEAVY = ("torch", "rasterio", "geopandas", "pandas", "numba", "disba", "scipy", "numpy", "matplotlib")

LOAD = """
import sys
sys.path.insert(0, {folder!r})
from qgis.core import QgsApplication
app = QgsApplication([], True)
app.initQgis()
sys.path.insert(0, {root!r})
from tests.gui.qgis_window import Window
window = Window()
before = set(sys.modules)
import vs_mapper
plugin = vs_mapper.classFactory(window)
plugin.initGui()
print("LOADED", *sorted((set(sys.modules) - before) & set({heavy!r})))
plugin.unload()
"""


def test_it_leaves_nothing_behind_however_often_it_is_loaded(
    plugin: object, window: object, wait_until: Callable[..., None]
) -> None:
    import qgis.utils

    for _ in range(2):
        qgis.utils.plugins["vs_mapper"].action.setChecked(True)
        wait_until(lambda: len(window.docks()) == 1)
        assert len(window.toolbar.actions()) == 1
        qgis.utils.unloadPlugin("vs_mapper")
        from qgis.PyQt.QtCore import QCoreApplication, QEvent

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert (window.docks(), window.toolbar.actions(), window.menus) == ([], [], {})
        assert qgis.utils.loadPlugin("vs_mapper")
        assert qgis.utils.startPlugin("vs_mapper")


def test_loading_imports_no_heavy_package(plugins_folder: Path) -> None:
    root = str(Path(__file__).parents[2])
    code = LOAD.format(folder=str(plugins_folder), root=root, heavy=HEAVY)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert "LOADED\n" in ran.stdout, ran.stdout + ran.stderr[-2000:]


def test_the_button_follows_the_dock(dock: object, plugin: object) -> None:
    dock.close()
    assert not plugin.action.isChecked()
    plugin.action.setChecked(True)
    assert not dock.isHidden()


def test_a_dock_that_is_no_longer_wanted_when_it_is_made_stays_hidden(
    plugin: object, window: object, wait_until: Callable[..., None]
) -> None:
    plugin.action.setChecked(True)
    plugin.action.setChecked(False)
    wait_until(window.docks)
    assert plugin.dock.isHidden()
    plugin.action.setChecked(True)
    assert not plugin.dock.isHidden()


def test_it_can_be_unloaded_before_the_dock_has_come(
    plugin: object, window: object, wait_until: Callable[..., None]
) -> None:
    import qgis.utils

    from plugin.gui.turns import next_turn

    plugin.action.setChecked(True)
    qgis.utils.unloadPlugin("vs_mapper")
    later: list[bool] = []
    next_turn(partial(later.append, True))
    wait_until(lambda: later)
    assert window.docks() == []
