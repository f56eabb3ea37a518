"""The line of a section where the sites themselves lie along one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...protocol.errors import OutputError
from ..along_line import is_along_line
from ..curves import FloatArray
from ..reading.lines import Line

if TYPE_CHECKING:
    from pyproj import CRS


def along_sites(x: FloatArray, y: FloatArray, crs: CRS) -> Line:
    """Return the line that sites lie along whose positions are along one, from the first to the last.

    Raises
    ------
    OutputError
        If their positions are on a map, or fewer than two.
    """
    if not is_along_line(crs):
        raise OutputError("a section needs a line (--line): the sites are on a map")
    ends = np.array([np.argmin(x), np.argmax(x)])
    return Line(np.column_stack([x, y])[ends], crs.to_wkt(), "along the sites")
