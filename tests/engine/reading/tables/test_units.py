from __future__ import annotations

import numpy as np
import pytest

from plugin.engine.reading.tables.units import guess_velocity_unit, to_frequency, to_sigma, to_velocity


@pytest.mark.parametrize(
    ("values", "hertz", "unit"),
    [
        ([300.0, 250.0, -1.0, np.nan], 10.0, "m/s"),
        ([3.1, 2.9, 300.0], 0.1, "km/s"),
        ([0.3, 0.25], 10.0, "km/s"),
        ([0.004, 0.005], 10.0, "s/m"),
        ([0.09, 0.07], 10.0, "km/s"),
        ([0.04, 0.05], 10.0, "km/s"),
        ([0.025, 0.025], 10.0, "km/s"),
        ([0.019, 0.018], 10.0, "s/m"),
        ([15.0, 14.0], 10.0, "m/s"),
        ([11.0, 11.5], 0.01, "km/s"),
        ([-1.0, np.nan], 10.0, "m/s"),
    ],
)
def test_magnitudes_tell_the_unit_of_velocity(values: list[float], hertz: float, unit: str) -> None:
    assert guess_velocity_unit(np.array(values), np.full(len(values), hertz))[0] == unit


@pytest.mark.parametrize(("hertz", "unit"), [((5.0, 10.0, 20.0), "s/m"), ((20.0, 10.0, 5.0), "km/s")])
def test_a_slowness_grows_with_frequency_where_it_could_be_a_velocity(
    hertz: tuple[float, ...], unit: str
) -> None:
    assert guess_velocity_unit(np.array([0.022, 0.025, 0.029]), np.array(hertz))[0] == unit


def test_soft_ground_is_remarked_on() -> None:
    assert guess_velocity_unit(np.array([0.08]), np.array([10.0]))[1] == (
        "values near 0.08 are taken as km/s, that is 80 m/s; as s/m they would be 12.5 m/s "
        "(--velocity-unit says which)"
    )


@pytest.mark.parametrize(("value", "unit"), [(0.004, "s/m"), (0.3, "s/km")])
def test_magnitudes_tell_the_unit_of_slowness(value: float, unit: str) -> None:
    assert guess_velocity_unit(np.array([value]), np.array([1.0]), slowness=True)[0] == unit


def test_only_a_close_decision_is_remarked_on() -> None:
    assert guess_velocity_unit(np.array([300.0]), np.array([10.0]))[1] == ""
    assert "wavelengths near 1.5 m" in guess_velocity_unit(np.array([15.0]), np.array([10.0]))[1]


def test_conversions_are_exact() -> None:
    assert to_velocity(np.array([3.0, 0.0]), "km/s").tolist() == [3000.0, 0.0]
    assert to_velocity(np.array([0.3048]), "ft/s") == pytest.approx(0.09290304, rel=1e-15)
    assert to_velocity(np.array([0.4]), "s/km") == pytest.approx(2500.0, rel=1e-15)
    assert np.isnan(to_velocity(np.array([0.0]), "s/m")).all()
    assert to_frequency(np.array([50.0]), "ms").tolist() == [20.0]
    assert np.isnan(to_frequency(np.array([0.0]), "s")).all()


def test_sigma_of_slowness_and_of_percent_become_sigma_of_velocity() -> None:
    velocity = np.array([200.0])
    assert to_sigma(np.array([5.0]), "%", velocity) == pytest.approx(10.0)
    assert to_sigma(np.array([1e-4]), "s/m", velocity) == pytest.approx(4.0)
    assert to_sigma(np.array([0.01]), "km/s", velocity) == pytest.approx(10.0)
