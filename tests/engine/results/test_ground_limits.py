from __future__ import annotations

import numpy as np
import pytest
from surveys import soil_curves, survey_of

from plugin.engine.profiles import Profiles
from plugin.engine.results.ground_limits import impossible
from plugin.engine.results.inversion import run
from plugin.protocol.request import Request

DEPTH = np.geomspace(1.0, 4e5, 40)


def profile(vs: np.ndarray, deepest: float = 4e5) -> Profiles:
    quantiles = np.repeat(vs[None, :, None], 5, axis=2)
    return Profiles(DEPTH[None], vs[None], quantiles, np.array([1.0]), np.array([deepest]))


def test_ground_from_mud_to_the_mantle_is_possible() -> None:
    slow = np.interp(np.log(DEPTH), np.log([1, 100, 1e4, 1e5, 4e5]), [15, 90, 900, 3000, 4000])
    fast = np.interp(np.log(DEPTH), np.log([1, 1e4, 5e4, 4e5]), [3500, 4200, 4900, 5200])
    assert impossible(profile(slow)).tolist() == [""]
    assert impossible(profile(fast)).tolist() == [""]


def test_a_profile_that_no_ground_has_is_named_where_it_is_worst() -> None:
    vs = np.full(40, 3000.0)
    vs[20] = 20_000.0
    assert impossible(profile(vs))[0].startswith(
        f"Vs of 2e+04 m/s at a depth of {DEPTH[20]:.3g} m is faster than any ground"
    )
    assert "is slower than any ground" in impossible(profile(np.full(40, 300.0)))[0]


def test_what_the_curve_does_not_resolve_does_not_count() -> None:
    vs = np.where(DEPTH > 1e5, 20_000.0, 3000.0)
    assert impossible(profile(vs, deepest=5e4)).tolist() == [""]


@pytest.mark.parametrize("samples", [0, 10])
def test_a_result_that_no_ground_has_is_outside_training_whatever_its_curve(samples: int) -> None:
    """Velocities that rise from those of rock to 7.9 km/s at wavelengths of 80 to 330 m."""
    curves = soil_curves(length=4.0, velocity=15.0)
    result = run(survey_of(curves), Request(samples=samples, depths="native"))
    assert result.profiles.vs.max() > 5000.0
    assert result.status.tolist() == ["outside_training"]
    assert "faster than any ground" in result.message[0]
