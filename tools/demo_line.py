"""A section line for a survey that comes without one."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from pyproj import CRS

from plugin.engine.curves import FloatArray
from plugin.engine.survey import Survey


def longest_axis(survey: Survey, path: Path) -> Path:
    """Write the line through the sites' centre along their longest axis, from the first site to the last.

    Parameters
    ----------
    survey : Survey
        Sites with coordinates.
    path : Path
        GeoJSON file to write, in the survey's CRS.
    """
    crs = CRS.from_user_input(survey.crs)
    shrink = np.cos(np.radians(survey.y.mean())) if crs.is_geographic else 1.0
    places = np.column_stack([survey.x * shrink, survey.y])
    ends = axis_of(places) / (shrink, 1.0)
    authority = ":".join(crs.to_authority() or ("OGC", "CRS84"))
    collection = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": authority}},
        "features": [
            {
                "type": "Feature",
                "properties": {"name": "longest axis of the sites"},
                "geometry": {"type": "LineString", "coordinates": ends.tolist()},
            }
        ],
    }
    path.write_text(json.dumps(collection), encoding="utf-8")
    return path


def axis_of(places: FloatArray) -> FloatArray:
    """Return the two ends of the first principal axis of points, shape (2, 2)."""
    centre = places.mean(axis=0)
    direction = np.linalg.svd(places - centre, full_matrices=False)[2][0]
    along = (places - centre) @ direction
    return centre + np.outer([along.min(), along.max()], direction)
