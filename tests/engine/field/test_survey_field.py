from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from gaussian_surveys import gaussian_survey, places_in_a_square, sped_up

from plugin.engine.curves import FloatArray
from plugin.engine.field.correlation import SpaceLaw
from plugin.engine.field.survey_field import SurveyField, informed
from plugin.engine.proof.linearised import Linearised
from plugin.protocol.progress import Monitor

PLACES = places_in_a_square(60, 300.0)
SITES = gaussian_survey(PLACES, SpaceLaw(variance=1.0, local=0.02, range_m=120.0, smoothness=1.5))
RELIABLE = np.ones(len(PLACES), dtype=bool)


def ask(sites: Linearised = SITES, places: FloatArray = PLACES) -> SurveyField | None:
    return informed(sites, places, RELIABLE[: len(places)], Monitor())


@pytest.fixture(scope="module")
def field() -> SurveyField:
    found = ask()
    assert found is not None
    return found


def test_every_site_is_told_something(field: SurveyField) -> None:
    assert (np.linalg.eigvalsh(field.message.precision)[:, -1] > 1.0).all()
    assert not field.standing_out.any()


def test_fewer_than_eight_places_have_nothing_to_say() -> None:
    assert ask(SITES.take(np.arange(7)), PLACES[:7]) is None
    assert ask(SITES.take(np.arange(20)), np.repeat(PLACES[:5], 4, axis=0)) is None


def test_a_site_without_a_place_is_told_nothing() -> None:
    places = PLACES.copy()
    places[5] = np.nan
    found = ask(places=places)
    assert found is not None
    assert not found.message.precision[5].any()
    assert np.isnan(found.deviations[5])


def test_a_site_whose_velocities_are_too_high_stands_out_and_is_kept_apart(field: SurveyField) -> None:
    found = ask(sped_up(SITES, 9, 2.5))
    assert found is not None
    assert np.flatnonzero(found.standing_out).tolist() == [9]
    assert not found.message.precision[9].any()


def test_another_scale_of_lengths_and_velocities_leads_to_the_same(field: SurveyField) -> None:
    unknowns = SITES.unknowns.copy()
    unknowns[:, :-1] += np.log(8.0)
    scaled = ask(replace(SITES, depth=1000.0 * SITES.depth, unknowns=unknowns), 1000.0 * PLACES)
    assert scaled is not None
    assert scaled.space.range_m == pytest.approx(1000.0 * field.space.range_m, rel=1e-3)
    assert scaled.message.precision == pytest.approx(
        field.message.precision, abs=1e-2 * np.abs(field.message.precision).max()
    )
