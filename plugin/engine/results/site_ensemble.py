"""The drawn profiles of one site, found without reading those of the others."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from ...protocol.errors import OutputError
from ...protocol.manifest import require_whole
from ...protocol.outcomes import DrawnProfiles
from ...protocol.result_files import ENSEMBLES
from .ensembles import Ensembles, read_block
from .rounding import significant
from .row_groups import row_groups

_DIGITS = 4


def drawn_profiles(folder: Path, site: str, most: int) -> DrawnProfiles:
    """Return profiles of a site, of many those that stand for most of the weight.

    Parameters
    ----------
    folder : Path
        Results of an inversion.
    site : str
        The site; one that has no profiles gets none.
    most : int
        How many, where it has more.

    Raises
    ------
    OutputError
        If the table is missing or damaged.
    """
    found = site_ensemble(folder, site)
    if found is None:
        return DrawnProfiles((), (), "")
    weight = found.weight[0]
    chosen = np.flatnonzero(weight)
    if len(chosen) > most:
        # Evenly spaced along the weights' sum, so that as many are shown as a region is likely.
        place = np.searchsorted(np.cumsum(weight[chosen]), (np.arange(most) + 0.5) / most)
        chosen = chosen[np.unique(np.minimum(place, len(chosen) - 1))]
    depth = significant(found.depth[0], _DIGITS)
    vs = significant(found.vs[0, chosen].astype(float), _DIGITS)
    return DrawnProfiles(tuple(depth.tolist()), tuple(map(tuple, vs.tolist())), str(found.drawn_from[0]))


def site_ensemble(folder: Path, site: str) -> Ensembles | None:
    """Return the drawn profiles of a site, None where the table has none of it.

    Raises
    ------
    OutputError
        If the table is missing or damaged.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = folder / ENSEMBLES
    require_whole(folder, [ENSEMBLES], thorough=False)
    try:
        blocks = row_groups(path).get(site)
        if blocks is None:
            return None
        with pq.ParquetFile(path, pre_buffer=False) as file:
            depths = int(file.schema_arrow.metadata[b"depths"])
            return read_block(file, blocks[-1], depths, np.array([site], dtype=object))
    except (OSError, KeyError, TypeError, ValueError, pa.ArrowException) as error:
        raise OutputError(f"{path}: cannot be read: {error}") from error
