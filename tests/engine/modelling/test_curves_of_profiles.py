"""Curves of profiles: those of an independent program, of every table of layers, and back as a survey."""

from __future__ import annotations

from pathlib import Path

import disba
import numpy as np
import pandas as pd
import pytest
from spherical_waves import Sphere

from plugin.engine.boreholes.hole_table import read_holes
from plugin.engine.modelling.curve_table import model_curves
from plugin.engine.modelling.profile_earths import ProfileEarths
from plugin.engine.modelling.theory import curves_of
from plugin.engine.reading.survey_file import read_survey
from plugin.engine.waves.spherical import flatten_depth, unflatten_factor
from plugin.protocol.errors import OutputError
from plugin.protocol.forward_options import ForwardOptions, parse_modes, parse_points
from plugin.protocol.orders import ModelCurves
from plugin.protocol.outcomes import Modelled
from plugin.protocol.source import Source
from plugin.protocol.waves import Wave

TOWN = """name,top_m,bottom_m,vs_m_s,vp_m_s,density_g_cm3
A,0,5,200,400,1.8
A,5,20,350,700,1.9
A,20,,800,1600,2.1
"""
LAYERS = np.array([[5.0, 400, 200, 1800], [15, 700, 350, 1900], [0, 1600, 800, 2100]]).T
FREQUENCIES = (4.0, 9.0, 20.0)


def modelled(folder: Path, text: str, **options: object) -> tuple[pd.DataFrame, Modelled]:
    (folder / "profiles.csv").write_text(text)
    path, target = folder / "profiles.csv", folder / "curves.csv"
    done = model_curves(ModelCurves(Source(path, path.name), target, ForwardOptions(**options)))
    return pd.read_csv(target), done


@pytest.mark.parametrize("wave", ["rayleigh", "love"])
@pytest.mark.parametrize("kind", ["phase", "group"])
def test_velocities_are_those_of_disba(tmp_path: Path, wave: str, kind: str) -> None:
    table, done = modelled(
        tmp_path, TOWN, wave=wave, velocity_type=kind, modes=(0, 1), frequencies=FREQUENCIES
    )
    solver = {"phase": disba.PhaseDispersion, "group": disba.GroupDispersion}[kind](*LAYERS / 1000, dc=1e-4)
    for mode in (0, 1):
        rows = table[table["mode"] == mode]
        found = solver(1 / rows["frequency_hz"].to_numpy()[::-1], mode=mode, wave=wave)
        error = 1e-4 if kind == "phase" else 4e-3  # disba's group velocities are differences of its phases
        np.testing.assert_allclose(rows["velocity_m_s"], 1000 * found.velocity[::-1], rtol=error)
    assert table["frequency_hz"][:3].tolist() == [4, 9, 20]
    assert (set(table["wave"]), set(table["type"])) == ({wave}, {kind})
    assert (done.n_sites, done.n_points) == (1, len(table))


def test_units_and_thicknesses_say_the_same_profile(tmp_path: Path) -> None:
    feet = "thickness_ft,Vs (km/s),Vp (km/s),rho kg/m3\n16.4042,0.2,0.4,1800\n49.2126,0.35,0.7,1900\n"
    table, _ = modelled(tmp_path, TOWN, frequencies=FREQUENCIES)
    other, done = modelled(tmp_path, feet + ",0.8,1.6,2100\n", frequencies=FREQUENCIES)
    np.testing.assert_allclose(other["velocity_m_s"], table["velocity_m_s"], rtol=1e-5)
    assert done.notes == ()


def test_a_profile_chooses_a_band_from_both_its_ends(tmp_path: Path) -> None:
    table, _ = modelled(tmp_path, TOWN)
    assert len(table) == 30
    assert table["frequency_hz"].iloc[[0, -1]].tolist() == [8.0, 80.0]  # 800 m/s over 100 m, 200 over 2.5
    assert table["velocity_m_s"].iloc[-1] == pytest.approx(187, abs=3)


def test_vp_that_is_not_given_follows_from_vs_and_that_is_said(tmp_path: Path) -> None:
    text = "top_m,vs_m_s\n0,200\n20,800\n"
    soft, done = modelled(tmp_path, text, frequencies=(5.0,), poisson="rock")
    wet, told = modelled(tmp_path, text, frequencies=(5.0,), poisson="soil", water_table=0.0)
    assert done.notes[0].startswith("Vp and density not given; as for rock: Poisson's ratio 0.25")
    assert "water table at 0 m" in told.notes[0]
    assert wet["velocity_m_s"][0] > soft["velocity_m_s"][0]


@pytest.mark.parametrize(("wave", "error"), [("love", 2e-4), ("rayleigh", 1.7e-3)])
def test_from_thirty_seconds_on_velocities_are_those_of_a_sphere(
    tmp_path: Path, wave: str, error: float
) -> None:
    crust = "top_km,vs_km_s,vp_km_s,density\n0,3.5,6.1,2.7\n35,4.5,8.1,3.3\n"
    flat, _ = modelled(tmp_path, crust, wave=wave, periods=(60.0,), spherical="off")
    table, _ = modelled(tmp_path, crust, wave=wave, periods=(60.0,))
    bottoms = flatten_depth(np.array([17.5e3, 35e3, *np.arange(50e3, 701e3, 25e3)]))
    factor = unflatten_factor((np.append(0.0, bottoms[:-1]) + bottoms) / 2)
    vs, vp, density = (
        np.repeat(pair, (2, len(bottoms) - 2)) for pair in ((3500, 4500), (6100, 8100), (2700, 3300))
    )
    ball = Sphere(bottoms, vs / factor, vp / factor, density.astype(float))
    found = table["velocity_m_s"][0]
    assert found == pytest.approx(ball.phase_velocity(60.0, Wave[wave.upper()], found), rel=error)
    assert found / flat["velocity_m_s"][0] > 1.009


def test_places_and_names_go_along_and_the_table_is_a_survey(tmp_path: Path) -> None:
    rows = "site,lon,lat,depth_m,vs\n" + "".join(
        f"{name},11.{i},46,{z},{v}\n"
        for i, name in enumerate("PQ")
        for z, v in ((2, 200), (6, 300), (20, 600))
    )
    table, done = modelled(tmp_path, rows, frequencies=(3.0, 6.0, 12.0))
    assert table["crs"].unique().tolist() == ["EPSG:4326"]
    assert any(
        note == "its last layer is taken to go on below as the half-space: P, Q" for note in done.notes
    )
    survey = read_survey(tmp_path / "curves.csv")
    assert (survey.names.tolist(), survey.x.tolist()) == (["P", "Q"], [11.0, 11.1])
    assert survey.curves.velocity.tolist() == table["velocity_m_s"].tolist()
    assert survey.curves.frequency.tolist() == table["frequency_hz"].tolist()


def test_profiles_with_holes_are_left_out_and_the_good_ones_stay(tmp_path: Path) -> None:
    text = TOWN + "B,0,5,200,400,1.8\nB,9,,500,900,2\nC,0,,200,400,1.8\nD,0,5,200,210,1.8\nD,5,,300,600,2\n"
    table, done = modelled(tmp_path, text, frequencies=(9.0,))
    assert table["name" if "name" in table else "site"].tolist() == ["A"]
    assert "profile B: is left out: nothing is known between 5 and 9 m" in done.notes
    assert "profile C: is left out: it has one layer, whose waves are not dispersed" in done.notes
    assert "profile D: is left out: its Vp of 210 m/s is too low beside Vs of 200" in done.notes


def test_points_of_a_mode_that_is_not_there_are_left_out(tmp_path: Path) -> None:
    table, done = modelled(tmp_path, TOWN, modes=(0, 3), frequencies=(3.0, 60.0))
    assert table["mode"].tolist() == [0, 0, 3]
    assert "mode 3 does not exist, or cannot be seen, at 1 point, which is left out" in done.notes


@pytest.mark.parametrize(
    ("text", "options", "why"),
    [
        (TOWN, {"frequencies": (1.0,), "periods": (1.0,)}, "Give frequencies or periods, one of the two"),
        (TOWN, {"modes": (9,), "frequencies": (1.0,)}, "no profile has a point of the curves"),
        ("depth_m,vs\n1,x\n2,y\n", {}, "profiles.csv: holds no profile"),
        ("depth_m,vp\n1,400\n", {}, "profiles.csv: no column is called Vs"),
        ("top_m,bottom_m,vs\n0,5,100\n", {}, "holds no profile that has a curve"),
    ],
)
def test_what_has_no_curve_is_refused_in_one_line(
    tmp_path: Path, text: str, options: dict[str, object], why: str
) -> None:
    with pytest.raises(OutputError, match=why):
        modelled(tmp_path, text, **options)
    assert not (tmp_path / "curves.csv").exists()


def test_a_table_of_somebody_else_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "curves.csv").write_text("mine\n")
    with pytest.raises(OutputError, match=r"curves\.csv"):
        modelled(tmp_path, TOWN)
    assert (tmp_path / "curves.csv").read_text() == "mine\n"


def test_points_are_numbers_or_a_range() -> None:
    assert parse_points("5, 1; 2") == (1, 2, 5)
    band = parse_points("1-50")
    assert (len(band), band[0], band[-1]) == (30, 1, 50)
    assert parse_points(" ") is None
    assert parse_modes("2, 0") == (0, 2)
    for text, parse in (
        ("50-", parse_points),
        ("0, 3", parse_points),
        ("a", parse_points),
        ("-1", parse_modes),
    ):
        with pytest.raises(ValueError, match=text):
            parse(text)


def test_a_band_that_is_asked_for_in_memory_is_that_of_the_table(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text(TOWN)
    options = ForwardOptions(frequencies=FREQUENCIES)
    curves = curves_of(ProfileEarths.of(read_holes(path, profiles=True), options), options)
    assert curves.offsets.tolist() == [0, 3]
    assert np.isfinite(curves.velocity).all()
