"""Peak memory and speed of a raster stack: ``python -m tests.benchmarks.stack_memory --pixels 1000000``.

A stack of that many cells is made up on disk and inverted by the command line in a process of its own,
whose largest resident memory is read from the operating system. Temporary disk use is about 10 bytes a
cell, band and depth.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import rasterio
from rasterio.transform import from_origin

ROOT = Path(__file__).parents[2]
PERIODS = np.geomspace(3.0, 16.0, 17)
DEPTHS = "1000,1500,2000,3000,4000,5000,6000,8000,10000,15000,20000"
LIMIT_GIB = 2.0


@dataclass(frozen=True)
class Measured:
    """What one inversion cost; `pixels` of the grid's `cells` hold a curve."""

    cells: int
    pixels: int
    seconds: float
    peak_gib: float

    def line(self) -> str:
        """Return it in words."""
        return (
            f"{self.pixels:,} pixels with data in {self.cells:,}, {len(PERIODS)} periods: "
            f"{self.seconds:.0f} s start to end, "
            f"{self.pixels / self.seconds:,.0f} pixels/s, peak {self.peak_gib:.2f} GiB "
            f"({'under' if self.peak_gib < LIMIT_GIB else 'OVER'} {LIMIT_GIB:g} GiB)"
        )


def write_stack(path: Path, pixels: int, filled: float, seed: int = 1) -> tuple[int, int]:
    """Write phase velocities in km/s that rise with period, at a share of the cells; count all and these."""
    side = round(np.sqrt(pixels))
    random = np.random.default_rng(seed)
    profile = {"driver": "GTiff", "dtype": "float32", "height": side, "width": side, "count": len(PERIODS)}
    place = {"crs": "EPSG:4326", "transform": from_origin(0.0, 50.0, 10.0 / side, 10.0 / side)}
    slow, rise = random.uniform(1.5, 2.5, (side, side)), random.uniform(0.2, 0.6, (side, side))
    holds = random.random((side, side)) < filled
    with rasterio.open(path, "w", tiled=True, blockxsize=256, blockysize=256, **profile, **place) as raster:
        for band, period in enumerate(PERIODS, start=1):
            noise = 1 + 0.01 * random.standard_normal((side, side))
            velocity = noise * slow * (period / PERIODS[0]) ** rise
            raster.write(np.where(holds, velocity, np.nan).astype(np.float32), band)
            raster.set_band_description(band, f"phase {period:.6g} s")
    return side * side, int(holds.sum())


def measure(pixels: int, filled: float, samples: int, folder: Path) -> Measured:
    """Make a stack, invert it in a process of its own and return the cost."""
    path, out = folder / "stack.tif", folder / "out"
    cells, with_data = write_stack(path, pixels, filled)
    options = ["--samples", str(samples), "--depths", DEPTHS, "--out", str(out)]
    started = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "plugin", "invert", str(path), *options],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    seconds = time.perf_counter() - started
    inverted = json.loads((out / "run.json").read_text())["counts"]["inverted"]
    if inverted != with_data:
        raise SystemExit(f"{inverted} of {with_data} cells inverted")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20
    return Measured(cells, with_data, seconds, peak)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pixels", type=int, default=1_000_000)
    parser.add_argument("--filled", type=float, default=1.0, help="share of the pixels that hold a curve")
    parser.add_argument("--samples", type=int, default=0)
    parser.add_argument("--json", action="store_true", help="print numbers instead of words")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        measured = measure(options.pixels, options.filled, options.samples, Path(folder))
    print(json.dumps(asdict(measured)) if options.json else measured.line())


if __name__ == "__main__":
    main()
