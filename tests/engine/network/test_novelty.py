from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from surveys import scaled, soil_curves, survey_of

from plugin.engine.curves import Curves
from plugin.engine.network.causes import Cause
from plugin.engine.network.novelty import Critic, CriticShape, Detector, suspicion
from plugin.engine.network.transformer import Architecture, Inputs, Reading, VsTransformer
from plugin.engine.results.inversion import run
from plugin.engine.results.result import Result
from plugin.engine.scaling import measure, nondimensionalise
from plugin.protocol.request import Request

ONE_PASS = Request(samples=0, depths="native", poisson="soil", spherical="off")
FACTOR = st.floats(1e-3, 1e3)


def inverted(curves: Curves) -> Result:
    return run(survey_of(curves), ONE_PASS)


def read(curves: Curves) -> tuple[Reading, Inputs]:
    torch.manual_seed(0)
    network = VsTransformer(Architecture(width=32, feedforward=32)).eval()
    n = curves.n_sites
    inputs = Inputs.of(
        nondimensionalise(curves, measure(curves)),
        torch.zeros(n, dtype=torch.long),
        torch.ones(n, dtype=torch.long),
    )
    with torch.inference_mode():
        return network.read(inputs), inputs


def critic() -> Critic:
    torch.manual_seed(1)
    return Critic(CriticShape(points=32, tokens=32)).eval().requires_grad_(False)


def period_as_frequency(curves: Curves) -> Curves:
    return replace(curves, frequency=1.0 / curves.frequency)


def slowness_as_velocity(curves: Curves) -> Curves:
    return replace(curves, velocity=1e5 / curves.velocity)


def scattered(curves: Curves) -> Curves:
    error = 0.3 * np.random.default_rng(4).standard_normal(curves.n_points)
    return replace(curves, velocity=curves.velocity * np.exp(error))


def test_a_curve_of_common_ground_raises_no_alarm() -> None:
    result = inverted(soil_curves())
    assert result.novelty[0] < 1.0
    assert result.status.tolist() == ["ok"]


@pytest.mark.parametrize("spoil", [period_as_frequency, slowness_as_velocity, scattered])
def test_a_spoilt_curve_is_outside_training_without_forward_modelling(spoil: object) -> None:
    # Scaled back to velocities and wavelengths of soil, so that no unit gives the mistake away.
    spoilt = spoil(soil_curves())
    scale = measure(spoilt)
    spoilt = Curves.from_points(
        spoilt.site_index,
        spoilt.frequency * (scale.longest / 60.0)[0] * (300.0 / scale.velocity)[0],
        spoilt.velocity * (300.0 / scale.velocity)[0],
    )
    result = inverted(spoilt)
    assert result.novelty[0] > 1.0
    assert result.status.tolist() == ["outside_training"]
    assert "unlike" in result.message[0]


def test_a_wrong_unit_is_outside_training_though_its_shape_is_known() -> None:
    feet_as_metres = soil_curves(velocity=0.02)
    result = inverted(feet_as_metres)
    assert result.novelty[0] < 1.0
    assert result.status.tolist() == ["outside_training"]
    assert "slower than any ground" in result.message[0]


@settings(max_examples=8, deadline=None)
@given(length=FACTOR, velocity=FACTOR)
def test_the_novelty_of_a_scaled_curve_is_that_of_the_curve(length: float, velocity: float) -> None:
    plain = soil_curves()
    other = scaled(plain, length, velocity)
    assert inverted(other).novelty[0] == pytest.approx(inverted(plain).novelty[0], abs=1e-3)


def test_novelty_does_not_depend_on_the_other_curves_of_a_batch() -> None:
    long, short = soil_curves(points=30), soil_curves(2.0, 1.5, points=9)
    both = Curves.joined([long, short])
    alone = critic()(*read(both.take(np.array([1]))))
    torch.testing.assert_close(critic()(*read(both))[1:], alone, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("ratio", [1e-12, 1e12])
def test_absurd_curves_have_a_finite_novelty(ratio: float) -> None:
    curves = soil_curves(points=6)
    absurd = replace(curves, velocity=curves.velocity * np.geomspace(1.0, ratio, 6))
    assert torch.isfinite(critic()(*read(absurd))).all()


def test_neighbours_are_looked_at_as_by_a_convolution() -> None:
    judge, points = critic(), torch.randn(2, 9, 32)
    expected = judge.before(points.transpose(1, 2)).transpose(1, 2).relu()
    torch.testing.assert_close(judge._beside(judge.before, points), expected)


def test_novelty_is_read_on_the_scale_of_its_calibration() -> None:
    reading, inputs = read(soil_curves())
    odds = float(suspicion(critic()(reading, inputs))[0])
    typical, _ = Detector(critic(), typical=odds, alarm=odds + 2.0).judge(reading, inputs)
    at_alarm, _ = Detector(critic(), typical=odds - 2.0, alarm=odds).judge(reading, inputs)
    assert typical[0] == pytest.approx(0.0, abs=1e-5)
    assert at_alarm[0] == pytest.approx(1.0, abs=1e-5)


def test_a_second_cause_is_named_only_where_it_is_nearly_as_likely() -> None:
    reading, inputs = read(soil_curves())
    judge = critic()
    for likely, expected in (([9.0, 0.0], Cause.NONE), ([9.0, 8.9], Cause.JOINED)):
        with torch.no_grad():
            judge.answer[-1].weight.zero_()
            judge.answer[-1].bias.fill_(-9.0)
            judge.answer[-1].bias[[Cause.SLOWNESS, Cause.JOINED]] = torch.tensor(likely)
        _, causes = Detector(judge, 0.0, 1.0).judge(reading, inputs)
        assert causes[0].tolist() == [Cause.SLOWNESS, expected]
