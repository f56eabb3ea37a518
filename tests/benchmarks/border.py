"""What the border between QGIS and the engine costs and withstands, in QGIS processes of their own."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tools.qgis_python import QGIS_PYTHON
from tools.screens import OWN, tour

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "resources" / "examples" / "near_surface_valley.csv"
RUNS = 3
SIZE = "1400x900"


def measure(scale: float) -> dict[str, Any]:
    """Measure warm requests, a run in the dock beside the command line, kills, and cycles of loading."""
    survey = _survey()
    runs = max(1, round(scale * RUNS))
    docks = [_part("run", survey, scale) for _ in range(runs)]
    return {
        "survey": survey.parent.name if survey != EXAMPLE else survey.stem,
        "warm": _part("warm", survey, scale),
        "dock_seconds": statistics.median(run["seconds"] for run in docks),
        "stall": max(run["stall"] for run in docks),
        "imported": sorted({name for run in docks for name in run["imported"]}),
        "command_line_seconds": statistics.median(_command_line(survey) for _ in range(runs)),
        "kill": _part("kill", survey, scale),
        "cycles": _part("cycles", survey, scale),
        "tour": _tour(),
    }


def text(found: dict[str, Any]) -> str:
    """Return it in words."""
    return " ".join((_costs(found), _withstands(found), _stands_still(found["tour"])))


def _costs(found: dict[str, Any]) -> str:
    warm, dock, alone = found["warm"], found["dock_seconds"], found["command_line_seconds"]
    packages = ", ".join(found["imported"]) or "none"
    return (
        "A request to a warm engine (a survey of ten sites described): median "
        f"{1000 * warm['median']:.0f} ms, longest {1000 * warm['longest']:.0f} ms; the first after the start "
        f"{warm['cold']:.1f} s. The survey {found['survey']}, 50 samples a site, inverted and mapped: "
        f"{dock:.1f} s in the dock, layers included, {alone:.1f} s on the command line, its start included "
        f"({dock / alone:.2f} times); QGIS's main thread stood still for {1000 * found['stall']:.0f} ms at "
        f"most. Packages of the engine imported in QGIS's process: {packages}."
    )


def _withstands(found: dict[str, Any]) -> str:
    kill, cycles = found["kill"], found["cycles"]
    left = ", ".join(f"{cycles[what]} {what}" for what in ("processes", "threads", "layers"))
    return (
        f"The engine was killed at {kill['kills']} random moments of a run: {kill['right']} times QGIS went "
        "on and said so, the results were whole (a run that is killed while it draws maps leaves its sites), "
        "and the next run was right. "
        f"After {cycles['cycles']} cycles of load, run and unload: {left} left."
    )


def longest(stages: dict[str, Any]) -> float:
    """Return the longest stall in s of the stages of a tour that are not QGIS's own."""
    return float(max(wall for stage, (wall, _) in stages.items() if not stage.startswith(OWN)))


def _stands_still(stages: dict[str, Any]) -> str:
    ours, own = (
        ", ".join(
            f"{stage.removeprefix(OWN).strip().replace('_', ' ')} {1000 * wall:.0f}"
            for stage, (wall, _) in stages.items()
            if stage.startswith(OWN) is is_own
        )
        for is_own in (False, True)
    )
    return (
        "A tour of the plugin in the QGIS program, through every screen, longest stall of each stage in ms: "
        f"{ours}. What QGIS does by itself on the way: {own}."
    )


def _tour() -> dict[str, tuple[float, float]]:
    """Go through every screen of the plugin in the QGIS program."""
    with tempfile.TemporaryDirectory() as folder:
        return tour(SIZE, Path(folder) / "screens")


def _survey() -> Path:
    """Return the survey of the Los Angeles basin where it is there, else the bundled valley."""
    data = os.environ.get("VS_MAPPER_DATA")
    real = Path(data or "") / "socal_la_basin" / "dispersion.csv"
    return real if data and real.is_file() else EXAMPLE


def _part(part: str, survey: Path, scale: float) -> dict[str, Any]:
    command = [str(QGIS_PYTHON), "-m", "tests.benchmarks.border_driver", part, str(survey), str(scale)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=3600)
    lines = [line for line in ran.stdout.splitlines() if line.startswith("FOUND ")]
    if not lines:
        raise RuntimeError(f"{part}: {ran.stderr[-1000:]}")
    found: dict[str, Any] = json.loads(lines[0].removeprefix("FOUND "))
    return found


def _command_line(survey: Path) -> float:
    """Return the seconds of inverting and mapping on the command line."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        for command in (["invert", str(survey), "--out", folder], ["map", folder]):
            subprocess.run(
                [sys.executable, "-m", "plugin", *command], cwd=ROOT, capture_output=True, check=True
            )
        return time.perf_counter() - begun
