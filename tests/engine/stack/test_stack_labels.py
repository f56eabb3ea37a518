from __future__ import annotations

import pytest

from plugin.engine.stack.labels import (
    bare_axes,
    named_axis,
    require_axis,
    stated_axis,
    types_in,
    velocity_unit,
)
from plugin.protocol.errors import SurveyError
from plugin.protocol.waves import VelocityType, Wave


@pytest.mark.parametrize(
    ("label", "hertz"),
    [
        ("phase_10s", 0.1),
        ("phase 10 s (km/s)", 0.1),
        ("T=0p5", 2.0),
        ("vph_2020_T012", 1 / 12),
        ("f 4 Hz", 4.0),
        ("c_250mHz", 0.25),
        ("mode 1 period 1e-1", 10.0),
        ("group_velocity 5.0 seconds", 0.2),
    ],
)
def test_a_unit_or_word_marks_the_period_or_frequency(label: str, hertz: float) -> None:
    axis = stated_axis(label)
    assert axis is not None
    assert axis.frequency == pytest.approx(hertz)


@pytest.mark.parametrize("label", ["phase_10", "v2", "mode 1", "grid 500 m", "velocity"])
def test_other_numbers_are_not_periods(label: str) -> None:
    assert stated_axis(label) is None


def test_of_bare_numbers_the_one_that_differs_is_the_period() -> None:
    axes = bare_axes(["map_2020_05_v1", "map_2020_10_v1"], None)
    assert [axis and axis.frequency for axis in axes] == [0.2, 0.1]
    as_frequency = bare_axes(["map_05", "map_10"], "frequency")
    assert [axis and axis.frequency for axis in as_frequency] == [5.0, 10.0]


def test_a_dimension_is_known_by_its_unit_or_name() -> None:
    assert named_axis("z", 4.0, "s").frequency == 0.25
    assert named_axis("periods", 4.0).frequency == 0.25
    assert named_axis("frequency", 4.0, "Hz").frequency == 4.0
    assert named_axis("level", 4.0, "m") is None


def test_types_are_read_off_the_words() -> None:
    assert types_in(["U 10 s"]).kind == VelocityType.GROUP
    assert types_in(["10 s", "love_phv"]).wave == Wave.LOVE
    assert types_in(["love mode 1 20s"]).mode == 1
    assert types_in(["phase_std_10s"]).is_sigma
    assert not types_in(["phase_10s", "sigma_folder"]).is_sigma
    assert types_in(["10 s"]).kind is None


def test_units_come_from_metadata_before_names() -> None:
    assert velocity_unit("km s-1", ["phase_10s_m_s"]) == "km/s"
    assert velocity_unit("", ["phase_10s_m_s"]) == "m/s"
    assert velocity_unit("", ["phase_10ms"]) == ""


def test_wavelength_is_refused() -> None:
    with pytest.raises(SurveyError, match="wavelength"):
        require_axis("wavelength")


def test_words_of_other_programs_are_types() -> None:
    said = types_in(["ldispgr 5s"])
    assert (said.wave, said.kind) == (Wave.LOVE, VelocityType.GROUP)
    assert types_in(["c first higher mode 5s"]).mode == 1
    assert types_in(["phase mode = 2"]).mode == 2


def test_slowness_is_what_the_first_label_that_speaks_of_it_says() -> None:
    assert types_in(["phase_slowness_5s"]).is_slowness
    assert types_in(["phase 5s", "slowness maps"]).is_slowness
    assert not types_in(["velocity 5s", "slowness maps"]).is_slowness


def test_a_mode_is_no_period() -> None:
    axes = bare_axes(["c_5_mode1", "c_5_mode2", "c_8_mode1", "c_8_mode2"], None)
    assert [axis and 1 / axis.frequency for axis in axes] == pytest.approx([5, 5, 8, 8])


@pytest.mark.parametrize("name", ["Band{}", "Band {}", "band_{}", "layer{}", "var{}", "B0{}", "phase_band{}"])
def test_the_number_of_a_band_is_no_period(name: str) -> None:
    assert bare_axes([name.format(n) for n in (1, 2)], None) == [None, None]
    assert bare_axes([f"{name.format(n)} of_2020" for n in (1, 2)], None) == [None, None]


def test_beside_the_number_of_a_band_a_bare_one_is_the_period() -> None:
    axes = bare_axes(["band1_05", "band2_10"], None)
    assert [axis and axis.value for axis in axes] == [5.0, 10.0]
