"""Maps as a conserved flux carries values from site to site, around barriers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ...protocol.map_options import Method
from ...protocol.progress import Monitor
from ...protocol.result_files import VS30, Z1_0, Z2_5
from ..curves import FloatArray
from ..flux.flux import Flux
from ..flux.flux_fit import FluxFit
from ..flux.flux_model import FluxModel, flux_model
from ..lattice.barriers import Barriers
from ..profiles import Profiles
from ..spatial.likelihood import FEWEST_SITES
from ..spatial.values import Values
from .barrier_lines import box_of
from .kriged import profile_part, reached_part
from .map_plan import MapPlan
from .product import Part, banded
from .survey_model import Foretell, column_values, levels, profile_values

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Fluxed:
    """Rasters that a flux fills, and what is told of it.

    Parameters
    ----------
    parts : list of Part
        The rasters.
    record : mapping
        What goes into ``maps.json``.
    """

    METHOD: ClassVar[Method] = "flux"
    parts: list[Part]
    record: Mapping[str, Any]


def fluxed(profiles: Profiles, sites: pd.DataFrame, plan: MapPlan, monitor: Monitor) -> Fluxed | None:
    """Follow the flux of ln Vs at all depths and of single numbers; None where no depth is known anywhere."""
    values = profile_values(profiles, plan, plan.options.depths)
    if not values.known.any():
        return None
    model, fitted = _model(values, plan, monitor.part(0.0, 0.7))
    parts = [profile_part(model, values.depths, _tags(plan, fitted))]
    for raster in (Z1_0, Z2_5):
        parts += reached_part(raster, profiles, sites, plan, partial(_learnt, plan, monitor.part(0.7, 0.9)))
    vs30 = column_values(sites, VS30, plan)
    if vs30.known.sum() >= FEWEST_SITES:
        of_vs30, tags = _learnt(plan, monitor.part(0.9, 1.0), vs30, vs30)
        parts.append(banded(VS30, partial(levels, of_vs30), tags))
    return Fluxed(parts, _record(values, fitted))


def _model(values: Values, plan: MapPlan, monitor: Monitor) -> tuple[Foretell, FluxFit]:
    options, parts = plan.options, plan.parting
    asked = Flux(options.law, 1.0, options.smooth_length or 0.0, options.edge_gradient or np.inf)
    box = box_of(plan.whole, plan.ground) if parts is None else parts.box
    barriers = Barriers([]) if parts is None else parts.barriers
    model, fitted = flux_model(values, asked, barriers, box, plan.max_distance, monitor, options.max_sigma)
    return partial(_as_sure_both_ways, model), fitted


def _as_sure_both_ways(model: FluxModel, points: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return medians, and deviations below and above them that are the same."""
    mean, deviation = model(points)
    return mean, deviation, deviation


def _learnt(
    plan: MapPlan, monitor: Monitor, _values: Values, complete: Values
) -> tuple[Foretell, dict[str, str]]:
    """Return the model of values that bounds complete, and what is told of it."""
    model, fitted = _model(complete, plan, monitor)
    return model, _tags(plan, fitted)


def _tags(plan: MapPlan, fitted: FluxFit) -> dict[str, str]:
    """Return what the files' metadata tell of the flux."""
    tags = {"INTERPOLATION": f"{fitted.flux.law} flux, of logarithms"}
    tags["FLUX_STRENGTH"] = " ".join(f"{value:.4g}" for value in fitted.strength)
    if fitted.flux.length:
        tags["SMOOTH_LENGTH_M"] = f"{fitted.flux.length:.4g}"
    if np.isfinite(fitted.flux.gradient):
        tags["EDGE_GRADIENT_LN_PER_KM"] = f"{1e3 * fitted.flux.gradient:.4g}"
    if plan.parting is not None:
        tags["BARRIERS"] = str(plan.parting.record["lines"] - plan.parting.record["outside_the_map"])
    if fitted.score is not None:
        tags["LEFT_OUT_BLOCKS_ERROR_LN"] = f"{fitted.score.error:.4g}"
        tags["LEFT_OUT_BLOCKS_ERROR_LN_OF_LINEAR"] = f"{fitted.score.linear_error:.4g}"
        tags["LEFT_OUT_BLOCKS_INSIDE_90"] = f"{fitted.score.inside_90:.3f}"
    return tags


def _record(values: Values, fitted: FluxFit) -> dict[str, Any]:
    def each(numbers: FloatArray) -> list[float]:
        return [float(f"{number:.4g}") for number in numbers]

    flux, score = fitted.flux, fitted.score
    return {
        "law": flux.law,
        "smooth_length_m": flux.length or None,
        "edge_gradient_ln_per_km": 1e3 * flux.gradient if np.isfinite(flux.gradient) else None,
        "depths_m": each(values.depths),
        "strength": each(fitted.strength),
        "scale": each(fitted.scale),
        "left_out_blocks": None if score is None else {k: round(v, 4) for k, v in asdict(score).items()},
    }
