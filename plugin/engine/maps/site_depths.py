"""What the sites themselves have at the depths of a map, beside what it foretells between them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ...protocol.map_sites import MAP_SITES, column_of
from ..profiles import Profiles
from ..results.depths import at_depths
from .map_plan import MapPlan

if TYPE_CHECKING:
    import pandas as pd


def write_map_sites(staging: Path, profiles: Profiles, sites: pd.DataFrame, plan: MapPlan) -> str:
    """Write Vs of every site at every depth of the map, blank where the map would not take it.

    Returns
    -------
    str
        The file.
    """
    import pandas as pd

    resampled, shown = at_depths(profiles, plan.options.depths, plan.options.keep_untrusted)
    names = [column_of(depth) for depth in resampled.depth[0].tolist()]
    table = pd.DataFrame(np.where(shown, resampled.vs, np.nan), columns=names)
    table.insert(0, "site", sites["site"].to_numpy())
    table.to_csv(staging / MAP_SITES, index=False, float_format="%.6g", lineterminator="\n")
    return MAP_SITES
