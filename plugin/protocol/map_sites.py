"""The table of what the sites of a map have at its depths, and how its columns are called."""

from __future__ import annotations

import re
from typing import Optional

MAP_SITES = "map_sites.csv"
"""A row a site, in the order of the layer of sites: its name, then Vs in m/s depth by depth."""
_COLUMN = re.compile(r"vs_(?P<depth>[0-9.e+]+)_m")


def column_of(depth: float) -> str:
    """Return the column of a depth in m.

    >>> column_of(12.5)
    'vs_12.5_m'
    """
    return f"vs_{depth:g}_m"


def depth_of(column: str) -> Optional[float]:
    """Return the depth in m of a column, None of any other one."""
    found = _COLUMN.fullmatch(column)
    try:
        return float(found["depth"]) if found else None
    except ValueError:
        return None
