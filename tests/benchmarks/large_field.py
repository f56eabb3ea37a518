"""Time and memory of what very many sites say of each other: the crust's sites, mirrored side by side."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from plugin.engine.curves import FloatArray
from plugin.engine.field.survey_field import informed
from plugin.engine.network.installed import installed
from plugin.engine.network.one_pass import Predictor, one_thread_each
from plugin.engine.proof.proof import linearise
from plugin.engine.waves import spherical
from plugin.protocol.progress import UNWATCHED
from plugin.protocol.request import Request

from .surveys_with_truth import crust

ROOT = Path(__file__).resolve().parents[2]
SITES, COLUMNS, ROWS, SPACING = 20_000, 20, 15, 50_000.0
"""How many, and how those of the example lie; m."""


def measure(scale: float) -> dict[str, Any]:
    """Measure in a process of its own."""
    tiles = max(1, round(scale * SITES / (COLUMNS * ROWS)))
    code = f"from tests.benchmarks.large_field import inform; inform({tiles})"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return found


def inform(tiles: int) -> None:
    """Refine the example's sites, let those of so many tiles inform each other, and print what it took."""
    curves, request = spherical.flatten(crust().noisy(1).curves), Request(spherical="on")
    said = Predictor.of(*installed("cpu"), request).predict(curves, np.arange(curves.n_sites))
    sites = linearise(curves, said, request, UNWATCHED)
    places = mirrored(tiles)
    many = sites.take(np.tile(np.arange(curves.n_sites), tiles))
    begun, spent = time.perf_counter(), time.process_time()
    with one_thread_each():
        field = informed(many, places, np.ones(len(places), dtype=bool), UNWATCHED)
    if isinstance(field, str):
        raise RuntimeError(f"the sites said nothing of each other: {field}")
    found = {
        "sites": len(places),
        "seconds": time.perf_counter() - begun,
        "cpu_s": time.process_time() - spent,
    }
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(json.dumps({**found, "peak_gib": peak, "informed": not isinstance(field, str)}))


def mirrored(tiles: int) -> FloatArray:
    """Return places in m of the example's sites in so many tiles, mirror images of those beside them."""
    across = int(np.ceil(np.sqrt(tiles)))
    tile = np.arange(tiles)
    row, column = (axis.ravel() for axis in np.indices((ROWS, COLUMNS)))
    x = _folded(column, tile % across, COLUMNS)
    y = _folded(row, tile // across, ROWS)
    return np.asarray(SPACING * np.column_stack([x.ravel(), y.ravel()]))


def _folded(place: FloatArray, tile: FloatArray, length: int) -> FloatArray:
    """Return places along one axis in tiles (n_tiles, n_sites), of which every other is turned around."""
    turned = np.where(tile[:, None] % 2 == 1, length - 1 - place, place)
    return np.asarray(turned + length * tile[:, None], dtype=float)


def text(found: dict[str, Any]) -> str:
    """Return it in words."""
    return (
        f"What {found['sites']:,} refined sites say of each other, the crustal example's in mirrored tiles: "
        f"{found['seconds']:.0f} s ({found['cpu_s']:.0f} s of the processors), peak "
        f"{found['peak_gib']:.2f} GiB, on two cores. Refining them comes before and after."
    )
