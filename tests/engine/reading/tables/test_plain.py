from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from curve_files import points, read, survives, understood, write

from plugin.protocol.errors import SurveyError
from plugin.protocol.waves import VelocityType, Wave


def curve(x: list[float], v: list[float], *more: list[float]) -> str:
    return "\n".join(" ".join(map(str, row)) for row in zip(x, v, *more)) + "\n"


T, HZ = [5.0, 8.0, 12.0, 20.0], [6.0, 10.0, 20.0, 40.0]
KM_S, M_S = [2.9, 3.1, 3.3, 3.6], [400.0, 300.0, 220.0, 200.0]


@pytest.mark.parametrize(
    ("file", "ends", "columns"),
    [
        (
            "three_col_period_vel_sigma.dat",
            [(0.4, 2278.61, 190.679), (1.5, 2239.0, 223.49)],
            ["period s", "velocity km/s", "sigma of the velocity km/s"],
        ),
        (
            "pymcinv_disp_gr.txt",
            [(4.5, 1824.98, 40.9598), (14.5, 2149.8, 23.1622)],
            ["period s", "velocity km/s", "sigma of the velocity km/s"],
        ),
        (
            "dispformer_obs.txt",
            [(8.0, 3099.6, -1), (70.0, 3883.2, -1)],
            ["period s", "phase velocity km/s", "group velocity km/s"],
        ),
        (
            "wcgan_lat_lon360_T_c_U_sc_sU.txt",
            [(3.0, 3102.88, 79.57), (16.0, 3066.45, 51.9)],
            [
                "period s",
                "phase velocity km/s",
                "group velocity km/s",
                "sigma of the phase velocity km/s",
                "sigma of the group velocity km/s",
            ],
        ),
        (
            "qedisp_freq_vel_mode.txt",
            [(0.166667, 476.0, -1), (0.0714286, 247.0, -1)],
            ["frequency Hz", "velocity km/s", "mode number "],
        ),
    ],
)
def test_samples_are_read_as_what_they_are(
    formats: Path, file: str, ends: list[tuple[float, float, float]], columns: list[str]
) -> None:
    survey = read(formats / file)
    assert points(survey) == ends
    assert understood(survey) == {str(i): f"{text} magnitude" for i, text in enumerate(columns, start=1)}
    assert survey.names.tolist() == [Path(file).stem]
    group = file in ("pymcinv_disp_gr.txt",)
    two = {"dispformer_obs.txt", "wcgan_lat_lon360_T_c_U_sc_sU.txt"}
    assert set(survey.curves.kind.tolist()) == ({0, 1} if file in two else {int(group)})
    assert set(survey.curves.wave.tolist()) == set(survey.curves.mode.tolist()) == {0}


def test_the_dispformer_sample_has_27_periods(formats: Path) -> None:
    survey = read(formats / "dispformer_obs.txt")
    assert np.bincount(survey.curves.kind).tolist() == [27, 27]
    assert survey.curves.velocity[survey.curves.kind == 1][[0, -1]].tolist() == [2858.5, 3883.2]


@pytest.mark.parametrize(
    ("x", "v", "axis", "unit"),
    [
        (T, KM_S, "period", "km/s"),
        (HZ, M_S, "frequency", "m/s"),
        (HZ, [v / 1000 for v in M_S], "frequency", "km/s"),
        (T, [1000 * v for v in KM_S], "period", "m/s"),
        (HZ, [1 / v for v in M_S], "frequency", "s/m"),
        ([0.2, 0.12, 0.08, 0.05], KM_S, "frequency", "km/s"),
        ([0.02, 0.05, 0.1, 0.2], [200.0, 220.0, 300.0, 400.0], "period", "m/s"),
        ([0.5, 0.8, 1.1, 1.5], [2.3, 2.31, 2.3, 2.29], "period", "km/s"),
        ([10.0, 15.0, 25.0, 40.0], [1900.0, 1700.0, 1500.0, 1400.0], "frequency", "m/s"),
    ],
)
def test_the_majority_of_three_signs_decides_frequency_or_period(
    tmp_path: Path, x: list[float], v: list[float], axis: str, unit: str
) -> None:
    survey = read(write(tmp_path / "a.txt", curve(x, v)))
    assert understood(survey)["1"].startswith(axis)
    assert unit in understood(survey)["2"]


@pytest.mark.parametrize(
    ("extras", "columns"),
    [
        ([[9.0, 8.0, 7.0, 7.0]], ["sigma of the velocity m/s magnitude"]),
        ([[0, 0, 1, 1]], ["mode number  magnitude"]),
        (
            [[9.0, 8.0, 7.0, 7.0], [0, 0, 1, 2]],
            ["sigma of the velocity m/s magnitude", "mode number  magnitude"],
        ),
        ([[380.0, 250.0, 200.0, 190.0]], ["group velocity m/s magnitude"]),
        ([[420.0, 350.0, 240.0, 210.0]], ["phase velocity m/s magnitude"]),
        ([[900.0, 8000.0, 7000.0, 7000.0]], []),
        ([[1, 1, 1, 1]], ["sigma of the velocity m/s magnitude"]),
    ],
)
def test_further_columns_are_told_by_their_size(
    tmp_path: Path, extras: list[list[float]], columns: list[str]
) -> None:
    found = understood(read(write(tmp_path / "a.txt", curve(HZ, M_S, *extras))))
    assert [found[name] for name in ("3", "4") if name in found] == columns


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "   ", ", "])
def test_any_delimiter_and_comments_will_do(tmp_path: Path, delimiter: str) -> None:
    text = "% picked by hand\n" + curve(HZ, M_S).replace(" ", delimiter) + "\n# the end\n"
    assert points(read(write(tmp_path / "a.txt", text))) == [(0.166667, 400.0, -1), (0.025, 200.0, -1)]


def test_how_the_axis_was_decided_is_shown(tmp_path: Path) -> None:
    survey = read(write(tmp_path / "a.txt", curve(T, KM_S)))
    assert survey.report.notes[0] == (
        "column 1 (5 to 20) is taken as period in s: "
        "its size fits period, the unit km/s period, the trend period"
    )


def test_what_the_user_says_goes_first(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", curve(HZ, M_S, [9.0, 8.0, 7.0, 7.0]))
    survey = read(
        path,
        columns={"sigma": "2", "velocity": "3"},
        units={"2": "ft/s"},
        abscissa="period",
        velocity_unit="km/s",
        wave=Wave.LOVE,
        kind=VelocityType.GROUP,
    )
    assert points(survey) == [(6.0, 9000.0, 121.92), (40.0, 7000.0, 60.96)]
    assert understood(survey) == {
        "1": "period s option",
        "3": "velocity km/s option",
        "2": "sigma of the velocity ft/s option",
    }
    assert (survey.curves.wave[0], survey.curves.kind[0]) == (Wave.LOVE, VelocityType.GROUP)
    assert read(path, abscissa="wavelength").curves.frequency[0] == 400 / 6


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"columns": {"velocity": "9"}}, "no column '9' for velocity; the columns are 1, 2"),
        ({"columns": {"speed": "2"}}, "no quantity is called 'speed'"),
        ({"units": {"2": "Hz"}}, "column 2 is velocity; 'Hz' is not one of its units"),
        ({"units": {"7": "m/s"}}, "no column '7' that could be in m/s"),
    ],
)
def test_a_wrong_choice_is_explained(tmp_path: Path, options: dict[str, object], reason: str) -> None:
    with pytest.raises(SurveyError, match=rf"a\.txt: {reason}"):
        read(write(tmp_path / "a.txt", curve(HZ, M_S)), **options)


def test_a_damaged_line_loses_its_point_alone(tmp_path: Path) -> None:
    lines = [*curve(HZ, M_S).splitlines() * 5, "50 abc", "60"]
    survey = read(write(tmp_path / "a.txt", "\n".join(lines)))
    assert survey.curves.n_points == 4
    assert [reject.reason for reject in survey.report.rejects] == [
        "the velocity 'abc' is not a number (row 21)",
        "the velocity at 60 Hz is blank or not a number (row 22)",
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks_do_not_matter(tmp_path: Path, encoding: str) -> None:
    assert read(write(tmp_path / "a.txt", curve(HZ, M_S).encode(encoding))).curves.n_points == 4


def test_a_file_of_two_gigabytes_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", curve(HZ, M_S) * 3000)
    with path.open("r+b") as file:
        file.truncate(1 << 31)
    with pytest.raises(SurveyError, match=r"^a\.txt: larger than 16 MiB"):
        read(path)


def test_a_line_without_an_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match=r"^a\.txt: "):
        read(write(tmp_path / "a.txt", "1 " * 3_000_000))


def test_damaged_columns_raise_nothing_but_survey_errors(tmp_path: Path) -> None:
    content = curve(HZ, M_S, [9.0, 8.0, 7.0, 7.0], [0, 0, 1, 1]).encode()
    survives(tmp_path / "a.txt", content, 200)


@pytest.mark.parametrize("row", ["{};{}", "{}\t{}", "{} {}"])
def test_decimal_commas_are_told_from_delimiters(tmp_path: Path, row: str) -> None:
    text = "\n".join(
        row.format(x, v).replace(".", ",") for x, v in zip((5.5, 8.0, 12.5), (400.5, 300.0, 220.0))
    )
    survey = read(write(tmp_path / "a.txt", text))
    assert points(survey)[0][:2] == (float(f"{1 / 5.5:.6g}"), 400.5)


def test_commas_alone_are_delimiters(tmp_path: Path) -> None:
    survey = read(write(tmp_path / "a.txt", "5,400,20 \n8,300,15\n12,220,10\n"))
    assert survey.curves.velocity.tolist() == [400.0, 300.0, 220.0]
    assert survey.curves.sigma.tolist() == [20.0, 15.0, 10.0]


def test_exponents_as_fortran_writes_them_are_numbers(tmp_path: Path) -> None:
    survey = read(write(tmp_path / "a.txt", "5.0D0 2.9D+00\n8.0d0 3.1D+00\n1.2D1 33D-01\n"))
    assert survey.curves.velocity.tolist() == [2900.0, 3100.0, 3300.0]


@pytest.mark.parametrize("third", [lambda f, v: v / f, lambda f, v: 1 / f])
def test_a_column_that_follows_from_the_others_is_no_sigma(
    tmp_path: Path, third: Callable[[float, float], float]
) -> None:
    rows = [(4, 480.9), (8, 301.2), (12, 230.4), (20, 172.3), (45, 143.1)]
    text = "".join(f"{f} {v} {third(f, v):.5f}\n" for f, v in rows)
    survey = read(write(tmp_path / "three.txt", text))
    assert np.isnan(survey.curves.sigma).all()
    assert any("column 3 follows from columns 1 and 2" in note for note in survey.report.notes)


CURVE_OF_PLACE = ((5, 2.925), (10, 3.05), (20, 3.3))
PLACES = "".join(f"{place} {t} {c}\n" for place in ("11.5 45.1", "11.6 45.2") for t, c in CURVE_OF_PLACE)


def test_columns_of_places_are_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path / "places.txt", PLACES)
    with pytest.raises(SurveyError, match="columns 1 and 2 stay the same over several rows, as places do"):
        read(path)
    survey = read(path, columns={"lon": "1", "lat": "2", "period": "3", "velocity": "4"})
    assert (survey.x.tolist(), survey.y.tolist()) == ([11.5, 11.6], [45.1, 45.2])
    assert survey.curves.velocity.tolist() == pytest.approx([2925.0, 3050.0, 3300.0] * 2)
