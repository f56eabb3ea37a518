from __future__ import annotations

import numpy as np
import pytest
from surveys import soil_curves, soil_earth, survey_of

from plugin.engine.curves import Curves
from plugin.engine.network import one_pass
from plugin.engine.results.inversion import run
from plugin.protocol.errors import Cancelled, NothingToInvert
from plugin.protocol.progress import Monitor
from plugin.protocol.request import Request

ONE_PASS = Request(samples=0, depths="native", poisson="soil", spherical="off")


def test_the_profile_of_known_ground_is_found() -> None:
    result = run(survey_of(soil_curves()), Request(samples=20, depths="native"))
    profiles = result.profiles
    trusted = profiles.trusted[0]
    truth = soil_earth().vs_at(profiles.depth)[0]
    assert np.abs(np.log(profiles.vs[0] / truth))[trusted].mean() < 0.12
    assert result.chi[0] <= result.chi_direct[0]
    assert result.chi[0] < 1.0
    assert result.status[0] == "ok"
    assert result.n_accepted[0] > 0
    np.testing.assert_allclose(result.predicted, result.survey.curves.velocity, rtol=0.08)


def test_sites_of_unlike_length_keep_their_order() -> None:
    long, short = soil_curves(points=30), soil_curves(2.0, 1.5, points=12)
    together = run(survey_of(Curves.joined([long, short])), ONE_PASS).profiles
    alone = run(survey_of(short), ONE_PASS).profiles
    np.testing.assert_allclose(together.vs[1], alone.vs[0], rtol=1e-4)


def test_quantiles_increase_and_hold_the_best_profile() -> None:
    profiles = run(survey_of(soil_curves(sites=3)), ONE_PASS).profiles
    assert (np.diff(profiles.quantiles, axis=2) > 0).all()
    np.testing.assert_array_equal(profiles.vs, profiles.quantiles[..., 2])


def test_without_reversals_velocity_does_not_decrease_with_depth() -> None:
    request = Request(samples=0, depths="native", lvz=False)
    profiles = run(survey_of(soil_curves(sites=2)), request).profiles
    assert (np.diff(profiles.quantiles, axis=1) >= 0).all()


def test_vs30_is_given_only_where_the_top_thirty_metres_are_seen() -> None:
    seen = run(survey_of(soil_curves()), ONE_PASS)
    truth = 30.0 / (4 / 180 + 8 / 260 + 15 / 380 + 3 / 620)
    assert seen.vs30[0, 0] < seen.vs30[0, 1] < seen.vs30[0, 2]
    assert seen.vs30[0, 1] == pytest.approx(truth, rel=0.1)
    deep = run(survey_of(soil_curves(1000.0, 8.0)), ONE_PASS)
    assert np.isnan(deep.vs30).all()


def test_depths_are_those_that_were_asked_for() -> None:
    result = run(survey_of(soil_curves(sites=2)), Request(samples=0, depths=(5.0, 12.0)))
    assert result.profiles.depth.tolist() == [[5.0, 12.0], [5.0, 12.0]]
    automatic = run(survey_of(soil_curves(sites=2)), Request(samples=0)).profiles
    assert len(automatic.depth[0]) >= 3
    assert automatic.trusted[0].all()


def test_the_same_request_gives_the_same_numbers() -> None:
    request = Request(samples=3)
    first, second = (run(survey_of(soil_curves(sites=2)), request) for _ in range(2))
    np.testing.assert_array_equal(first.vs30, second.vs30)
    np.testing.assert_array_equal(first.n_accepted, second.n_accepted)


def test_an_empty_survey_is_refused() -> None:
    with pytest.raises(NothingToInvert, match=r"test\.csv"):
        run(survey_of(soil_curves().take(np.array([], dtype=int))), ONE_PASS)


def test_cancelling_stops_the_run() -> None:
    seen: list[float] = []
    monitor = Monitor(lambda fraction, message: seen.append(fraction), lambda: len(seen) > 3)
    with pytest.raises(Cancelled):
        run(survey_of(soil_curves(sites=2)), Request(samples=50), monitor)
    assert seen == sorted(seen)
    assert seen[-1] < 0.5


@pytest.mark.parametrize("stage", ["refining", "forward modelling"])
def test_cancelling_stops_refinement_and_screening_midway(stage: str) -> None:
    seen: list[str] = []
    monitor = Monitor(
        lambda _, message: seen.append(message.rpartition(": ")[2]), lambda: seen.count(stage) == 2
    )
    with pytest.raises(Cancelled):
        run(survey_of(soil_curves(sites=2)), Request(samples=10), monitor)
    assert seen[-1] == stage
    assert seen.count(stage) == 2


def test_between_two_looks_at_cancel_few_points_are_modelled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_pass, "PROVEN_POINTS", 160)
    seen: list[str] = []
    monitor = Monitor(lambda _, message: seen.append(message.rpartition(": ")[2]))
    run(survey_of(soil_curves(sites=8, points=40)), Request(samples=1), monitor)
    parts = 8 * 40 / one_pass.PROVEN_POINTS
    assert seen.count("forward modelling") >= parts
    assert seen.count("refining") >= 2 * parts
