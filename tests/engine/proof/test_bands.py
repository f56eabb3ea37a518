from __future__ import annotations

from dataclasses import replace

import numpy as np

from plugin.engine.profiles import LEVELS
from plugin.engine.proof.bands import (
    Depths,
    ensemble_quantiles,
    gaussian_quantiles,
    mixture_quantiles,
    recentred,
)
from plugin.engine.proof.ensemble import Ensemble
from plugin.engine.proof.layering import Layering
from plugin.engine.proof.mixture import Mixture
from plugin.engine.waves.vp_departure import split, unknowns_of

DEPTH = np.geomspace(1.0, 60.0, 64)[None]
LAYERS = 22
FIRST = np.zeros(1, dtype=int)


def depths(components: int, variance: float = 0.0) -> Depths:
    return Depths(Layering.of(DEPTH), np.zeros((components, 64)), np.full((components, 64), variance))


def mixture(means: list[float], shares: list[float], deviation: float = 0.1) -> Mixture:
    k = len(means)
    mean = unknowns_of(np.repeat(np.array(means)[:, None], LAYERS, axis=1), 0.0)
    precision = np.broadcast_to(np.eye(LAYERS + 1) / deviation**2, (k, LAYERS + 1, LAYERS + 1))
    return Mixture(np.zeros(k, dtype=int), np.log(shares), mean, precision)


def drawn(posterior: Mixture, n: int) -> Ensemble:
    site = np.zeros(n, dtype=int)
    unknowns = posterior.draw(site, np.arange(n))
    component = posterior.nearest(site, unknowns)[None]
    return Ensemble(split(unknowns)[0][None], component, np.full((1, n), 1 / n), np.full((1, n), 0.5))


def test_one_component_has_gaussian_quantiles_with_the_spread_within_layers() -> None:
    posterior = mixture([6.0], [1.0], 0.3)
    expected = 6.0 + 0.5 * np.array([-1.6449, -0.9945, 0.0, 0.9945, 1.6449])
    rough = depths(1, variance=0.16)
    for quantiles in (mixture_quantiles(posterior, rough), gaussian_quantiles(posterior, FIRST, rough)):
        np.testing.assert_allclose(quantiles, np.broadcast_to(expected, quantiles.shape), atol=1e-3)


def test_two_interpretations_both_stay_in_the_bands() -> None:
    posterior = mixture([5.0, 6.0], [0.4, 0.6])
    for quantiles in (
        mixture_quantiles(posterior, depths(2)),
        ensemble_quantiles(drawn(posterior, 400), depths(2)),
    ):
        assert (quantiles[..., LEVELS.index(0.05)] < 5.1).all()
        assert (quantiles[..., LEVELS.index(0.16)] < 5.3).all()
        assert (quantiles[..., LEVELS.index(0.50)] > 5.6).all()
        assert (quantiles[..., LEVELS.index(0.95)] > 6.0).all()


def test_a_small_ensemble_has_nearly_the_bands_of_what_it_was_drawn_from() -> None:
    posterior = mixture([6.0], [1.0], 0.3)
    found = ensemble_quantiles(drawn(posterior, 50), depths(1))
    exact = gaussian_quantiles(posterior, FIRST, depths(1))
    np.testing.assert_allclose(found.mean(axis=1), exact.mean(axis=1), atol=0.03)
    assert (np.diff(found, axis=-1) > 0).all()


def test_recentred_bands_keep_their_widths() -> None:
    narrow, wide = (
        gaussian_quantiles(mixture([mean], [1.0], width), FIRST, depths(1))
        for mean, width in ((6.0, 0.1), (5.0, 0.3))
    )
    found = recentred(wide, narrow)
    np.testing.assert_allclose(found[..., 2], 6.0)
    np.testing.assert_allclose(found - 6.0, wide - 5.0)


def test_weights_move_the_bands() -> None:
    ensemble = drawn(mixture([5.0, 6.0], [0.5, 0.5]), 100)
    second = np.where(ensemble.component == 1, 1.0, 1e-9)
    weighted = replace(ensemble, weight=second / second.sum())
    quantiles = ensemble_quantiles(weighted, depths(2))
    assert (quantiles[..., 0] > 5.6).all()


def test_sites_without_an_ensemble_get_no_nan() -> None:
    blank = np.zeros((2, 1))
    nothing = Ensemble(np.zeros((2, 1, LAYERS)), blank.astype(int), blank, blank)
    assert np.isfinite(ensemble_quantiles(nothing, depths(1))).all()
