"""Profiles written for other programs, read back and modelled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from disba import PhaseDispersion
from hypothesis import given
from hypothesis import strategies as st
from results import make_result, square
from surveys import soil_curves, survey_of

from plugin.cli.commandline import main
from plugin.engine.exports.exporting import export
from plugin.engine.files.file_names import safe_names
from plugin.engine.results.inversion import run
from plugin.engine.results.outputs import write_result
from plugin.engine.waves.forward import Earths, dispersion
from plugin.engine.waves.spherical import EARTH_RADIUS, unflatten_velocity
from plugin.protocol.errors import OutputError
from plugin.protocol.orders import Export
from plugin.protocol.request import Request

Reader = Callable[[Path], Earths]


def read_geopsy(path: Path) -> Earths:
    """Geopsy ground model: comments, number of layers, thickness, Vp, Vs, density."""
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    rows = np.array([line.split() for line in lines[1:]], float)
    assert len(rows) == int(lines[0])
    assert rows[-1, 0] == 0
    thickness, vp, vs, density = rows.T
    return Earths.from_layers(thickness, vs, vp, density)


def read_cps(path: Path) -> Earths:
    """CPS model96: eleven lines, titles of the columns, then km, km/s and g/cm3."""
    lines = path.read_text().splitlines()
    assert (lines[0], lines[2], lines[4]) == ("MODEL.01", "ISOTROPIC", "FLAT EARTH")
    assert lines[11].split()[:4] == ["H(KM)", "VP(KM/S)", "VS(KM/S)", "RHO(GM/CC)"]
    rows = np.array([line.split() for line in lines[12:]], float)
    assert rows.shape[1] == 10
    assert rows[-1, 0] == 0
    thickness, vp, vs, density = 1000 * rows.T[:4]
    return Earths.from_layers(thickness, vs, vp, density)


def read_table(path: Path) -> Earths:
    """One site's rows of the table of layers."""
    table = pd.read_csv(path)
    table = table[table["site"] == "S001"]
    np.testing.assert_allclose(table["bottom_m"][:-1], table["top_m"][1:])
    thickness = (table["bottom_m"] - table["top_m"]).fillna(0.0)
    return Earths.from_layers(thickness, table["vs_m_s"], table["vp_m_s"], table["density_kg_m3"])


# What curves.csv rounds to, 6 digits, and the root search of the forward model.
ROUNDING = 2e-5
READERS = [
    ("geopsy", "geopsy/S001.model", read_geopsy),
    ("cps", "cps/S001.mod", read_cps),
    ("csv", "layers.csv", read_table),
]


REQUESTS = [
    Request(samples=2),
    Request(samples=2, depths=(2.0, 5.0)),
    Request(samples=2, depths="native"),
    Request(samples=2, lvz=False),
    Request(samples=2, poisson="rock"),
    Request(samples=2, water_table=3.0),
]


def inverted(folder: Path, request: Request, length: float = 1.0) -> Path:
    """A real run of two sites on ground that no layering of the engine's fits exactly."""
    result = run(survey_of(soil_curves(length, sites=2)), replace(request, spherical="off"))
    write_result(result, folder)
    return folder


def worst_misprediction(folder: Path, earth: Earths) -> float:
    """Largest relative difference from the predicted velocities in curves.csv."""
    curves = pd.read_csv(folder / "curves.csv")
    curves = curves[curves["site"] == "S001"]
    modelled = dispersion(earth, np.zeros(len(curves), dtype=int), curves["frequency_hz"].to_numpy())
    return float(np.abs(modelled / curves["predicted"] - 1).max())


@pytest.mark.parametrize("request_", REQUESTS, ids=str)
def test_models_give_back_the_predicted_curve_whatever_was_asked_for(
    tmp_path: Path, request_: Request
) -> None:
    folder = inverted(tmp_path, request_)
    for form, file, read in READERS:
        assert export(Export(folder, form)).notes == ()
        assert worst_misprediction(folder, read(folder / file)) < ROUNDING


@pytest.mark.parametrize("length", [0.001, 1000.0])
def test_models_from_laboratory_to_crust_give_back_the_predicted_curve(tmp_path: Path, length: float) -> None:
    folder = inverted(tmp_path, Request(samples=2), length)
    for form, file, read in READERS:
        export(Export(folder, form))
        assert worst_misprediction(folder, read(folder / file)) < ROUNDING


def test_disba_itself_gives_the_predicted_curve_of_an_exported_model(tmp_path: Path) -> None:
    folder = inverted(tmp_path, Request(samples=2))
    export(Export(folder, "cps"))
    rows = np.array(
        [line.split() for line in (folder / "cps" / "S001.mod").read_text().splitlines()[12:]], float
    )
    curves = pd.read_csv(folder / "curves.csv").query("site == 'S001'").sort_values("frequency_hz")
    period = 1.0 / curves["frequency_hz"].to_numpy()[::-1]
    modelled = PhaseDispersion(*rows[:, :4].T, algorithm="dunkin", dc=1e-4)(period, mode=0, wave="rayleigh")
    predicted = curves["predicted"].to_numpy()[::-1] / 1e3
    np.testing.assert_allclose(modelled.velocity, predicted, rtol=ROUNDING)


def test_layers_of_a_spherical_earth_give_the_curve_once_it_is_corrected_for(tmp_path: Path) -> None:
    curves = soil_curves(3000.0, 15.0, sites=2)
    survey = survey_of(curves)
    write_result(run(survey, Request(samples=2, spherical="on")), tmp_path)
    (note,) = export(Export(tmp_path, "cps")).notes
    assert "spherical Earth" in note
    lines = (tmp_path / "cps" / "S001.mod").read_text().splitlines()
    assert lines[4] == "SPHERICAL EARTH"
    thickness, vp, vs, density = 1000 * np.array([line.split() for line in lines[12:]], float).T[:4]
    flat_bottom = -EARTH_RADIUS * np.log1p(-np.cumsum(thickness) / EARTH_RADIUS)
    flat = np.diff(flat_bottom, prepend=0.0)
    factor = np.exp((flat_bottom - flat / 2) / EARTH_RADIUS)
    earth = Earths.from_layers(flat, vs * factor, vp * factor, density * factor**-2.275)
    site = curves.take(np.array([1]))
    modelled = dispersion(earth, np.zeros(site.n_points, dtype=int), site.frequency)
    on_sphere = unflatten_velocity(replace(site, velocity=modelled), modelled)
    table = pd.read_csv(tmp_path / "curves.csv").query("site == 'S001'")
    np.testing.assert_allclose(on_sphere, table["predicted"], rtol=ROUNDING)


def test_one_pass_alone_exports_its_layers_and_says_that_they_are_unchecked(tmp_path: Path) -> None:
    folder = inverted(tmp_path, Request(samples=0))
    (note,) = export(Export(folder, "csv")).notes
    assert "not compared with the data" in note
    profiles = pd.read_csv(folder / "profiles.csv").query("site == 'S001'")
    table = pd.read_csv(folder / "layers.csv").query("site == 'S001'")
    at = np.searchsorted(table["top_m"], profiles["depth_m"], side="right") - 1
    np.testing.assert_allclose(table["vs_m_s"].to_numpy()[at], profiles["vs_m_s"], rtol=0.1)


def test_the_table_has_a_row_a_layer_and_tells_what_is_trusted(tmp_path: Path) -> None:
    write_result(make_result([0.0], [0.0], depths=(1.0, 4.0, 9.0, 30.0)), tmp_path)
    export(Export(tmp_path, "csv"))
    table = pd.read_csv(tmp_path / "layers.csv")
    np.testing.assert_allclose(table["top_m"], [0, 2, 6, np.sqrt(270)], rtol=1e-5)
    np.testing.assert_allclose(table["vs_m_s"], 200 * np.array([1, 4, 9, 30]) ** 0.25, rtol=1e-5)
    np.testing.assert_allclose(table["vs_p05"] / table["vs_m_s"], np.exp(-0.2), rtol=1e-5)
    assert table["trusted"].tolist() == [0, 1, 1, 0]


def test_only_the_wanted_sites_are_written(tmp_path: Path) -> None:
    write_result(make_result(*square(2)), tmp_path)
    paths = export(Export(tmp_path, "cps", tmp_path / "mine", ["S003", "S001"])).paths
    assert [path.name for path in paths] == ["S001.mod", "S003.mod"]
    assert sorted(path.name for path in (tmp_path / "mine").iterdir()) == ["S001.mod", "S003.mod"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--sites", "S000,S999"], "has no site 'S999'"),
        (["--out", "sites.gpkg"], "is a file"),
        (["--format", "csv", "--out", "."], "is a folder"),
    ],
)
def test_what_cannot_be_exported_is_said_in_one_line(
    tmp_path: Path,
    arguments: list[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_result(make_result(*square(2)), tmp_path)
    monkeypatch.chdir(tmp_path)
    before = sorted(path.name for path in tmp_path.iterdir())
    assert main(["export", ".", "--format", "geopsy", *arguments]) == 2
    assert message in capsys.readouterr().err.splitlines()[-1]
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="holds no finished run"):
        export(Export(tmp_path, "csv"))


def test_sites_named_like_paths_devices_or_each_other_get_files_of_their_own(tmp_path: Path) -> None:
    names = np.array(["../../etc/x", "a/b", "A_B", "a:b", "con", "..", "Ölbach 3, Süd"])
    n = len(names)
    result = make_result(np.arange(n) * 10.0, np.zeros(n))
    write_result(replace(result, survey=replace(result.survey, names=names)), tmp_path)
    paths = export(Export(tmp_path, "geopsy")).paths
    assert [path.stem for path in paths] == [
        "etc_x",
        "a_b",
        "A_B_2",
        "a_b_3",
        "site_con",
        "site",
        "Ölbach_3_Süd",
    ]
    assert all(path.parent == tmp_path / "geopsy" and path.exists() for path in paths)


@given(st.lists(st.text(max_size=80), max_size=20))
def test_file_names_are_safe_and_all_different(names: list[str]) -> None:
    safe = safe_names(names)
    assert len({name.casefold() for name in safe}) == len(names)
    for name in safe:
        assert name
        assert not set(name) & set('<>:"/\\|?*\0\n ')
        assert not name.startswith(".")
        assert not name.endswith((".", " "))
        assert len(f"{name}.model".encode()) < 255
