"""Results of slow rivals, kept on disk so that new weights do not make them run again."""

from __future__ import annotations

import hashlib
import json
import os
import platform
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

from plugin.engine.curves import Curves
from plugin.engine.files.atomic import written_whole

FOLDER = Path("out/benchmarks_cache")


def key_of(curves: Curves, *settings: object) -> str:
    """Return a name that changes with any point of the curves, beyond rounding, and with any setting."""
    columns = [getattr(curves, column.name).tolist() for column in fields(curves)]
    rounded = [[f"{value:.8g}" for value in column] for column in columns]
    return hashlib.sha256(repr((rounded, settings)).encode()).hexdigest()[:16]


def remembered(
    rival: str, key: str, compute: Callable[[], dict[str, Any]], folder: Path = FOLDER
) -> dict[str, Any]:
    """Return what `compute` once returned for this key, else ask it now and keep the answer."""
    path = folder / f"{rival}_{key}.json"
    if path.is_file():
        found: dict[str, Any] = json.loads(path.read_text())
        return found
    found = compute() | {"machine": machine()}
    folder.mkdir(parents=True, exist_ok=True)
    with written_whole(folder) as part:
        (part / path.name).write_text(json.dumps(found))
    return found


def machine() -> str:
    """Return the machine in words."""
    return f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _processor() -> str:
    """Return the processor's name where the system tells it, else its architecture."""
    table = Path("/proc/cpuinfo")
    lines = table.read_text().splitlines() if table.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
