from __future__ import annotations

import numpy as np
import pytest

from plugin.engine.curves import Curves
from plugin.engine.network.causes import Cause
from plugin.protocol.waves import VelocityType, Wave
from plugin.training import mislabelled, mispicked
from plugin.training.corruptions import CORRUPTIONS, SHOWN, Corruption

N_SITES, N_POINTS = 40, 12
TYPES = (
    (Wave.RAYLEIGH, VelocityType.PHASE, 0, 1.0),
    (Wave.RAYLEIGH, VelocityType.GROUP, 0, 0.8),
    (Wave.RAYLEIGH, VelocityType.PHASE, 1, 1.5),
    (Wave.RAYLEIGH, VelocityType.PHASE, 2, 1.9),
    (Wave.LOVE, VelocityType.PHASE, 0, 1.1),
)


@pytest.fixture
def curves() -> Curves:
    """Return sites with a curve of each type, told apart by its velocity at 1 Hz."""
    frequency = np.geomspace(0.5, 8.0, N_POINTS)
    columns = [np.repeat(column, N_POINTS) for column in zip(*TYPES)]
    velocity = columns[3] * np.tile(frequency, len(TYPES)) ** -0.3
    wave, kind, mode = (np.tile(column, N_SITES) for column in columns[:3])
    return Curves.from_points(
        np.repeat(np.arange(N_SITES), len(velocity)),
        np.tile(np.tile(frequency, len(TYPES)), N_SITES),
        np.tile(velocity, N_SITES),
        0.03 * np.tile(velocity, N_SITES),
        wave,
        kind,
        mode,
    )


def at_one_hertz(curves: Curves) -> np.ndarray:
    """Return the velocity that each point's curve has at 1 Hz."""
    return np.round(curves.velocity * curves.frequency**0.3, 6)


@pytest.mark.parametrize("corruption", CORRUPTIONS, ids=lambda corruption: corruption.title)
def test_spoilt_curves_are_curves_still(corruption: Corruption, curves: Curves) -> None:
    spoilt, sites = corruption.apply(np.random.default_rng(1), curves)
    assert spoilt.n_sites == len(sites) == len(set(sites.tolist())) > 0
    assert spoilt.counts.min() >= 2
    assert spoilt.counts.sum() == spoilt.n_points == len(spoilt.velocity)
    assert (np.isfinite(spoilt.velocity) & (spoilt.velocity > 0) & (spoilt.frequency > 0)).all()


@pytest.mark.parametrize("corruption", CORRUPTIONS, ids=lambda corruption: corruption.title)
def test_every_spoilt_curve_differs_from_its_original(corruption: Corruption, curves: Curves) -> None:
    spoilt, sites = corruption.apply(np.random.default_rng(1), curves)
    names = ("frequency", "velocity", "wave", "kind", "mode")
    for place, site in enumerate(sites):
        before, after = (
            np.stack([getattr(c.take(np.array([i])), name) for name in names]).astype(float).round(9)
            for c, i in ((curves, site), (spoilt, place))
        )
        assert not {tuple(point) for point in after.T} <= {tuple(point) for point in before.T}


def test_a_jump_leaves_one_velocity_at_each_frequency_and_moves_one_end(curves: Curves) -> None:
    spoilt, _ = mispicked.mode_jump(np.random.default_rng(2), curves)
    mine = (spoilt.kind == 0) & (spoilt.wave == 0) & (spoilt.mode == 0)
    for site in range(spoilt.n_sites):
        chosen = mine & (spoilt.site_index == site)
        order = np.argsort(spoilt.frequency[chosen])
        assert len(order) == N_POINTS
        picked = at_one_hertz(spoilt)[chosen][order]
        assert set(picked) == {1.0, 1.5}
        assert np.count_nonzero(np.diff(picked)) == 1
    assert not (mispicked.rayleigh_phase(spoilt) & (spoilt.mode == 1)).any()


def test_group_sent_as_phase_keeps_the_group_velocities_only(curves: Curves) -> None:
    spoilt, _ = mislabelled.group_as_phase(np.random.default_rng(3), curves)
    assert (spoilt.kind == VelocityType.PHASE).all()
    assert set(at_one_hertz(spoilt)) == {0.8}


def test_a_missed_overtone_renumbers_the_higher_ones(curves: Curves) -> None:
    spoilt, _ = mislabelled.missed_overtone(np.random.default_rng(3), curves)
    overtone = spoilt.mode == 1
    assert set(at_one_hertz(spoilt)[overtone]) == {1.9}
    assert spoilt.mode.max() == 1


def test_a_period_taken_for_a_frequency_is_its_inverse(curves: Curves) -> None:
    spoilt, _ = mislabelled.period_as_frequency(np.random.default_rng(3), curves)
    np.testing.assert_allclose(spoilt.frequency * curves.frequency, 1.0)


def test_an_aliased_end_has_a_constant_wavelength(curves: Curves) -> None:
    fundamental = Curves.from_points(
        np.zeros(N_POINTS, dtype=int), curves.frequency[:N_POINTS], np.full(N_POINTS, 2.0)
    )
    spoilt, _ = mispicked.aliased(np.random.default_rng(5), fundamental)
    risen = spoilt.velocity > 2.0 * 1.001
    assert 2 <= risen.sum() < N_POINTS
    np.testing.assert_allclose(spoilt.wavelength[risen], spoilt.wavelength[risen][0])


def test_some_mistakes_are_kept_for_the_test_alone() -> None:
    assert 0 < len(SHOWN) < len(CORRUPTIONS)
    assert {corruption.cause for corruption in SHOWN} == set(Cause) - {Cause.NONE}
