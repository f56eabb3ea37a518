"""What a cluster costs beside threads, what kills of its workers change, and what it holds in memory."""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from plugin.engine.cluster import opened
from plugin.engine.stack.cells import SIDE
from plugin.protocol.distribution import Distribution
from plugin.protocol.progress import Monitor

from .report import table
from .stack_memory import DEPTHS, PERIODS, write_stack

ROOT = Path(__file__).resolve().parents[2]
CELLS, CELLS_KILLED, CELLS_SIMULATED = 1_000_000, 60_000, 10_000_000
KILLS, SEED = 30, 20_261
WAYS = {"threads": (), "1 worker": ("--workers", "1"), "2 workers": ("--workers", "2")}
PAUSE_S = (4.0, 12.0)
"""Shortest and longest time from one kill to the next: a worker needs some seconds to start."""


def measure(scale: float) -> dict[str, Any]:
    """Invert a stack by threads and by workers, again while workers are killed, and send empty tasks."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        return {
            "ways": _ways(max(20_000, round(scale * CELLS)), folder),
            "kills": _kills(max(2, round(scale * KILLS)), folder),
            "simulated": _apart(max(200_000, round(scale * CELLS_SIMULATED))),
        }


def _invert(stack: Path, out: Path, way: str) -> subprocess.Popen[bytes]:
    options = ["--samples", "0", "--depths", DEPTHS, "--out", str(out), *WAYS[way]]
    command = [sys.executable, "-m", "plugin", "invert", str(stack), *options]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _ways(cells: int, folder: Path) -> dict[str, Any]:
    """Return the seconds of each way, start to end, and whether all make the same rasters."""
    stack, seconds = folder / "stack.tif", {}
    cells, _ = write_stack(stack, cells, 1.0)
    for way in WAYS:
        begun = time.perf_counter()
        _require_done(_invert(stack, folder / way, way))
        seconds[way] = time.perf_counter() - begun
    first, *others = (_rasters(folder / way) for way in WAYS)
    return {"cells": cells, "seconds": seconds, "same": all(other == first for other in others)}


def _kills(kills: int, folder: Path) -> dict[str, int]:
    """Kill workers at random, one after the other, in as many runs as that takes; compare what they write."""
    stack, chance = folder / "killed.tif", random.Random(SEED)
    write_stack(stack, CELLS_KILLED, 1.0)
    _require_done(_invert(stack, folder / "whole", "threads"))
    killed, runs, same = 0, 0, 0
    while killed < kills:
        out = folder / f"killed {runs}"
        running = _invert(stack, out, "2 workers")
        while killed < kills and not _ends_within(running, chance.uniform(*PAUSE_S)):
            killed += _kill_one(running.pid, chance)
        _require_done(running)
        runs, same = runs + 1, same + (_rasters(out) == _rasters(folder / "whole"))
    return {"kills": killed, "runs": runs, "same": same}


def _ends_within(running: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        running.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def _kill_one(client: int, chance: random.Random) -> int:
    """Kill one of the workers that a process has started; return how many were killed."""
    workers = []
    for child in psutil.Process(client).children():
        if "spawn_main" in " ".join(child.cmdline()):
            workers.append(child)
    if workers:
        chance.choice(workers).kill()
    return min(len(workers), 1)


def _require_done(running: subprocess.Popen[bytes]) -> None:
    if running.wait():
        raise RuntimeError(f"cluster: the inversion ended with status {running.returncode}")


def _rasters(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.tif"))}


def _apart(cells: int) -> dict[str, float]:
    """Return what `simulate` finds in a process of its own."""
    code = f"from tests.benchmarks.cluster import simulate; simulate({cells})"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(ran.stdout.splitlines()[-1])
    return found


def simulate(cells: int) -> None:
    """Hand out the windows of a stack of that many cells, at which nothing is done; print what it takes.

    Client and scheduler are one process here, as with ``--workers``.
    """
    window = np.random.default_rng(1).random((SIDE * SIDE, len(PERIODS), 3))
    sizes = [SIDE * SIDE] * -(-cells // (SIDE * SIDE))
    before, begun, most = _peak_gib(), time.perf_counter(), 0
    made, done = 0, 0

    def job_of(number: int) -> partial[int]:
        nonlocal made
        made += 1
        return partial(nothing, window.copy(), number)

    with opened(Distribution(workers=2), alike) as cluster:
        for _ in cluster.finished(job_of, sizes, Monitor()):
            done += 1
            most = max(most, made - done)
    seconds = time.perf_counter() - begun
    found = {"cells": cells, "windows": done, "out": most, "seconds": seconds}
    print(json.dumps({**found, "before_gib": before, "peak_gib": _peak_gib()}))


def alike() -> dict[str, object]:
    """Stand for the versions that numbers depend on."""
    return {}


def nothing(_window: np.ndarray, number: int, _monitor: Monitor) -> int:
    """Do nothing with a window."""
    return number


def _peak_gib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def text(found: dict[str, Any]) -> str:
    """Return it as a table and in words."""
    ways, kills, simulated = found["ways"], found["kills"], found["simulated"]
    rows = [
        [way, f"{seconds:.0f}", f"{1e6 * seconds / ways['cells']:.0f}", f"{ways['cells'] / seconds:,.0f}"]
        for way, seconds in ways["seconds"].items()
    ]
    header = [
        f"{ways['cells']:,} cells of {len(PERIODS)} periods, one pass",
        "s",
        "s a million cells",
        "cells/s",
    ]
    same = "the same" if ways["same"] else "NOT the same"
    return (
        f"{table(header, rows)}\n\n"
        f"From start to end, workers' start included. The rasters are {same} to the last byte. Workers were "
        f"killed (`kill -9`) {kills['kills']} times at random in {kills['runs']} runs on two workers; "
        f"{kills['same']} of these runs wrote the same rasters as one by threads. "
        f"Of {simulated['cells']:,} cells the {simulated['windows']:,} windows were handed out with nothing "
        f"to do: at most {simulated['out']} of them were made and not yet done; client and scheduler, one "
        f"process, held {simulated['peak_gib']:.2f} GiB at the most ({simulated['before_gib']:.2f} before), "
        f"and took {simulated['seconds']:.0f} s."
    )
