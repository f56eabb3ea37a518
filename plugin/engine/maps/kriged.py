"""Maps as a spatial model foretells them: likeliest values, with bands that widen between the sites."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ...protocol.map_options import Method
from ...protocol.progress import Monitor
from ...protocol.result_files import SIGMA, VS, VS_LEVELS, Z1_0, Z2_5, Raster
from ..curves import FloatArray
from ..profiles import Profiles
from ..spatial.covariance import SMOOTHNESS, Covariance
from ..spatial.gridding import weighted
from ..spatial.likelihood import FEWEST_SITES
from ..spatial.spatial_model import SpatialModel, level
from ..spatial.validation import LeftOut, Score, left_out_blocks
from ..spatial.values import HALF_68, HALF_90, Values
from .map_plan import MapPlan
from .out_of_sight import bounds, completed, seen
from .product import Part, banded, depth_bands
from .survey_model import (
    Foretell,
    Learn,
    column_values,
    fitted,
    learnt,
    levels,
    modelled,
    profile_values,
    tags_of,
    unseen,
)
from .vs30_maps import vs30_parts

if TYPE_CHECKING:
    import pandas as pd

_DEVIATIONS = {5: -HALF_90, 16: -HALF_68, 84: HALF_68, 95: HALF_90}
"""Standard deviations from the median to percentiles."""
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
    covariance = fitted(values, plan, monitor.part(0.0, 0.2))
    model = modelled(values, covariance, plan, monitor.part(0.2, 0.6))
    monitor.step(0.6, "leaving out blocks of sites")
    left_out = left_out_blocks(unseen(values, plan), covariance)
    tags, record = tags_of(covariance, left_out.score), _record(values, covariance, left_out.score)
    parts = [profile_part(model, values.depths, tags)]
    for raster in _THRESHOLDS:
        parts += reached_part(raster, profiles, sites, plan, partial(learnt, plan, monitor.part(0.7, 0.8)))
    parts += vs30_parts(model, profiles, sites, plan, monitor.part(0.8, 1.0))
    return Kriged(parts, record, model, left_out)


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
