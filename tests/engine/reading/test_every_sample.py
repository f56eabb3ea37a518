"""Each file of the folder of samples is read, with the numbers that it holds, or refused with its reason.

What becomes of those that are refused alone and read beside others is asserted in the tests of their formats.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest

from plugin.engine.curves import Curves
from plugin.engine.reading.survey_file import read_survey
from plugin.protocol.errors import SurveyError
from plugin.protocol.waves import VelocityType, Wave

# Sites and points, or what the refusal says.
SAMPLES: dict[str, tuple[int, int] | str] = {
    "FORMATS.md": "no column for frequency or period",
    "aftan_DISP.0": (1, 50),
    "aftan_DISP.1": (1, 50),
    "cps_model96.mod": "a ground model, not a dispersion curve: CPS model96",
    "cps_surf96.dsp": (1, 12),
    "cps_surf96_CU_mixed.dsp": (1, 4),
    "dispformer_obs.txt": (1, 54),
    "dsurftomo.in": "DSurfTomo's parameters; give the data file",
    "dsurftomo_MOD": "a ground model, not a dispersion curve: DSurfTomo's starting model",
    "dsurftomo_surfdata.dat": "site S001: one point only",
    "egfan_CDisp_pair.dat": (1, 7),
    "ekstrom_usant15.pix": "the map of one period; give the folder",
    "geopsy_3col_curve.txt": (1, 8),
    "geopsy_curve_v2.txt": (1, 20),
    "geopsy_curve_v3.txt": (1, 20),
    "geopsy_gpdc_output.txt": (1, 9),
    "geopsy_groundmodel.txt": "a ground model, not a dispersion curve: layers of Geopsy",
    "geopsy_v2.10.1_dinver.contents.xml": (1, 20),
    "geopsy_v2.10.1_dinver.target": (1, 20),
    "geopsy_v3.4.2_dinver.contents.xml": (1, 20),
    "geopsy_v3.4.2_dinver.target": (1, 20),
    "geopsy_v3_tar1.contents.xml": (1, 20),
    "geopsy_v3_tar1.target": (1, 20),
    "maswavespy_dc_wavelength.txt": (1, 4),
    "matlab_f_pv_multimode.mat": (1, 63),
    "matlab_multi_picks.mat": (1, 44),
    "mctomo_stimes.dat": "put MCTomo's files of positions (ssources.dat, sreceivers.dat) beside it",
    "openswi_layout_obs_period_phase_group.npz": (50, 2113),
    "pymcinv_disp_gr.txt": (1, 11),
    "qedisp_freq_vel_mode.txt": (1, 5),
    "rjmcmc_dispersion_all.in": (3, 12),
    "rjmcmc_durand_fund.in": (1, 26),
    "seisfilo_disper.in": (1, 22),
    "seisfilo_disper_obs.txt": (1, 22),
    "swip_12.5.M0.pvc": (1, 8),
    "swprepost_tar1.csv": (1, 20),
    "swprocess_peaks.json": "site swprocess_peaks: no valid point",
    "three_col_period_vel_sigma.dat": (1, 5),
    "tomomap_lat_lon_vel_len.xyz": "the map of one period; give the folder",
    "wcgan_lat_lon360_T_c_U_sc_sU.txt": (1, 34),
    "wide_pairs.csv": "site UW.LTY-XD.MH01: no valid point",
}


def test_no_sample_is_without_a_test(sample: Callable[[str], Path]) -> None:
    folder = sample("FORMATS.md").parent
    assert sorted(path.name for path in folder.iterdir()) == sorted(SAMPLES)


@pytest.mark.parametrize(("name", "expected"), SAMPLES.items())
def test_a_sample_is_read_or_refused_with_its_reason(
    sample: Callable[[str], Path], name: str, expected: tuple[int, int] | str
) -> None:
    try:
        survey = read_survey(sample(name))
    except SurveyError as error:
        assert str(error).startswith(f"{name}: ")
        assert str(expected) in str(error)
        return
    if isinstance(expected, str):
        assert survey.n_sites == 0
        assert expected in survey.report.lines()[0]
    else:
        assert (survey.n_sites, survey.curves.n_points) == expected
        assert not any(reject.whole_site for reject in survey.report.rejects)


Point = tuple[float, float, float, str]  # Hz, velocity and sigma in m/s (-1: unknown), types and mode


class Content(NamedTuple):
    """First and last point, the columns' quantities and units, and where the first site is."""

    first: Point
    last: Point
    columns: str
    place: tuple[float, float] | None = None


def spread(factor: float) -> float:
    """Relative standard deviation that a factor of Geopsy 3 stands for."""
    return float(factor - np.sqrt(factor**2 - 2 * factor + 2))


DINVER_2 = Content(
    (
        1.6117160335753,
        1 / 0.00413637795231075,
        0.000207337240717331 / 0.00413637795231075**2,
        "Rayleigh phase 0",
    ),
    (
        81.602504383985,
        1 / 0.00612726292868690,
        0.000307130973869018 / 0.00612726292868690**2,
        "Rayleigh phase 0",
    ),
    "frequency in Hz, slowness in s/m",
)
DINVER_3 = Content(
    (1.6117160335753, 241.7574050363, 12.0878702518, "Rayleigh phase 0"),
    (81.602504383985, 163.2050087680, 8.1602504384, "Rayleigh phase 0"),
    "frequency in Hz, slowness in s/m",
)
AFTAN = Content(
    (1 / 7.8492, 2559.0, -1, "Rayleigh group 0"),
    (1 / 11.0509, 3100.1, -1, "Rayleigh phase 0"),
    "period in s, group velocity in km/s, phase velocity in km/s",
)
SEIS_FILO = Content(
    (1 / 10, 3610.0, -1, "Rayleigh phase 0"),
    (1 / 30, 3930.4, -1, "Rayleigh group 0"),
    "period in s, phase velocity in km/s, group velocity in km/s",
)
PERIOD_KM_S = "period in s, velocity in km/s, sigma of the velocity in km/s"
HZ_M_S = "frequency in Hz, velocity in m/s, sigma of the velocity in m/s"
CONTENTS: dict[str, Content] = {
    "aftan_DISP.0": AFTAN,
    "aftan_DISP.1": AFTAN,
    "cps_surf96.dsp": Content(
        (1 / 22.44, 3701.4, 120.2, "Rayleigh phase 0"),
        (1 / 28.25, 3797.6, 32.2, "Rayleigh phase 0"),
        PERIOD_KM_S,
    ),
    "cps_surf96_CU_mixed.dsp": Content(
        (1.0, 1000.0, 100.0, "Rayleigh phase 0"), (1 / 1.5, 1500.0, 100.0, "Love group 1"), PERIOD_KM_S
    ),
    "dispformer_obs.txt": Content(
        (1 / 8, 3099.6, -1, "Rayleigh phase 0"),
        (1 / 70, 3883.2, -1, "Rayleigh group 0"),
        "period in s, phase velocity in km/s, group velocity in km/s",
    ),
    "egfan_CDisp_pair.dat": Content(
        (1 / 0.5, 799.0, -1, "Rayleigh phase 0"),
        (1 / 1.1, 1027.0, -1, "Rayleigh phase 0"),
        "period in s, phase velocity in km/s",
        (121.493996, 25.153515),
    ),
    "geopsy_3col_curve.txt": Content(
        (
            2.526964583482,
            1 / 0.00194853646303275,
            spread(1.0513157894736842) / 0.00194853646303275,
            "Rayleigh phase 0",
        ),
        (
            4.538463688668,
            1 / 0.00374852460338127,
            spread(1.060038165665323) / 0.00374852460338127,
            "Rayleigh phase 0",
        ),
        "frequency in Hz, slowness in s/m",
    ),
    "geopsy_curve_v2.txt": Content(
        (
            2.16050231927867,
            1 / 0.0030857021569375,
            0.000154671787315163 / 0.0030857021569375**2,
            "Rayleigh phase 0",
        ),
        (
            46.4399547995138,
            1 / 0.0107665910132461,
            0.000539678747531132 / 0.0107665910132461**2,
            "Rayleigh phase 0",
        ),
        "frequency in Hz, slowness in s/m",
    ),
    "geopsy_curve_v3.txt": Content(
        (
            2.160502319278673,
            1 / 0.0030857021569375,
            spread(1.0513157894736842) / 0.0030857021569375,
            "Rayleigh phase 0",
        ),
        (
            46.43995479951383,
            1 / 0.0107665910132461,
            spread(1.0513157894736842) / 0.0107665910132461,
            "Rayleigh phase 0",
        ),
        "frequency in Hz, slowness in s/m",
    ),
    "geopsy_gpdc_output.txt": Content(
        (0.1, 1 / 0.000334532972901842, -1, "Rayleigh phase 0"),
        (0.284168355730268, 1 / 0.000346464141969584, -1, "Rayleigh phase 0"),
        "frequency in Hz, slowness in s/m",
    ),
    "geopsy_v2.10.1_dinver.contents.xml": DINVER_2,
    "geopsy_v2.10.1_dinver.target": DINVER_2,
    "geopsy_v3.4.2_dinver.contents.xml": DINVER_3,
    "geopsy_v3.4.2_dinver.target": DINVER_3,
    "geopsy_v3_tar1.contents.xml": DINVER_3,
    "geopsy_v3_tar1.target": DINVER_3,
    "maswavespy_dc_wavelength.txt": Content(
        (109.622 / 1.8869, 109.622, 0.8665, "Rayleigh phase 0"),
        (115.271 / 2.5082, 115.271, 1.682, "Rayleigh phase 0"),
        "wavelength in m, velocity in m/s, sigma of the velocity in m/s",
    ),
    "matlab_f_pv_multimode.mat": Content(
        (2.5, 517.20208184, -1, "Rayleigh phase 0"),
        (40.0, 592.82614371, -1, "Rayleigh phase 1"),
        "frequency in Hz, phase velocity in m/s",
    ),
    "matlab_multi_picks.mat": Content(
        (13.78, 1997.5, 149.2092285, "Rayleigh phase 0"),
        (98.440002, 1510.0, 31.36920162, "Rayleigh phase 0"),
        HZ_M_S,
    ),
    "openswi_layout_obs_period_phase_group.npz": Content(
        (1 / 8, 3091.7, -1, "Rayleigh phase 0"),
        (1 / 40, 2927.3, -1, "Rayleigh group 0"),
        "period in s, phase velocity in km/s, group velocity in km/s",
    ),
    "pymcinv_disp_gr.txt": Content(
        (1 / 4.5, 1824.98, 40.9598, "Rayleigh group 0"),
        (1 / 14.5, 2149.8, 23.1622, "Rayleigh group 0"),
        PERIOD_KM_S,
    ),
    "qedisp_freq_vel_mode.txt": Content(
        (6.0, 476.0, -1, "Rayleigh phase 0"),
        (14.0, 247.0, -1, "Rayleigh phase 0"),
        "frequency in Hz, velocity in km/s",
    ),
    "rjmcmc_dispersion_all.in": Content(
        (1 / 200, 4708.7779, 40.0, "Rayleigh phase 0"),
        (1 / 140, 4486.08303, 40.0, "Rayleigh phase 0"),
        "period in s, phase velocity in km/s, sigma of the velocity in km/s",
        (1.0, 1.0),
    ),
    "rjmcmc_durand_fund.in": Content(
        (1 / 200, 4568.0, 20.0, "Rayleigh phase 0"),
        (1 / 40, 3960.0, 40.0, "Love phase 0"),
        "period in s, phase velocity in km/s, sigma of the velocity in km/s",
    ),
    "seisfilo_disper.in": SEIS_FILO,
    "seisfilo_disper_obs.txt": SEIS_FILO,
    "swip_12.5.M0.pvc": Content(
        (2.5, 517.202, 25.86, "Rayleigh phase 0"),
        (6.0, 214.401, 10.72, "Rayleigh phase 0"),
        "frequency in Hz, phase velocity in m/s, sigma of the velocity in m/s",
        (12.5, 0.0),
    ),
    "swprepost_tar1.csv": DINVER_3._replace(
        columns="frequency in Hz, Rayleigh phase velocity in m/s, sigma of the velocity in m/s"
    ),
    "three_col_period_vel_sigma.dat": Content(
        (1 / 0.4, 2278.6055983, 190.6788907, "Rayleigh phase 0"),
        (1 / 1.5, 2239.0035475, 223.4897032, "Rayleigh phase 0"),
        PERIOD_KM_S,
    ),
    "wcgan_lat_lon360_T_c_U_sc_sU.txt": Content(
        (1 / 3, 3102.88, 79.57, "Rayleigh phase 0"),
        (1 / 16, 3066.45, 51.9, "Rayleigh group 0"),
        "period in s, phase velocity in km/s, group velocity in km/s, sigma of the group velocity in km/s",
    ),
}


def types(curves: Curves, point: int) -> str:
    wave, kind = Wave(curves.wave[point]), VelocityType(curves.kind[point])
    return f"{wave.name.capitalize()} {kind.name.lower()} {curves.mode[point]}"


def test_the_numbers_of_every_sample_that_is_read_are_known() -> None:
    assert sorted(CONTENTS) == sorted(name for name, said in SAMPLES.items() if not isinstance(said, str))


@pytest.mark.parametrize("name", CONTENTS)
def test_a_sample_is_read_with_the_numbers_that_it_holds(sample: Callable[[str], Path], name: str) -> None:
    survey, expected = read_survey(sample(name)), CONTENTS[name]
    curves = survey.curves
    for i, (frequency, velocity, sigma, said) in ((0, expected.first), (-1, expected.last)):
        found = curves.frequency[i], curves.velocity[i], np.nan_to_num(curves.sigma[i], nan=-1)
        assert found == pytest.approx((frequency, velocity, sigma), rel=1e-6)
        assert types(curves, i) == said
    units = {f"{use.quantity} in {use.unit}" for use in survey.report.columns}
    assert set(expected.columns.split(", ")) <= units
    place = (survey.x[0], survey.y[0])
    assert place == pytest.approx(expected.place or (np.nan, np.nan), abs=1e-6, nan_ok=True)
