"""Heights of the ground that a table gives its sites."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...curves import FloatArray
from .columns import words_of
from .figures import numbers

_NAME = re.compile(
    r"(?:(?:site|station|ground|surface)_)?(?:elevation|elev|altitude|alt|quota|hoehe|hohe|ground_level)"
    r"(?:_(m|metres?|meters?|ft|feet|km))?(?:_(?:asl|amsl|a_s_l|slm|s_l_m|n_n|nn))?"
)
_METRES = {"ft": 0.3048, "feet": 0.3048, "km": 1000.0}
_SAME = 0.01  # m, that a site's height may differ from row to row


@dataclass(frozen=True)
class GivenHeights:
    """What a column of a table says.

    Parameters
    ----------
    column : str
        Its name.
    unit : str
        Its unit.
    height : (n_sites,) float array
        In m, NaN where the table says nothing.
    """

    column: str
    unit: str
    height: FloatArray


def given_heights(data: pd.DataFrame, columns: list[str], site: NDArray[np.int64]) -> GivenHeights | None:
    """Return the heights of sites, where one of the columns gives each site one height.

    Parameters
    ----------
    data : DataFrame
        The table.
    columns : list of str
        Columns that mean nothing else.
    site : (n_rows,) int array
        Site of each row.
    """
    for column in columns:
        named = _NAME.fullmatch("_".join(words_of(column)))
        if named is None:
            continue
        unit = named[1] or "m"
        height = numbers(data[column]) * _METRES.get(unit, 1.0)
        low, high = (_each(height, site, how) for how in (np.fmin, np.fmax))
        if np.isfinite(low).any() and np.nanmax(high - low) <= _SAME:
            return GivenHeights(column, "ft" if unit == "feet" else unit, low)
    return None


def _each(values: FloatArray, site: NDArray[np.int64], how: np.ufunc) -> FloatArray:
    """Return one of each site's values, NaN where it has none."""
    found = np.full(int(site.max()) + 1, np.nan)
    how.at(found, site, values)
    return found
