"""The periods and the shape of small stacks of rasters."""

from __future__ import annotations

PERIODS_S = (0.05, 0.07, 0.1, 0.14, 0.2, 0.25)
SHAPE = (5, 7)
