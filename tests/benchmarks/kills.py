"""What kills leave of results: one whole run, the old one or the new one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
KILLS = 200
SEED = 20_260


def measure(scale: float) -> dict[str, Any]:
    """Kill invert, map, section, export and the inversion of a stack at random moments."""
    kills = max(4, round(scale * KILLS))
    command = [sys.executable, "-m", "tests.benchmarks.kill_driver", str(kills), str(SEED)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=3600)
    lines = [line for line in ran.stdout.splitlines() if line.startswith("FOUND ")]
    if not lines:
        raise RuntimeError(f"kills: {ran.stderr[-1000:]}")
    found = json.loads(lines[0].removeprefix("FOUND "))
    return {
        "kills": len(found),
        "whole": sum(one["left"] != "mixed" for one in found),
        "amid_moves": sum(one["amid_moves"] for one in found),
        "left": Counter(one["left"] for one in found),
        "mixed": [one for one in found if one["left"] == "mixed"],
    }


def text(found: dict[str, Any]) -> str:
    """Return it in words."""
    old, new = (found["left"].get(kind, 0) for kind in ("old", "new"))
    return (
        "`invert`, `map`, `section`, `export` and the inversion of a raster stack, each into a folder with "
        f"earlier results, were killed at {found['kills']} random moments, half of them among the steps in "
        f"which files are moved: {found['amid_moves']} times with some files moved and others not. The next "
        f"look at the folder found one whole set {found['whole']} times: the old one {old} times, the new "
        f"one {new} times."
    )
