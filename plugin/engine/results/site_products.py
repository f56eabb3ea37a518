"""The products of some sites, from their drawn profiles: one column a number and quantile."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...protocol import product_columns
from ...protocol.product_columns import PERCENTS, quantile_names, standards_of
from ...protocol.product_options import ProductOptions
from ...protocol.site_standards import ASCE7_22, NOT_ASSESSED
from ..curves import FloatArray
from ..products.averages import mean_between, mean_to
from ..products.class_odds import class_odds
from ..products.criteria import criteria_of
from ..products.depths_to import depth_levels, steepest_depth
from ..products.layers import quarter_wavelength
from ..products.levels import weighted_levels
from ..products.response import Columns
from ..products.standards import Criteria, named, velocity_codes
from ..products.vs30 import Vs30, vs30_of
from .ensembles import Ensembles

LEVELS = tuple(percent / 100 for percent in PERCENTS)
FREQUENCIES = np.geomspace(0.1, 50.0, 41)
"""Frequencies in Hz at which amplification is given."""
_UNMEASURED = 1.3
"""Factor between Vs30 and what ASCE 7-22 wants looked at where Vs is not measured."""


@dataclass(frozen=True)
class Sites:
    """Some sites with what is known of them.

    Parameters
    ----------
    drawn : Ensembles
        Their drawn profiles.
    shallowest, deepest : (n_sites,) float arrays
        The window in m that each curve resolves.
    density : (n_sites, depths) float array
        In kg/m3 at the profiles' depths.
    """

    drawn: Ensembles
    shallowest: FloatArray
    deepest: FloatArray
    density: FloatArray


def products_of(sites: Sites, options: ProductOptions, law: str) -> dict[str, NDArray]:
    """Return the columns of `product_columns.columns_of`, by their names."""
    drawn = sites.drawn
    vs30 = vs30_of(drawn.depth, drawn.vs, drawn.weight, drawn.felt, sites.shallowest, sites.deepest, law)
    criteria = criteria_of(drawn.depth, drawn.vs, drawn.weight, drawn.felt, vs30)
    found: dict[str, NDArray] = {"site": drawn.names}
    found |= _named("vs30", vs30.levels(LEVELS))
    found |= {"vs30_measured_pct": 100.0 * vs30.measured, "vs30_law": vs30.law}
    found |= _classes(criteria, vs30, options)
    found |= _velocities(sites, options)
    found |= _depths(sites, options)
    found |= _named("h800", _levels(criteria.h800, vs30.weight))
    found |= _named("vs_h", _levels(criteria.cover, vs30.weight))
    if options.response:
        found |= _response(sites, options)
    found["not_assessed"] = np.full(len(drawn.names), NOT_ASSESSED, dtype=object)
    return found


def amplification_of(sites: Sites, options: ProductOptions) -> dict[str, NDArray]:
    """Return the columns of `product_columns.AMPLIFICATION_COLUMNS`, site after site."""
    drawn, n = sites.drawn, len(FREQUENCIES)
    earth, reached = Columns.above(drawn.depth, drawn.vs, sites.density, options.reference)
    level = earth.amplification(FREQUENCIES, options.damping).reshape(*drawn.weight.shape, n)
    level = np.where(reached[..., None], level, np.inf)
    velocity, depth = quarter_wavelength(drawn.depth, drawn.vs, FREQUENCIES)
    found: dict[str, NDArray] = {
        "site": np.repeat(drawn.names, n),
        "frequency_hz": np.tile(FREQUENCIES, len(drawn.names)),
    }
    for stem, values in (("amp", level), ("vs_qwl", velocity)):
        found |= _named(stem, _each_frequency(values, drawn.weight))
    found["z_qwl_p50"] = _each_frequency(depth, drawn.weight)[:, LEVELS.index(0.5)]
    return found


def _each_frequency(values: FloatArray, weight: FloatArray) -> FloatArray:
    """Return the quantiles of (n_sites, n_samples, frequencies), a row a site and frequency."""
    n_samples, n = values.shape[1:]
    rows = values.transpose(0, 2, 1).reshape(-1, n_samples)
    return _levels(rows, np.repeat(weight, n, axis=0))


def _levels(values: FloatArray, weight: FloatArray) -> FloatArray:
    """Return quantiles, NaN where they fall on what is not known or infinite."""
    levels = weighted_levels(np.where(np.isnan(values), np.inf, values), weight, LEVELS)
    return np.where(np.isfinite(levels), levels, np.nan)


def _named(stem: str, levels: FloatArray) -> dict[str, NDArray]:
    return dict(zip(quantile_names(stem), levels.T))


def _classes(criteria: Criteria, vs30: Vs30, options: ProductOptions) -> dict[str, NDArray]:
    found: dict[str, NDArray] = {}
    for standard in standards_of(options):
        odds = class_odds(standard.key, criteria, vs30.weight)
        found[standard.class_column] = odds.names
        found[standard.odds_column] = odds.odds_of_class
        found[standard.range_column] = odds.ranges
        found |= dict(zip(standard.odds_columns(), odds.odds.T))
        if standard is ASCE7_22:
            middle = vs30.levels((0.5,))[:, 0]
            for end, velocity in (("low", middle / _UNMEASURED), ("high", middle * _UNMEASURED)):
                found[f"{standard.class_column}_{end}"] = named(
                    standard.key, velocity_codes(standard.key, velocity)
                )
    return found


def _velocities(sites: Sites, options: ProductOptions) -> dict[str, NDArray]:
    """Return mean velocities; blank below the depth to which draws are known."""
    drawn = sites.drawn
    given = (drawn.depth, drawn.vs, drawn.weight, drawn.felt)
    found: dict[str, NDArray] = {}
    for bottom in options.mean_to:
        if bottom != 30.0:
            values = np.where(_known_to(sites, bottom), mean_to(*given, bottom), np.nan)
            found |= _named(product_columns.mean_to_stem(bottom), _levels(values, drawn.weight))
    for top, bottom in options.mean_between:
        values = np.where(_known_to(sites, bottom), mean_between(*given, top, bottom), np.nan)
        found |= _named(product_columns.between_stem(top, bottom), _levels(values, drawn.weight))
    return found


def _known_to(sites: Sites, bottom: float) -> NDArray[np.bool_]:
    """Return whether what the curves resolve reaches a depth, (n_sites, 1)."""
    return (sites.deepest >= bottom)[:, None]


def _depths(sites: Sites, options: ProductOptions) -> dict[str, NDArray]:
    drawn = sites.drawn
    window = (sites.shallowest, sites.deepest)
    each = depth_levels(drawn.depth, drawn.vs, drawn.weight, *window, options.depths_to, LEVELS)
    found: dict[str, NDArray] = {}
    for velocity, levels in zip(options.depths_to, each):
        found |= _named(product_columns.depth_stem(velocity), levels)
    if options.steepest is not None:
        values = steepest_depth(drawn.depth, drawn.vs, *options.steepest)
        found |= _named("z_steepest", _levels(values, drawn.weight))
    return found


def _response(sites: Sites, options: ProductOptions) -> dict[str, NDArray]:
    """Return the site's period, that of the travel time, and the amplification at the first."""
    drawn = sites.drawn
    earth, reached = Columns.above(drawn.depth, drawn.vs, sites.density, options.reference)
    shape = drawn.weight.shape
    peak = earth.first_peak(options.damping)
    known = np.where(np.isnan(peak), 1.0, peak)[:, None]
    level = earth.amplification(known, options.damping)[:, 0]
    of_draws = {"t_site": 1.0 / peak, "t_travel": 4.0 * earth.travel_time, "amp_peak": level}
    lost = np.isnan(peak) | ~reached.ravel()
    return {
        name: column
        for stem, values in of_draws.items()
        for name, column in _named(
            stem, _levels(np.where(lost, np.nan, values).reshape(shape), drawn.weight)
        ).items()
    }
