"""The water table that a survey's curves speak for."""

from __future__ import annotations

import numpy as np
import pytest

from plugin.engine.curves import FloatArray
from plugin.engine.field.water_table import DEPTHS, MOST_OF_ONE, MOST_TRIED, Evidence, likeliest_depth

N = 40
NOISE = np.random.default_rng(3).normal(size=(len(DEPTHS) + 1, N))


def evidence_for(depth: float, gain: float, noise: float = 0.2) -> Evidence:
    """Sites that gain with a table near a depth, and otherwise lose or gain by chance."""

    def evidence(asked: float | None) -> FloatArray:
        if asked is None:
            return noise * NOISE[-1]
        return gain - (np.log(asked / depth)) ** 2 + noise * NOISE[DEPTHS.index(asked)]

    return evidence


@pytest.mark.parametrize("depth", DEPTHS)
def test_the_depth_that_the_curves_speak_for_is_found(depth: float) -> None:
    assert likeliest_depth(evidence_for(depth, gain=2.0)) == depth


def test_what_is_no_more_than_chance_is_no_answer() -> None:
    assert likeliest_depth(evidence_for(5.0, gain=0.2, noise=1.0)) is None


def test_one_site_does_not_decide() -> None:
    def evidence(asked: float | None) -> FloatArray:
        return np.where(np.arange(N) == 7, 0.0 if asked is None else 1000.0, 0.0)

    assert MOST_OF_ONE < 1000.0
    assert likeliest_depth(evidence) is None


def test_sites_that_could_not_be_asked_say_nothing() -> None:
    known = evidence_for(9.0, gain=2.0)

    def evidence(asked: float | None) -> FloatArray:
        return np.where(np.arange(N) < 5, np.nan, known(asked))

    assert likeliest_depth(evidence) == 9.0


def test_not_every_depth_is_tried() -> None:
    tried: list[float | None] = []
    known = evidence_for(9.0, gain=2.0)

    def evidence(asked: float | None) -> FloatArray:
        tried.append(asked)
        return known(asked)

    likeliest_depth(evidence)
    assert len(tried) == len(set(tried)) == MOST_TRIED
