"""Maps of the bundled surveys against the ground that they were computed from, by several methods."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import rasterio

from plugin.engine.curves import FloatArray
from plugin.engine.maps.map_plan import plan_map
from plugin.engine.maps.maps import make_maps
from plugin.engine.positions import parse_crs, reproject
from plugin.engine.profiles import LEVELS
from plugin.engine.reading.survey_file import read_survey
from plugin.engine.results.depths import at_depths
from plugin.engine.results.inversion import run
from plugin.engine.results.outputs import load_profiles, load_sites, write_result
from plugin.engine.spatial.gridding import interpolator, nearest_neighbours, weighted
from plugin.engine.spatial.spatial_model import Values, krige
from plugin.engine.spatial.validation import blocks_of
from plugin.protocol.map_options import MapOptions
from plugin.protocol.request import Request

from .report import table

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "resources" / "examples"
SURVEYS = {"near_surface_valley": "Valley, 80 sites", "crustal_grid": "Crust, 300 sites"}
CELLS = 1500
QUARTERS = 4
BANDS = {68: ("16", "84"), 90: ("05", "95")}


def measure(scale: float) -> dict[str, Any]:
    """Invert and map the bundled surveys, score the maps, and time a large one."""
    found = {name: _survey(name) for name in SURVEYS}
    command = [sys.executable, "-m", "tests.benchmarks.large_map", "--sites", str(round(20_000 * scale))]
    large = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return {"surveys": found, "large": json.loads(large.stdout.splitlines()[-1])}


def _survey(name: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_result(run(read_survey(EXAMPLES / f"{name}.csv"), Request()), folder)
        with rasterio.open(EXAMPLES / f"{name}_truth.tif") as truth:
            depths = tuple(float(label.split()[1]) for label in truth.descriptions)
        cells = _cells(name, folder, depths)
        return {"cells": cells, "left_out": _left_out(name, folder, depths)}


def _cells(name: str, folder: Path, depths: tuple[float, ...]) -> dict[str, Any]:
    """Return errors and shares inside bands at cells of the truth, by distance to the nearest site."""
    make_maps(folder, MapOptions(method="linear", depths=depths))
    x, y, truth = _truth(name, folder)
    linear = _sampled(folder / "vs.tif", x, y)
    make_maps(folder, MapOptions(depths=depths))
    kriged, distance = _sampled(folder / "vs.tif", x, y), _sampled(folder / "distance.tif", x, y)[:, 0]
    compared = np.isfinite(linear) & np.isfinite(kriged) & np.isfinite(truth)
    inside = {}
    for share, ends in BANDS.items():
        low, high = (_sampled(folder / f"vs_p{end}.tif", x, y) for end in ends)
        inside[share] = (low <= truth) & (truth <= high)
    edges = np.quantile(distance[compared.any(axis=1)], np.linspace(0, 1, QUARTERS + 1))
    quarter = np.clip(np.searchsorted(edges, distance, side="right") - 1, 0, QUARTERS - 1)
    rows = [np.ones(len(x), dtype=bool), *(quarter == k for k in range(QUARTERS))]
    return {
        "edges_m": edges.tolist(),
        "linear": [_error(linear, truth, compared & row[:, None]) for row in rows],
        "kriging": [_error(kriged, truth, compared & row[:, None]) for row in rows],
        "inside": {
            str(k): [float(hit[compared & row[:, None]].mean()) for row in rows] for k, hit in inside.items()
        },
    }


def _truth(name: str, folder: Path) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return places in the maps' system of random cells that are drawn, and the true Vs there."""
    with rasterio.open(EXAMPLES / f"{name}_truth.tif") as raster:
        row, column = np.indices(raster.shape)
        x, y = (np.asarray(axis) for axis in raster.xy(row.ravel(), column.ravel()))
        values, crs = raster.read().reshape(raster.count, -1).T, raster.crs.to_wkt()
    with rasterio.open(folder / "vs.tif") as mapped:
        x, y = reproject(x, y, parse_crs(crs), parse_crs(mapped.crs.to_wkt()))
    drawn = np.flatnonzero(np.isfinite(_sampled(folder / "vs.tif", x, y)).any(axis=1))
    some = np.random.default_rng(0).permutation(drawn)[:CELLS]
    return x[some], y[some], values[some]


def _sampled(path: Path, x: FloatArray, y: FloatArray) -> FloatArray:
    with rasterio.open(path) as raster:
        return np.array(list(raster.sample(zip(x, y))), dtype=float)


def _error(mapped: FloatArray, truth: FloatArray, where: FloatArray) -> float:
    return float(np.abs(np.log(mapped[where] / truth[where])).mean())


def _left_out(name: str, folder: Path, depths: tuple[float, ...]) -> dict[str, Any]:
    """Return errors at sites that were left out, by fifths and by blocks, against the truth there."""
    sites = load_sites(folder)
    plan = plan_map(sites, folder, MapOptions())
    resampled, shown = at_depths(load_profiles(folder), depths, False)
    low, high = (np.log(resampled.quantiles[plan.chosen, :, LEVELS.index(p)]) for p in (0.16, 0.84))
    mean = np.log(np.where(shown, resampled.vs, np.nan)[plan.chosen])
    values = Values(plan.places(plan.x, plan.y), mean, (high - low) / 2, np.asarray(depths))
    known = values.known.sum(axis=0) >= 8
    with rasterio.open(EXAMPLES / f"{name}_truth.tif") as raster:
        x, y = reproject(plan.x, plan.y, plan.crs, parse_crs(raster.crs.to_wkt()))
    truth = np.log(_sampled(EXAMPLES / f"{name}_truth.tif", x, y))
    fifths = np.random.default_rng(0).permutation(len(truth)) % 5
    ways = {"fifths": fifths, "blocks": blocks_of(values.places)}
    return {way: _scored(values, truth, known, parts) for way, parts in ways.items()}


def _scored(values: Values, truth: FloatArray, depths: FloatArray, parts: FloatArray) -> dict[str, Any]:
    names = ("linear", "kriging", "PyKrige")
    guessed = {name: np.full(truth.shape, np.nan) for name in names}
    inside = np.zeros(truth.shape, dtype=bool)
    for part in np.unique(parts):
        out, rest = np.flatnonzero(parts == part), values.take(np.flatnonzero(parts != part))
        points, covariance = values.places[out], rest.fitted()
        guessed["linear"][out] = weighted(interpolator(rest.places, "linear")(points), rest.mean)
        for depth in np.flatnonzero(depths):
            means, variance = krige(rest, covariance, depth)(points)
            guessed["kriging"][out, depth] = means[:, 0]
            total = variance + np.exp(2 * means[:, 1]) + covariance.nugget[depth]
            inside[out, depth] = np.abs(means[:, 0] - truth[out, depth]) <= 1.645 * np.sqrt(total)
            guessed["PyKrige"][out, depth] = _pykrige(rest, depth, points)
    compared = np.isfinite(guessed["linear"]) & np.isfinite(guessed["kriging"]) & np.isfinite(values.mean)
    errors = {name: float(np.abs(guess - truth)[compared].mean()) for name, guess in guessed.items()}
    return {"error": errors, "inside_90": float(inside[compared].mean())}


def _pykrige(values: Values, depth: int, points: FloatArray) -> FloatArray:
    """Return ordinary kriging by PyKrige, with the exponential variogram that it fits by itself."""
    from pykrige.ok import OrdinaryKriging

    known = values.known[:, depth]
    scale = float(np.median(nearest_neighbours(values.places)))
    x, y = (values.places[known] / scale).T
    model = OrdinaryKriging(x, y, values.mean[known, depth], variogram_model="exponential")
    return np.asarray(model.execute("points", *(points / scale).T)[0])


def text(found: dict[str, Any]) -> str:
    """Return the tables."""
    return "\n\n".join([_cell_table(found["surveys"]), _site_table(found["surveys"]), _large(found["large"])])


def _cell_table(surveys: dict[str, Any]) -> str:
    header = ["Cells, error of ln Vs", "all", *(f"quarter {k + 1}" for k in range(QUARTERS))]
    rows = []
    for name, title in SURVEYS.items():
        cells = surveys[name]["cells"]
        linear, kriging = cells["linear"], cells["kriging"]
        rows += [
            [f"{title}: linear", *(f"{error:.4f}" for error in linear)],
            [f"{title}: kriging", *(f"{k:.4f} ({k / v - 1:+.0%})" for k, v in zip(kriging, linear))],
            *(
                [f"{title}: inside {share} % bands", *(f"{hit:.0%}" for hit in cells["inside"][str(share)])]
                for share in BANDS
            ),
        ]
    return table(header, rows)


def _site_table(surveys: dict[str, Any]) -> str:
    header = ["Left-out sites, error of ln Vs", "linear", "kriging", "PyKrige", "inside 90 % bands"]
    rows = []
    for name, title in SURVEYS.items():
        for way, scored in surveys[name]["left_out"].items():
            errors = [f"{scored['error'][method]:.4f}" for method in ("linear", "kriging", "PyKrige")]
            rows.append([f"{title}: {way}", *errors, f"{scored['inside_90']:.0%}"])
    return table(header, rows)


def _large(large: dict[str, Any]) -> str:
    return (
        f"{large['sites']:,} sites to a raster of {large['cells']:,} cells at {large['depths']} depths: "
        f"{large['seconds']:.0f} s, peak {large['peak_gib']:.2f} GiB, fitting and writing included."
    )
