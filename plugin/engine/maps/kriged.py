"""Maps as a spatial model foretells them: likeliest values, with bands that widen between the sites."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ...protocol.map_options import Method
from ...protocol.progress import Monitor
from ...protocol.result_files import SIGMA, VS, VS30, VS_LEVELS, Z1_0, Z2_5, Raster, ends_of
from ..curves import FloatArray
from ..profiles import Profiles
from ..results.depths import at_depths
from ..spatial.covariance import SMOOTHNESS, Covariance
from ..spatial.gridding import weighted
from ..spatial.likelihood import FEWEST_SITES
from ..spatial.parted_model import PartedModel, about_their_parts, apart
from ..spatial.spatial_model import SpatialModel, level
from ..spatial.validation import LeftOut, Score, blocked_score, left_out_blocks
from ..spatial.values import HALF_68, HALF_90, Values
from .from_profiles import vs30_depths, vs30_of
from .map_plan import MapPlan
from .out_of_sight import bounds, completed, seen
from .product import Fill, Part, depth_bands, single_band

if TYPE_CHECKING:
    import pandas as pd

Foretell = Callable[[FloatArray], tuple[FloatArray, FloatArray, FloatArray]]
"""Takes points (n, 2) in m; returns medians of ln values there and deviations below and above these,
(n, n_depths) each."""
Learn = Callable[[Values, Values], tuple[Foretell, dict[str, str]]]
"""Takes values, and the same with what bounds say added; returns a model, and what is told of it."""

_DEVIATIONS = {5: -HALF_90, 16: -HALF_68, 84: HALF_68, 95: HALF_90}
"""Standard deviations from the median to percentiles."""
_ENDS = (0.0, -HALF_90, HALF_90)
_LEAST_DEVIATION = 1e-3  # of ln Vs, where a site claims to be exact
_UNKNOWN_DEVIATION = 0.3
_THRESHOLDS = {Z1_0: 1000.0, Z2_5: 2500.0}  # m/s


@dataclass(frozen=True)
class Kriged:
    """Rasters of a spatial model, and what is told of it.

    Parameters
    ----------
    parts : list of Part
        The rasters.
    record : mapping
        What goes into ``maps.json``.
    model : SpatialModel
        Of ln Vs at the depths that are mapped.
    left_out : LeftOut
        What it foretells of sites that it has not seen.
    """

    METHOD: ClassVar[Method] = "kriging"
    parts: list[Part]
    record: Mapping[str, Any]
    model: SpatialModel
    left_out: LeftOut


def kriged(profiles: Profiles, sites: pd.DataFrame, plan: MapPlan, monitor: Monitor) -> Kriged | None:
    """Fit fields of ln Vs at all depths, and of ln Vs30, and return the rasters that they fill.

    None where no depth is known at enough sites for that.
    """
    values = profile_values(profiles, plan, plan.options.depths)
    if values.known.sum(axis=0).max() < FEWEST_SITES:
        return None
    covariance = _fitted(values, plan, monitor.part(0.0, 0.2))
    model = _model(values, covariance, plan, monitor.part(0.2, 0.6))
    monitor.step(0.6, "leaving out blocks of sites")
    left_out = left_out_blocks(_unseen(values, plan), covariance)
    tags, record = _tags(covariance, left_out.score), _record(values, covariance, left_out.score)
    parts = [profile_part(model, values.depths, tags)]
    for raster in _THRESHOLDS:
        parts += reached_part(raster, profiles, sites, plan, partial(_learnt, plan, monitor.part(0.7, 0.8)))
    parts += _vs30_part(model, profiles, sites, plan, monitor.part(0.8, 1.0))
    return Kriged(parts, record, model, left_out)


def profile_values(profiles: Profiles, plan: MapPlan, depths: tuple[float, ...] | None) -> Values:
    """Return ln Vs of the mapped sites at depths, None for those of the profiles."""
    resampled, shown = at_depths(profiles, depths, plan.options.keep_untrusted)
    chosen = plan.chosen
    return Values.of_profiles(plan.places(plan.x, plan.y), resampled.take(chosen), shown[chosen])


def _fitted(values: Values, plan: MapPlan, monitor: Monitor) -> Covariance:
    """Return the covariance of values about the means of what barriers part."""
    if plan.parting is not None:
        values = about_their_parts(values, plan.parting.lattice)
    return values.fitted(monitor)


def _unseen(values: Values, plan: MapPlan) -> Values:
    """Return values as they are foretold in blocks: what barriers part does not know of each other."""
    return values if plan.parting is None else apart(values, plan.parting.lattice)


def _model(values: Values, covariance: Covariance, plan: MapPlan, monitor: Monitor) -> SpatialModel:
    low, high = values.places.min(axis=0), values.places.max(axis=0)
    options, parts = plan.options, plan.parting
    if parts is not None:
        rest = (plan.max_distance, monitor, options.max_sigma)
        return PartedModel(values, covariance, parts.lattice, *rest)
    return SpatialModel(values, covariance, low, high, plan.max_distance, monitor, options.max_sigma)


def profile_part(model: Foretell, depths: FloatArray, tags: Mapping[str, str]) -> Part:
    """Return Vs, half the width between its 16 and 84 % quantiles, and its quantiles."""
    rasters = (VS, SIGMA, *VS_LEVELS.values())

    def fill(places: FloatArray) -> Sequence[FloatArray]:
        mean, *deviations = model(places)
        of_percent = {p: np.exp(level(mean, deviations, times)) for p, times in _DEVIATIONS.items()}
        return np.exp(mean), (of_percent[84] - of_percent[16]) / 2, *(of_percent[p] for p in VS_LEVELS)

    return Part([r.file for r in rasters], [depth_bands(r, depths) for r in rasters], fill, tags)


def reached_part(
    raster: Raster, profiles: Profiles, sites: pd.DataFrame, plan: MapPlan, learn: Learn
) -> list[Part]:
    """Return the raster of the depth to a velocity and those of its band, where enough sites know it."""
    values = column_values(sites, raster, plan)
    own = profiles.take(plan.chosen)
    low, high = bounds(own.vs, own.trusted, own.depth, _THRESHOLDS[raster])
    complete = completed(values, low, high, plan.lattice)
    if complete is None:
        return []
    model, tags = learn(values, complete)
    window = np.log(np.column_stack([own.trusted_min, own.trusted_max]))
    weigh = plan.weights("linear")

    def fill(places: FloatArray) -> Sequence[FloatArray]:
        top, bottom = np.exp(weighted(weigh(places), window)).T
        middle, low, high = (each[:, 0] for each in levels(model, places))
        low, middle, high = seen((low, middle, high), top, bottom)
        return [each[:, None] for each in (middle, low, high)]

    return [banded(raster, fill, tags)]


def levels(model: Foretell, places: FloatArray) -> list[FloatArray]:
    """Return the median and the ends of the 90 % band of a single number, (n, 1) each."""
    mean, *deviations = model(places)
    return [np.exp(level(mean, deviations, times)) for times in _ENDS]


def _learnt(
    plan: MapPlan, monitor: Monitor, values: Values, complete: Values
) -> tuple[SpatialModel, dict[str, str]]:
    """Return the model of values that bounds complete, and what is told of it."""
    covariance = _fitted(complete, plan, monitor)
    model = _model(complete, covariance, plan, monitor)
    return model, _tags(covariance, blocked_score(_unseen(values, plan), covariance))


def banded(raster: Raster, fill: Fill, tags: Mapping[str, str]) -> Part:
    """Return the rasters of a single number and of the ends of its 90 % band."""
    rasters = (raster, *ends_of(raster))
    return Part([r.file for r in rasters], [single_band(r) for r in rasters], fill, tags)


def _vs30_part(
    shown: SpatialModel, profiles: Profiles, sites: pd.DataFrame, plan: MapPlan, monitor: Monitor
) -> list[Part]:
    """Return the raster of Vs30 and those of its band: of the profiles where they hold the top 30 m.

    Else of the sites' Vs30, where enough have it. The depths that are shown make no difference.
    """
    own = at_depths(profiles, None, plan.options.keep_untrusted)[0].depth[0]
    depths = vs30_depths(own)
    if depths is None:
        return _vs30_of_sites(sites, plan, monitor)
    model = shown
    if tuple(shown.values.depths[: len(depths)]) != depths:
        values = profile_values(profiles, plan, depths)
        model = _model(values, _fitted(values, plan, monitor.part(0.0, 0.4)), plan, monitor.part(0.4, 1.0))
    if model.values.known[:, len(depths) - 1].sum() < FEWEST_SITES:
        return _vs30_of_sites(sites, plan, monitor)
    vs30 = vs30_of(model, plan.options.max_sigma)

    def fill(places: FloatArray) -> Sequence[FloatArray]:
        mean, deviation = vs30(places)
        return [np.exp(mean + times * deviation)[:, None] for times in _ENDS]

    return [banded(VS30, fill, {"INTERPOLATION": "kriging, of the logarithms of profiles"})]


def _vs30_of_sites(sites: pd.DataFrame, plan: MapPlan, monitor: Monitor) -> list[Part]:
    values = column_values(sites, VS30, plan)
    if values.known.sum() < FEWEST_SITES:
        return []
    covariance = _fitted(values, plan, monitor)
    model = _model(values, covariance, plan, monitor)
    tags = _tags(covariance, blocked_score(_unseen(values, plan), covariance))
    return [banded(VS30, lambda places: levels(model, places), tags)]


def column_values(sites: pd.DataFrame, raster: Raster, plan: MapPlan) -> Values:
    """Return a column of the site table, with the deviation of its band, or the usual one."""
    stem = raster.file[: -len(".tif")]
    names = (raster.column, f"{stem}_p05", f"{stem}_p95")
    mean, low, high = (np.log(sites[name].to_numpy(float)[plan.chosen, None]) for name in names)
    both = np.stack([high - low, 2 * (mean - low), 2 * (high - mean)]) / (2 * HALF_90)
    usual = np.nanmedian(both[0]) if np.isfinite(both[0]).any() else _UNKNOWN_DEVIATION
    deviation, *ends = np.maximum(np.where(np.isfinite(both), both, usual), _LEAST_DEVIATION)
    return Values(plan.places(plan.x, plan.y), mean, deviation, np.ones(1), np.stack(ends))


def _tags(covariance: Covariance, score: Score | None) -> dict[str, str]:
    """Return what the files' metadata tell of the model."""

    def each(values: FloatArray) -> str:
        return " ".join(f"{value:.4g}" for value in values)

    tags = {
        "INTERPOLATION": "kriging, of logarithms",
        "SMOOTHNESS": f"{SMOOTHNESS:g}",
        "RANGE_M": each(covariance.longest),
        "RANGE_ALONG_OVER_ACROSS": each(covariance.ratio),
        "AZIMUTH_OF_LONGEST_RANGE": each(covariance.azimuth),
        "DEVIATION_LN": each(np.sqrt(covariance.variance)),
        "ALPHA": each(covariance.alpha),
        "NUGGET_DEVIATION_LN": each(np.sqrt(covariance.nugget)),
    }
    if score is not None:
        tags["LEFT_OUT_BLOCKS_ERROR_LN"] = f"{score.error:.4g}"
        tags["LEFT_OUT_BLOCKS_ERROR_LN_OF_LINEAR"] = f"{score.linear_error:.4g}"
        tags["LEFT_OUT_BLOCKS_INSIDE_90"] = f"{score.inside_90:.3f}"
    return tags


def _record(values: Values, covariance: Covariance, score: Score | None) -> dict[str, Any]:
    def each(numbers: FloatArray) -> list[float]:
        return [float(f"{number:.4g}") for number in numbers]

    return {
        "smoothness": SMOOTHNESS,
        "depths_m": each(values.depths),
        "range_m": each(covariance.longest),
        "range_along_over_across": each(covariance.ratio),
        "azimuth_of_longest_range": each(covariance.azimuth),
        "deviation_ln": each(np.sqrt(covariance.variance)),
        "alpha": each(covariance.alpha),
        "nugget_deviation_ln": each(np.sqrt(covariance.nugget)),
        "left_out_blocks": None if score is None else {k: round(v, 4) for k, v in asdict(score).items()},
    }
