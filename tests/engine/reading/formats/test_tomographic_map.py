from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from curve_files import damaged, read, understood, write

from plugin.engine.description import describe
from plugin.engine.reading.survey_file import read_survey
from plugin.protocol.errors import SurveyError

GRID = [(35.0, 100.0), (35.0, 101.0), (36.0, 100.0), (36.0, 101.0)]
PIX = (
    "#WHAT:{what}\n#PERIOD: {period}\n#PVELREF: 3.0\n#\n 45.0 -120.0 0.25 10.0\n 45.0 -119.0 0.25 -0.1E+02\n"
)


def maps(
    folder: Path, pattern: str, periods: list[float], row: str = "{lat} {lon} {v}", v: float = 3.0
) -> Path:
    for number, period in enumerate(periods, start=1):
        rows = [row.format(lat=lat, lon=lon, v=v + period / 100) for lat, lon in GRID]
        write(folder / pattern.format(T=period, n=number), "\n".join(rows))
    return folder


def test_the_pix_sample_gives_velocity_at_geographic_latitude(formats: Path, tmp_path: Path) -> None:
    text = (formats / "ekstrom_usant15.pix").read_text()
    for period in ("5.00", "8.00"):
        write(tmp_path / f"us{period}.pix", text.replace("#PERIOD:   5.00", f"#PERIOD:   {period}"))
    survey = read(tmp_path)
    c = survey.curves
    assert (survey.n_sites, survey.crs) == (5, "EPSG:4326")
    assert survey.x.tolist() == [-122.125, -121.875, -119.375, -119.125, -118.875]
    # tan(geographic) = tan(geocentric) / (1 - e^2), WGS84
    assert survey.y == pytest.approx([49.315340] * 5, abs=1e-6)
    assert 1 / c.frequency[:2] == pytest.approx([5.0, 8.0])
    assert c.velocity[[0, -1]] == pytest.approx([2965.6 * 0.9804001, 2965.6 * 1.0800604], abs=0.01)
    assert set(c.wave.tolist()) == set(c.kind.tolist()) == {0}
    assert understood(survey)["velocity"] == "velocity km/s format"


def test_the_xyz_sample_holds_no_cell_with_rays(formats: Path, tmp_path: Path) -> None:
    text = (formats / "tomomap_lat_lon_vel_len.xyz").read_text()
    for period in (10, 20):
        write(tmp_path / f"t_{period}.xyz", text)
    with pytest.raises(SurveyError, match="no cell of the maps holds data of its own"):
        read(tmp_path)
    for period in (10, 20):
        write(tmp_path / f"t_{period}.xyz", text.replace(" 0.00", " 180.0", 2))
    survey = read(tmp_path)
    assert (survey.x.tolist(), survey.y.tolist()) == ([-126.074, -125.121], [19.45, 19.45])
    assert survey.curves.velocity.tolist() == [2999.0] * 4
    assert sorted(set(1 / survey.curves.frequency)) == pytest.approx([10.0, 20.0])
    assert "maps: 6 cells with rays of 50 km or less" in " ".join(survey.report.notes)


@pytest.mark.parametrize("file", ["ekstrom_usant15.pix", "tomomap_lat_lon_vel_len.xyz"])
def test_a_map_alone_asks_for_the_folder(formats: Path, file: str) -> None:
    with pytest.raises(SurveyError, match=f"{file}: the map of one period; give the folder"):
        read(formats / file)


@pytest.mark.parametrize(
    ("pattern", "row"),
    [
        ("helmholtz_stack_LHZ_{T}.xyz", "{lat} {lon} {v}"),
        ("R_{T}s.txt", "{lon} {lat} {v}"),
        ("2015_tomo1_{T:.1f}.dat", "{lat} {lon} {v} 300"),
        ("vel.{T}", "{lat},{lon},{v}"),
    ],
)
def test_maps_become_a_curve_a_cell(tmp_path: Path, pattern: str, row: str) -> None:
    survey = read(maps(tmp_path, pattern, [20, 8, 30], row))
    c = survey.curves
    assert sorted(zip(survey.y.tolist(), survey.x.tolist())) == GRID
    assert c.counts.tolist() == [3] * 4
    assert c.velocity == pytest.approx(3000 + 10 / c.frequency)
    assert sorted(set(np.round(1 / c.frequency, 9).tolist())) == [8.0, 20.0, 30.0]


@pytest.mark.parametrize("listed", ["8\n20\n30\n", "8.0\n20.0\n30.0\n40.0\n"])
def test_numbered_maps_take_their_periods_from_a_list(tmp_path: Path, listed: str) -> None:
    write(tmp_path / "per.uniq", listed)
    survey = read(maps(tmp_path, "tomo_{n:02d}.xyz", [8, 20, 30]))
    assert survey.curves.velocity == pytest.approx(3000 + 10 / survey.curves.frequency)
    assert "maps: file number 1 is period 1 of per.uniq" in survey.report.notes


def test_a_small_fourth_column_is_sigma(tmp_path: Path) -> None:
    survey = read(maps(tmp_path, "t_{T}.xyz", [8, 20], "{lat} {lon} {v} 0.05"))
    assert survey.curves.sigma == pytest.approx(50.0)


def test_the_file_names_or_the_header_give_the_types(tmp_path: Path) -> None:
    maps(tmp_path / "a", "love_group_{T}.xyz", [8, 20])
    curves = read(maps(tmp_path / "a", "love_phase_{T}.xyz", [8, 20], v=3.3)).curves
    assert (set(curves.wave.tolist()), sorted(curves.kind.tolist())) == ({1}, [0] * 8 + [1] * 8)
    for period in (5, 6):
        write(tmp_path / "b" / f"{period}.pix", PIX.format(what="LGV", period=period))
    curves = read(tmp_path / "b").curves
    assert (set(curves.wave.tolist()), set(curves.kind.tolist())) == ({1}, {1})
    assert curves.velocity.tolist() == pytest.approx([3300.0, 3300.0, 2700.0, 2700.0])


def test_the_order_of_longitude_and_latitude_can_be_chosen(tmp_path: Path) -> None:
    maps(tmp_path, "t_{T}.xyz", [8, 20])
    for path in tmp_path.iterdir():
        path.write_text(path.read_text().replace(" 10", " 5"))
    assert sorted(set(read(tmp_path).y.tolist())) == [35.0, 36.0]
    assert sorted(set(read(tmp_path, columns={"lon": "1"}).x.tolist())) == [35.0, 36.0]


@pytest.mark.parametrize(
    ("pattern", "periods", "reason"),
    [
        ("map_{T}.xyz", "1\n2\n", "per.uniq lists 2 periods, but the maps have higher numbers"),
        ("map.xyz", "", "its period"),
    ],
)
def test_maps_without_a_period_are_explained(tmp_path: Path, pattern: str, periods: str, reason: str) -> None:
    if periods:
        write(tmp_path / "per.uniq", periods)
    with pytest.raises(SurveyError, match=reason):
        read(maps(tmp_path, pattern, [8, 20]))


@pytest.mark.parametrize("kind", ["grid", "pix"])
def test_damaged_maps_raise_nothing_but_survey_errors(tmp_path: Path, kind: str) -> None:
    if kind == "grid":
        maps(tmp_path, "t_{T}.xyz", [8, 20], "{lat} {lon} {v} 100")
    else:
        for period in (8, 20):
            write(tmp_path / f"t_{period}.xyz", PIX.format(what="RPV", period=period))
    target = tmp_path / "t_8.xyz"
    for copy in damaged(target.read_bytes(), 60):
        target.write_bytes(copy)
        try:
            describe(read_survey(tmp_path))
        except SurveyError as error:
            assert str(error).startswith(tmp_path.name)


GDM52 = (
    "#{wave}\n#PERIOD:   {period}\n#{key}:   {v}\n"
    "   40.50    8.50  1.00   -2.000{rest}\n   41.50    9.50  1.00    1.000{rest}\n"
)


def test_maps_of_gdm52_give_the_mean_over_azimuth_of_phase_and_group(tmp_path: Path) -> None:
    for period, v in ((25, 3.75), (50, 3.96)):
        rest = "    0.100   -0.200"
        write(
            tmp_path / f"R{period:03d}.pix",
            GDM52.format(wave="RAYLEIGH", period=period, key="PVEL0", v=v, rest=rest),
        )
        write(
            tmp_path / f"GL{period:03d}.pix",
            GDM52.format(wave="LOVE", period=period, key="GVEL0", v=4, rest=""),
        )
    survey = read(tmp_path)
    assert survey.n_sites == 2
    assert survey.crs == "EPSG:4326"
    assert survey.x.tolist() == [8.5, 9.5]
    assert survey.y == pytest.approx([40.690154, 41.691067], abs=1e-5)
    rayleigh = survey.curves.wave == 0
    assert 1 / survey.curves.frequency[rayleigh] == pytest.approx([25, 50, 25, 50])
    assert survey.curves.velocity[rayleigh] == pytest.approx([3675.0, 3880.8, 3787.5, 3999.6])
    assert survey.curves.velocity[~rayleigh] == pytest.approx([3920.0, 3920.0, 4040.0, 4040.0])
    assert set(survey.curves.kind[rayleigh].tolist()) == {0}
    assert set(survey.curves.kind[~rayleigh].tolist()) == {1}


def test_modes_in_the_names_of_maps_are_modes_and_no_periods(tmp_path: Path) -> None:
    for mode in (0, 1):
        maps(tmp_path, f"c_{{T:g}}_mode{mode}.xyz", [5.0, 8.0], v=3.0 + mode)
    curves = read(tmp_path).curves.take(slice(0, 1))
    found = sorted(zip(curves.mode.tolist(), (1 / curves.frequency).tolist(), curves.velocity.tolist()))
    assert found == [
        (0, pytest.approx(5.0), pytest.approx(3050.0)),
        (0, pytest.approx(8.0), pytest.approx(3080.0)),
        (1, pytest.approx(5.0), pytest.approx(4050.0)),
        (1, pytest.approx(8.0), pytest.approx(4080.0)),
    ]
