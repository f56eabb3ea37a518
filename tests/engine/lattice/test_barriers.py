"""Barriers: lines burnt on to faces without leaks, whatever they look like."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from plugin.engine.lattice.barriers import Barriers, CutLattice
from plugin.engine.lattice.lattice import Lattice


def lattice(side: float = 20.0, step: float = 1.0, pad: float = 0.0) -> Lattice:
    return Lattice.covering(np.zeros(2), np.full(2, side), step, pad)


def cut(*lines: list[tuple[float, float]], **grid: float) -> CutLattice:
    return CutLattice.of(lattice(**grid), Barriers([np.array(line, dtype=float) for line in lines]))


def parts(made: CutLattice) -> int:
    return int(made.compartments.max()) + 1


def compartment(made: CutLattice, *places: tuple[float, float]) -> list[int]:
    return list(made.compartments[made.squares][made.homes(np.array(places, dtype=float))])


@pytest.mark.parametrize("pad", [0.0, 30.0])
@pytest.mark.parametrize(
    "line",
    [
        [(10.3, -99), (10.3, 99)],
        [(-99, -99), (99, 99)],
        [(-99, 99), (99, -99)],
        [(10, -99), (10, 99)],
        [(-99, 10.5), (10.5, 10.5), (10.5, 10), (99, 10)],
        [(-99, 3.1), (7, 12), (7, 12), (99, 4.7)],
    ],
)
def test_a_line_across_the_map_parts_it_in_two_wherever_it_runs(
    line: list[tuple[float, float]], pad: float
) -> None:
    assert parts(cut(line, pad=pad)) == 2


def test_crooked_rings_of_any_kind_hold_tight() -> None:
    rng = np.random.default_rng(0)
    for corners in (3, 5, 9, 40, 400):
        angle = np.sort(rng.uniform(0, 2 * np.pi, corners - 3))
        angle = np.sort(np.concatenate([angle, [0.3, 2.4, 4.5]]))
        radius = rng.uniform(4, 8, corners)
        ring = 10 + np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
        for snapped in (ring, np.round(ring), np.round(ring) + 0.5):
            made = cut([*map(tuple, snapped), tuple(snapped[0])])
            middles, inside = made.middles(), made.compartments[made.squares]
            within = shapely.contains_xy(shapely.Polygon(snapped).buffer(-1e-6), middles)
            without = ~shapely.contains_xy(shapely.Polygon(snapped).buffer(1e-6), middles)
            assert not set(inside[within]) & set(inside[without])


def test_a_way_through_open_faces_never_crosses_the_line() -> None:
    rng = np.random.default_rng(1)
    for line in np.cumsum(rng.normal(0, 2.0, (20, 50, 2)), axis=1) + 10:
        made = cut([*map(tuple, line)])
        x, y = made.axes
        middle = np.column_stack([np.tile(x, len(y)), np.repeat(y, len(x))])
        open_ = made.faces.coupling > 0
        first, second = middle[made.faces.first[open_]], middle[made.faces.second[open_]]
        assert not made.barriers.crossed(first, second).any()


def test_a_line_that_ends_in_the_map_parts_nothing_but_bars_the_straight_way() -> None:
    made = cut([(10.2, -99), (10.2, 9.7)])
    assert parts(made) == 1
    free, bridges = made.barriers.ends(1.0)
    assert free.tolist() == [[10.2, -99], [10.2, 9.7]] and bridges == []


def test_an_end_that_misses_the_next_line_by_less_than_a_cell_is_carried_on() -> None:
    lines = [np.array([(-99.0, 10.1), (99.0, 10.1)]), np.array([(10.5, 11.05), (10.5, 99.0)])]
    assert parts(CutLattice.of(lattice(), Barriers(lines))) == 2
    joined = Barriers(lines).joined(1.0)
    assert parts(CutLattice.of(lattice(), joined)) == 3
    assert joined.lines[-1] == pytest.approx(np.array([[10.5, 11.05], [10.5, 10.1]]))


def test_a_ring_whose_ends_miss_each_other_by_less_than_a_cell_is_closed() -> None:
    ring = np.array([(5.4, 4.6), (15, 4.6), (15, 15), (4.7, 15), (4.7, 5.1)], dtype=float)
    assert parts(CutLattice.of(lattice(), Barriers([ring]))) == 1
    assert parts(CutLattice.of(lattice(), Barriers([ring]).joined(1.0))) == 2


def test_a_line_that_crosses_itself_closes_off_its_loop() -> None:
    assert parts(cut([(-99, 4), (15, 4), (15, 12), (6, 12), (6, -99)])) == 3


def test_lines_smaller_than_a_cell_or_outside_close_nothing() -> None:
    assert not cut([(10.1, 10.1), (10.3, 10.2)], [(50, -99), (50, 99)]).barriers.closed(lattice()).any()


def test_values_beside_a_barrier_come_from_its_own_side() -> None:
    made = cut([(10.2, -99), (10.2, 99)], pad=10.0)
    west = made.middles()[:, 0] < 10.2
    values = np.where(west, 1.0, 2.0)
    places = np.column_stack([np.linspace(6.01, 14.01, 81), np.linspace(3.1, 16.3, 81)])
    found = made.weights(places) @ values
    assert found == pytest.approx(np.where(places[:, 0] < 10.2, 1.0, 2.0), abs=1e-12)
    assert compartment(made, (10.15, 7.3)) == compartment(made, (3, 3)) != compartment(made, (10.25, 7.3))


def test_away_from_barriers_weights_are_those_of_an_uncut_lattice() -> None:
    made = cut([(10.2, -99), (10.2, 99)])
    places = np.random.default_rng(0).uniform(0, 4, (50, 2))
    assert abs(made.weights(places) - lattice().weights(places)).max() == 0


def test_a_place_on_the_middle_of_a_cell_has_its_value_beside_a_barrier_too() -> None:
    made = cut([(10.2, -99), (10.2, 99)])
    values = np.random.default_rng(0).normal(size=len(made.squares))
    middles = made.middles()
    inside = ((middles >= 0) & (middles <= 20)).all(axis=1)
    assert made.weights(middles[inside]) @ values == pytest.approx(values[inside], abs=1e-12)
