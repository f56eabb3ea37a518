from __future__ import annotations

import numpy as np
import pytest

from plugin.engine.elastic import SOIL_POISSON_RATIO, brocher, vp_and_density


def test_brocher_at_three_and_a_half_kilometres_a_second() -> None:
    # Evaluated by hand from the published polynomials.
    vp, density = brocher(np.array([3500.0]))
    assert vp[0] == pytest.approx(5956.79, abs=0.1)
    assert density[0] == pytest.approx(2707.46, abs=0.1)


def test_slow_sites_are_soil_and_fast_sites_are_rock() -> None:
    vs = np.full((2, 1), 900.0)
    vp, _ = vp_and_density(vs, np.array([300.0, 2000.0]))
    ratio = (vp / vs)[:, 0]
    poisson = (ratio**2 - 2) / (2 * ratio**2 - 2)
    assert poisson[0] == pytest.approx(SOIL_POISSON_RATIO)
    assert vp[1, 0] == pytest.approx(brocher(vs[1])[0][0])
