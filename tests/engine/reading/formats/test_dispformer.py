from __future__ import annotations

import io
import pickle
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hostile import assert_harmless, memory_until_refused, mutants
from one_curve import notes, read_text, units

from plugin.engine.reading.survey_file import read_survey
from plugin.protocol.errors import SurveyError
from plugin.protocol.waves import VelocityType

DATA = np.array(
    [[[8, 3.0, 2.8], [10, 3.1, -1.0], [0, 0, 0]], [[8, 3.2, 2.9], [10, -1.0, 3.0], [12, 3.4, 3.1]]],
    dtype=np.float32,
)


def npy(array: np.ndarray) -> bytes:
    file = io.BytesIO()
    np.save(file, array, allow_pickle=True)
    return file.getvalue()


def npz(content: bytes, key: str = "data.npy", method: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        archive.writestr(key, content)
    return file.getvalue()


def test_phase_and_group_velocities_of_all_sites_are_read(tmp_path: Path) -> None:
    survey = read_text(tmp_path, "x.npz", npz(npy(DATA)))
    assert survey.names.tolist() == ["S001", "S002"]
    assert survey.curves.counts.tolist() == [3, 5]
    assert survey.curves.frequency[:3] == pytest.approx([1 / 8, 1 / 8, 1 / 10])
    assert survey.curves.velocity[:3] == pytest.approx([3000, 2800, 3100])
    assert survey.curves.kind[:3].tolist() == [VelocityType.PHASE, VelocityType.GROUP, VelocityType.PHASE]
    assert "4 values of zero and below are taken as missing" in notes(survey)
    assert np.isnan(survey.curves.sigma).all()


def test_positions_lie_in_the_array_beside(tmp_path: Path) -> None:
    (tmp_path / "obs_depth_vs_loc.npz").write_bytes(npz(npy(np.array([[100.0, 30.0], [101.0, 31.0]]))))
    survey = read_text(tmp_path, "obs_period_phase_group.npz", npz(npy(DATA)))
    assert (survey.x.tolist(), survey.y.tolist(), survey.crs) == ([100, 101], [30, 31], "EPSG:4326")


def test_positions_that_do_not_fit_are_not_used(tmp_path: Path) -> None:
    (tmp_path / "obs_depth_vs_loc.npz").write_bytes(npz(npy(np.zeros((3, 2)))))
    survey = read_text(tmp_path, "obs_period_phase_group.npz", npz(npy(DATA)))
    assert survey.crs is None
    assert "obs_depth_vs_loc.npz does not fit and is not used" in notes(survey)


class Spy:
    def __reduce__(self) -> tuple:
        return (pytest.fail, ("the pickle was opened",))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (npz(npy(np.array([Spy()], dtype=object))), "cannot be read .Object arrays"),
        (npz(pickle.dumps(Spy())), "cannot be read"),
        (npz(npy(np.zeros((2, 60, 4)))), "its array is 2x60x4; needed is sites x periods x 3"),
        (npz(npy(np.zeros((2, 60, 0)))), "its array is 2x60x0"),
        (npz(npy(np.array([["a"]]))), "does not hold numbers"),
        (npz(npy(DATA), key="other.npy"), "no array called 'data'"),
        (npz(npy(DATA), method=zipfile.ZIP_LZMA), "packed in a way that is not read"),
        (npz(npy(DATA))[:-30], "cannot be read"),
        (npz(npy(DATA).replace(b"(2, 3, 3)", b"(9999999999, 3, 3)")), "cannot be read"),
        (npz(npy(np.zeros((1 << 22, 1, 3), np.int8))), "holds more than 8388608 numbers"),
    ],
)
def test_what_is_no_such_array_is_named(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(SurveyError, match=rf"^x\.npz: .*{reason}"):
        read_text(tmp_path, "x.npz", content)


BOMB_BYTES = (1 << 26) + 1_234_567


@pytest.mark.parametrize("stated", [BOMB_BYTES, 1000])
def test_a_zip_bomb_is_stopped_before_it_fills_the_memory(tmp_path: Path, stated: int) -> None:
    bomb = npz(bytes(BOMB_BYTES), method=zipfile.ZIP_DEFLATED)
    (tmp_path / "x.npz").write_bytes(bomb.replace(struct.pack("<I", BOMB_BYTES), struct.pack("<I", stated)))
    peak = memory_until_refused(tmp_path / "x.npz", r"larger than 64 MiB|cannot be read")
    assert peak < 3 << 26


def test_the_sample_of_fifty_sites(sample: Callable[[str], Path]) -> None:
    survey = read_survey(sample("openswi_layout_obs_period_phase_group.npz"))
    assert (survey.n_sites, survey.crs) == (50, None)
    assert (survey.names[0], survey.names[-1]) == ("S001", "S050")
    assert np.bincount(survey.curves.kind).tolist() == [1067, 1046]
    assert set(survey.curves.mode.tolist()) == set(survey.curves.wave.tolist()) == {0}
    assert survey.curves.frequency[[0, 1]] == pytest.approx([1 / 8, 1 / 8])
    assert survey.curves.velocity[[0, 1]] == pytest.approx([3091.7, 2989.1])
    assert survey.curves.counts[[0, -1]].tolist() == [34, 34]
    last = survey.curves.take(slice(49, 50))
    assert (last.frequency[0], last.velocity[0], last.velocity[1]) == pytest.approx((1 / 8, 3198.2, 3151.8))
    assert units(survey)["phase velocity"] == ("km/s", "format")


def test_damaged_files_are_harmless(tmp_path: Path) -> None:
    assert_harmless(tmp_path / "x.npz", mutants(npz(npy(DATA)), start=38))
    assert_harmless(tmp_path / "x.npz", map(npz, mutants(npy(DATA))))
