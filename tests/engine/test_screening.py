from __future__ import annotations

import numpy as np
import pytest
from surveys import soil_curves, soil_earth

from plugin.engine.curves import Curves
from plugin.engine.data_errors import DataErrors
from plugin.engine.elastic import Elastic
from plugin.engine.layering import Layering
from plugin.engine.progress import Monitor
from plugin.engine.scaling import measure
from plugin.engine.screening import screen


def truth(curves: Curves) -> tuple[Layering, np.ndarray, Elastic]:
    scale = measure(curves)
    depth = scale.depth()
    return Layering.of(depth), soil_earth().vs_at(depth), Elastic.of(scale.velocity, "auto", None)


def test_samples_are_judged_one_by_one() -> None:
    curves = soil_curves(sites=2)
    layering, vs, elastic = truth(curves)
    centre = np.log(vs)
    samples = np.stack([centre, centre + np.log(1.3)], axis=1)
    chi = screen(curves, DataErrors(), layering, centre, samples, elastic, Monitor())
    assert chi.shape == (2, 2)
    assert (chi[:, 0] < 0.7).all()
    assert (chi[:, 1] > 4).all()
    assert chi[0] == pytest.approx(chi[1], rel=1e-3)
