"""What tests of QGIS's side need of the engine, which they do not import: its own Python does it for them."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
from small_grids import PERIODS_S, SHAPE

from plugin.client.environment import clean_environment
from plugin.client.pythons import find_engine
from plugin.protocol.read_options import ReadOptions
from plugin.protocol.wire import encode

HELPERS = Path(__file__).resolve().parent
ROOT = HELPERS.parents[1]
AS_THE_FILE_SAYS = ReadOptions()


def command_line(*words: object) -> None:
    """Run ``python -m plugin`` to its end."""
    command = [str(find_engine().path), "-m", "plugin", *map(str, words)]
    done = subprocess.run(
        command, cwd=ROOT, env=clean_environment(os.environ), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def write_results(folder: Path, side: int, tables: str = "csv", **values: float) -> Path:
    """Write the small result of side by side sites, in some columns of one value."""
    _ask("write_results", folder=folder, side=side, values=values, tables=tables)
    return folder


def write_named_results(folder: Path, name: str) -> Path:
    """Write the result of two sites; the first, its message and a site that is lost bear the name."""
    _ask("write_named_results", folder=folder, name=name)
    return folder


def soil_grids(shape: tuple[int, int] = SHAPE) -> np.ndarray:
    """Velocities in m/s of ground whose stiffness grows to the east, shape (n_periods, rows, columns)."""
    return np.array(_ask("soil_grids", shape=shape))


def write_raster(path: Path, grid: np.ndarray) -> Path:
    """Write bands of 100 m cells."""
    _ask("write_raster", path=path, grid=grid)
    return path


def write_folder(folder: Path, kind: str, grids: np.ndarray) -> Path:
    """Write one file a period: ``phase_0.05s.tif``."""
    folder.mkdir(exist_ok=True)
    for period, grid in zip(PERIODS_S, grids):
        write_raster(folder / f"{kind}_{period:g}s.tif", grid)
    return folder


def read_raster(path: Path) -> np.ndarray:
    """Return all bands, NaN where there is no data."""
    return np.array(_ask("read_raster", path=path))


def write_table(path: Path, columns: Mapping[str, Sequence[object]]) -> Path:
    """Write a table as the engine's tables are written."""
    _ask("write_table", path=path, columns=columns)
    return path


def write_layer(
    path: Path, layer: str, columns: Mapping[str, Sequence[object]], place: tuple[float, float], crs: str
) -> Path:
    """Write a layer of one point into a GeoPackage."""
    _ask("write_layer", path=path, layer=layer, columns=columns, place=place, crs=crs)
    return path


def survey(path: Path, options: ReadOptions = AS_THE_FILE_SAYS) -> SimpleNamespace:
    """Read a survey: names, crs, x and y of its sites, and frequency, velocity, sigma of its points."""
    read = _ask("survey", path=path, options=encode(options))
    return SimpleNamespace(**{name: np.array(v) if name != "crs" else v for name, v in read.items()})


def _ask(work: str, **given: object) -> Any:
    process = _process()
    process.stdin.write(json.dumps({"work": work, "given": given}, default=_plain) + "\n")
    process.stdin.flush()
    answer = json.loads(process.stdout.readline())
    assert "error" not in answer, answer["error"]
    return answer["made"]


def _plain(value: object) -> object:
    return value.tolist() if isinstance(value, np.ndarray) else os.fspath(value)


@cache
def _process() -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [str(find_engine().path), "-m", "engine_works"],
        env={**clean_environment(os.environ), "PYTHONPATH": os.pathsep.join(map(str, (ROOT, HELPERS)))},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(process.stdin.close)
    return process
