from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from plugin.engine.reading.survey_file import read_survey
from plugin.engine.survey import Survey
from plugin.protocol.errors import SurveyError
from plugin.protocol.read_options import ReadOptions
from plugin.protocol.waves import VelocityType, Wave

PLAIN = "site,lon,lat,freq,vel_ms\nA,1.5,2.5,5.5,300\nA,1.5,2.5,6.5,290\n"


def read(folder: Path, content: str | bytes, **options: object) -> Survey:
    path = folder / "survey.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_survey(path, ReadOptions(**options))


def notes(survey: Survey) -> str:
    return "\n".join(survey.report.notes)


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        PLAIN.replace(",", "  "),
        PLAIN.replace(",", ";").replace(".", ","),
        PLAIN.replace(",", "\t").replace(".", ","),
        PLAIN.replace(",", ", "),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        PLAIN.replace("\n", ",\n"),
        PLAIN.replace("\n", "\n\n"),
        "# made in 2024, by hand\n" + PLAIN + "# the end\n",
        "#" + PLAIN,
        PLAIN + ",,,,\n",
        "\ufeff" + PLAIN,
        PLAIN.encode("utf-16"),
        PLAIN.replace("A,", '"A",'),
        PLAIN.rstrip("\n"),
    ],
)
def test_layouts_of_the_same_table_give_the_same_survey(tmp_path: Path, content: str | bytes) -> None:
    survey = read(tmp_path, content)
    assert survey.names.tolist() == ["A"]
    assert (survey.x.tolist(), survey.y.tolist(), survey.crs) == ([1.5], [2.5], "EPSG:4326")
    assert survey.curves.frequency.tolist() == [5.5, 6.5]
    assert survey.curves.velocity.tolist() == [300.0, 290.0]
    assert survey.report.rejects == ()


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "cp1252", "utf-16"])
def test_site_names_keep_their_letters_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, PLAIN.replace("A,", "Örö,").encode(encoding)).names.tolist() == ["Örö"]


@pytest.mark.parametrize(
    ("raw", "name"),
    [(b"Nord \x96 1", "Nord \u2013 1"), (b"caf\xe9\x92s", "caf\u00e9\u2019s"), (b"\x81A", "A")],
)
def test_signs_of_windows_are_what_windows_shows(tmp_path: Path, raw: bytes, name: str) -> None:
    assert read(tmp_path, PLAIN.encode().replace(b"A,", raw + b",")).names.tolist() == [name]


def test_headers_of_windows_are_understood(tmp_path: Path) -> None:
    text = "Fr\u00e9quence (Hz);Vitesse de phase (m/s);\u00e9cart\n5;300;3\n6;290;2\n"
    assert read(tmp_path, text.encode("cp1252")).curves.sigma.tolist() == [3.0, 2.0]


def test_typographic_marks_of_windows_part_degrees(tmp_path: Path) -> None:
    text = PLAIN.replace("1.5,2.5", "1\u00b030\u201900\u201dE,2\u00b030\u20190\u201dS")
    survey = read(tmp_path, text.encode("cp1252"))
    assert (survey.x.tolist(), survey.y.tolist()) == ([1.5], [-2.5])


def test_site_names_are_words_even_where_they_look_like_numbers_or_blanks(tmp_path: Path) -> None:
    rows = "".join(f"{name},{f},300\n" for name in ("007", "NA", "1.0", "nan") for f in (5, 6))
    assert read(tmp_path, "site,freq,vel\n" + rows).names.tolist() == ["007", "NA", "1.0", "nan"]


def test_names_that_are_all_numbers_stay_as_written(tmp_path: Path) -> None:
    names = ["007", "7", "1.10", "1.1", "1e2", "100", "-0"]
    rows = "".join(f"{name},{f},300\n" for name in names for f in (5, 6))
    survey = read(tmp_path, "site,freq,vel\n" + rows)
    assert survey.names.tolist() == names
    assert survey.curves.n_points == 2 * len(names)


def test_sites_without_a_name_are_places_numbered_in_order(tmp_path: Path) -> None:
    survey = read(tmp_path, "x,y,freq,vel\n9,1,5,300\n9,1,6,290\n2,1,5,300\n2,1,6,290\n")
    assert survey.names.tolist() == ["S001", "S002"]
    assert survey.x.tolist() == [9.0, 2.0]


def test_without_names_and_places_the_file_is_one_site(tmp_path: Path) -> None:
    survey = read(tmp_path, "freq,vel\n5,300\n6,290\n")
    assert survey.names.tolist() == ["survey"]
    assert survey.crs is None
    assert "cannot be mapped" in notes(survey)


def test_a_column_of_row_numbers_is_no_site_name(tmp_path: Path) -> None:
    survey = read(tmp_path, "id,lon,lat,freq,vel\n1,1,1,5,300\n2,1,1,6,290\n3,1,1,7,280\n")
    assert survey.names.tolist() == ["S001"]
    assert "columns not used: id" in notes(survey)


def test_a_name_at_two_places_stands_for_two_sites(tmp_path: Path) -> None:
    survey = read(tmp_path, PLAIN + "A,7,7,5,300\nA,7,7,6,300\n")
    assert survey.names.tolist() == ["A", "A (2)"]
    assert "site A: the name stands at 2 places" in notes(survey)


def test_two_names_at_one_place_are_remarked_on(tmp_path: Path) -> None:
    survey = read(tmp_path, PLAIN + "B,1.5,2.5,5,300\nB,1.5,2.5,6,300\n")
    assert survey.names.tolist() == ["A", "B"]
    assert "sites A, B are at the same place" in notes(survey)


def test_a_place_given_once_holds_for_all_rows_of_the_site(tmp_path: Path) -> None:
    survey = read(tmp_path, "site,lon,lat,freq,vel\nA,1,2,5,300\nA,,,6,290\nB,3,4,5,300\nB,,,6,290\n")
    assert survey.x.tolist() == [1.0, 3.0]
    assert survey.curves.counts.tolist() == [2, 2]


def test_station_pairs_become_midpoints(tmp_path: Path) -> None:
    head = "sta1,sta2,x1,y1,x2,y2,period_s,phase_vel_kms\n"
    survey = read(tmp_path, head + "P,Q,0,0,8,6,5,3\nP,Q,0,0,8,6,6,3.1\n", crs="EPSG:32612")
    assert survey.names.tolist() == ["P-Q"]
    assert (survey.x.tolist(), survey.y.tolist()) == ([4.0], [3.0])
    assert "average along its path" in notes(survey)


def test_events_and_stations_of_sac_headers_are_the_ends_of_paths(tmp_path: Path) -> None:
    head = "evla,evlo,stla,stlo,period_s,phase_vel_kms\n"
    survey = read(tmp_path, head + "0,0,0,8,5,3\n0,0,0,8,6,3.1\n0,0,0,6,5,3\n0,0,0,6,6,3.1\n")
    assert survey.x == pytest.approx([4.0, 3.0])
    assert survey.y == pytest.approx([0.0, 0.0])
    assert survey.is_path.tolist() == [True, True]


def test_a_station_alone_is_a_place(tmp_path: Path) -> None:
    survey = read(tmp_path, "stla,stlo,period_s,phase_vel_kms\n1,2,5,3\n1,2,6,3.1\n")
    assert (survey.x.tolist(), survey.y.tolist(), survey.is_path) == ([2.0], [1.0], None)


def test_positions_that_are_no_numbers_are_remarked_on(tmp_path: Path) -> None:
    survey = read(tmp_path, "lon,lat,freq,vel\nhere,there,5,300\nhere,there,6,290\n")
    assert survey.n_sites == 1
    assert "no position is a number in the columns lon, lat" in notes(survey)


def test_longitude_and_latitude_are_in_degrees_and_say_who_decided(tmp_path: Path) -> None:
    survey = read(tmp_path, PLAIN.replace("lon", "a"), columns={"lon": "a"})
    uses = {use.column: (use.quantity, use.unit, use.decided_by) for use in survey.report.columns}
    assert uses["a"] == ("longitude", "deg", "option")
    assert uses["lat"] == ("latitude", "deg", "name")


@pytest.mark.parametrize(
    ("header", "x", "crs"),
    [
        ("x,y", "12.5,45.25", "EPSG:4326"),
        ("x,y", "12.5,0", None),
        ("x,y", "24,45.25", None),
        ("x (m),y (m)", "12.5,45.25", None),
        ("lon,lat", "12,45", "EPSG:4326"),
    ],
)
def test_a_local_grid_is_not_mistaken_for_degrees(
    tmp_path: Path, header: str, x: str, crs: str | None
) -> None:
    survey = read(tmp_path, f"{header},freq,vel\n{x},5,300\n{x},6,290\n")
    assert survey.crs == crs
    assert ("give one with --crs" in notes(survey)) == (crs is None)


def test_degrees_minutes_and_seconds_are_read(tmp_path: Path) -> None:
    survey = read(tmp_path, "lon;lat;freq;vel\n8\u00b030'W;44:24:36;5;300\n8\u00b030'W;44:24:36;6;290\n")
    assert survey.x == pytest.approx([-8.5])
    assert survey.y == pytest.approx([44.41])


def test_units_below_the_header_are_those_of_the_columns(tmp_path: Path) -> None:
    survey = read(tmp_path, "site,T,velocity,error\n-,s,km/s,m/s\nA,5,3,20\nA,8,3.2,30\n")
    assert survey.curves.velocity.tolist() == [3000.0, 3200.0]
    assert survey.curves.sigma.tolist() == [20.0, 30.0]
    assert {use.decided_by for use in survey.report.columns} == {"name"}


def test_a_title_above_the_header_is_noted(tmp_path: Path) -> None:
    survey = read(tmp_path, "MASW in spring,,,,\n" + PLAIN)
    assert survey.curves.velocity.tolist() == [300.0, 290.0]
    assert "lines above the column names that are passed over: 1" in notes(survey)


def test_a_row_with_phase_and_group_velocity_is_two_points(tmp_path: Path) -> None:
    survey = read(tmp_path, "T,phase_vel_kms,group_vel_kms,group_sigma_kms\n5,3,2.5,0.1\n6,3.1,2.6,0.2\n")
    assert survey.curves.kind.tolist() == [0, 0, 1, 1]
    assert survey.curves.velocity.tolist() == [3000.0, 3100.0, 2500.0, 2600.0]
    assert survey.curves.sigma[2:] == pytest.approx([100.0, 200.0])
    assert np.isnan(survey.curves.sigma[:2]).all()


def test_marks_for_missing_are_no_rejects_beside_another_velocity(tmp_path: Path) -> None:
    survey = read(tmp_path, "T,phase_vel_kms,group_vel_kms\n5,3,-1\n6,3.1,\n7,-1,-1\n8,-310,2.6\n")
    assert survey.curves.velocity.tolist() == [3000.0, 3100.0, 2600.0]
    assert "4 blank values or marks such as -1 are taken as missing" in notes(survey)
    assert len(survey.report.rejects) == 1


def test_columns_of_words_give_the_types(tmp_path: Path) -> None:
    survey = read(
        tmp_path,
        "f,c,type,wave,mode\n5,300,phase,R,0\n6,290,Group,Love,1\n7,280,,,\n8,270,x,R,0\n9,260,c,R,1.5\n",
    )
    assert survey.curves.wave.tolist() == [Wave.RAYLEIGH, Wave.LOVE, Wave.RAYLEIGH]
    assert survey.curves.kind.tolist() == [VelocityType.PHASE, VelocityType.GROUP, VelocityType.PHASE]
    assert survey.curves.mode.tolist() == [0, 1, 0]
    assert len(survey.report.rejects) == 2


def test_a_column_type_may_hold_the_wave(tmp_path: Path) -> None:
    assert read(tmp_path, "f,c,type\n5,300,Rayleigh\n6,290,Love\n").curves.wave.tolist() == [0, 1]


def test_options_hold_where_the_file_says_nothing(tmp_path: Path) -> None:
    said = {
        "columns": {"frequency": "a"},
        "wave": Wave.LOVE,
        "kind": VelocityType.GROUP,
        "abscissa": "period",
    }
    survey = read(tmp_path, "a,v\n5,30\n6,30\n", velocity_unit="ft/s", **said)
    assert survey.curves.frequency.tolist() == [1 / 5, 1 / 6]
    assert survey.curves.velocity == pytest.approx([9.144, 9.144])
    assert survey.curves.wave.tolist() == survey.curves.kind.tolist() == [1, 1]
    assert {use.decided_by for use in survey.report.columns} == {"option"}


def test_a_wavelength_table_is_read(tmp_path: Path) -> None:
    survey = read(tmp_path, "wavelength [m]\tc_mean [m/s]\n2\t100\n5\t200\n")
    assert survey.curves.frequency.tolist() == [50.0, 40.0]


def test_one_column_a_period_is_read(tmp_path: Path) -> None:
    survey = read(
        tmp_path, "site,lon,lat,velocity_period_5.0,velocity_period_2.5\nA,1,2,3.0,2.8\nB,3,4,,2.9\n"
    )
    assert survey.names.tolist() == ["A"]
    assert survey.curves.frequency.tolist() == [0.4, 0.2]
    assert survey.curves.velocity.tolist() == [2800.0, 3000.0]
    assert survey.report.rejects[0].reason == "one point only"


def test_one_column_a_frequency_with_sigmas_is_read(tmp_path: Path) -> None:
    survey = read(tmp_path, "site,c_5hz,c_10hz,sigma_5hz,sigma_10hz\nA,300,200,9,8\n")
    assert survey.curves.frequency.tolist() == [5.0, 10.0]
    assert survey.curves.sigma.tolist() == [9.0, 8.0]


def test_units_in_the_names_of_wide_columns_are_no_axis(tmp_path: Path) -> None:
    survey = read(tmp_path, "site,lon,lat,f5_m_s,f10_m_s\nA,1,2,300,200\n")
    assert survey.curves.frequency.tolist() == [5.0, 10.0]
    assert survey.curves.velocity.tolist() == [300.0, 200.0]


@pytest.mark.parametrize(("values", "frequency"), [("3.0,2.8", 1 / 5), ("300,280", 5.0)])
def test_bare_numbers_as_names_are_periods_beside_km_s_and_frequencies_beside_m_s(
    tmp_path: Path, values: str, frequency: float
) -> None:
    survey = read(tmp_path, f"site,lon,lat,5,10\nA,1,2,{values}\n")
    assert survey.curves.frequency[0] == frequency
    assert "the number in the column names (5 to 10) is taken as" in notes(survey)


def test_periods_as_names_are_told_beside_velocities_in_m_s_too(tmp_path: Path) -> None:
    survey = read(tmp_path, "site,lon,lat,8,20,40\nA,1,2,3100,3500,3800\nB,1,3,3000,,3700\n")
    assert (1 / survey.curves.frequency[:3]).tolist() == pytest.approx([8.0, 20.0, 40.0])
    assert "its size fits period, the unit m/s frequency, the trend period" in notes(survey)


def test_each_bad_row_gives_one_line_and_the_rest_is_kept(tmp_path: Path) -> None:
    bad = "A,1.5,2.5,7,-310\nA,1.5,2.5,8,abc\nA,1.5,2.5,9,300,,1\nA,1.5,2.5,9,300,1,1,1\nA,1.5,2.5,,300\n"
    survey = read(tmp_path, PLAIN + bad)
    assert survey.curves.frequency.tolist() == [5.5, 6.5]
    assert survey.report.lines() == [
        "survey.csv: row 5 has more values than there are column names",
        "survey.csv: row 6 has more values than there are column names",
        "survey.csv: site A: the velocity 'abc' is not a number (row 4)",
        "survey.csv: site A: velocity -310 m/s at 7 Hz is not positive (row 3)",
        "survey.csv: site A: the frequency or period is blank, zero or not a number (row 7)",
    ]


def test_a_bad_cell_leaves_decimal_commas_understood(tmp_path: Path) -> None:
    survey = read(tmp_path, "freq;vel\n5,5;300,5\n6,5;abc\n7,5;280\n")
    assert survey.curves.frequency.tolist() == [5.5, 7.5]
    assert survey.curves.velocity.tolist() == [300.5, 280.0]


@pytest.mark.parametrize("cell", ["4.5e309485246033812664", "1_000", "0x12c", "True", "300 m/s", "9" * 400])
def test_a_cell_that_is_no_number_is_rejected_alone(tmp_path: Path, cell: str) -> None:
    survey = read(tmp_path, f"freq,vel\n5,300\n6,{cell}\n7,280\n8,x\n")
    assert survey.curves.velocity.tolist() == [300.0, 280.0]
    assert len(survey.report.rejects) == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "the file is empty"),
        ("\n\n", "holds no table"),
        ("# nothing\n", "holds no table"),
        ("site,freq,vel\n", "a header but no data"),
        ("site,freq,depth\nA,5,300\n", "no column for velocity .*phase_vel_kms.* are site, freq, depth"),
        ("site,vel\nA,300\n", "no column for frequency or period .*frequency_hz.* are site, vel"),
        ("1," * 20 + "1\n", "no column names"),
        ("R C X 0 5.0 3.2 0.05\nR C X 0 6.0 3.3 0.05\n", "no column for frequency or period"),
        (bytes(range(256)), "no format"),
        ('site,freq,vel\n"A,5,300\n', "not a readable table"),
        ("freq vel\n1 2 3\n", "2 column names .freq, vel. but 3 values"),
        ("x,y,epsg,freq,vel\n1,2,99,5,300\n", "unknown coordinate system '99'"),
    ],
)
def test_a_file_that_is_no_survey_gets_one_line_that_names_it(
    tmp_path: Path, content: str | bytes, reason: str
) -> None:
    with pytest.raises(SurveyError, match=rf"^survey\.csv: .*{reason}"):
        read(tmp_path, content)


def test_an_unknown_system_in_the_options_is_named(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match=r"survey\.csv: unknown coordinate system 'EPSG:999999'"):
        read(tmp_path, PLAIN, crs="EPSG:999999")


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match=r"none\.csv: no such file"):
        read_survey(tmp_path / "none.csv")
    with pytest.raises(SurveyError, match=f"{tmp_path.name}: the folder holds no file"):
        read_survey(tmp_path)


def test_a_large_file_of_one_line_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with pytest.raises(
        SurveyError, match=r"^survey\.csv: 18 MiB whose first line does not end within 64 KiB$"
    ):
        read(tmp_path, b"a," * (9 << 20))


def test_tables_one_below_the_other_are_not_averaged(tmp_path: Path) -> None:
    text = "Site: A\nf (Hz),c (m/s)\n4,480.9\n8,301.2\n\nSite: B\nf (Hz),c (m/s)\n4,485.2\n8,260.1\n"
    with pytest.raises(SurveyError, match=r"several tables .* \(column names again in row \d\)"):
        read(tmp_path, text)


def test_names_of_columns_again_amid_one_curve_lose_nothing(tmp_path: Path) -> None:
    survey = read(tmp_path, "f,c\n4,480.9\n8,301.2\nf,c\n12,230.4\n20,172.3\n")
    assert survey.curves.velocity.tolist() == [480.9, 301.2, 230.4, 172.3]


def test_periods_in_names_may_have_decimal_commas(tmp_path: Path) -> None:
    survey = read(tmp_path, "site;T=0,5s;T=1,5s;T=4s\nA;0,45;0,62;1,45\n")
    assert (1 / survey.curves.frequency).tolist() == [0.5, 1.5, 4.0]
    assert survey.curves.velocity.tolist() == [450.0, 620.0, 1450.0]


SIDE_BY_SIDE = "f (Hz),c (m/s),,f (Hz),c (m/s)\n4,480.9,,5,485.2\n8,301.2,,9,260.1\n12,230.4,,13,200.7\n"


def test_tables_side_by_side_are_refused_unless_one_is_chosen(tmp_path: Path) -> None:
    with pytest.raises(SurveyError, match=r"the column c \(m/s\) stands twice, with other numbers"):
        read(tmp_path, SIDE_BY_SIDE)
    chosen = {"frequency": "f (Hz).2", "velocity": "c (m/s).2"}
    for columns, speeds in (
        ({"velocity": "c (m/s)"}, [480.9, 301.2, 230.4]),
        (chosen, [485.2, 260.1, 200.7]),
    ):
        assert read(tmp_path, SIDE_BY_SIDE, columns=columns).curves.velocity.tolist() == speeds


def test_a_column_that_stands_twice_with_the_same_numbers_is_one(tmp_path: Path) -> None:
    survey = read(tmp_path, "f,c,c\n4,480.9,480.9\n8,301.2,301.2\n")
    assert survey.curves.velocity.tolist() == [480.9, 301.2]


def test_a_first_column_without_a_name_names_the_rows_of_wide_tables(tmp_path: Path) -> None:
    survey = read(tmp_path, "\t5 Hz\t10 Hz\t20 Hz\nPark\t400\t300\t200\nMill\t410\t310\t210\n")
    assert survey.names.tolist() == ["Park", "Mill"]
    assert survey.curves.velocity.tolist() == [400.0, 300.0, 200.0, 410.0, 310.0, 210.0]


def test_numbers_of_rows_are_no_names(tmp_path: Path) -> None:
    survey = read(tmp_path, ",5 Hz,10 Hz,20 Hz\n0,400,300,200\n1,410,310,210\n")
    assert survey.names.tolist() == ["S001", "S002"]


@pytest.mark.parametrize("header", ["", "f,c\n"])
def test_curves_one_after_the_other_are_told(tmp_path: Path, header: str) -> None:
    survey = read(tmp_path, header + "4,480\n8,300\n12,230\n\n4,490\n8,310\n12,240\n")
    assert survey.curves.velocity.tolist() == [485.0, 305.0, 235.0]
    assert any("starts anew in row 4: curves one after the other" in note for note in survey.report.notes)


def test_repeats_beside_each_other_are_no_curves_in_turn(tmp_path: Path) -> None:
    survey = read(tmp_path, "f,c\n4,480\n4,490\n8,300\n8,310\n12,230\n12,240\n")
    assert not any("starts anew" in note for note in survey.report.notes)


def test_c_beside_u_is_the_phase_velocity(tmp_path: Path) -> None:
    survey = read(tmp_path, "Site;Period;c;u\n;[s];[km/s];[m/s]\nA;5;2,9;2500\nA;10;3,1;2700\n")
    assert survey.curves.velocity.tolist() == [2900.0, 3100.0, 2500.0, 2700.0]
    assert survey.curves.kind.tolist() == [VelocityType.PHASE] * 2 + [VelocityType.GROUP] * 2


def test_curves_in_turn_of_a_named_site_are_told(tmp_path: Path) -> None:
    text = "site,f,c\nA,4,480\nA,8,300\nA,12,230\nA,4,700\nA,8,500\nA,12,400\nB,4,480\nB,8,300\nB,12,230\n"
    assert any("starts anew in row 4: curves" in note for note in read(tmp_path, text).report.notes)
