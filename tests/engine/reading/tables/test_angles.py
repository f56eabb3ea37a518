from __future__ import annotations

import numpy as np
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
        ("N44", 44.0),
        ("S44\u00b024.6'", -44.41),
        ("E012\u00b034.758'", 12.5793),
        ("w 8 30", -8.5),
        ("44\u00b024\u201936\u201dN", 44.41),
        ("44\u00ba24\u00b436\u00b4\u00b4N", 44.41),
        ("\u221244.41", -44.41),
        ("N44S", np.nan),
        ("44\u00b075'N", np.nan),
        ("X44", np.nan),
        ("", np.nan),
    ],
)
def test_an_angle_is_read_as_people_write_it(cell: str, angle: float) -> None:
    np.testing.assert_allclose(degrees([cell]), [angle], rtol=1e-12)


def test_a_direction_of_the_other_axis_makes_no_angle() -> None:
    np.testing.assert_array_equal(degrees(["44N", "E44", "44"], "EW"), [np.nan, 44.0, 44.0])
