"""Inputs of inversion programs: SWIP / PAC, SEIS_FILO, RJ_MCMC."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from curve_files import points, read, survives, understood, write

from plugin.engine.along_line import is_along_line
from plugin.protocol.errors import SurveyError
from plugin.protocol.waves import Wave

PVC = "2.5 517.2 25.9\n3.0 397.9 19.9\n4.0 293.1 14.7\n"
OBS = "# phase, group\n3.6 T 2.9 T 0.7 T # 10.0\n3.7 F 3.1 T 0.8 T # 12.0\n3.8 T 3.4 F 0.8 T # 14.0\n"
SUMMARY = "# n_disp\n1\n{file}\nL 1 freq\n3 0.5 0.25\n0.3 4.5 0.05\n0 1 1\n0 1 1\n0 1 1\n0 1 1\n"
FUNDAMENTAL = "2\n1\n0\n1\n0 200 4.568 0.02\n0 180 4.462 0.03\n2\n1\n1\n1\n1 100 5.1 0.04\n1 090 5.0 0.05\n"
CLUSTER = (
    "2\n10.5 11.5\n-3.5 -4.5\n1 1\n2\n1\n0\n1\n0 50 4 0.1\n3.9 0.2\n4.1 0.3\n0 40 3.8 0.1\n3.7 0.4\n3.9 0.5\n"
)


def test_the_pvc_sample_is_read_at_its_place_along_the_line(formats: Path) -> None:
    survey = read(formats / "swip_12.5.M0.pvc")
    assert points(survey) == [(0.4, 517.202, 25.86), (0.166667, 214.401, 10.72)]
    assert (survey.names[0], survey.x[0], survey.y[0]) == ("12.5", 12.5, 0.0)
    assert is_along_line(survey.crs)
    assert survey.curves.mode.tolist() == [0] * 8
    assert understood(survey) == {
        "1": "frequency Hz format",
        "2": "phase velocity m/s format",
        "3": "sigma of the velocity m/s format",
        "mode": "mode number  format",
    }


def test_a_pvc_name_gives_position_and_mode_and_the_error_is_optional(tmp_path: Path) -> None:
    survey = read(write(tmp_path / "-7.M2.pvc", "2 300\n3 200\n"))
    assert (survey.x[0], survey.curves.mode.tolist()) == (-7.0, [2, 2])
    assert not np.isfinite(survey.curves.sigma).any()


@pytest.mark.parametrize("file", ["seisfilo_disper_obs.txt", "seisfilo_disper.in"])
def test_the_seis_filo_sample_is_read_from_either_of_its_files(formats: Path, file: str) -> None:
    survey = read(formats / file)
    c = survey.curves
    phase, group = c.kind == 0, c.kind == 1
    assert 1 / c.frequency[phase] == pytest.approx(np.arange(10.0, 31.0, 2.0))
    assert c.velocity[phase][[0, -1]].tolist() == pytest.approx([3610.0, 4061.8])
    assert c.velocity[group][[0, -1]].tolist() == pytest.approx([2853.3, 3930.4])
    assert set(c.wave.tolist()) == set(c.mode.tolist()) == {0}
    assert not np.isfinite(c.sigma).any()
    assert understood(survey)["period"] == "period s format"


def test_seis_filo_takes_axis_wave_and_mode_from_the_summary_and_heeds_the_flags(tmp_path: Path) -> None:
    write(tmp_path / "other.in", SUMMARY.format(file="else.txt"))
    write(tmp_path / "disper.in", SUMMARY.format(file="obs.txt"))
    c = read(write(tmp_path / "obs.txt", OBS)).curves
    assert c.frequency.tolist() == [0.5, 1.0, 0.5, 0.75]
    assert c.velocity.tolist() == pytest.approx([3600.0, 3800.0, 2900.0, 3100.0])
    assert (set(c.wave.tolist()), set(c.mode.tolist())) == ({Wave.LOVE}, {1})


def test_seis_filo_data_without_a_summary_are_explained(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match=r"obs\.txt: the frequencies or periods are in SEIS_FILO's summary"):
        read(write(tmp_path / "obs.txt", OBS))


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/passwd", "..", "a\\b", "folder/obs.txt"])
def test_a_summary_cannot_reach_out_of_its_folder(tmp_path: Path, name: str) -> None:
    write(tmp_path / "secret.txt", OBS)
    write(tmp_path / "here" / "folder" / "obs.txt", OBS)
    with pytest.raises(SurveyError, match="is not beside it"):
        read(write(tmp_path / "here" / "disper.in", SUMMARY.format(file=name)))


def test_the_rj_mcmc_fundamental_sample_holds_rayleigh_and_love(formats: Path) -> None:
    survey = read(formats / "rjmcmc_durand_fund.in")
    assert points(survey) == [(200.0, 4568.0, 20.0), (40.0, 3960.0, 40.0)]
    assert survey.curves.wave.tolist() == [0] * 13 + [1] * 13
    assert set(survey.curves.mode.tolist()) == set(survey.curves.kind.tolist()) == {0}


def test_the_rj_mcmc_cluster_sample_is_three_places_and_says_that_it_is_cut(formats: Path) -> None:
    survey = read(formats / "rjmcmc_dispersion_all.in")
    assert (survey.x.tolist(), survey.y.tolist(), survey.crs) == ([1, 2, 3], [1, 2, 3], "EPSG:4326")
    assert survey.curves.counts.tolist() == [4, 4, 4]
    assert points(survey) == [(200.0, 4708.78, 40.0), (140.0, 4486.08, 40.0)]
    assert "the file ends before the number of points that it announces" in survey.report.notes


def test_rj_mcmc_gives_mode_wave_and_sigma_of_each_row(tmp_path: Path) -> None:
    c = read(write(tmp_path / "a.in", FUNDAMENTAL)).curves
    assert (c.mode.tolist(), c.wave.tolist()) == ([0, 0, 1, 1], [0, 0, 1, 1])
    assert c.sigma.tolist() == pytest.approx([20.0, 30.0, 40.0, 50.0])


def test_a_cluster_is_read_point_by_point_latitude_first(tmp_path: Path) -> None:
    survey = read(write(tmp_path / "a.in", CLUSTER))
    assert (survey.x.tolist(), survey.y.tolist()) == ([-3.5, -4.5], [10.5, 11.5])
    assert survey.curves.velocity.tolist() == [3900.0, 3700.0, 4100.0, 3900.0]
    assert survey.curves.sigma.tolist() == pytest.approx([200.0, 400.0, 300.0, 500.0])


@pytest.mark.parametrize(
    ("name", "content"), [("1.M0.pvc", PVC), ("obs.txt", OBS), ("a.in", FUNDAMENTAL), ("b.in", CLUSTER)]
)
def test_damaged_inputs_raise_nothing_but_survey_errors(tmp_path: Path, name: str, content: str) -> None:
    write(tmp_path / "disper.in", SUMMARY.format(file="obs.txt"))
    survives(tmp_path / name, content.encode())


def test_a_damaged_summary_raises_nothing_but_survey_errors(tmp_path: Path) -> None:
    data = write(tmp_path / "obs.txt", OBS)
    survives(tmp_path / "disper.in", SUMMARY.format(file="obs.txt").encode(), survey=data)
    survives(tmp_path / "disper.in", SUMMARY.format(file="obs.txt").encode())
