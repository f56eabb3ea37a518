"""Parquet tables without geometries are read as the same table in CSV."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from plugin.engine.reading import read_survey
from plugin.engine.reading.column_samples import columns_seen
from plugin.protocol.errors import SurveyError

TABLE = pd.DataFrame(
    {
        "site": ["A", "A", "B", "B"],
        "x": [500_000.0, 500_000.0, 500_100.0, 500_100.0],
        "y": 5e6,
        "crs": "EPSG:32633",
        "mode": [0, 0, 0, 1],
        "frequency_hz": [4.0, 8.0, 5.0, 10.0],
        "phase_velocity_km_s": [0.4, 0.3, 0.5, 0.45],
        "sigma_km_s": [0.01, np.nan, 0.02, 0.02],
    }
)


@pytest.mark.parametrize("kind", ["str", "category"])
def test_a_plain_table_is_read_as_in_csv(tmp_path: Path, kind: str) -> None:
    TABLE.to_csv(tmp_path / "curves.csv", index=False)
    TABLE.astype({"site": kind}).to_parquet(tmp_path / "curves.parquet")
    found, same = (read_survey(tmp_path / f"curves.{ending}") for ending in ("parquet", "csv"))
    assert found.curves.velocity.tolist() == [400.0, 300.0, 500.0, 450.0]
    for name in ("frequency", "velocity", "sigma", "mode", "offsets"):
        np.testing.assert_array_equal(getattr(found.curves, name), getattr(same.curves, name))
    assert [(use.column, use.quantity, use.unit) for use in found.report.columns] == [
        (use.column, use.quantity, use.unit) for use in same.report.columns
    ]


def test_its_columns_are_seen(tmp_path: Path) -> None:
    TABLE.to_parquet(tmp_path / "curves.parquet")
    seen = columns_seen(tmp_path / "curves.parquet").columns
    assert (seen[5].name, seen[5].samples, seen[5].unit) == ("frequency_hz", ("4.0", "8.0", "5.0"), "Hz")


def test_a_damaged_one_is_told(tmp_path: Path) -> None:
    path = tmp_path / "curves.parquet"
    TABLE.to_parquet(path)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(SurveyError, match=r"^curves\.parquet: a Parquet table that is damaged or cut short"):
        read_survey(path)
