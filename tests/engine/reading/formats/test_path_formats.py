"""Curves of station pairs: AFTAN, EGFAnalysis, DSurfTomo."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from curve_files import points, read, survives, understood, write

from plugin.engine.reading.formats import dsurftomo
from plugin.engine.reading.readers import find_reader
from plugin.engine.reading.source import open_source
from plugin.protocol.errors import SurveyError
from plugin.protocol.read_options import ReadOptions

AFTAN = "\n".join(
    f"{i} {6 + i:.4f} {7 + i:.4f} {2.5 + i / 10:.4f} {2.9 + i / 10:.4f} 96.2 0.0 40.6" for i in range(6)
)
CDISP = "121.5 25.1\n121.4 25.2\n 0.5 0.8\n 0.6 0.85\n 0.7 0.9\n"
SURFDATA = """#  25.1 121.5 1 2 0
 25.2 121.4 0.80
 25.3 121.3 0.90
#  25.2 121.4 2 2 0
 25.1 121.5 0.85
#  25.1 121.5 1 1 1
 25.2 121.4 0.70
"""
PARAMETERS = (
    "ccc\nc INPUT\nccc\n{file} c: data file\n" + "1\n" * 9 + "2 c: kmaxRc\n0.5 0.6\n0\n0\n1\n1.5\n0\n"
)


@pytest.mark.parametrize("end", ["0", "1"])
def test_the_aftan_samples_are_read_at_the_observed_period(formats: Path, end: str) -> None:
    survey = read(formats / f"aftan_DISP.{end}")
    group, phase = (survey.curves.kind == kind for kind in (1, 0))
    c = survey.curves
    assert [group.sum(), phase.sum()] == [25, 25]
    assert 1 / c.frequency[group][[0, -1]] == pytest.approx([7.8492, 11.0509])
    assert c.velocity[group][[0, -1]] == pytest.approx([2559.0, 2706.3], abs=0.05)
    assert c.velocity[phase][[0, -1]] == pytest.approx([2937.1, 3100.1], abs=0.05)
    assert not np.isfinite(c.sigma).any()
    assert understood(survey) == {
        "3": "period s format",
        "4": "group velocity km/s format",
        "5": "phase velocity km/s format",
    }


def test_aftan_is_known_by_its_columns_and_named_after_the_pair(tmp_path: Path) -> None:
    survey = read(write(tmp_path / "COR_A_B.SAC_2_DISP.0", AFTAN))
    assert survey.names.tolist() == ["COR_A_B"]
    assert 1 / survey.curves.frequency[0] == pytest.approx(7.0)
    assert "observed period (column 3) is used" in survey.report.notes[0]


def test_the_cdisp_sample_is_a_path_average_at_the_midpoint(formats: Path) -> None:
    survey = read(formats / "egfan_CDisp_pair.dat")
    assert points(survey) == [(0.5, 799.0, -1), (1.1, 1027.0, -1)]
    assert (survey.x[0], survey.y[0], survey.crs) == (
        pytest.approx(121.493996, abs=1e-6),
        pytest.approx(25.153515, abs=1e-6),
        "EPSG:4326",
    )
    assert survey.curves.n_points == 7
    assert understood(survey)["2"] == "phase velocity km/s format"
    assert any("average along its path" in note for note in survey.report.notes)
    assert survey.is_path.tolist() == [True]


def test_cdisp_takes_the_pair_from_the_file_name(tmp_path: Path) -> None:
    survey = read(write(tmp_path / "CDisp.STA1-STA2.dat", CDISP))
    assert survey.names.tolist() == ["STA1-STA2"]
    assert (survey.x[0], survey.y[0]) == pytest.approx((121.45, 25.15), abs=1e-4)


def test_the_dsurftomo_sample_is_read_with_the_periods_of_its_parameters(formats: Path) -> None:
    source = open_source(formats / "dsurftomo_surfdata.dat")
    found = dsurftomo.read(source, ReadOptions())
    assert find_reader(source) is dsurftomo
    assert (len(found.names), len(found.site)) == (8, 8)
    assert found.frequency.tolist() == [2.0] * 8
    assert found.velocity[[0, -1]].tolist() == [799.0, 1295.0]
    assert (found.x[0], found.y[0]) == pytest.approx((121.493996, 25.153515), abs=1e-6)
    assert (found.x[-1], found.y[-1]) == pytest.approx((121.49456, 25.110986), abs=1e-5)
    assert set(found.wave.tolist()) == set(found.kind.tolist()) == {0}
    assert not np.isfinite(found.sigma).any()


def test_dsurftomo_rows_are_regrouped_by_station_pair_in_either_direction(tmp_path: Path) -> None:
    write(tmp_path / "my.in", PARAMETERS.format(file="surfdata.dat"))
    write(tmp_path / "other.in", PARAMETERS.format(file="else.dat"))
    survey = read(write(tmp_path / "surfdata.dat", SURFDATA))
    c = survey.curves
    assert survey.n_sites == 1
    assert (survey.x[0], survey.y[0]) == pytest.approx((121.45, 25.15), abs=1e-4)
    assert (1 / c.frequency).tolist() == pytest.approx([0.5, 0.6, 1.5])
    assert c.velocity.tolist() == pytest.approx([800.0, 850.0, 700.0])
    assert (c.wave.tolist(), c.kind.tolist()) == ([0, 0, 1], [0, 0, 1])
    assert survey.report.lines() == ["surfdata.dat: site S002: one point only"]


@pytest.mark.parametrize(
    ("files", "state"),
    [((), "none is there"), (("a.in", "b.in"), "several of them are there")],
)
def test_dsurftomo_without_its_parameters_is_explained(
    tmp_path: Path, files: tuple[str, ...], state: str
) -> None:
    for file in files:
        write(tmp_path / file, PARAMETERS.format(file="else.dat"))
    with pytest.raises(SurveyError, match=rf"surfdata\.dat: the periods are in .*{state}"):
        read(write(tmp_path / "surfdata.dat", SURFDATA))


def test_a_period_number_beyond_the_list_loses_its_row_alone(tmp_path: Path) -> None:
    write(tmp_path / "my.in", PARAMETERS.format(file="surfdata.dat"))
    survey = read(write(tmp_path / "surfdata.dat", SURFDATA.replace("121.4 2 2 0", "121.4 3 2 0")))
    assert "1 rows have a period number that my.in does not list" in " ".join(survey.report.notes)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a_DISP.0", AFTAN),
        ("CDisp.A-B.dat", CDISP),
        ("surfdata.dat", SURFDATA),
    ],
)
def test_damaged_files_of_pairs_raise_nothing_but_survey_errors(
    tmp_path: Path, name: str, content: str
) -> None:
    write(tmp_path / "my.in", PARAMETERS.format(file="surfdata.dat"))
    survives(tmp_path / name, content.encode())


def test_damaged_parameters_raise_nothing_but_survey_errors(tmp_path: Path) -> None:
    data = write(tmp_path / "surfdata.dat", SURFDATA)
    survives(tmp_path / "my.in", PARAMETERS.format(file="surfdata.dat").encode(), survey=data)


def test_soft_ground_in_km_s_is_no_pair_of_stations(tmp_path: Path) -> None:
    curve = "4 0.4809\n6 0.3755\n8 0.3012\n12 0.2304\n20 0.1723\n30 0.1502\n45 0.1431\n"
    survey = read(write(tmp_path / "soft.txt", curve))
    assert survey.curves.frequency.tolist() == [4.0, 6.0, 8.0, 12.0, 20.0, 30.0, 45.0]
    assert survey.curves.velocity[[0, -1]].tolist() == pytest.approx([480.9, 143.1])
