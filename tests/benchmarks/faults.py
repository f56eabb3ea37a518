"""Maps of the bundled survey that a fault cuts, with and without the fault as a barrier."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray

from plugin.engine.curves import FloatArray
from plugin.engine.flux.flux import Flux, Pull, SteadyFlux
from plugin.engine.flux.flux_model import flux_model
from plugin.engine.lattice.barriers import Barriers, CutLattice
from plugin.engine.lattice.lattice import Lattice
from plugin.engine.maps.map_plan import MapPlan, plan_map
from plugin.engine.maps.maps import make_maps
from plugin.engine.profiles import LEVELS
from plugin.engine.reading.survey_file import read_survey
from plugin.engine.results.depths import at_depths
from plugin.engine.results.inversion import run
from plugin.engine.results.outputs import load_profiles, load_sites, write_result
from plugin.engine.spatial.parted_model import PartedModel, about_their_parts
from plugin.engine.spatial.spatial_model import Values, krige
from plugin.protocol.lines import WrittenLine
from plugin.protocol.map_options import FluxLaw, MapOptions
from plugin.protocol.progress import Monitor
from plugin.protocol.request import Request

from .report import table

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "resources" / "examples" / "faulted_crust"
FAULT = (WrittenLine(f"{EXAMPLE}_faults.geojson"),)
DEPTHS = (1e3, 2e3, 3e3, 4e3, 5e3, 6e3, 7e3)
"""Those at which the fault parts the ground."""
CELLS_NEAR = 10
PLACES = ("near", "away")
MAPS: dict[str, dict[str, Any]] = {
    "kriging": {},
    "linear": {"method": "linear"},
    "kriging with the fault": {"barriers": FAULT},
    "smooth flux": {"method": "flux"},
    "smooth flux with the fault": {"method": "flux", "barriers": FAULT},
    "harmonic flux with the fault": {"method": "flux", "law": "harmonic", "barriers": FAULT},
    "edge-preserving flux with the fault": {"method": "flux", "law": "edge-preserving", "barriers": FAULT},
}


def measure(scale: float) -> dict[str, Any]:
    """Invert and map the survey in every way, leave out fifths of its sites, and time a large map."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_result(run(read_survey(Path(f"{EXAMPLE}.csv")), Request()), folder)
        cells = {name: _mapped(folder, options) for name, options in MAPS.items()}
        left_out = _left_out(folder)
    command = [sys.executable, "-m", "tests.benchmarks.faults", str(round(2000 * scale**0.5))]
    large = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return {"cells": cells, "left_out": left_out, "large": json.loads(large.stdout.splitlines()[-1])}


def _mapped(folder: Path, options: dict[str, Any]) -> dict[str, Any]:
    """Return the errors of a map near the fault and away from it, and what its bands hold."""
    make_maps(folder, MapOptions(depths=DEPTHS, **options))
    plan = plan_map(load_sites(folder), folder, MapOptions(barriers=FAULT))
    assert plan.parting is not None
    with rasterio.open(f"{EXAMPLE}_truth.tif") as raster:
        row, column = np.indices(raster.shape)
        x, y = (np.asarray(axis) for axis in raster.xy(row.ravel(), column.ravel()))
        truth = raster.read(list(range(1, len(DEPTHS) + 1))).reshape(len(DEPTHS), -1).T
    names = ("vs", "vs_p05", "vs_p95") if options.get("method") != "linear" else ("vs",) * 3
    mapped, low, high = (_sampled(folder / f"{name}.tif", x, y) for name in names)
    near = plan.parting.barriers.distance(np.column_stack([x, y])) < CELLS_NEAR * plan.grid.resolution
    error, inside = np.abs(np.log(mapped / truth)), (low <= truth) & (truth <= high)
    known = np.isfinite(error)
    found = {}
    for where, chosen in (("near", near), ("away", ~near)):
        own = known & chosen[:, None]
        found[where] = {"error": float(error[own].mean()), "inside_90": float(inside[own].mean())}
    return found


def _sampled(path: Path, x: FloatArray, y: FloatArray) -> FloatArray:
    with rasterio.open(path) as raster:
        return np.array(list(raster.sample(zip(x, y))), dtype=float)


def _left_out(folder: Path) -> dict[str, Any]:
    """Return the errors at fifths of the sites that were left out, against the ground there."""
    plan = plan_map(load_sites(folder), folder, MapOptions(barriers=FAULT))
    assert plan.parting is not None
    resampled, shown = at_depths(load_profiles(folder), DEPTHS, False)
    low, high = (np.log(resampled.quantiles[plan.chosen, :, LEVELS.index(p)]) for p in (0.16, 0.84))
    mean = np.log(np.where(shown, resampled.vs, np.nan)[plan.chosen])
    values = Values(plan.places(plan.x, plan.y), mean, (high - low) / 2, np.asarray(DEPTHS))
    truth = np.log(_sampled(Path(f"{EXAMPLE}_truth.tif"), plan.x, plan.y)[:, : len(DEPTHS)])
    near = plan.parting.barriers.distance(values.places) < CELLS_NEAR * plan.grid.resolution
    fifth = np.random.default_rng(0).permutation(len(truth)) % 5
    found = {}
    for name, foretell in _ways(plan).items():
        guessed = np.full(truth.shape, np.nan)
        for part in range(5):
            out, rest = np.flatnonzero(fifth == part), values.take(np.flatnonzero(fifth != part))
            guessed[out] = foretell(rest, values.places[out])
        error = np.abs(guessed - truth)
        known = np.isfinite(error) & values.known
        found[name] = {where: float(error[known & chosen[:, None]].mean())
                       for where, chosen in (("near", near), ("away", ~near))}  # fmt: skip
    return found


def _ways(plan: MapPlan) -> dict[str, Callable[[Values, FloatArray], FloatArray]]:
    parts = plan.parting
    assert parts is not None

    def kriged(rest: Values, points: FloatArray) -> FloatArray:
        covariance, depths = rest.fitted(), range(len(DEPTHS))
        return np.column_stack([krige(rest, covariance, depth, points)[0] for depth in depths])

    def parted(rest: Values, points: FloatArray) -> FloatArray:
        covariance = about_their_parts(rest, parts.lattice).fitted()
        return PartedModel(rest, covariance, parts.lattice, np.inf, Monitor())(points)[0]

    def flux(law: FluxLaw) -> Callable[[Values, FloatArray], FloatArray]:
        return lambda rest, points: flux_model(
            rest, Flux(law, 1.0), parts.barriers, parts.box, np.inf, Monitor()
        )[0](points)[0]

    return {
        "kriging": kriged,
        "kriging with the fault": parted,
        "harmonic flux with the fault": flux("harmonic"),
        "smooth flux with the fault": flux("smooth"),
        "edge-preserving flux with the fault": flux("edge-preserving"),
    }


def text(found: dict[str, Any]) -> str:
    """Return the tables."""
    plain = found["cells"]["kriging"]
    rows = []
    for name, cells in found["cells"].items():
        left_out = found["left_out"].get(name)
        errors = [_beside(cells[where], plain[where]) for where in PLACES]
        bands = ["" if name == "linear" else f"{cells[where]['inside_90']:.0%}" for where in PLACES]
        of_sites = [f"{left_out[where]:.4f}" if left_out else "" for where in PLACES]
        rows.append([name, *errors, *bands, *of_sites])
    header = ["", "cells near", "cells away", "in band near", "in band away", "sites near", "sites away"]
    large = found["large"]
    return (
        f"{table(header, rows)}\n\nHarmonic, {large['side']:,} x {large['side']:,} cells, "
        f"{large['sites']:,} sites, "
        f"{large['barriers']} barriers: {large['cpu_seconds']:.1f} s of one core ({large['seconds']:.1f} s "
        f"beside others on the machine), peak {large['peak_gib']:.2f} GiB."
    )


def _beside(cells: dict[str, float], plain: dict[str, float]) -> str:
    return f"{cells['error']:.4f} ({cells['error'] / plain['error']:.2f})"


def large_map(side: int, n_sites: int = 1000, n_barriers: int = 20) -> dict[str, Any]:
    """Time a harmonic flux over very many cells, barriers burnt on to their faces included."""
    rng = np.random.default_rng(0)
    drift = rng.normal(0, side / 60, (n_barriers, 1, 2))
    steps = rng.normal(0, side / 40, (n_barriers, 30, 2)) + drift
    lines = list(np.cumsum(steps, axis=1) + rng.uniform(0, side, (n_barriers, 1, 2)))
    places, values = rng.uniform(0, side, (n_sites, 2)), rng.normal(0, 0.1, n_sites)
    start, start_cpu = time.perf_counter(), time.process_time()
    whole = Lattice.covering(np.zeros(2), np.full(2, side - 7.0), 1.0, 0.0)
    lattice = CutLattice.of(whole, Barriers(lines))
    cells: NDArray[np.intp] = lattice.squares[lattice.homes(places)]
    pull = Pull.of(cells, values, np.full(n_sites, 0.03**2), lattice.n_cells)
    SteadyFlux(lattice, Flux("harmonic", 1.0))(pull, 0.01, enough=1e-5)
    return {
        "side": side,
        "sites": n_sites,
        "barriers": n_barriers,
        "seconds": time.perf_counter() - start,
        "cpu_seconds": time.process_time() - start_cpu,
        "peak_gib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20,
    }


if __name__ == "__main__":
    print(json.dumps(large_map(int(sys.argv[1]))))
