"""Errors and bands of maps of known ground: at cells, at sites that were left out, and at the sites."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from numpy.typing import NDArray

from plugin.engine.curves import FloatArray
from plugin.engine.maps.map_plan import MapPlan, plan_map
from plugin.engine.maps.maps import make_maps
from plugin.engine.positions import reproject
from plugin.engine.results.depths import at_depths
from plugin.engine.results.inversion import run
from plugin.engine.results.outputs import load_profiles, load_sites, write_result
from plugin.engine.spatial.gridding import interpolator, nearest_neighbours, weighted
from plugin.engine.spatial.likelihood import FEWEST_SITES
from plugin.engine.spatial.spatial_model import krige, level
from plugin.engine.spatial.validation import blocks_of
from plugin.engine.spatial.values import HALF_68, HALF_90, Values
from plugin.protocol.map_options import MapOptions
from plugin.protocol.request import Request

from .surveys_with_truth import KnownSurvey

CELLS = 1500
QUARTERS = 4
METHODS = ("linear", "PyKrige", "kriging")
HALVES = {68: HALF_68, 90: HALF_90}
ENDS = {68: ("16", "84"), 90: ("05", "95")}


@dataclass(frozen=True)
class Inverted:
    """A survey, its maps, and what they are to foretell.

    Parameters
    ----------
    known : KnownSurvey
        The survey.
    folder : Path
        Its results.
    plan : MapPlan
        Of its maps.
    values : Values
        ln Vs of its sites.
    levels : (n_sites, n_depths, 5) float array
        ln of the quantiles of their profiles.
    truth : (n_sites, n_depths) float array
        True ln Vs below them.
    """

    known: KnownSurvey
    folder: Path
    plan: MapPlan
    values: Values
    levels: FloatArray
    truth: FloatArray

    @classmethod
    def of(cls, known: KnownSurvey, draw: int, independent: bool, folder: Path) -> Inverted:
        """Invert one draw of the noise."""
        write_result(run(known.noisy(draw), Request(depths="native", independent=independent)), folder)
        plan = plan_map(load_sites(folder), folder, MapOptions())
        resampled, shown = at_depths(load_profiles(folder), known.depths, False)
        places = plan.places(plan.x, plan.y)
        values = Values.of_profiles(places, resampled.take(plan.chosen), shown[plan.chosen])
        truth = known.log_vs(np.broadcast_to(known.depths, shown.shape))[plan.chosen]
        return cls(known, folder, plan, values, np.log(resampled.quantiles[plan.chosen]), truth)


def scores(known: KnownSurvey, draw: int, left_out: bool) -> dict[str, Any]:
    """Return the scores of one draw of a survey's noise, of sites left out only where asked for."""
    with tempfile.TemporaryDirectory() as temporary:
        alone, together = (
            Inverted.of(known, draw, independent, Path(temporary) / name)
            for name, independent in (("alone", True), ("together", False))
        )
        found: dict[str, Any] = {"sites": _at_sites(alone, together)}
        if known.ground is not None:
            found["cells"] = _cells(alone, together)
        if left_out:
            fifths = np.random.default_rng(0).permutation(len(together.truth)) % 5
            ways = {"fifths": fifths, "blocks": blocks_of(together.values.places)}
            found["left_out"] = {way: _left_out(together, parts) for way, parts in ways.items()}
        return found


def _at_sites(alone: Inverted, together: Inverted) -> dict[str, Any]:
    known = together.values.known
    low, high = together.levels[..., 0], together.levels[..., -1]
    errors = {
        name: _error(each.values.mean, each.truth, each.values.known)
        for name, each in (("alone", alone), ("together", together))
    }
    inside = (low <= together.truth) & (together.truth <= high)
    return {"error": errors, "inside_90": float(inside[known].mean())}


def _cells(alone: Inverted, together: Inverted) -> dict[str, Any]:
    """Return errors and shares inside bands at random cells of the map, by distance to the nearest site."""
    known = together.known
    make_maps(together.folder, MapOptions(depths=known.depths))
    x, y = _drawn(together.folder / "vs.tif")
    kriged = np.log(_sampled(together.folder / "vs.tif", x, y))
    distance = _sampled(together.folder / "distance.tif", x, y)[:, 0]
    truth = _truth(known, together.plan, x, y)
    points = together.plan.places(x, y)
    ways = {
        "linear": weighted(interpolator(alone.values.places, "linear")(points), alone.values.mean),
        "PyKrige": _by_pykrige(alone.values, points),
        "kriging of profiles found one by one": _by_kriging(alone.values, points)[0],
        "the map": kriged,
    }
    compared = np.isfinite(truth) & np.all([np.isfinite(way) for way in ways.values()], axis=0)
    edges = np.quantile(distance, np.linspace(0, 1, QUARTERS + 1))
    quarter = np.clip(np.searchsorted(edges, distance, side="right") - 1, 0, QUARTERS - 1)
    rows = [compared, *(compared & (quarter == k)[:, None] for k in range(QUARTERS))]
    inside = {}
    for share, ends in ENDS.items():
        low, high = (np.log(_sampled(together.folder / f"vs_p{end}.tif", x, y)) for end in ends)
        inside[str(share)] = [float(((low <= truth) & (truth <= high))[row].mean()) for row in rows]
    errors = {name: [_error(way, truth, row) for row in rows] for name, way in ways.items()}
    return {"edges_m": edges.tolist(), "error": errors, "inside": inside}


def _drawn(path: Path) -> tuple[FloatArray, FloatArray]:
    """Return the middles of random cells that a map draws."""
    with rasterio.open(path) as raster:
        row, column = np.nonzero(np.isfinite(raster.read()).any(axis=0))
        some = np.random.default_rng(0).permutation(len(row))[:CELLS]
        x, y = raster.xy(row[some], column[some])
    return np.asarray(x), np.asarray(y)


def _truth(known: KnownSurvey, plan: MapPlan, x: FloatArray, y: FloatArray) -> FloatArray:
    """Return the true ln Vs below places in the map's system, (n, n_depths)."""
    assert known.ground is not None and known.survey.crs is not None
    earths = known.ground(*reproject(x, y, plan.crs, known.survey.crs))
    return np.asarray(np.log(earths.vs_at(np.broadcast_to(known.depths, (len(x), len(known.depths))))))


def _sampled(path: Path, x: FloatArray, y: FloatArray) -> FloatArray:
    with rasterio.open(path) as raster:
        return np.array(list(raster.sample(zip(x, y))), dtype=float)


def _error(foretold: FloatArray, truth: FloatArray, where: NDArray[np.bool_]) -> float:
    return float(np.abs(foretold - truth)[where].mean())


def _left_out(survey: Inverted, parts: NDArray[np.integer]) -> dict[str, Any]:
    """Return errors at sites left out a part at a time, against the ground there."""
    values, truth = survey.values, survey.truth
    foretold = {name: np.full(truth.shape, np.nan) for name in METHODS}
    deviations = [np.full(truth.shape, np.nan) for _ in range(2)]
    for part in np.unique(parts):
        out, rest = np.flatnonzero(parts == part), values.take(np.flatnonzero(parts != part))
        points = values.places[out]
        foretold["linear"][out] = weighted(interpolator(rest.places, "linear")(points), rest.mean)
        foretold["PyKrige"][out] = _by_pykrige(rest, points)
        foretold["kriging"][out], deviations[0][out], deviations[1][out] = _by_kriging(rest, points)
    compared = values.known & np.all([np.isfinite(each) for each in foretold.values()], axis=0)
    inside = {}
    for share, half in HALVES.items():
        low, high = (level(foretold["kriging"], deviations, times) for times in (-half, half))
        inside[str(share)] = float(((low <= truth) & (truth <= high))[compared].mean())
    errors = {name: _error(each, truth, compared) for name, each in foretold.items()}
    return {"error": errors, "inside": inside}


def _by_kriging(values: Values, points: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return median and deviations below and above it by the maps' own kriging, (n, n_depths) each."""
    found = np.full((3, len(points), len(values.depths)), np.nan)
    covariance = values.fitted()
    for depth in np.flatnonzero(values.known.sum(axis=0) >= FEWEST_SITES):
        found[..., depth] = krige(values, covariance, int(depth), points)
    return found[0], found[1], found[2]


def _by_pykrige(values: Values, points: FloatArray) -> FloatArray:
    """Return ordinary kriging by PyKrige, with the exponential variogram that it fits by itself."""
    from pykrige.ok import OrdinaryKriging

    found = np.full((len(points), len(values.depths)), np.nan)
    scale = float(np.median(nearest_neighbours(values.places)))
    for depth in np.flatnonzero(values.known.sum(axis=0) >= FEWEST_SITES):
        known = values.known[:, depth]
        x, y = (values.places[known] / scale).T
        model = OrdinaryKriging(x, y, values.mean[known, depth], variogram_model="exponential")
        found[:, depth] = np.asarray(model.execute("points", *(points / scale).T)[0])
    return found
