"""Runs inside a QGIS without a screen for ``border.py``: what the border between QGIS and the engine costs.

``python -m tests.benchmarks.border_driver PART SURVEY SCALE`` prints what it found as JSON.
"""

from __future__ import annotations

import json
import os
import random
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QEvent

from plugin.protocol.map_sites import MAP_SITES
from tools.stalls import Stalls

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "resources" / "examples" / "near_surface_valley.csv"
TEN_SITES, KILLS, CYCLES, ASKS = 10, 30, 20, 30
LONGEST_S = 600.0
ENDING_S = 5.0  # what has been told to end is gone by then
ENGINE_S = {"torch", "numba", "disba", "pandas", "geopandas", "pyogrio", "rasterio", "pyproj", "scipy"}


def main() -> None:
    """Measure one part."""
    part, survey, scale = sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "vs_mapper").symlink_to(ROOT, target_is_directory=True)
        sys.path[:0] = [folder, str(ROOT)]
        os.environ["QGIS_CUSTOM_CONFIG_PATH"] = str(Path(folder) / "profile")
        app = QgsApplication([], True)
        app.initQgis()
        found = PARTS[part](survey, scale)
        found["imported"] = sorted(ENGINE_S & sys.modules.keys())
        print("FOUND", json.dumps(found), flush=True)
        os._exit(0)


@contextmanager
def _dock() -> Iterator[Any]:
    """Give the plugin's dock in a window, as QGIS loads it, and unload it afterwards."""
    import vs_mapper

    from tests.gui.qgis_window import Window

    window = Window()
    plugin = vs_mapper.classFactory(window)
    plugin.initGui()
    plugin.action.setChecked(True)
    yield plugin.dock
    plugin.unload()
    window.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _wait(busy: Callable[[], bool], seconds: float = LONGEST_S) -> None:
    end = time.monotonic() + seconds
    while busy() and time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.001)


def _choose(dock: Any, survey: Path, folder: Path, samples: int) -> None:
    dock.survey_panel.file_box.setFilePath(str(survey))
    _wait(lambda: dock.reading.busy)
    dock.options_panel.samples.setValue(samples)
    dock.options_panel.folder.setFilePath(str(folder))


def _warm(survey: Path, _scale: float) -> dict[str, Any]:
    """Describe ten sites again and again with a warm engine."""
    from vs_mapper.plugin.client.engine import ENGINE, ask
    from vs_mapper.plugin.protocol.orders import Describe
    from vs_mapper.plugin.protocol.progress import Monitor
    from vs_mapper.plugin.protocol.source import Source

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ten.csv"
        path.write_text(_first_sites(EXAMPLE, TEN_SITES))
        order, seconds = Describe(Source(path, "ten")), []
        begun = time.perf_counter()
        ask(order, Monitor())
        cold = time.perf_counter() - begun
        for _ in range(ASKS):
            begun = time.perf_counter()
            ask(order, Monitor())
            seconds.append(time.perf_counter() - begun)
    ENGINE.close()
    return {"cold": cold, "median": statistics.median(seconds), "longest": max(seconds)}


def _first_sites(table: Path, count: int) -> str:
    head, *rows = table.read_text().splitlines(keepends=True)
    names = list(dict.fromkeys(row.split(",")[0] for row in rows))[:count]
    return head + "".join(row for row in rows if row.split(",")[0] in names)


def _run(survey: Path, _scale: float) -> dict[str, Any]:
    """Run a survey in the dock; how long, and how long QGIS's main thread stood still at most."""
    with tempfile.TemporaryDirectory() as folder, _dock() as dock:
        _choose(dock, survey, Path(folder), 50)
        time.sleep(8.0)  # the engine has imported what it needs by then
        stalls = Stalls()
        stalls.start()
        begun = time.perf_counter()
        dock.run()
        _wait(lambda: dock.busy)
        seconds = time.perf_counter() - begun
        stalls.stop()
        longest, _ = stalls.longest[""]
        return {"seconds": seconds, "stall": longest, "messages": dock.run_panel.messages()[-3:]}


def _kill(_survey: Path, scale: float) -> dict[str, Any]:
    """Kill the engine at random moments of a run; whether QGIS said so, left whole results and went on."""
    chance, right, kills = random.Random(3), 0, max(2, round(scale * KILLS))
    with tempfile.TemporaryDirectory() as folder, _dock() as dock:
        out = Path(folder) / "out"
        _choose(dock, EXAMPLE, out, 20)
        begun = time.perf_counter()
        _finish(dock)
        length, wanted = time.perf_counter() - begun, _content(out)
        for _ in range(kills):
            right += _survives(dock, out, wanted, chance.uniform(0.0, length))
    return {"kills": kills, "right": right}


def _survives(dock: Any, out: Path, wanted: dict[str, bytes], moment: float) -> bool:
    """Kill the engine that long after Run; True where all is as it should be, and the next run is right."""
    from vs_mapper.plugin.client.engine import ENGINE

    said = len(dock.run_panel.messages())
    _wait(lambda: ENGINE.worker is None and dock.reading.busy)
    end = time.monotonic() + moment
    dock.run()
    _wait(lambda: dock.busy and time.monotonic() < end)
    if ENGINE.worker is not None:
        os.kill(ENGINE.worker.pid, signal.SIGKILL)
    was_busy = dock.busy
    _wait(lambda: dock.busy)
    told = any("The engine stopped" in line for line in dock.run_panel.messages()[said:])
    whole = _content(out) in (wanted, _without_maps(wanted))
    _finish(dock)
    return (told or not was_busy or _finished(dock, said)) and whole and _content(out) == wanted


def _finished(dock: Any, said: int) -> bool:
    """Return True where the run was done before the kill reached it."""
    return any(line.startswith("Done") for line in dock.run_panel.messages()[said:])


def _finish(dock: Any) -> None:
    dock.run()
    _wait(lambda: dock.busy)


def _content(folder: Path) -> dict[str, bytes]:
    """Return the tables and rasters of a folder; run.json has the time in it."""
    kept = (".csv", ".tif")
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.suffix in kept}


def _without_maps(content: dict[str, bytes]) -> dict[str, bytes]:
    """Return what a run leaves whose maps are not made."""
    return {name: of for name, of in content.items() if not name.endswith(".tif") and name != MAP_SITES}


def _cycles(_survey: Path, scale: float) -> dict[str, Any]:
    """Load, run and unload again and again; what is left."""
    left = {"processes": 0, "threads": 0, "layers": 0}
    cycles = max(2, round(scale * CYCLES))
    for _ in range(cycles):
        threads = threading.active_count()
        with tempfile.TemporaryDirectory() as folder:
            with _dock() as dock:
                _choose(dock, EXAMPLE, Path(folder), 0)
                _finish(dock)
            QgsProject.instance().clear()
        _wait(partial(_something_left, threads), ENDING_S)
        left["processes"] += len(_children())
        left["threads"] += max(threading.active_count() - threads, 0)
        left["layers"] += len(QgsProject.instance().mapLayers())
    return {"cycles": cycles, **left}


def _something_left(threads: int) -> bool:
    return threading.active_count() > threads or bool(_children())


def _children() -> list[str]:
    listed = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    return listed.read_text().split() if listed.exists() else []


PARTS = {"warm": _warm, "run": _run, "kill": _kill, "cycles": _cycles}

if __name__ == "__main__":
    main()
