"""The section line of a survey: the one beside it, or the longest axis of its sites."""

from __future__ import annotations

import numpy as np

from plugin.engine.curves import FloatArray
from plugin.engine.positions import parse_crs
from plugin.engine.reading.lines import Line
from plugin.engine.survey import Survey


def longest_axis(survey: Survey) -> Line:
    """Return the line through the sites' centre along their longest axis, from the first site to the last."""
    crs = parse_crs(survey.crs)
    shrink = np.cos(np.radians(survey.y.mean())) if crs.is_geographic else 1.0
    places = np.column_stack([survey.x * shrink, survey.y])
    return Line(axis_of(places) / (shrink, 1.0), survey.crs, "longest axis of the sites")


def axis_of(places: FloatArray) -> FloatArray:
    """Return the two ends of the first principal axis of points, shape (2, 2)."""
    centre = places.mean(axis=0)
    direction = np.linalg.svd(places - centre, full_matrices=False)[2][0]
    along = (places - centre) @ direction
    return centre + np.outer([along.min(), along.max()], direction)
