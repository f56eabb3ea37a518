from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from plugin.engine.description import describe
from plugin.engine.reading.survey_file import read_survey
from plugin.engine.survey import Survey
from plugin.protocol.errors import SurveyError
from plugin.protocol.read_options import ReadOptions

quick = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

PLAIN = pd.DataFrame(
    {
        "site": np.repeat(["A", "B", "C"], 4),
        "lon": np.repeat([1.0, 2.0, 3.0], 4),
        "lat": np.repeat([4.0, 5.0, 6.0], 4),
        "frequency_hz": np.tile([5.0, 7.0, 11.0, 13.0], 3),
        "phase_vel_ms": np.linspace(300.0, 200.0, 12),
        "phase_sigma_ms": np.linspace(9.0, 8.0, 12),
        "mode": np.tile([0, 0, 0, 1], 3),
    }
)


def read_text(folder: Path, text: str | bytes) -> Survey:
    path = folder / "survey.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    return read_survey(path)


def read_frame(folder: Path, frame: pd.DataFrame) -> Survey:
    return read_text(folder, frame.to_csv(index=False))


def as_set(survey: Survey) -> set[tuple]:
    c, site = survey.curves, survey.curves.site_index
    columns = (
        survey.names[site],
        survey.x[site],
        survey.y[site],
        c.frequency,
        c.velocity,
        c.sigma,
        c.wave,
        c.kind,
        c.mode,
    )
    return set(zip(*(column.tolist() for column in columns)))


# Pieces from which a fuzzer builds files that get past the header.
cells = st.one_of(
    st.sampled_from(["", "1", "-1", "0", "5e300", "inf", "nan", "A", '"', "#", "1,5"]), st.text(max_size=5)
)
headers = st.permutations(
    [
        "site",
        "lon",
        "lat",
        "x",
        "freq",
        "T",
        "vel",
        "phase_vel_kms",
        "sigma",
        "wave",
        "mode",
        "crs",
        "T5",
        "T6",
    ]
)


@quick
@given(st.binary(max_size=400))
def test_no_bytes_raise_anything_but_a_survey_error(tmp_path: Path, content: bytes) -> None:
    try:
        describe(read_text(tmp_path, content))
    except SurveyError as error:
        assert str(error).startswith("survey.csv: ")


@quick
@given(
    headers, st.integers(2, 8), st.lists(st.lists(cells, max_size=9), max_size=8), st.sampled_from(",;\t ")
)
def test_no_table_raises_anything_but_a_survey_error(
    tmp_path: Path, names: list[str], width: int, rows: list[list[str]], delimiter: str
) -> None:
    text = "\n".join(delimiter.join(row) for row in [names[:width], *rows])
    try:
        describe(read_text(tmp_path, text))
    except SurveyError as error:
        assert str(error).startswith("survey.csv: ")


@pytest.mark.parametrize(
    "start",
    [b"SQLite format 3\0", b"\0\0\x27\x0a", b"fgb\x03", b"PAR1", b'{"type":', b"<?xml", b"PK\x03\x04"],
)
def test_a_damaged_vector_file_is_a_survey_error(tmp_path: Path, start: bytes) -> None:
    with pytest.raises(SurveyError, match=r"^survey\.csv: "):
        read_text(tmp_path, start + bytes(range(200)) * 10)


@quick
@given(st.permutations(range(len(PLAIN.columns))), st.permutations(range(len(PLAIN))))
def test_the_order_of_columns_and_rows_does_not_matter(
    tmp_path: Path, columns: list[int], rows: list[int]
) -> None:
    assert as_set(read_frame(tmp_path, PLAIN.iloc[rows, columns])) == as_set(read_frame(tmp_path, PLAIN))


@quick
@given(
    st.lists(
        st.tuples(st.floats(0.5, 50), st.floats(100, 9000)), min_size=2, max_size=9, unique_by=lambda p: p[0]
    )
)
@example([(50.0, 104.1171875), (49.99999999999999, 109.0)])
def test_units_do_not_matter(tmp_path: Path, points: list[tuple[float, float]]) -> None:
    f, v = np.array(points).T
    hz_ms = read_frame(
        tmp_path, pd.DataFrame({"frequency_hz": f, "phase_vel_ms": v, "sigma_ms": v / 20})
    ).curves
    for other in (
        pd.DataFrame({"period_s": 1 / f, "phase_vel_kms": v / 1e3, "sigma_kms": v / 2e4}),
        pd.DataFrame(
            {"period_ms": 1e3 / f, "phase_vel_ft_s": v / 0.3048, "err_percent": np.full_like(v, 5.0)}
        ),
        pd.DataFrame({"freq_mHz": f * 1e3, "phase_slowness_s_km": 1e3 / v, "sigma_m/s": v / 20}),
        pd.DataFrame({"wavelength_m": v / f, "phase_vel_m_s": v, "sigma": v / 20}),
    ):
        curves = read_frame(tmp_path, other).curves
        np.testing.assert_allclose(curves.frequency, hz_ms.frequency, rtol=1e-12)
        np.testing.assert_allclose(curves.velocity, hz_ms.velocity, rtol=1e-12)
        np.testing.assert_allclose(curves.sigma, hz_ms.sigma, rtol=1e-12)


def test_los_angeles_is_595_sites_with_phase_and_group_velocity(real_data: Path) -> None:
    survey = read_survey(real_data / "socal_la_basin" / "dispersion.csv")
    assert (survey.n_sites, survey.curves.n_points, survey.crs) == (595, 20230, "EPSG:4326")
    assert survey.report.rejects == ()
    assert (survey.x[0], survey.y[0]) == (-118.5, 33.6)
    first = survey.curves.take(np.array([0]))
    assert (first.frequency[0], first.velocity[0], first.sigma[0]) == pytest.approx((1 / 3, 2496.86, 121.69))
    assert (first.velocity[17], first.sigma[17]) == pytest.approx((1945.58, 122.78))
    assert np.bincount(survey.curves.kind).tolist() == [10115, 10115]


def test_taipei_is_190_paths_at_their_midpoints(real_data: Path) -> None:
    survey = read_survey(real_data / "taipei_paths" / "taipei_pair_dispersion.csv")
    assert survey.n_sites == 189
    assert survey.names[0] == "TB01-TB02"
    assert (survey.x[0], survey.y[0]) == pytest.approx((121.4939957, 25.153515), abs=1e-5)
    assert survey.report.lines() == ["taipei_pair_dispersion.csv: site TB02-TB07: one point only"]
    assert any("190 station pairs" in note for note in survey.report.notes)


def test_chinas_missing_values_are_counted_and_not_rejected(real_data: Path) -> None:
    survey = read_survey(real_data / "csrm_china" / "dispersion.csv")
    assert (survey.n_sites, survey.crs, survey.names[0]) == (50, None, "127")
    assert survey.curves.n_points == 2700 - 587
    assert survey.curves.velocity.min() > 2000
    assert survey.report.rejects == ()


def test_garner_valley_is_125_sites_with_modes(real_data: Path) -> None:
    survey = read_survey(real_data / "gvda_line" / "gvda_das_dispersion.csv")
    assert (survey.n_sites, survey.curves.n_points) == (125, 8773)
    assert sorted(set(survey.curves.mode.tolist())) == [0, 1, 2, 3]
    assert (survey.curves.frequency[0], survey.curves.velocity[0]) == (2.5, 517.202)


def test_the_fundamental_mode_alone_can_be_read(real_data: Path) -> None:
    alone = ReadOptions(highest_mode=0)
    valley = read_survey(real_data / "gvda_line" / "gvda_das_dispersion.csv", alone)
    assert (valley.n_sites, valley.curves.n_points, len(valley.report.rejects)) == (125, 2747, 6026)
    assert set(valley.curves.mode.tolist()) == {0}
    road = read_survey(real_data / "gvda_line" / "roadbed1_dispersion.csv", alone)
    assert (road.curves.n_points, len(road.report.rejects)) == (62, 51)


def test_the_road_bed_is_one_site(real_data: Path) -> None:
    survey = read_survey(real_data / "gvda_line" / "roadbed1_dispersion.csv")
    assert survey.names.tolist() == ["roadbed1_dispersion"]
    assert survey.curves.n_points == 113


def test_the_description_tells_what_was_understood(tmp_path: Path) -> None:
    text = "\n".join(describe(read_frame(tmp_path, PLAIN.assign(remark="x"))))
    for line in (
        "survey.csv: 3 sites, 12 points",
        "Rayleigh phase velocity, mode 0: 9 points",
        "Rayleigh phase velocity, mode 1: 3 points",
        "band 5 to 13 Hz, that is periods 0.07692 to 0.2 s; 4 points a site",
        "velocity 200 to 300 m/s; sigma given for 12 of 12 points",
        "wavelength 15.38 to 60 m, so depths of 3.846 to 30 m can be trusted",
        "coordinates: EPSG:4326, x 1 to 3, y 4 to 6",
        "column phase_vel_ms: phase velocity in m/s (by name)",
        "rejected: nothing",
        "note: columns not used: remark",
    ):
        assert line in text


def test_the_description_states_what_is_taken_of_the_ground(tmp_path: Path) -> None:
    fast = PLAIN.assign(phase_vel_ms=np.where(PLAIN["site"] == "B", 10.0, 1.0) * PLAIN["phase_vel_ms"])
    said = "\n".join(describe(read_frame(tmp_path, fast)))
    assert "Poisson class unless said otherwise: rock at 1 site, soil at 2 sites" in said
    assert "soil at 2 sites: water table not known: Poisson's ratio 0.32" in said
    assert "crust at 1 site: Vp and density of Brocher (2005)" in said


def test_the_description_of_nothing_says_so(tmp_path: Path) -> None:
    lines = describe(read_text(tmp_path, "site,freq,vel\nA,5,-3\n"))
    assert "nothing that can be inverted" in lines
    assert "  survey.csv: site A: no valid point" in lines
