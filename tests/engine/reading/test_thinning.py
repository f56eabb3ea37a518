from __future__ import annotations

from dataclasses import replace

import numpy as np

from plugin.engine.reading.measurements import Measurements
from plugin.engine.reading.quality import check
from plugin.engine.reading.thinning import MOST_POINTS


def survey_of(points: int, sites: int = 1) -> Measurements:
    frequency = np.tile(np.geomspace(1.0, 50.0, points), sites)
    zeros = np.zeros(points * sites, dtype=np.int64)
    return Measurements(
        names=np.array([f"S{i}" for i in range(sites)]),
        x=np.arange(sites, dtype=float),
        y=np.zeros(sites),
        crs="EPSG:4326",
        site=np.repeat(np.arange(sites), points),
        frequency=frequency,
        velocity=200 + 600 / frequency,
        sigma=np.full(points * sites, 6.0),
        wave=zeros,
        kind=zeros,
        mode=zeros,
        row=np.arange(1, points * sites + 1),
    )


def test_a_curve_of_very_many_points_is_averaged_along_itself() -> None:
    survey = check(survey_of(20_000), "f.csv")
    curves = survey.curves
    assert survey.report.notes == (
        f"20000 points of site S0 are averaged in steps of ln frequency, to {MOST_POINTS}",
    )
    np.testing.assert_allclose(curves.velocity, 200 + 600 / curves.frequency, rtol=1e-5)
    np.testing.assert_allclose(curves.sigma, 6.0, rtol=1e-12)
    assert 1.0 < curves.frequency.min() < 1.003
    assert 49.9 < curves.frequency.max() < 50.0


def test_a_curve_of_as_many_points_as_are_allowed_is_left_alone() -> None:
    found = survey_of(MOST_POINTS, sites=2)
    survey = check(found, "f.csv")
    assert survey.report.notes == ()
    np.testing.assert_array_equal(survey.curves.velocity, found.velocity)


def test_modes_are_averaged_apart_and_other_sites_not_at_all() -> None:
    found = survey_of(3000, sites=2)
    mode = np.where(np.arange(6000) % 3, 0, 1)
    kept = np.arange(6000) < 3050
    found = replace(found, mode=mode, velocity=found.velocity * np.where(mode, 1.5, 1.0)).take(kept)
    curves = check(found, "f.csv").curves
    assert curves.counts[1] == 50
    first = curves.take(np.array([0]))
    assert np.bincount(first.mode).tolist() == [666, 333]
    truth = (200 + 600 / first.frequency) * np.where(first.mode, 1.5, 1.0)
    np.testing.assert_allclose(first.velocity, truth, rtol=1e-4)


def test_sigmas_that_are_not_given_stay_unknown() -> None:
    found = survey_of(5000)
    assert np.isnan(check(replace(found, sigma=np.full(5000, np.nan)), "f.csv").curves.sigma).all()
