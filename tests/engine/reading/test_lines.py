from __future__ import annotations

import numpy as np
import pytest

from plugin.engine.positions import parse_crs
from plugin.engine.reading.lines import Line
from plugin.protocol.errors import OutputError

UTM = "EPSG:32633"


def wavy(n: int, height: float) -> Line:
    """A line of 10 km with a step up or down of so many metres at each vertex."""
    x = np.linspace(500_000.0, 510_000.0, n)
    return Line(np.column_stack([x, 5e6 + height * (np.arange(n) % 2)]), UTM)


def test_a_line_of_a_million_vertices_keeps_its_course() -> None:
    x = np.linspace(0.0, 1.0, 1_000_000)
    line = Line(np.column_stack([5e5 + 1e4 * x, 5e6 + 500 * np.sin(6 * x)]), UTM)
    placed_x, placed_y = line.placed(parse_crs(UTM))
    assert len(placed_x) < 1000
    assert (placed_x[0], placed_x[-1]) == (500_000.0, 510_000.0)
    np.testing.assert_allclose(placed_y, 5e6 + 500 * np.sin(6 * (placed_x - 5e5) / 1e4), atol=0.2)


def test_a_line_of_too_many_bends_is_refused() -> None:
    with pytest.raises(OutputError, match=r"line section: \d+ bends are more than 10000; simplify it"):
        wavy(20_000, 500.0).placed(parse_crs(UTM))


def test_every_vertex_of_a_usual_line_is_kept() -> None:
    placed_x, placed_y = wavy(1001, 0.5).placed(parse_crs(UTM))
    assert len(placed_x) == 1001
    assert np.ptp(placed_y) == 0.5


def test_a_line_of_one_place_is_refused() -> None:
    with pytest.raises(OutputError, match="needs at least two different vertices"):
        Line(np.full((5, 2), 7.0), UTM)
