"""Maps of Vs30: of the profiles where they are known to 30 m, else of what the sites carry down to there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from ...protocol.map_options import Method
from ...protocol.progress import Monitor
from ...protocol.result_files import VS30, VS30_CARRIED
from ..curves import FloatArray
from ..lattice.reach import parted
from ..products.carrying_down import VS30_DEPTH
from ..profiles import Profiles
from ..results.depths import at_depths
from ..spatial.gridding import weighted
from ..spatial.likelihood import FEWEST_SITES
from ..spatial.spatial_model import SpatialModel
from ..spatial.values import HALF_90, Values
from .from_profiles import vs30_depths, vs30_of
from .map_plan import MapPlan
from .product import Fill, Part, banded, single_band
from .survey_model import ENDS, Foretell, column_values, fitted, learnt, levels, modelled, profile_values

if TYPE_CHECKING:
    import pandas as pd

_MEASURED = "vs30_measured_pct"
_ROUNDING = 0.05  # %
_HANDED_OVER_FROM = 0.5  # of the distance for which a site that knows 30 m speaks
_OF_PROFILES = {"INTERPOLATION": "kriging, of the logarithms of profiles"}
_BOTH = {"FAR_FROM_SITES_THAT_KNOW_30_M": "kriging, of the logarithms of Vs30 of the sites"}


def vs30_parts(
    shown: SpatialModel, profiles: Profiles, sites: pd.DataFrame, plan: MapPlan, monitor: Monitor
) -> list[Part]:
    """Return the raster of Vs30 and those of its band, which kriging gives; none where too few sites have it.

    It is that of the profiles around a site that knows 30 m. From half the distance on for which such a site
    speaks, Vs30 of the sites takes over, which a law carries down with its scatter; beyond, it is alone.

    Parameters
    ----------
    shown : SpatialModel
        Of ln Vs at the depths that are mapped; which these are makes no difference.
    profiles, sites, plan
        What the map is made of.
    monitor : Monitor
        Progress and cancellation.
    """
    model = _to_30_m(shown, profiles, plan, monitor.part(0.0, 0.5))
    of_profiles = None if model is None else _of_profiles(model, plan, monitor.part(0.5, 0.7))
    if of_profiles is not None and not (carried(sites, plan) > 0).any():
        return [banded(VS30, of_profiles, _OF_PROFILES)]
    values = column_values(sites, VS30, plan)
    if values.known.sum() < FEWEST_SITES:
        return [] if of_profiles is None else [banded(VS30, of_profiles, _OF_PROFILES)]
    of_sites, tags = learnt(plan, monitor.part(0.7, 1.0), values, values)
    carried_down = _as_wide_as_the_law(of_sites, values, carried(sites, plan) > 0, plan)
    if model is None or of_profiles is None:
        return [banded(VS30, carried_down, tags)]
    both = _handed_over(of_profiles, carried_down, _share_of_sites(model, plan))
    return [banded(VS30, both, {**_OF_PROFILES, **_BOTH})]


def carried(sites: pd.DataFrame, plan: MapPlan) -> FloatArray:
    """Return the share of the top 30 m that curves of the mapped sites do not resolve in %, (n_sites,).

    NaN where a site has no Vs30.
    """
    known = np.isfinite(sites[VS30.column].to_numpy(float)[plan.chosen])
    if _MEASURED not in sites:
        return np.where(known, 0.0, np.nan)
    share = 100.0 - sites[_MEASURED].to_numpy(float)[plan.chosen]
    return np.where(known, np.where(share > _ROUNDING, share, 0.0), np.nan)


def carried_parts(sites: pd.DataFrame, plan: MapPlan, method: Method) -> list[Part]:
    """Return the raster that tells where Vs30 is carried down; none where no site's is."""
    share = carried(sites, plan)
    if not (share > 0).any():
        return []
    weigh = plan.weights(method)

    def fill(places: FloatArray) -> Sequence[FloatArray]:
        return [weighted(weigh(places), share[:, None])]

    tags = {"INTERPOLATION": method}
    return [Part([VS30_CARRIED.file], [single_band(VS30_CARRIED)], fill, tags)]


def _to_30_m(shown: SpatialModel, profiles: Profiles, plan: MapPlan, monitor: Monitor) -> SpatialModel | None:
    """Return a model that holds the depths of Vs30; None where too few profiles are known there."""
    own = at_depths(profiles, None, plan.options.keep_untrusted)[0].depth[0]
    depths = vs30_depths(own)
    if depths is None:
        return None
    model = shown
    if tuple(shown.values.depths[: len(depths)]) != depths:
        values = profile_values(profiles, plan, depths)
        model = modelled(values, fitted(values, plan, monitor.part(0.0, 0.4)), plan, monitor.part(0.4, 1.0))
    enough = model.values.known[:, len(depths) - 1].sum() >= FEWEST_SITES
    return model if enough else None


def _of_profiles(model: SpatialModel, plan: MapPlan, monitor: Monitor) -> Fill:
    vs30 = vs30_of(model, plan.options.max_sigma, monitor)

    def fill(places: FloatArray) -> Sequence[FloatArray]:
        mean, deviation = vs30(places)
        return [np.exp(mean + times * deviation)[:, None] for times in ENDS]

    return fill


def _as_wide_as_the_law(model: Foretell, values: Values, by_law: NDArray[np.bool_], plan: MapPlan) -> Fill:
    """Return Vs30 and its band, which is no narrower than those that a law gives the sites around.

    A law's scatter is that of the ground: how little sites differ among themselves makes it no smaller.
    """
    widths = np.where(by_law[:, None], HALF_90 * values.both_ends[:, :, 0].T, 0.0)
    weigh = plan.weights("linear")

    def fill(places: FloatArray) -> Sequence[FloatArray]:
        middle, low, high = levels(model, places)
        below, above = np.split(weighted(weigh(places), widths), 2, axis=1)
        return [middle, np.minimum(low, middle * np.exp(-below)), np.maximum(high, middle * np.exp(above))]

    return fill


def _share_of_sites(model: SpatialModel, plan: MapPlan) -> Callable[[FloatArray], FloatArray]:
    """Return what gives the share of Vs30 of the sites at places, from 0 to 1."""
    bottom = int(np.flatnonzero(np.isclose(model.values.depths, VS30_DEPTH))[0])
    places = model.values.places[model.values.known[:, bottom]]
    tree = cKDTree(parted(places, places, plan.lattice))

    def share(places: FloatArray) -> FloatArray:
        distance = tree.query(parted(places, places, plan.lattice))[0] / plan.max_distance
        return np.asarray(np.clip((distance - _HANDED_OVER_FROM) / (1 - _HANDED_OVER_FROM), 0.0, 1.0))

    return share


def _handed_over(inner: Fill, outer: Fill, share: Callable[[FloatArray], FloatArray]) -> Fill:
    """Return what goes from one filling to another, where both are known in proportion, by logarithms."""

    def fill(places: FloatArray) -> Sequence[FloatArray]:
        of_outer = share(places)[:, None]
        both = zip(inner(places), outer(places))
        return [
            np.where(np.isnan(a), b, np.where(np.isnan(b), a, a ** (1 - of_outer) * b**of_outer))
            for a, b in both
        ]

    return fill
