"""The check of Vs30 by the wave of 40 m."""

from __future__ import annotations

import numpy as np
import pytest

from plugin.engine.curves import Curves
from plugin.engine.report.proxy import vs30_of_40_m_wave
from plugin.protocol.waves import VelocityType


def curve(velocity: list[float], wavelength: list[float], kind: int = VelocityType.PHASE) -> Curves:
    speed = np.array(velocity)
    return Curves.from_points(np.zeros(len(speed), dtype=int), speed / np.array(wavelength), speed, kind=kind)


def test_it_is_the_velocity_of_the_wave_of_40_m_times_1_045() -> None:
    assert vs30_of_40_m_wave(curve([200.0, 300.0, 400.0], [10.0, 40.0, 90.0])) == pytest.approx(313.5)


def test_between_points_velocity_is_linear_in_logarithms_whatever_their_order() -> None:
    assert vs30_of_40_m_wave(curve([400.0, 100.0], [80.0, 20.0])) == pytest.approx(209.0)


def test_it_is_not_told_of_waves_that_were_not_observed() -> None:
    assert np.isnan(vs30_of_40_m_wave(curve([200.0, 300.0], [10.0, 39.0])))
    assert np.isnan(vs30_of_40_m_wave(curve([200.0, 300.0], [10.0, 90.0], VelocityType.GROUP)))
