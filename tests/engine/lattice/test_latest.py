from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from plugin.engine.lattice.latest import Latest


def counted(asked: list[np.ndarray], places: np.ndarray) -> float:
    asked.append(places)
    return float(places.sum())


def test_the_same_array_is_worked_at_once_and_an_equal_one_anew() -> None:
    asked: list[np.ndarray] = []
    latest, places = Latest(lambda places: counted(asked, places)), np.ones((3, 2))
    assert [latest(places), latest(places), latest(places.copy()), latest(places)] == [6.0] * 4
    assert len(asked) == 3


def test_threads_do_not_get_each_other_s_answers() -> None:
    latest = Latest(lambda places: float(places.sum()))
    arrays = [np.full((50, 2), float(k)) for k in range(8)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda k: [latest(arrays[k]) for _ in range(50)], range(8)))
    assert found == [[100.0 * k] * 50 for k in range(8)]
