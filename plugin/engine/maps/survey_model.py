"""The spatial model of what a map is planned of, barriers heeded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from ...protocol.progress import Monitor
from ...protocol.result_files import Raster
from ..curves import FloatArray
from ..profiles import Profiles
from ..results.depths import at_depths
from ..spatial.covariance import SMOOTHNESS, Covariance
from ..spatial.parted_model import PartedModel, about_their_parts, apart
from ..spatial.spatial_model import SpatialModel, level
from ..spatial.validation import Score, blocked_score
from ..spatial.values import HALF_90, Values
from .map_plan import MapPlan

if TYPE_CHECKING:
    import pandas as pd

Foretell = Callable[[FloatArray], tuple[FloatArray, FloatArray, FloatArray]]
"""Takes points (n, 2) in m; returns medians of ln values there and deviations below and above these,
(n, n_depths) each."""
Learn = Callable[[Values, Values], tuple[Foretell, dict[str, str]]]
"""Takes values, and the same with what bounds say added; returns a model, and what is told of it."""

ENDS = (0.0, -HALF_90, HALF_90)
"""Standard deviations from the median to itself and to the ends of the 90 % band."""
_LEAST_DEVIATION = 1e-3  # of ln Vs, where a site claims to be exact
_UNKNOWN_DEVIATION = 0.3


def profile_values(profiles: Profiles, plan: MapPlan, depths: tuple[float, ...] | None) -> Values:
    """Return ln Vs of the mapped sites at depths, None for those of the profiles."""
    resampled, shown = at_depths(profiles, depths, plan.options.keep_untrusted)
    chosen = plan.chosen
    return Values.of_profiles(plan.places(plan.x, plan.y), resampled.take(chosen), shown[chosen])


def fitted(values: Values, plan: MapPlan, monitor: Monitor) -> Covariance:
    """Return the covariance of values about the means of what barriers part."""
    if plan.parting is not None:
        values = about_their_parts(values, plan.parting.lattice)
    return values.fitted(monitor)


def unseen(values: Values, plan: MapPlan) -> Values:
    """Return values as they are foretold in blocks: what barriers part does not know of each other."""
    return values if plan.parting is None else apart(values, plan.parting.lattice)


def modelled(values: Values, covariance: Covariance, plan: MapPlan, monitor: Monitor) -> SpatialModel:
    """Return the model of values on the lattice of a plan."""
    low, high = values.places.min(axis=0), values.places.max(axis=0)
    options, parts = plan.options, plan.parting
    if parts is not None:
        rest = (plan.max_distance, monitor, options.max_sigma)
        return PartedModel(values, covariance, parts.lattice, *rest)
    return SpatialModel(values, covariance, low, high, plan.max_distance, monitor, options.max_sigma)


def learnt(
    plan: MapPlan, monitor: Monitor, values: Values, complete: Values
) -> tuple[SpatialModel, dict[str, str]]:
    """Return the model of values that bounds complete, and what is told of it."""
    covariance = fitted(complete, plan, monitor)
    model = modelled(complete, covariance, plan, monitor)
    return model, tags_of(covariance, blocked_score(unseen(values, plan), covariance))


def levels(model: Foretell, places: FloatArray) -> list[FloatArray]:
    """Return the median and the ends of the 90 % band of a single number, (n, 1) each."""
    mean, *deviations = model(places)
    return [np.exp(level(mean, deviations, times)) for times in ENDS]


def column_values(sites: pd.DataFrame, raster: Raster, plan: MapPlan) -> Values:
    """Return a column of the site table, with the deviation of its band, or the usual one."""
    stem = raster.file[: -len(".tif")]
    names = (raster.column, f"{stem}_p05", f"{stem}_p95")
    mean, low, high = (np.log(sites[name].to_numpy(float)[plan.chosen, None]) for name in names)
    both = np.stack([high - low, 2 * (mean - low), 2 * (high - mean)]) / (2 * HALF_90)
    usual = np.nanmedian(both[0]) if np.isfinite(both[0]).any() else _UNKNOWN_DEVIATION
    deviation, *ends = np.maximum(np.where(np.isfinite(both), both, usual), _LEAST_DEVIATION)
    return Values(plan.places(plan.x, plan.y), mean, deviation, np.ones(1), np.stack(ends))


def tags_of(covariance: Covariance, score: Score | None) -> dict[str, str]:
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
