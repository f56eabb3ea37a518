"""GeoJSON written by hand: GDAL's own writer would tidy it."""

from __future__ import annotations

import json
from pathlib import Path

from shapely.geometry import Point

PLACES = [Point(1, 2), Point(3, 4), Point(5, 6), Point(7, 8)]


def feature(properties: dict, number: int) -> dict:
    place = PLACES[number % len(PLACES)]
    geometry = {"type": "Point", "coordinates": [place.x, place.y]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def collection(path: Path, properties: list[dict]) -> Path:
    features = [feature(fields, number) for number, fields in enumerate(properties)]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path
