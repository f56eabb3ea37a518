from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugin.engine.reading.tables.column_choice import read_names
from plugin.engine.reading.tables.columns import listed, read_name
from plugin.protocol.errors import SurveyError
from plugin.protocol.waves import VelocityType, Wave


@pytest.mark.parametrize(
    ("name", "label", "unit"),
    [
        ("frequency_hz", "frequency", "Hz"),
        ("freq", "frequency", ""),
        ("Frequency (Hz)", "frequency", "Hz"),
        ("kHz", "frequency", "kHz"),
        ("period_s", "period", "s"),
        ("period_ms", "period", "ms"),
        ("T", "period", ""),
        ("wavelength [m]", "wavelength", "m"),
        ("phase_velocity_m_s", "phase velocity", "m/s"),
        ("phase_vel_kms", "phase velocity", "km/s"),
        ("phase_vel_ms", "phase velocity", "m/s"),
        ("PhaseVel(km/s)", "phase velocity", "km/s"),
        ("c_km_s", "velocity", "km/s"),
        ("u", "group velocity", ""),
        ("group velocity [m s-1]", "group velocity", "m/s"),
        ("love_phase_vel_ft_s", "Love phase velocity", "ft/s"),
        ("slowness_s_m", "slowness", "s/m"),
        ("phase slowness (s/km)", "phase slowness", "s/km"),
        ("phase_sigma_kms", "sigma of the phase velocity", "km/s"),
        ("Velocity Standard Deviation (m/s)", "sigma of the velocity", "m/s"),
        ("vel_err_pct", "sigma of the velocity", "%"),
        ("wave", "wave type", ""),
        ("velocity_type", "velocity type", ""),
        ("mode_number", "mode number", ""),
        ("dataset_index", "site name", ""),
        ("sta1", "site name of end 1", ""),
        ("Station2_Lat", "latitude of end 2", ""),
        ("easting", "x", ""),
        ("POINT_Y", "y", ""),
        ("EPSG", "coordinate system", ""),
        ("Vph [km/s]", "phase velocity", "km/s"),
        ("VR (m/s)", "Rayleigh velocity", "m/s"),
        ("eVph [km/s]", "sigma of the phase velocity", "km/s"),
        ("COV (%)", "sigma of the velocity", "%"),
        ("evlo", "longitude of end 1", ""),
        ("stla", "latitude of end 2", ""),
        ("lon_a", "longitude of end 1", ""),
        ("Frequenz [Hz]", "frequency", "Hz"),
        ("Phasengeschwindigkeit [m/s]", "phase velocity", "m/s"),
        ("Standardabweichung", "sigma of the velocity", ""),
        ("P\u00e9riode (s)", "period", "s"),
        ("Vitesse de groupe (km/s)", "group velocity", "km/s"),
        ("Velocidad de fase (m/s)", "phase velocity", "m/s"),
        ("Desviaci\u00f3n", "sigma of the velocity", ""),
        ("Velocit\u00e0 di gruppo (m/s)", "group velocity", "m/s"),
        ("Sitio", "site name", ""),
        ("Nom du site", "site name", ""),
        ("Punto", "site name", ""),
        ("Punkt", "site name", ""),
        ("Estaci\u00f3n", "site name", ""),
        ("Est", "x", ""),
        ("Nord", "y", ""),
        ("Dev. st.", "sigma of the velocity", ""),
        ("St. dev. (m/s)", "sigma of the velocity", "m/s"),
        ("Deviazione standard", "sigma of the velocity", ""),
        ("Desv. est.", "sigma of the velocity", ""),
        ("Desviaci\u00f3n est\u00e1ndar", "sigma of the velocity", ""),
        ("Longueur d'onde (m)", "wavelength", "m"),
        ("Longitud de onda (m)", "wavelength", "m"),
        ("Type d'onde", "wave type", ""),
        ("staname", "site name of end 2", ""),
        ("evtname", "site name of end 1", ""),
        ("Chainage (m)", "position along the line", "m"),
        ("Station (m)", "position along the line", "m"),
        ("Distance along profile (m)", "position along the line", "m"),
        ("Nom du profil", "name of the line", ""),
        ("x_mid (m)", "x", "m"),
    ],
)
def test_a_name_tells_quantity_and_unit(name: str, label: str, unit: str) -> None:
    meaning = read_name(name)
    assert meaning is not None
    assert (meaning.label, meaning.unit) == (label, unit)


@pytest.mark.parametrize("name", ["frequency_", "phase_velo", "phase_sigm", "group_vel_", "dataset_in"])
def test_names_cut_by_shapefile_are_still_known(name: str) -> None:
    assert read_name(name) is not None


@pytest.mark.parametrize(
    "name",
    [
        "vs30",
        "vs_m_s",
        "c_predicted",
        "depth_m",
        "site_period",
        "comment",
        "",
        "?",
        "cov_site",
        "v_a",
        "dist_src",
    ],
)
def test_a_name_with_an_unknown_word_is_left_alone(name: str) -> None:
    assert read_name(name) is None


@given(st.text())
def test_no_name_is_an_error(name: str) -> None:
    read_name(name)
    assert len(listed([name])) <= 40


def test_an_override_puts_the_column_found_by_name_aside() -> None:
    found = read_names(
        ["freq", "velocity", "c_best_kms", "c_km_s"], {"phase_velocity": "c_km_s", "velocity": "velocity"}
    )
    assert found["c_km_s"].kind is VelocityType.PHASE
    assert found["c_km_s"].unit == "km/s"
    assert "c_best_kms" not in found
    assert list(read_names(["freq", "c", "v"], {"velocity": "v"})) == ["freq", "v"]
    assert list(read_names(["freq", "v", "T"], {"period": "T"})) == ["v", "T"]


def test_a_velocity_of_another_type_survives_an_override() -> None:
    found = read_names(["phase_vel", "group_vel", "b"], {"phase_velocity": "b"})
    assert [m.kind for m in found.values()] == [VelocityType.GROUP, VelocityType.PHASE]


@pytest.mark.parametrize("overrides", [{"velocity": "z"}, {"speed": "a"}])
def test_an_override_of_what_is_not_there_is_refused(overrides: dict[str, str]) -> None:
    with pytest.raises(SurveyError, match=r"'z'|'speed'"):
        read_names(["a", "b"], overrides)


def test_a_wave_in_the_name_is_kept() -> None:
    meaning = read_name("rayleigh_group_vel_kms")
    assert meaning is not None
    assert (meaning.wave, meaning.kind) == (Wave.RAYLEIGH, VelocityType.GROUP)


@pytest.mark.parametrize(
    ("name", "quantity"),
    [
        ("Longitudine Est", "lon"),
        ("Latitudine Nord", "lat"),
        ("Geogr. Länge", "lon"),
        ("Abscisse (m)", "chainage"),
    ],
)
def test_more_words_of_places(name: str, quantity: str) -> None:
    meaning = read_name(name)
    assert meaning is not None
    assert meaning.quantity == quantity
