"""Sites of the bundled surveys inverted together, held against their truth."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from plugin.engine.field.standing import NO_PLACES, NO_POSITIONS, Standing
from plugin.engine.reading.survey_file import read_survey
from plugin.engine.results import joint
from plugin.engine.results.inversion import run
from plugin.engine.results.result import Result
from plugin.engine.survey import Survey
from plugin.protocol.progress import Monitor
from plugin.protocol.request import Request

EXAMPLES = Path(__file__).parents[3] / "resources" / "examples"
SAMPLES, FAST = 5, 1.3


def survey_of(name: str) -> Survey:
    return read_survey(EXAMPLES / f"{name}.csv")


def some(survey: Survey, rows: np.ndarray) -> Survey:
    curves = survey.curves.take(rows)
    return replace(survey, names=survey.names[rows], x=survey.x[rows], y=survey.y[rows], curves=curves)


@pytest.fixture(scope="module")
def valley() -> Survey:
    return survey_of("near_surface_valley")


@pytest.fixture(scope="module")
def progress() -> list[float]:
    """How far `together` said that it was."""
    return []


@pytest.fixture(scope="module")
def together(valley: Survey, progress: list[float]) -> Result:
    monitor = Monitor(report=lambda fraction, _: progress.append(fraction))
    return run(valley, Request(samples=SAMPLES, depths="native"), monitor)


@pytest.fixture(scope="module")
def one_by_one(valley: Survey) -> Result:
    return run(valley, Request(samples=SAMPLES, depths="native", independent=True))


def error(result: Result) -> float:
    """Mean abs. error of ln Vs at trusted depths."""
    layers = pd.read_csv(EXAMPLES / "near_surface_valley_truth_layers.csv")
    wrong = []
    for i, name in enumerate(result.survey.names):
        truth = layers[layers["site"] == name]
        depth = result.profiles.depth[i]
        row = np.searchsorted(truth["top_m"].to_numpy(), depth, side="right") - 1
        away = np.log(result.profiles.vs[i] / truth["vs_m_s"].to_numpy()[row])
        wrong.append(np.abs(away)[result.profiles.trusted[i]])
    return float(np.concatenate(wrong).mean())


def test_sites_that_inform_each_other_are_nearer_to_the_truth(together: Result, one_by_one: Result) -> None:
    assert error(together) < 0.98 * error(one_by_one)


def test_they_explain_their_curves_as_well(together: Result, one_by_one: Result) -> None:
    assert np.median(together.chi) < 1.1 * np.median(one_by_one.chi)
    explained = (together.joint.chi_alone < 1.2) & (together.joint.standing != Standing.SET_ASIDE)
    assert (together.chi[explained] < 1.2).all()


def test_progress_never_goes_back(together: Result, progress: list[float]) -> None:
    assert progress == sorted(progress)


def test_what_was_learnt_of_the_survey_is_recorded(together: Result) -> None:
    record = together.joint.record()
    assert record["used"]
    assert 50 < float(str(record["range_m"])) < 1000  # the valley's units change over some 300 m
    assert "informed by their neighbours' curves" in together.summary()


def test_the_valleys_curves_together_say_how_deep_its_water_table_is(together: Result) -> None:
    assert together.joint.record()["water_table_m"] == 3.0  # as it was made
    assert "water table at about 3 m" in together.summary()
    assert together.elastic.water_table == 3.0


def test_a_water_table_that_is_given_is_not_asked_for(valley: Survey) -> None:
    result = run(some(valley, np.arange(12)), Request(samples=1, water_table=5.0))
    assert result.joint.water_table is None
    assert result.elastic.water_table == 5.0


@pytest.mark.parametrize(
    ("request_", "why"),
    [
        (Request(samples=1, independent=True), joint.NOT_ASKED),
        (Request(samples=0), joint.UNREFINED),
    ],
)
def test_it_is_said_why_sites_were_not_asked(valley: Survey, request_: Request, why: str) -> None:
    assert joint.why_alone(valley, request_) == why
    result = run(some(valley, np.arange(9)), request_)
    assert result.joint.record() == {"used": False, "why_not": why}
    assert result.summary().endswith(why)


def test_fewer_than_eight_sites_and_sites_without_places_are_inverted_one_by_one(valley: Survey) -> None:
    few, placeless = some(valley, np.arange(7)), replace(valley, crs=None)
    assert joint.why_alone(few, Request()) == NO_POSITIONS
    assert joint.why_alone(placeless, Request()) == NO_POSITIONS


def test_sites_of_which_too_few_lie_apart_are_said_to_be_so(valley: Survey) -> None:
    x, y = np.repeat(valley.x[:1], 9), np.repeat(valley.y[:1], 9)
    result = run(replace(some(valley, np.arange(9)), x=x, y=y), Request(samples=1))
    assert result.joint.record() == {"used": False, "why_not": NO_PLACES}


def test_only_sites_that_heed_their_neighbours_can_heed_them_less() -> None:
    every = np.array(list(Standing))
    those = joint.Joint(every, np.zeros(len(every)), np.zeros(len(every)))
    assert [Standing(one) for one in every[those.heeding]] == [Standing.INFORMED, Standing.EASED]


def test_a_site_whose_velocities_are_wrong_is_named_and_keeps_its_own_profile() -> None:
    crust = survey_of("crustal_grid")
    block = np.flatnonzero((crust.x < 15.8) & (crust.y < 46.8))
    survey, wrong = some(crust, block), 20
    speed = np.where(survey.curves.site_index == wrong, FAST, 1.0)
    curves = replace(
        survey.curves, velocity=survey.curves.velocity * speed, sigma=survey.curves.sigma * speed
    )
    survey = replace(survey, curves=curves)
    result = run(survey, Request(samples=SAMPLES, depths="native"))
    assert np.flatnonzero(result.joint.standing == Standing.STANDS_OUT).tolist() == [wrong]
    assert "faster than its neighbours' curves foretell" in result.message[wrong]
    alone = run(some(survey, np.array([wrong])), Request(samples=SAMPLES, depths="native", spherical="on"))
    np.testing.assert_allclose(result.profiles.vs[wrong], alone.profiles.vs[0], rtol=1e-3)


def test_places_are_metres_on_the_ground(valley: Survey) -> None:
    apart = np.linalg.norm(np.diff(joint.places_of(valley)[:2], axis=0))
    assert apart == pytest.approx(
        np.hypot(*(np.diff(axis[:2])[0] for axis in (valley.x, valley.y))), rel=1e-3
    )
