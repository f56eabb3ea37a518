"""Jobs for the workers of a cluster, which import this module."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path

from plugin.protocol.progress import Monitor

STEP_S = 0.02


def nothing_special() -> Mapping[str, object]:
    """Stands for the versions that numbers depend on."""
    return {"python": "this one"}


def wrong_there() -> Mapping[str, object]:
    """Says something else in every process."""
    return {"python": "this one", "packages": os.getpid()}


def number_after(seconds: float, number: int, started: Path, monitor: Monitor) -> tuple[int, int]:
    """Note who starts, work for some time, and return number and process."""
    (started / f"{number}-{os.getpid()}").touch()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        time.sleep(STEP_S)
        monitor.step(0.0, "working")
    return number, os.getpid()
