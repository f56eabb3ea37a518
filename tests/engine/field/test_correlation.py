from __future__ import annotations

import numpy as np
import pytest
from scipy.special import gamma, kv

from plugin.engine.field.correlation import SMOOTHNESSES, SpaceLaw, correlation

DISTANCE = np.linspace(0.01, 5.0, 50)


@pytest.mark.parametrize("smoothness", SMOOTHNESSES)
def test_closed_forms_are_materns_correlation(smoothness: float) -> None:
    reach = np.sqrt(2 * smoothness) * DISTANCE
    exact = 2 ** (1 - smoothness) / gamma(smoothness) * reach**smoothness * kv(smoothness, reach)
    assert correlation(DISTANCE, smoothness) == pytest.approx(exact)
    assert correlation(np.zeros(1), smoothness)[0] == 1.0


def test_sites_share_all_but_their_local_part() -> None:
    places = np.array([[0.0, 0.0], [0.0, 0.0], [1e9, 0.0]])
    between = SpaceLaw(variance=2.0, local=0.25, range_m=10.0, smoothness=1.5).between(places)
    assert between == pytest.approx(np.array([[2.0, 1.5, 0.0], [1.5, 2.0, 0.0], [0.0, 0.0, 2.0]]))
