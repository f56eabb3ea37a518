"""The four layered models and exact curves that `VS_MAPPER_DATA` holds, for checking a forward solver."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np

from plugin.engine.curves import FloatArray

from .columns import Column

VARIABLE = "VS_MAPPER_DATA"


def data_folder() -> Path | None:
    """Return the folder of real and reference data; None where the environment names none."""
    return Path(os.environ[VARIABLE]) if VARIABLE in os.environ else None


def reference_models(folder: Path) -> list[Column]:
    """Return the models in the order of their numbers.

    Raises
    ------
    FileNotFoundError
        If the folder lacks them.
    """
    models = json.loads((folder / "benchmark_models" / "benchmark_true_models.json").read_text())
    return [_column(name, lines) for name, lines in models.items()]


def reference_curve(folder: Path, model: int) -> tuple[FloatArray, FloatArray]:
    """Return frequency in Hz and phase velocity in m/s of a model's fundamental mode."""
    text = (folder / "benchmark_models" / f"mod{model}_dc.txt").read_text()
    fundamental = text.split("# Mode 0")[1].split("#")[0]
    rows = [line.split() for line in fundamental.splitlines() if line]
    frequency, slowness = np.array(rows, dtype=np.float64).T[:2]
    return frequency, 1.0 / slowness


def _column(name: str, lines: list[str]) -> Column:
    fields = dict(line.split(" = ") for line in lines)
    thickness, vp, vs = (np.array(json.loads(fields[key]), dtype=np.float64) for key in ("tk", "vp", "vs"))
    first, _, times = fields["rh"].partition("*")
    density = np.array(json.loads(first) * int(times or 1), dtype=np.float64)
    return Column(name, "reference", thickness, vs, vp, density)
