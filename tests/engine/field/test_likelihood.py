from __future__ import annotations

import numpy as np
import pytest
from gaussian_surveys import gaussian_survey, places_in_a_square

from plugin.engine.field.correlation import SpaceLaw
from plugin.engine.field.curve_data import CurveData
from plugin.engine.field.depth_law import DepthLaw
from plugin.engine.field.depth_nodes import DepthNodes
from plugin.engine.field.likelihood import MOST_SITES, likeliest_law, subset
from plugin.protocol.errors import Cancelled
from plugin.protocol.progress import Monitor

DISTANCES = np.column_stack([[20.0, 50.0, 100.0, 200.0], np.zeros(4)])


def law_of(space: SpaceLaw, seed: int = 2, monitor: Monitor | None = None) -> SpaceLaw | None:
    places = places_in_a_square(80, 400.0, seed)
    sites = gaussian_survey(places, space, seed)
    nodes = DepthNodes.across(sites.depth)
    return likeliest_law(CurveData.of(sites, nodes), places, DepthLaw.of(sites, nodes), monitor or Monitor())


def test_the_law_that_surveys_were_drawn_from_is_found_again() -> None:
    """Three of them in the mean: each has but some twenty places that are far from each other."""
    truth = SpaceLaw(variance=1.0, local=0.05, range_m=80.0, smoothness=1.5)
    laws = [law_of(truth, seed) for seed in (2, 3, 4)]
    shared = np.mean([law.shared(DISTANCES[:1], DISTANCES) for law in laws if law], axis=0)
    assert None not in laws
    assert shared == pytest.approx(truth.shared(DISTANCES[:1], DISTANCES), abs=0.15)


def test_sites_with_nothing_in_common_have_no_law() -> None:
    assert law_of(SpaceLaw(variance=1.0, local=1.0, range_m=80.0, smoothness=1.5)) is None


def test_large_surveys_are_learnt_from_in_clusters_of_neighbours() -> None:
    places = places_in_a_square(5000, 1000.0)
    rows = subset(places)
    apart = np.linalg.norm(places[rows][:, None] - places[rows], axis=2) + np.diag(np.full(len(rows), np.inf))
    assert len(rows) <= MOST_SITES
    assert np.median(apart.min(axis=1)) < 15.0  # 14 m is the spacing of all; 96 at random would have 100 m
    assert np.ptp(places[rows], axis=0).min() > 700.0


def test_places_measured_over_and_over_do_not_hide_the_others() -> None:
    places = np.concatenate([np.zeros((5000, 2)), places_in_a_square(9, 1000.0)])
    assert len(np.unique(places[subset(places)], axis=0)) >= 9


def test_cancel_is_heard_from_trial_to_trial() -> None:
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(0)
        return len(asked) > 5

    with pytest.raises(Cancelled):
        law_of(SpaceLaw(1.0, 0.05, 80.0, 1.5), monitor=Monitor(cancelled=cancelled))
    assert len(asked) == 6


def test_progress_never_goes_back_whichever_smoothness_is_likeliest() -> None:
    told: list[float] = []
    law = law_of(SpaceLaw(1.0, 0.05, 80.0, 0.5), monitor=Monitor(report=lambda part, _: told.append(part)))
    assert law is not None
    assert law.smoothness < 2.5
    assert told == sorted(told)
