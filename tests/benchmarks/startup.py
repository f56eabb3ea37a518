"""How long QGIS takes to load the plugin, and what loading imports."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from tools.qgis_python import QGIS_PYTHON

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("torch", "rasterio", "geopandas", "pandas", "numba", "disba", "scipy", "numpy")
RUNS = 5
LOAD = """
import json, sys, time
sys.path[:0] = [{folder!r}, {root!r}]
from qgis.core import QgsApplication
app = QgsApplication([], True)
app.initQgis()
from tests.gui.qgis_window import Window
window = Window()
import qgis.gui, qgis.utils  # as QGIS itself has by the time it loads plugins
before = set(sys.modules)
begun = time.perf_counter()
import vs_mapper
plugin = vs_mapper.classFactory(window)
plugin.initGui()
seconds = time.perf_counter() - begun
heavy = sorted((set(sys.modules) - before) & set({heavy!r}))
print("LOADED", json.dumps(dict(seconds=seconds, heavy=heavy)))
plugin.unload()
"""


def measure(scale: float) -> dict[str, Any]:
    """Load the plugin into fresh QGIS processes without a screen; the first, cold, is left out."""
    runs = [_load() for _ in range(1 + max(1, round(scale * RUNS)))][1:]
    return {
        "seconds": statistics.median(run["seconds"] for run in runs),
        "longest": max(run["seconds"] for run in runs),
        "runs": len(runs),
        "heavy": sorted({name for run in runs for name in run["heavy"]}),
    }


def text(found: dict[str, Any]) -> str:
    """Return it in words."""
    heavy = ", ".join(found["heavy"]) or "none of " + ", ".join(HEAVY)
    return (
        f"Import of the plugin, classFactory and initGui in a fresh QGIS: median {found['seconds']:.3f} s of "
        f"{found['runs']} loads, longest {found['longest']:.3f} s. Heavy packages imported: {heavy}."
    )


def _load() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "vs_mapper").symlink_to(ROOT, target_is_directory=True)
        code = LOAD.format(folder=folder, root=str(ROOT), heavy=HEAVY)
        settings = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        ran = subprocess.run(
            [str(QGIS_PYTHON), "-c", code],
            env=settings,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
    lines = [line for line in ran.stdout.splitlines() if line.startswith("LOADED ")]
    if not lines:
        raise RuntimeError(f"QGIS did not load the plugin: {ran.stderr[-500:]}")
    found: dict[str, Any] = json.loads(lines[0].removeprefix("LOADED "))
    return found
