from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from plugin.engine.reading.tables.angles import degrees


@pytest.mark.parametrize(
    ("cell", "angle"),
    [
        ("-8.5", -8.5),
        ("8,5", 8.5),
        ("8.5W", -8.5),
        ("8.5° n", 8.5),
        ("44°24'36\"N", 44.41),
        ("44° 24.6\u2032 S", -44.41),
        ("44:24:36", 44.41),
        ("44 24 36 E", 44.41),
        ("1e2", 100.0),
        ("12345", 12345.0),
        ("N44", np.nan),
        ("", np.nan),
    ],
)
def test_an_angle_is_read_as_people_write_it(cell: str, angle: float) -> None:
    np.testing.assert_allclose(degrees(pd.Series([cell])), [angle], rtol=1e-12)


def test_numbers_stay_as_they_are() -> None:
    assert degrees(pd.Series([8.123456789012345])).tolist() == [8.123456789012345]
