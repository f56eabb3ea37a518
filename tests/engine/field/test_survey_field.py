from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from gaussian_surveys import gaussian_survey, places_in_a_square, sped_up

from plugin.engine.curves import FloatArray
from plugin.engine.field.correlation import SpaceLaw
from plugin.engine.field.standing import NO_PLACES, NOTHING_IN_COMMON
from plugin.engine.field.survey_field import SurveyField, informed
from plugin.engine.proof.linearised import Linearised
from plugin.protocol.progress import Monitor

PLACES = places_in_a_square(60, 300.0)
SITES = gaussian_survey(PLACES, SpaceLaw(variance=1.0, local=0.02, range_m=120.0, smoothness=1.5))


def ask(sites: Linearised = SITES, places: FloatArray = PLACES) -> SurveyField:
    found = answer(sites, places)
    assert isinstance(found, SurveyField)
    return found


def answer(sites: Linearised, places: FloatArray) -> SurveyField | str:
    return informed(sites, places, np.ones(len(places), dtype=bool), Monitor())


@pytest.fixture(scope="module")
def field() -> SurveyField:
    return ask()


def test_every_site_is_told_something(field: SurveyField) -> None:
    assert (np.linalg.eigvalsh(field.message.precision)[:, -1] > 1.0).all()
    assert not field.standing_out.any()


def test_fewer_than_eight_places_have_nothing_to_say() -> None:
    assert answer(SITES.take(np.arange(7)), PLACES[:7]) == NO_PLACES
    assert answer(SITES.take(np.arange(20)), np.repeat(PLACES[:5], 4, axis=0)) == NO_PLACES


def test_places_that_were_mixed_up_have_nothing_in_common() -> None:
    assert answer(SITES, np.random.default_rng(5).permutation(PLACES)) == NOTHING_IN_COMMON


def test_a_site_without_a_place_is_told_nothing() -> None:
    places = PLACES.copy()
    places[5] = np.nan
    found = ask(places=places)
    assert not found.message.precision[5].any()
    assert np.isnan(found.deviations[5])


def test_a_site_whose_velocities_are_too_high_stands_out_and_is_kept_apart(field: SurveyField) -> None:
    found = ask(sped_up(SITES, 9, 2.5))
    assert np.flatnonzero(found.standing_out).tolist() == [9]
    assert not found.message.precision[9].any()


def test_another_scale_of_lengths_and_velocities_leads_to_the_same(field: SurveyField) -> None:
    unknowns = SITES.unknowns.copy()
    unknowns[:, :-1] += np.log(8.0)
    scaled = ask(replace(SITES, depth=1000.0 * SITES.depth, unknowns=unknowns), 1000.0 * PLACES)
    assert scaled.space.range_m == pytest.approx(1000.0 * field.space.range_m, rel=1e-3)
    assert scaled.message.precision == pytest.approx(
        field.message.precision, abs=1e-2 * np.abs(field.message.precision).max()
    )


def test_the_order_of_the_sites_does_not_matter() -> None:
    places = places_in_a_square(150, 300.0)
    sites = gaussian_survey(places, SpaceLaw(variance=1.0, local=0.02, range_m=120.0, smoothness=1.5))
    other = np.random.default_rng(4).permutation(150)
    found, mixed = ask(sites, places), ask(sites.take(other), places[other])
    np.testing.assert_array_equal(mixed.message.information, found.message.information[other])
    np.testing.assert_array_equal(mixed.deviations, found.deviations[other])


def test_a_site_that_stands_out_spoils_nothing_that_is_learnt() -> None:
    others = np.delete(np.arange(len(PLACES)), 9)
    spoilt, without = ask(sped_up(SITES, 9, 2.5)), ask(SITES.take(others), PLACES[others])
    assert spoilt.space == without.space
    assert spoilt.blur == without.blur
    told = spoilt.message.precision[others]
    np.testing.assert_allclose(told, without.message.precision, rtol=1e-6, atol=1e-6)


def test_a_site_of_which_something_is_no_number_is_told_nothing_and_tells_nothing() -> None:
    sites = SITES.take(np.arange(len(PLACES)))
    sites.normal[4] = np.nan
    found = ask(sites)
    assert np.flatnonzero(np.isnan(found.deviations)).tolist() == [4]
