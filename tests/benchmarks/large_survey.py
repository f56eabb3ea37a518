"""Time and memory of reading and checking a survey of a million rows, in processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from .report import table

ROOT = Path(__file__).resolve().parents[2]
SITES, POINTS = 20_000, 50
RUNS = 3


def measure(scale: float) -> dict[str, Any]:
    """Describe a survey with ``python -m plugin info``, in the middle one of a few runs."""
    sites = max(100, round(scale * SITES))
    with tempfile.TemporaryDirectory() as folder:
        path = write_survey(Path(folder) / "survey.csv", sites)
        runs = sorted(_describe(path, sites) for _ in range(RUNS))
        megabytes = path.stat().st_size / 1e6
    seconds, peak = runs[RUNS // 2]
    return {
        "sites": sites,
        "rows": sites * POINTS,
        "megabytes": megabytes,
        "seconds": seconds,
        "peak_gib": peak,
    }


def write_survey(path: Path, sites: int, seed: int = 1) -> Path:
    """Write noisy phase velocities at 50 frequencies of sites 25 m apart."""
    random = np.random.default_rng(seed)
    frequency = np.round(np.geomspace(2.0, 40.0, POINTS), 3)
    with path.open("w") as file:
        file.write("site,x,y,crs,frequency_hz,phase_velocity_m_s,sigma_m_s\n")
        for site in range(sites):
            place = (
                f"S{site:05d},{500_000 + 25 * (site % 200)}.0,{5_300_000 + 25 * (site // 200)}.0,EPSG:32633"
            )
            velocity = (180 + 900 / frequency) * (1 + 0.02 * random.standard_normal(POINTS))
            file.writelines(
                f"{place},{f},{v:.1f},{0.03 * v:.1f}\n" for f, v in zip(frequency.tolist(), velocity.tolist())
            )
    return path


def _describe(path: Path, sites: int) -> tuple[float, float]:
    """Return the seconds and the largest resident memory in GiB of one run."""
    command = [sys.executable, "-m", "plugin", "info", str(path)]
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    said = process.stdout.read() if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or f"{sites} sites, {sites * POINTS} points" not in said:
        raise RuntimeError(f"the survey was not read: {said[:200]}")
    return seconds, used.ru_maxrss / 2**20


def text(found: dict[str, Any]) -> str:
    """Return the table."""
    header = ["A survey as CSV", "rows", "MB", "seconds, start of Python included", "peak GiB"]
    row = [
        f"{found['sites']:,} sites",
        f"{found['rows']:,}",
        f"{found['megabytes']:.0f}",
        f"{found['seconds']:.1f}",
        f"{found['peak_gib']:.2f}",
    ]
    return table(header, [row])
