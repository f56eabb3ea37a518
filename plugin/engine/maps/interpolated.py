"""Maps by weights between sites alone: linear, by inverse distance, or the nearest site's values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ...protocol.map_options import Method
from ...protocol.result_files import OF_DEPTHS, Raster
from ..curves import FloatArray
from ..profiles import LEVELS, Profiles
from ..results.depths import at_depths
from ..spatial.gridding import weighted
from .map_plan import MapPlan
from .product import Part, depth_bands, single_band

if TYPE_CHECKING:
    import pandas as pd


def interpolated_profiles(profiles: Profiles, plan: MapPlan, method: Method) -> Part:
    """Return ``vs.tif`` and ``vs_sigma.tif``, half the width between the sites' 16 and 84 % quantiles."""
    resampled, shown = at_depths(profiles, plan.options.depths, plan.options.keep_untrusted)
    shown, chosen = shown[plan.chosen], plan.chosen
    low, high = (resampled.quantiles[..., LEVELS.index(level)] for level in (0.16, 0.84))
    logs = [np.log(np.where(shown, values[chosen], np.nan)) for values in (resampled.vs, low, high)]
    values = np.concatenate(logs, axis=1)
    weigh = plan.weights(method)

    def fill(places: FloatArray) -> Sequence[FloatArray]:
        vs, low, high = np.split(np.exp(weighted(weigh(places), values)), 3, axis=1)
        return vs, (high - low) / 2

    bands = [depth_bands(raster, resampled.depth[0]) for raster in OF_DEPTHS]
    return Part([raster.file for raster in OF_DEPTHS], bands, fill, _tags(method))


def interpolated_columns(
    sites: pd.DataFrame, rasters: Sequence[Raster], plan: MapPlan, method: Method
) -> Part:
    """Return rasters of columns of the site table, of those of which any site has a value."""
    columns = {raster: sites[raster.column].to_numpy(float)[plan.chosen] for raster in rasters}
    made = [raster for raster, column in columns.items() if np.isfinite(column).any()]
    if not made:
        return Part([], [], lambda places: ())
    values = np.log(np.column_stack([columns[raster] for raster in made]))
    weigh = plan.weights(method)

    def fill(places: FloatArray) -> Sequence[FloatArray]:
        gridded = np.exp(weighted(weigh(places), values))
        return np.split(gridded, len(made), axis=1)

    return Part([raster.file for raster in made], [single_band(r) for r in made], fill, _tags(method))


def _tags(method: Method) -> dict[str, str]:
    return {"INTERPOLATION": f"{method}, of logarithms"}
