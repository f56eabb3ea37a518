"""Tables with a curve a column."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from curve_files import read, write

from plugin.engine.survey import Survey
from plugin.protocol.errors import SurveyError

ROWS = ((45, 143.1, 132.3, 151.0), (30, 150.2, 134.3, 151.9), (4, 480.9, 485.2, 483.3))


def table(
    folder: Path, header: str, rows: tuple[tuple[object, ...], ...] = ROWS, **options: object
) -> Survey:
    lines = [header, *(",".join(str(cell) for cell in row) for row in rows)]
    return read(write(folder / "columns.csv", "\n".join(lines)), **options)


@pytest.mark.parametrize(
    ("header", "names"),
    [
        ("Frequency (Hz),A,B,C", ["A", "B", "C"]),
        ("Frequency (Hz),P1,P2,P3", ["P1", "P2", "P3"]),
        ("f,Site 1,Site 2,Site 3", ["Site 1", "Site 2", "Site 3"]),
        ("f,V1,V2,V3", ["V1", "V2", "V3"]),
        ("f,Park (m/s),School (m/s),Mill (m/s)", ["Park", "School", "Mill"]),
        ("f,Park,School,Mill", ["Park", "School", "Mill"]),
    ],
)
def test_every_column_is_a_site(tmp_path: Path, header: str, names: list[str]) -> None:
    survey = table(tmp_path, header)
    assert survey.names.tolist() == names
    assert survey.curves.frequency.tolist() == [45.0, 30.0, 4.0] * 3
    assert survey.curves.velocity.tolist() == [143.1, 150.2, 480.9, 132.3, 134.3, 485.2, 151.0, 151.9, 483.3]
    assert any("hold the curve of one site each" in note for note in survey.report.notes)
    assert not any(note.startswith("columns not used") for note in survey.report.notes)


def test_one_column_can_be_taken_alone(tmp_path: Path) -> None:
    survey = table(tmp_path, "Frequency (Hz),A,B,C", columns={"velocity": "A"})
    assert survey.n_sites == 1
    assert survey.curves.velocity.tolist() == [143.1, 150.2, 480.9]


def test_decimal_commas_blanks_and_sigmas_of_a_column(tmp_path: Path) -> None:
    content = "Frequenz (Hz);A;A Dev. st.;B\n45;143,1;5,5;132,3\n30;150,2;4,5;\n4;480,9;9,5;485,2\n"
    survey = read(write(tmp_path / "c.csv", content))
    assert survey.curves.velocity.tolist() == [143.1, 150.2, 480.9, 132.3, 485.2]
    assert survey.curves.sigma[:3].tolist() == [5.5, 4.5, 9.5]
    assert np.isnan(survey.curves.sigma[3:]).all()


@pytest.mark.parametrize("header", ["f,Mode 0,Mode 1,Mode 2", "f,M0,M1,M2", "f,c0,c1,c2"])
def test_columns_called_modes_are_modes_of_one_site(tmp_path: Path, header: str) -> None:
    survey = table(tmp_path, header)
    assert survey.n_sites == 1
    assert survey.curves.mode.tolist() == [0] * 3 + [1] * 3 + [2] * 3


@pytest.mark.parametrize(
    "header", ["f,c,c_predicted,snr", "f,velocity,A,B", "f,phase_vel_m_s,c_pred,x_old", "f,c,offset,depth"]
)
def test_columns_beside_a_velocity_are_no_sites(tmp_path: Path, header: str) -> None:
    survey = table(tmp_path, header)
    assert survey.n_sites == 1
    assert survey.curves.velocity.tolist() == [143.1, 150.2, 480.9]


def test_ratios_and_amplitudes_are_no_velocities(tmp_path: Path) -> None:
    rows = ((45, 1.1, 0.9, 1.3), (30, 2.1, 1.8, 2.5), (4, 4.1, 3.5, 4.9))
    with pytest.raises(SurveyError, match="no column for velocity"):
        table(tmp_path, "f,average,lowest,highest", rows)


def test_numbers_of_unlike_size_are_no_sites(tmp_path: Path) -> None:
    rows = tuple((f, a, 100 * b, c) for f, a, b, c in ROWS)
    with pytest.raises(SurveyError, match="no column for velocity"):
        table(tmp_path, "f,Park,School,Mill", rows)


def test_a_column_of_row_numbers_is_passed_over(tmp_path: Path) -> None:
    rows = tuple((i, f, a, b) for i, (f, a, b, _) in enumerate(ROWS, start=1))
    assert table(tmp_path, "No.,Frequency (Hz),P1,P2", rows).names.tolist() == ["P1", "P2"]


@pytest.mark.parametrize(
    "header",
    [
        "f,Vmean (m/s),Vmin (m/s),Vmax (m/s)",
        "f,Mean,Lower,Upper",
        "f,Experimental (m/s),Theoretical (m/s),Model (m/s)",
    ],
)
def test_bounds_and_models_beside_a_curve_are_no_sites(tmp_path: Path, header: str) -> None:
    survey = table(tmp_path, header)
    assert survey.names.tolist() == ["columns"]
    assert survey.curves.velocity.tolist() == [143.1, 150.2, 480.9]
    assert any("put aside as its bounds or a model of it" in note for note in survey.report.notes)


def test_bounds_of_each_site_leave_the_sites(tmp_path: Path) -> None:
    rows = ((45, 143.1, 140.0, 132.3), (30, 150.2, 145.0, 134.3), (4, 480.9, 460.0, 485.2))
    survey = table(tmp_path, "f,A,A min,B", rows)
    assert survey.names.tolist() == ["A", "B"]
    assert survey.curves.velocity.tolist() == [143.1, 150.2, 480.9, 132.3, 134.3, 485.2]


def test_bounds_alone_are_no_sites(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match="no column for velocity"):
        table(tmp_path, "f,Lower,Upper,Max")


def test_places_called_upper_and_lower_are_sites(tmp_path: Path) -> None:
    survey = table(tmp_path, "f,Upper town,Lower town,Mill")
    assert survey.names.tolist() == ["Upper town", "Lower town", "Mill"]


def test_columns_called_r0_and_r1_are_modes(tmp_path: Path) -> None:
    survey = table(tmp_path, "f,R0 (m/s),R1 (m/s),R2 (m/s)")
    assert survey.n_sites == 1
    assert survey.curves.mode.tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2]
