"""Peak memory against the size of a raster stack, in processes of their own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from .report import table

ROOT = Path(__file__).resolve().parents[2]
PIXELS = (62_500, 250_000)
WANTED = 1_000_000


def measure(scale: float) -> dict[str, Any]:
    """Invert stacks of two sizes by one pass; return what each cost."""
    return {"stacks": [_stack(max(10_000, round(scale * pixels))) for pixels in PIXELS]}


def _stack(pixels: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.stack_memory", "--json", "--pixels", str(pixels)]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


def extrapolated_gib(found: dict[str, Any]) -> float:
    """Return the peak memory of a million pixels: the larger stack's, grown as from the smaller."""
    small, large = found["stacks"]
    growth = max(0.0, large["peak_gib"] - small["peak_gib"]) / max(1, large["pixels"] - small["pixels"])
    return float(large["peak_gib"] + growth * max(0, WANTED - large["pixels"]))


def text(found: dict[str, Any]) -> str:
    """Return the table."""
    rows = [
        [
            f"{s['pixels']:,}",
            f"{s['seconds']:.0f}",
            f"{s['pixels'] / s['seconds']:,.0f}",
            f"{s['peak_gib']:.2f}",
        ]
        for s in found["stacks"]
    ]
    rows.append([f"{WANTED:,} (continued from these two)", "", "", f"{extrapolated_gib(found):.2f}"])
    header = [
        "Pixels of a stack of 17 periods",
        "seconds, reading and writing included",
        "pixels/s",
        "peak GiB",
    ]
    return table(header, rows)
