from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hostile import assert_harmless, mutants
from one_curve import types

from plugin.engine.reading.survey_file import read_survey
from plugin.protocol.errors import SurveyError
from plugin.protocol.read_options import ReadOptions
from plugin.protocol.waves import VelocityType, Wave

# Source 1 to receivers 1 and 2, then source 2: 5 km in 2 s and 4 s, and back in 2.5 s.
TIMES = "2\n0.5 0.25\n0\n1\n2.0 0.1\n4.0 0.2\n1\n2.5 0.1\n-1 0.1\n0\n"
STATIONS = "2 2\n0.0 0.0\n3.0 4.0\n"
SETTINGS = (
    "&LIKELIHOOD_SETTINGS\n LIKE_SET%SSOURCES_FILE='../ssources.dat',\n"
    " LIKE_SET%SDATA_FILE='../times.dat',\n LIKE_SET%RAYLOV= 0,\n LIKE_SET%PHASEGROUP= 1,\n /\n"
)


def folder_of(folder: Path, **files: str) -> Path:
    for name, text in {"stimes": TIMES, **files}.items():
        (folder / f"{name}.dat").write_text(text)
    return folder / "stimes.dat"


def test_velocity_is_the_distance_between_the_stations_over_the_travel_time(tmp_path: Path) -> None:
    survey = read_survey(folder_of(tmp_path, ssources=STATIONS))
    curves = survey.curves
    assert survey.names.tolist() == ["1-2"]
    assert (survey.x.tolist(), survey.y.tolist(), survey.crs) == ([1500.0], [2000.0], None)
    assert curves.frequency.tolist() == [0.5, 0.25]
    both_ways = (2500.0 + 2000.0) / 2
    assert curves.velocity.tolist() == pytest.approx([both_ways, 1250.0])
    assert curves.sigma[1] == pytest.approx(1250.0 * 0.2 / 4)
    assert types(curves) == {(Wave.RAYLEIGH, VelocityType.PHASE, 0)}
    assert any("average along its path" in note for note in survey.report.notes)
    assert survey.is_path.tolist() == [True]


def test_receivers_of_their_own_make_paths_of_their_own(tmp_path: Path) -> None:
    path = folder_of(tmp_path, ssources=STATIONS, sreceivers="2 2\n0 10\n6.0 8.0\n")
    survey = read_survey(path, ReadOptions(crs="EPSG:32633"))
    assert survey.names.tolist() == ["1-2"]
    assert survey.report.lines() == ["stimes.dat: site 2-1: one point only"]
    assert (survey.x.tolist(), survey.y.tolist(), survey.crs) == ([3000.0], [4000.0], "EPSG:32633")
    assert survey.curves.velocity.tolist() == pytest.approx([5000.0, 2500.0])


def test_the_settings_beside_give_wave_and_velocity_type(tmp_path: Path) -> None:
    folder_of(tmp_path, ssources=STATIONS)
    (tmp_path / "stimes.dat").rename(tmp_path / "times.dat")
    (tmp_path / "MCTomo.inp").write_text(SETTINGS)
    survey = read_survey(tmp_path / "times.dat")
    assert types(survey.curves) == {(Wave.LOVE, VelocityType.GROUP, 0)}
    assert "MCTomo: wave and velocity type by MCTomo.inp" in survey.report.notes
    chosen = read_survey(tmp_path / "times.dat", ReadOptions(kind=VelocityType.PHASE))
    assert types(chosen.curves) == {(Wave.LOVE, VelocityType.PHASE, 0)}
    assert read_survey(tmp_path).names.tolist() == ["1-2"]


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "put MCTomo's files of positions .* beside it"),
        ({"ssources": "3 2\n0 0\n1 1\n2 2\n"}, "it holds 4 pairs, but ssources.dat give 3 sources"),
        ({"ssources": "3 2\n0 0\n"}, "ssources.dat: does not hold as many positions as it announces"),
        ({"ssources": STATIONS, "stimes": TIMES[:-12]}, "the file ends within a pair"),
        ({"ssources": STATIONS, "stimes": "1\n0.5\n0\n0\n0\n0\n"}, "no pair has a travel time"),
        ({"ssources": STATIONS, "sreceivers": "2 3\n0 0 0\n1 1 1\n"}, "differ in the number of coordinates"),
    ],
)
def test_times_that_cannot_be_made_velocities_say_why(
    tmp_path: Path, files: dict[str, str], reason: str
) -> None:
    with pytest.raises(SurveyError, match=rf"^stimes\.dat: .*{reason}"):
        read_survey(folder_of(tmp_path, **files))


def test_settings_cannot_reach_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "elsewhere.dat").write_text(STATIONS)
    path = folder_of(tmp_path / "in")
    settings = SETTINGS.replace("ssources", "elsewhere").replace("../times", "../stimes")
    (tmp_path / "in" / "MCTomo.inp").write_text(settings)
    with pytest.raises(SurveyError, match="files of positions"):
        read_survey(path)


def test_the_sample_holds_twelve_paths_between_seven_stations(
    sample: Callable[[str], Path], tmp_path: Path
) -> None:
    (tmp_path / "stimes.dat").write_bytes(sample("mctomo_stimes.dat").read_bytes())
    line = "\n".join(f"0 {2 * i}" for i in range(7))
    (tmp_path / "ssources.dat").write_text(f"7 2\n{line}\n")
    survey = read_survey(tmp_path / "stimes.dat")
    assert survey.names.tolist()[:5] == ["1-3", "1-4", "1-5", "1-7", "2-4"]
    assert survey.n_sites == 12
    first = survey.curves.take(np.array([0]))
    assert first.frequency.tolist() == pytest.approx([1.25, 1 / 0.9, 1.0, 1 / 1.1, 1 / 1.2])
    assert first.velocity[[0, -1]].tolist() == pytest.approx([4000 / 1.218158, 4000 / 1.278563])
    assert first.sigma[0] == pytest.approx(4000 * 0.01 / 1.218158**2)
    assert survey.y[0] == 2000.0


def test_damaged_times_positions_and_settings_are_harmless(tmp_path: Path) -> None:
    path = folder_of(tmp_path, ssources=STATIONS)
    assert_harmless(path, mutants(TIMES.encode()))
    for name, content in (("ssources.dat", STATIONS), ("MCTomo.inp", SETTINGS)):
        for damaged in mutants(content.encode()):
            (tmp_path / name).write_bytes(damaged)
            assert_harmless(path, [TIMES.encode()])
