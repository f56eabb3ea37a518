"""Standard deviations given as a fraction, in per cent or of the logarithm."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from curve_files import write

from plugin.engine.reading.survey_file import read_survey
from plugin.engine.reading.tables.columns import read_name
from plugin.engine.survey import Survey
from plugin.protocol.read_options import ReadOptions, read_options

M_S, KM_S = (143.1, 254.2, 480.9), (2.8, 3.1, 3.4)


def read(
    folder: Path, velocity: str, speeds: tuple[float, ...], sigma: str, cell: str, **more: object
) -> Survey:
    path = folder / "picks.csv"
    rows = [f"{f},{c},{cell}" for f, c in zip((45, 9, 4), speeds)]
    path.write_text("\n".join([f"freq_hz,{velocity},{sigma}", *rows]) + "\n")
    return read_survey(path, ReadOptions(**more))


def share(survey: Survey) -> list[float]:
    return [round(float(part), 9) for part in survey.curves.sigma / survey.curves.velocity]


def use(survey: Survey) -> tuple[str, str]:
    return next((u.unit, u.decided_by) for u in survey.report.columns if u.quantity.startswith("sigma"))


@pytest.mark.parametrize(
    ("velocity", "speeds", "sigma", "cell", "part", "unit", "decided_by"),
    [
        ("vel_m_s", M_S, "sigma", "0.03", 0.03, "fraction", "magnitude"),
        ("vel", M_S, "sigma", "0.03", 0.03, "fraction", "magnitude"),
        ("vel_km_s", KM_S, "sigma", "4", 0.04, "%", "magnitude"),
        ("slowness_s_m", (0.007, 0.004, 0.002), "sigma", "0.05", 0.05, "fraction", "magnitude"),
        ("vel_m_s", M_S, "COV", "0.03", 0.03, "fraction", "magnitude"),
        ("vel_m_s", M_S, "cov", "3", 0.03, "%", "magnitude"),
        ("vel_m_s", M_S, "coefficient of variation", "3", 0.03, "%", "magnitude"),
        ("vel_m_s", M_S, "relative_error", "0.2", 0.2, "fraction", "magnitude"),
        ("vel_m_s", M_S, "COV (%)", "0.3", 0.003, "%", "name"),
        ("vel_m_s", M_S, "sigma", "3%", 0.03, "%", "name"),
        ("vel_m_s", M_S, "sigma", "3 %", 0.03, "%", "name"),
        ("vel_m_s", M_S, "sigma_fraction", "3", 3.0, "fraction", "name"),
        ("vel_m_s", M_S, "sigma_ln", "0.03", 0.03, "ln", "name"),
        ("vel_m_s", M_S, "ln_std", "0.03", 0.03, "ln", "name"),
        ("vel_m_s", M_S, "log10_std", "0.03", round(0.03 * math.log(10), 9), "log10", "name"),
        ("vel_m_s", M_S, "std (log10)", "0.03", round(0.03 * math.log(10), 9), "log10", "name"),
    ],
)
def test_a_relative_sigma_is_told_by_its_name_or_its_size(
    tmp_path: Path,
    velocity: str,
    speeds: tuple[float, ...],
    sigma: str,
    cell: str,
    part: float,
    unit: str,
    decided_by: str,
) -> None:
    survey = read(tmp_path, velocity, speeds, sigma, cell)
    assert share(survey) == [part] * 3
    assert use(survey) == (unit, decided_by)


def test_a_sigma_in_m_s_beside_velocities_in_km_s_is_told_by_its_size(tmp_path: Path) -> None:
    survey = read(tmp_path, "vel_km_s", KM_S, "sigma", "30")
    assert survey.curves.sigma.tolist() == [30.0] * 3
    assert use(survey) == ("m/s", "magnitude")


@pytest.mark.parametrize(
    ("velocity", "speeds", "cell", "unit"),
    [
        ("vel_m_s", M_S, "3", "m/s"),
        ("vel_m_s", M_S, "0.5", "m/s"),
        ("vel_km_s", KM_S, "0.03", "km/s"),
        ("vel_km_s", KM_S, "0.9", "km/s"),
        ("slowness_s_m", (0.007, 0.004, 0.002), "0.0001", "s/m"),
        ("vel_m_s", M_S, "0.0001", "m/s"),
        ("vel_m_s", M_S, "", "m/s"),
    ],
)
def test_a_sigma_that_its_velocity_makes_likely_has_its_unit(
    tmp_path: Path, velocity: str, speeds: tuple[float, ...], cell: str, unit: str
) -> None:
    survey = read(tmp_path, velocity, speeds, "sigma", cell)
    assert use(survey) == (unit, "default")
    assert not any("are taken as" in note for note in survey.report.notes)


def test_the_unit_that_was_found_is_said_and_overridden(tmp_path: Path) -> None:
    survey = read(tmp_path, "vel_m_s", M_S, "sigma", "0.03")
    assert (
        "column sigma: values near 0.03 are taken as a fraction of the velocity, 3 %; in m/s they would be "
        "0.012 % of it (--column says another unit)"
    ) in survey.report.notes
    said = read_survey(tmp_path / "picks.csv", read_options(["sigma=sigma:m/s"]))
    assert said.curves.sigma.tolist() == [0.03] * 3
    assert use(said) == ("m/s", "option")


def test_a_tiny_sigma_and_one_beyond_the_velocity_are_suspects(tmp_path: Path) -> None:
    tiny = read(tmp_path, "vel_m_s", M_S, "sigma_m_s", "0.03")
    assert tiny.curves.sigma.tolist() == [0.03] * 3
    reasons = [suspect.reason for suspect in tiny.report.suspects]
    assert (
        "sigma is about 0.0118 % of the velocity, too little to be true: a fraction, or another unit?"
        in reasons
    )
    huge = read(tmp_path, "vel_km_s", KM_S, "sigma_km_s", "4")
    assert any("129 % of the velocity, more than all of it" in s.reason for s in huge.report.suspects)
    usual = read(tmp_path, "vel_m_s", M_S, "sigma_m_s", "0.3")
    assert not any("sigma" in suspect.reason for suspect in usual.report.suspects)


def test_a_fraction_in_a_column_without_a_name_is_told_too(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("".join(f"{f} {c} 0.05\n" for f, c in zip((4, 9, 45), M_S[::-1])))
    survey = read_survey(path)
    np.testing.assert_allclose(survey.curves.sigma, 0.05 * np.array(M_S[::-1]))
    assert use(survey) == ("fraction", "magnitude")


@pytest.mark.parametrize("name", ["ln_velocity", "relative velocity", "log", "cov_site", "vel_rel", "lnstd"])
def test_relative_words_without_a_sigma_mean_nothing(name: str) -> None:
    assert read_name(name) is None


def test_a_velocity_with_its_sigma_added_is_no_sigma(tmp_path: Path) -> None:
    text = "site,f,v,v+std,v-std\nA,4,480,495,465\nA,8,301,311,291\nA,12,230,240,220\n"
    assert np.isnan(read_survey(write(tmp_path / "b.csv", text)).curves.sigma).all()


def test_a_sigma_with_a_sign_in_its_name_stays_one(tmp_path: Path) -> None:
    text = "site,f,v,std (+/-)\nA,4,480,15\nA,8,301,10\nA,12,230,9\n"
    assert read_survey(write(tmp_path / "b.csv", text)).curves.sigma.tolist() == [15.0, 10.0, 9.0]
