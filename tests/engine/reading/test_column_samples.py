"""Columns are shown as the table has them, with what their names say."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest

from plugin.engine.pipeline import carry_out
from plugin.protocol.errors import SurveyError
from plugin.protocol.orders import ShowColumns
from plugin.protocol.source import Source


def seen(path: Path) -> list[tuple[str, tuple[str, ...], str, str]]:
    found = carry_out(ShowColumns(Source(path, path.stem)))
    return [(column.name, column.samples, column.quantity, column.unit) for column in found.columns]


def test_a_text_table_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "town.csv"
    path.write_text("# a comment\nsite;vph (km/s);T;odd\nA;1,5;2;x\nA;1,7;3;y\n")
    assert seen(path) == [
        ("site", ("A", "A"), "site", ""),
        ("vph (km/s)", ("1,5", "1,7"), "phase_velocity", "km/s"),
        ("T", ("2", "3"), "period", ""),
        ("odd", ("x", "y"), "", ""),
    ]


def test_a_layer_is_shown(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"period_s": [1.0], "c": ["2"]}, geometry=gpd.points_from_xy([0], [0]), crs=4326)
    frame.to_file(tmp_path / "town.gpkg", layer="town")
    assert [row[:2] for row in seen(tmp_path / "town.gpkg")] == [("period_s", ("1.0",)), ("c", ("2",))]


def test_what_has_no_columns_is_named(tmp_path: Path) -> None:
    (tmp_path / "noise.bin").write_bytes(bytes(range(256)) * 4)
    with pytest.raises(SurveyError, match=r"noise\.bin: has no columns"):
        seen(tmp_path / "noise.bin")
