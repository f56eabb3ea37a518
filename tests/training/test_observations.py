from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from plugin.training.observations import Instrument, observe
from plugin.training.synthetics import CURVE_TYPES, Synthetics, draw_synthetics

EXACT = Instrument(
    noise=(1e-9, 1e-8), outlier_share=0.0, full_band_share=1.0, kissing_share=0.0, misnumbered_share=0.0
)


@pytest.fixture(scope="module")
def synthetics() -> Synthetics:
    return draw_synthetics(np.random.default_rng(1), 200)


def test_without_noise_the_exact_curve_is_observed(synthetics: Synthetics) -> None:
    everyone = np.arange(len(synthetics.frequency))
    curves, earth = observe(np.random.default_rng(2), synthetics, everyone, 30, EXACT)
    phase = (curves.kind == 0) & (curves.wave == 0) & (curves.mode == 0)
    for site in range(0, curves.n_sites, 20):
        mine = phase & (curves.site_index == site)
        dense, exact = synthetics.frequency[earth[site]], synthetics.velocity[earth[site], 0]
        expected = np.exp(np.interp(np.log(curves.frequency[mine]), np.log(dense), np.log(exact)))
        np.testing.assert_allclose(curves.velocity[mine], expected, rtol=1e-6)


def test_observations_stay_in_the_modelled_band(synthetics: Synthetics) -> None:
    curves, earth = observe(np.random.default_rng(3), synthetics, np.arange(100), 40)
    band = synthetics.frequency[earth][curves.site_index]
    assert (curves.frequency >= band[:, 0] * (1 - 1e-9)).all()
    assert (curves.frequency <= band[:, -1] * (1 + 1e-9)).all()


def test_only_computed_types_are_observed(synthetics: Synthetics) -> None:
    curves, earth = observe(np.random.default_rng(4), synthetics, np.arange(150), 20)
    slots = {t: i for i, t in enumerate(CURVE_TYPES)}
    slot = [slots[t] for t in zip(curves.wave.tolist(), curves.kind.tolist(), curves.mode.tolist())]
    assert np.isfinite(synthetics.velocity[earth[curves.site_index], slot]).any(axis=1).all()


def test_the_scatter_is_that_of_the_stated_noise(synthetics: Synthetics) -> None:
    three_percent = Instrument(
        noise=(0.03, 0.0300001),
        full_band_share=1.0,
        growth_share=0.0,
        correlated_share=0.0,
        group_noise=(1.0, 1.0),
        outlier_share=0.0,
        sigma_misstated=0.0,
        sigma_understated_share=0.0,
        kissing_share=0.0,
        misnumbered_share=0.0,
        sigma_known_share=1.0,
    )
    often = np.tile(np.arange(len(synthetics.frequency)), 10)
    noisy, _ = observe(np.random.default_rng(5), synthetics, often, 30, three_percent)
    np.testing.assert_allclose(noisy.sigma / noisy.velocity, 0.03, rtol=1e-5)
    exact, _ = observe(np.random.default_rng(5), synthetics, often, 30, EXACT)
    assert noisy.n_points == exact.n_points
    assert np.log(noisy.velocity / exact.velocity).std() == pytest.approx(0.03, rel=0.02)


def test_an_understated_sigma_is_smaller_than_the_scatter(synthetics: Synthetics) -> None:
    everyone = np.arange(len(synthetics.frequency))
    honest = Instrument(sigma_misstated=0.0, sigma_known_share=1.0, sigma_understated_share=0.0)
    boastful = replace(honest, sigma_understated_share=1.0, sigma_understated=(3.0, 3.0))
    stated, _ = observe(np.random.default_rng(6), synthetics, everyone, 30, honest)
    too_small, _ = observe(np.random.default_rng(6), synthetics, everyone, 30, boastful)
    np.testing.assert_allclose(too_small.velocity, stated.velocity)
    np.testing.assert_allclose(3.0 * too_small.sigma, stated.sigma)


def test_curves_of_two_points_are_among_the_observations(synthetics: Synthetics) -> None:
    everyone = np.arange(len(synthetics.frequency))
    curves, _ = observe(np.random.default_rng(7), synthetics, everyone, 8)
    assert curves.counts.min() == 2
