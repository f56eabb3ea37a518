"""What the user says against a file: followed, or said not to be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from one_curve import notes, read_text

from plugin.engine.reading.survey_file import read_survey
from plugin.engine.survey import Survey
from plugin.protocol.errors import SurveyError
from plugin.protocol.read_options import ReadOptions, read_options
from plugin.protocol.waves import VelocityType, Wave

Sample = Callable[[str], Path]
TABLE = "site,a,b,freq,vel\nA,10,50,5,300\nA,10,50,6,290\n"

# Formats with types of their own, or without; and whether their axis and velocity unit can be overridden.
FORMATS = {
    "cps_surf96.dsp": "unit",
    "geopsy_v3_tar1.target": "",
    "geopsy_curve_v3.txt": "wave kind mode",
    "geopsy_gpdc_output.txt": "kind",
    "swprepost_tar1.csv": "unit axis",
    "maswavespy_dc_wavelength.txt": "wave kind mode unit axis",
    "matlab_f_pv_multimode.mat": "wave unit axis",
    "matlab_multi_picks.mat": "wave kind mode unit axis",
    "openswi_layout_obs_period_phase_group.npz": "wave mode",
    "rjmcmc_durand_fund.in": "unit",
    "seisfilo_disper.in": "unit",
    "aftan_DISP.1": "wave mode unit",
    "swip_12.5.M0.pvc": "wave unit axis",
    "egfan_CDisp_pair.dat": "wave mode unit",
    "qedisp_freq_vel_mode.txt": "wave kind unit axis",
    "three_col_period_vel_sigma.dat": "wave kind mode unit",
    "wcgan_lat_lon360_T_c_U_sc_sU.txt": "wave mode unit",
}
CHOICES = {
    "wave": ReadOptions(wave=Wave.LOVE),
    "kind": ReadOptions(kind=VelocityType.GROUP),
    "mode": ReadOptions(mode=1),
    "unit": ReadOptions(velocity_unit="ft/s"),
    "axis": ReadOptions(abscissa="period"),
}
WORDS = {"wave": "--wave", "kind": "--type", "mode": "--mode", "unit": "--velocity-unit", "axis": "--x-axis"}


def numbers(survey: Survey) -> str:
    c = survey.curves
    return str([c.frequency.tolist(), c.velocity.tolist(), c.wave.tolist(), c.kind.tolist(), c.mode.tolist()])


@pytest.mark.parametrize("choice", CHOICES)
@pytest.mark.parametrize(("name", "heeded"), FORMATS.items())
def test_an_option_is_followed_or_said_not_to_be(sample: Sample, name: str, heeded: str, choice: str) -> None:
    plain, chosen = read_survey(sample(name)), read_survey(sample(name), CHOICES[choice])
    changed = numbers(plain) != numbers(chosen)
    told = WORDS[choice] in notes(chosen)
    if choice in heeded.split():
        assert changed
    else:
        assert told or not _differs(plain, choice)


def _differs(survey: Survey, choice: str) -> bool:
    """Whether the survey is otherwise than the choice says."""
    if choice in ("wave", "kind", "mode"):
        return bool(np.any(getattr(survey.curves, choice) != 1))
    quantities = {use.quantity for use in survey.report.columns}
    return choice == "unit" or "period" not in quantities


def test_options_for_tables_and_layers_are_said_to_be_idle_elsewhere(sample: Sample) -> None:
    options = ReadOptions(columns={"sigma": "3"}, crs="EPSG:32633", swap_xy=True)
    text = notes(read_survey(sample("cps_surf96.dsp"), options))
    assert "--column 3=sigma is not used: the format fixes its columns" in text
    assert "--crs EPSG:32633 and --swap-xy not used: there are no coordinates" in text


def test_the_mode_of_points_without_one_can_be_given(tmp_path: Path) -> None:
    survey = read_text(tmp_path, "a.csv", "freq,vel,mode\n5,300,\n6,290,0\n7,280,2\n", mode=1)
    assert survey.curves.mode.tolist() == [1, 0, 2]
    assert "--mode 1: 2 points keep the mode that the file or its format states" in notes(survey)


@pytest.mark.parametrize("crs", [None, "EPSG:32633"])
def test_coordinates_in_the_opposite_order_are_swapped(tmp_path: Path, crs: str | None) -> None:
    names = "lon,lat" if crs is None else "x,y"
    survey = read_text(tmp_path, "a.csv", TABLE.replace("a,b", names), crs=crs, swap_xy=True)
    assert (survey.x.tolist(), survey.y.tolist()) == ([50.0], [10.0])


def test_the_ends_of_a_path_are_swapped_before_its_middle_is_sought(sample: Sample, tmp_path: Path) -> None:
    path = sample("egfan_CDisp_pair.dat")
    lines = path.read_text().splitlines()
    right = read_survey(path)
    wrong_way = "\n".join([*(" ".join(line.split()[::-1]) for line in lines[:2]), *lines[2:]])
    lost = read_text(tmp_path, "CDisp.A-B.dat", wrong_way)
    assert "are longitude and latitude swapped (--swap-xy)?" in lost.report.lines()[0]
    survey = read_text(tmp_path, "CDisp.A-B.dat", wrong_way, swap_xy=True)
    assert (survey.x[0], survey.y[0]) == (right.x[0], right.y[0])


@pytest.mark.parametrize("word", ["-1", "1.5", "one", "101", "²"])
def test_a_mode_that_is_none_is_named(word: str) -> None:
    for name in ("mode", "highest_mode"):
        with pytest.raises(ValueError, match="is not a whole number from 0 to 100"):
            read_options(**{name: word})


def test_a_mode_that_is_given_counts_for_the_highest_used(tmp_path: Path) -> None:
    text = "freq,vel,mode\n5,300,\n6,290,0\n7,280,0\n"
    survey = read_text(tmp_path, "a.csv", text, mode=1, highest_mode=0)
    assert survey.curves.mode.tolist() == [0, 0]
    assert "mode 1 at 5 Hz is above the highest mode asked for, 0 (row 1)" in survey.report.lines()[0]


def test_a_column_that_is_nowhere_is_still_an_error(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="no column 'c_obs' for velocity"):
        read_text(tmp_path, "a.csv", TABLE, columns={"velocity": "c_obs"})


def test_a_layer_that_a_file_cannot_have_is_said_to_be_idle(sample: Sample) -> None:
    text = notes(read_survey(sample("cps_surf96.dsp"), ReadOptions(layer="picks")))
    assert "--layer picks is not used: the file holds no layers" in text


def test_a_column_without_a_unit_is_decided_by_the_user_who_chose_it(sample: Sample) -> None:
    survey = read_survey(sample("qedisp_freq_vel_mode.txt"), ReadOptions(columns={"mode": "3"}))
    assert {use.column: use.decided_by for use in survey.report.columns}["3"] == "option"
