"""What the columns of a table hold, before it is read."""

from __future__ import annotations

from pathlib import Path

import geopandas
import pytest
from shapely.geometry import Point

from plugin.engine.reading.column_samples import columns_seen
from plugin.protocol.errors import SurveyError


def test_columns_of_a_text_come_with_samples_and_what_their_names_say(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("site,frequency_hz,what\n" + "".join(f"A,{f},x{f}\n" for f in range(1, 6)))
    site, frequency, what = columns_seen(path).columns
    assert (site.name, site.samples) == ("site", ("A", "A", "A"))
    assert (frequency.quantity, frequency.unit, frequency.samples) == ("frequency", "Hz", ("1", "2", "3"))
    assert (what.quantity, what.unit, what.samples) == ("", "", ("x1", "x2", "x3"))


def test_columns_of_a_layer_are_those_of_the_layer_that_would_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    place = {"geometry": [Point(1, 2)], "crs": "EPSG:32633"}
    geopandas.GeoDataFrame({"remark": ["r"]}, **place).to_file(path, layer="notes")
    geopandas.GeoDataFrame({"freq_hz": [5.0], "vel_m_s": [300.0]}, **place).to_file(path, layer="curves")
    assert [(c.name, c.samples) for c in columns_seen(path).columns] == [
        ("freq_hz", ("5.0",)),
        ("vel_m_s", ("300.0",)),
    ]


def test_a_damaged_layer_is_said_to_be_one(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    path.write_bytes(b"SQLite format 3\0" + bytes(200))
    with pytest.raises(SurveyError, match="damaged"):
        columns_seen(path)
