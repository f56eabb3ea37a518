"""Time and memory of a map of very many sites: ``python -m tests.benchmarks.large_map --sites 20000``."""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from pathlib import Path

import numpy as np

from plugin.engine.maps.maps import make_maps
from plugin.engine.results.outputs import write_result
from plugin.protocol.map_options import MapOptions
from tests.helpers.results import make_result

DEPTHS = (5.0, 6.0, 8.0, 10.0, 15.0, 20.0, 30.0, 40.0, 50.0, 60.0)
SPACING, SIDE = 100.0, 2000


def main() -> None:
    """Write results of made-up sites, map them, and print what it cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sites = _write(Path(folder), options.sites)
        cell = np.sqrt(options.sites) * SPACING / SIDE
        before = time.perf_counter()
        make_maps(Path(folder), MapOptions(resolution=float(np.round(cell, 2)), max_distance=1.5 * SPACING))
        seconds = time.perf_counter() - before
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    found = {"sites": sites, "cells": SIDE**2, "depths": len(DEPTHS), "seconds": seconds, "peak_gib": peak}
    print(json.dumps(found))


def _write(folder: Path, wanted: int) -> int:
    """Write a survey of a smooth ground with noise; return how many sites it has."""
    random = np.random.default_rng(1)
    side = round(np.sqrt(wanted))
    even = np.stack(np.meshgrid(np.arange(side), np.arange(side)), axis=-1).reshape(-1, 2)
    x, y = ((even + random.uniform(-0.3, 0.3, even.shape)) * SPACING).T
    ground = 0.3 * np.sin(x / 900) * np.cos(y / 700) + 0.1 * np.sin(x / 250 + y / 400)
    surface = 200 * np.exp(ground + random.normal(0, 0.05, len(x)))
    place = 500_000 + x, 5_000_000 + y
    write_result(make_result(*place, surface_vs=surface, depths=DEPTHS, wavelengths=(16.0, 130.0)), folder)
    return len(x)


if __name__ == "__main__":
    main()
