from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hostile import assert_harmless, memory_until_refused, mutants
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from one_curve import first_and_last, notes, read_text, types, units
from scipy.io import savemat

from plugin.engine.reading.formats import mat_file
from plugin.engine.reading.formats.mat_file import numeric_variables
from plugin.engine.reading.survey_file import read_survey
from plugin.protocol.errors import SurveyError
from plugin.protocol.waves import VelocityType, Wave

F, PV = np.array([5.0, 6.0, 7.0]), np.array([[300.0, 0.0], [280.0, 500.0], [260.0, np.nan]])


def mat(packed: bool = False, **variables: object) -> bytes:
    file = io.BytesIO()
    savemat(file, variables, do_compression=packed)
    return file.getvalue()


def compressed(element: bytes) -> bytes:
    body = zlib.compress(element)
    return mat()[:128] + struct.pack("<II", 15, len(body)) + body


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("turned", [False, True])
def test_a_matrix_has_a_column_a_mode(tmp_path: Path, packed: bool, turned: bool) -> None:
    survey = read_text(tmp_path, "A01.mat", mat(packed, f=F, pv=PV.T if turned else PV))
    assert survey.names.tolist() == ["A01"]
    assert survey.curves.frequency.tolist() == [5.0, 6.0, 6.0, 7.0]
    assert survey.curves.velocity.tolist() == [300.0, 280.0, 500.0, 260.0]
    assert survey.curves.mode.tolist() == [0, 0, 1, 0]
    assert "2 values that are blank, zero or below are taken as missing" in notes(survey)
    assert units(survey)["phase velocity"] == ("m/s", "magnitude")


def test_vectors_of_maswaves_are_read_with_their_bounds(tmp_path: Path) -> None:
    v = PV[:, :1]
    content = mat(c_curve0=v, lambda_curve0=v / F[:, None], c_curve0_up=v + 12, c_curve0_low=v - 8)
    survey = read_text(tmp_path, "A01.mat", content)
    assert survey.curves.frequency == pytest.approx([5, 6, 7])
    assert survey.curves.sigma == pytest.approx([10, 10, 10])


@pytest.mark.parametrize("opened", ["c_curve0", "f_curve0"])
def test_vectors_of_maswaves_in_files_of_their_own_are_joined(tmp_path: Path, opened: str) -> None:
    (tmp_path / "c_curve0.mat").write_bytes(mat(c_curve0=PV[:, 0]))
    (tmp_path / "f_curve0.mat").write_bytes(mat(f_curve0=F))
    survey = read_survey(tmp_path / f"{opened}.mat")
    assert first_and_last(survey.curves)[0][:2] == (5.0, 300.0)


def test_structures_cells_and_words_beside_the_curve_do_not_matter(tmp_path: Path) -> None:
    cell = np.array([1.0, "x"], dtype=object)
    survey = read_text(tmp_path, "A01.mat", mat(f=F, pv=PV, s={"a": 1}, cell=cell, word="x", z=F + 1j))
    assert survey.curves.n_points == 4


@settings(max_examples=40, deadline=None)
@given(
    arrays(
        st.sampled_from([np.float64, np.float32, np.int8, np.uint16, np.int32, np.uint64]),
        array_shapes(min_dims=2, max_dims=3, max_side=4),
    ),
    st.text("abcxyz_", min_size=1, max_size=12).filter(str.isalpha),
    st.booleans(),
)
def test_every_numeric_array_is_read_as_it_was_written(values: np.ndarray, name: str, packed: bool) -> None:
    found = numeric_variables(mat(packed, **{name: values}))
    np.testing.assert_array_equal(found[name], values.astype(np.float64))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (mat(a=F), "no variables that are a dispersion curve, such as f and pv; it holds a 1x3"),
        (mat(f=F, pv=np.ones((200, 200))), r"pv is 200x200, not 3 values \(f\) by 1 to 20 modes"),
        (mat(f=F, pv=PV * 0), "every velocity is blank or zero"),
        (b"MATLAB 7.3 MAT-file" + bytes(200), "save it in MATLAB with the option -v7"),
        (mat(f=F, pv=PV)[:-20], "cut short"),
        (mat(f=F)[:126] + b"XX" + mat(f=F)[128:], "the header of the MATLAB file is damaged"),
        (mat()[:128] + struct.pack("<II", 99, 0) * 2000, "more than 1000 variables"),
    ],
)
def test_what_is_no_curve_is_named(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(SurveyError, match=rf"^A01\.mat: .*{reason}"):
        read_text(tmp_path, "A01.mat", content)


def test_a_bomb_is_stopped_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mat_file, "_MOST_BYTES", 1 << 22)  # the limit itself only makes the test slower
    (tmp_path / "A01.mat").write_bytes(compressed(bytes(1 << 26)))
    peak = memory_until_refused(tmp_path / "A01.mat", "larger than 4 MiB when unpacked")
    assert peak < 1 << 24


def test_the_sample_of_three_modes(sample: Callable[[str], Path]) -> None:
    survey = read_survey(sample("matlab_f_pv_multimode.mat"))
    assert survey.names.tolist() == ["matlab_f_pv_multimode"]
    expected = {0: (29, 2.5, 517.2020818377605, 16.5, 171.1750717875087),
                1: (28, 19.5, 459.00805045636355, 40.0, 592.8261437055406),
                2: (6, 36.5, 538.3665777868937, 39.5, 638.9484185634062)}  # fmt: skip
    for mode, (count, f_first, v_first, f_last, v_last) in expected.items():
        mine = survey.curves.mode == mode
        f, v = survey.curves.frequency[mine], survey.curves.velocity[mine]
        assert (len(f), f[0], v[0], f[-1], v[-1]) == pytest.approx((count, f_first, v_first, f_last, v_last))
    assert {(w, k) for w, k, _ in types(survey.curves)} == {(Wave.RAYLEIGH, VelocityType.PHASE)}
    assert survey.crs is None


def test_the_sample_of_picks(sample: Callable[[str], Path]) -> None:
    survey = read_survey(sample("matlab_multi_picks.mat"))
    assert survey.curves.n_points == 44
    first, last = first_and_last(survey.curves)
    assert first == pytest.approx((13.78, 1997.5, 149.2092285))
    assert last == pytest.approx((98.440002, 1510.0, 31.369201625))
    assert types(survey.curves) == {(Wave.RAYLEIGH, VelocityType.PHASE, 0)}


def test_damaged_files_are_harmless(tmp_path: Path) -> None:
    path = tmp_path / "A01.mat"
    assert_harmless(path, mutants(mat(f=F, pv=PV, s={"a": 1})))
    assert_harmless(path, mutants(mat(f=F, pv=PV), start=128))
    assert_harmless(path, map(compressed, mutants(mat(pv=PV)[128:])))
