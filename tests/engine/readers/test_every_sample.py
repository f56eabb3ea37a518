"""Each file of the folder of samples is read, or refused for a reason that says what to give instead.

The numbers in the curves are asserted in the tests of their formats.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plugin.engine.errors import SurveyError
from plugin.engine.reading import read_survey

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
