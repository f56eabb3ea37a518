from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hostile import assert_harmless, memory_until_refused, mutants
from one_curve import first_and_last, notes, read_text, types, units

from plugin.engine.reading.survey_file import read_survey
from plugin.protocol.errors import SurveyError
from plugin.protocol.waves import VelocityType, Wave

POINTS = [(2.0, 0.004, 1.0513157894736842), (5.0, 0.005, 0.0001)]


def curve(
    points: list[tuple] = POINTS, slowness: str = "Phase", wave: str = "Rayleigh", index: int = 0
) -> str:
    mode = f"<slowness>{slowness}</slowness><polarization>{wave}</polarization><index>{index}</index>"
    rows = "".join(
        f"<StatPoint><x>{x}</x><mean>{mean}</mean><stddev>{deviation}</stddev><valid>true</valid></StatPoint>"
        for x, mean, deviation in points
    )
    return f"<ModalCurve><name>c</name><Mode>{mode}</Mode>{rows}</ModalCurve>"


def xml(*curves: str, position: str = "0 0 0") -> str:
    target = f'<DispersionTarget type="dispersion">{"".join(curves)}</DispersionTarget>'
    return f"<Dinver><TargetList><position>{position}</position>{target}</TargetList></Dinver>"


def tar(content: bytes, name: str = "contents.xml", **fields: object) -> bytes:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as file:
        member = tarfile.TarInfo(name)
        member.size = len(content)
        for field, value in fields.items():
            setattr(member, field, value)
        file.addfile(member, io.BytesIO(content))
    return archive.getvalue()


def target(text: str, encoding: str = "utf-16") -> bytes:
    return gzip.compress(tar(text.encode(encoding)))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8", "utf-8-sig"])
def test_a_target_in_any_encoding_is_one_site(tmp_path: Path, encoding: str) -> None:
    survey = read_text(tmp_path, "A01.target", target(xml(curve()), encoding))
    assert survey.names.tolist() == ["A01"]
    first, last = first_and_last(survey.curves)
    assert first == pytest.approx((2.0, 250.0, 12.5))
    assert last == pytest.approx((5.0, 200.0, 0.0001 * 200**2))
    assert survey.crs is None


def test_every_curve_of_a_target_keeps_its_types(tmp_path: Path) -> None:
    curves = curve(), curve(slowness="Group", index=1), curve(wave="Love"), curve(wave="Transverse", index=2)
    survey = read_text(tmp_path, "A01.target", target(xml(*curves)))
    assert survey.curves.kind.tolist() == [0, 0, 1, 1, 0, 0, 0, 0]
    assert survey.curves.wave.tolist() == [0, 0, 0, 0, 1, 1, 1, 1]
    assert survey.curves.mode.tolist() == [0, 0, 1, 1, 0, 0, 2, 2]


def test_points_and_curves_that_are_switched_off_are_not_used(tmp_path: Path) -> None:
    off = curve().replace("<name>c", "<enabled>false</enabled><name>off")
    some = curve([*POINTS, (9.0, 0.005, 1.0)])
    some = "false".join(some.rsplit("true", 1))
    survey = read_text(tmp_path, "A01.target", target(xml(off, some)))
    assert survey.curves.frequency.tolist() == [2.0, 5.0]
    assert "curves that the target disables are not used: off" in notes(survey)
    assert "1 point that the target marks as not valid is not used" in notes(survey)


def test_a_curve_of_several_possible_modes_is_rejected(tmp_path: Path) -> None:
    mode = "<Mode><slowness>Phase</slowness><polarization>Rayleigh</polarization><index>1</index></Mode>"
    survey = read_text(
        tmp_path, "A01.target", target(xml(curve(), curve().replace("<Mode>", mode + "<Mode>")))
    )
    assert survey.curves.n_points == 2
    assert "A01.target: site A01: curve c names 2 modes" in survey.report.lines()[0]


def test_a_position_is_metres_in_the_users_system(tmp_path: Path) -> None:
    content = target(xml(curve(), position="10 20 0"))
    survey = read_text(tmp_path, "A01.target", content, crs="EPSG:32633")
    assert (survey.x.tolist(), survey.y.tolist(), survey.crs) == ([10.0], [20.0], "EPSG:32633")
    assert read_text(tmp_path, "A01.target", content).crs is None


@pytest.mark.parametrize("name", ["geopsy_v2.10.1_dinver", "geopsy_v3.4.2_dinver", "geopsy_v3_tar1"])
@pytest.mark.parametrize("ending", ["target", "contents.xml"])
def test_the_sample_targets_and_their_contents(sample: Callable[[str], Path], name: str, ending: str) -> None:
    survey = read_survey(sample(f"{name}.{ending}"))
    assert survey.names.tolist() == [Path(f"{name}.{ending}").stem]
    assert types(survey.curves) == {(Wave.RAYLEIGH, VelocityType.PHASE, 0)}
    assert survey.curves.n_points == 20
    first, last = first_and_last(survey.curves)
    within = 3e-3 if "v2" in name else 1e-7  # a deviation of the slowness is carried over to first order
    assert first == pytest.approx((1.6117160335753145, 241.7574050362972, 12.087870251814863), rel=within)
    assert last == pytest.approx((81.60250438398471, 163.20500876796942, 8.160250438398473), rel=within)
    assert units(survey)["slowness"] == ("s/m", "format")
    assert (survey.crs, survey.report.rejects) == (None, ())


BOMB = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + xml("&b;")
FILE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + xml("&a;")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (target(BOMB), "its XML defines entities, which is refused"),
        (target(FILE), "its XML defines entities, which is refused"),
        (target("<Dinver>" * 200_000), "its XML cannot be read"),
        (target(xml()), "the target holds no dispersion curve"),
        (target(xml(curve()))[:-9], "the compressed file is cut short"),
        (gzip.compress(tar(b"x" * (1 << 23))), "larger than 8 MiB when unpacked"),
        (gzip.compress(tar(b"", name="other.xml")), "holds no contents.xml"),
        (gzip.compress(tar(b"", type=tarfile.SYMTYPE, linkname="/etc/passwd")), "holds no contents.xml"),
        (gzip.compress(tar(b"", type=tarfile.FIFOTYPE)), "holds no contents.xml"),
        (gzip.compress(tar(b"")[:124] + b"\xff" * 12 + tar(b"")[136:]), "damaged|holds no"),
        (gzip.compress(tar(b"")[:124] + b"77777777777\0" + tar(b"")[136:]), "damaged|holds no"),
    ],
)
def test_hostile_targets_are_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    with pytest.raises(SurveyError, match=rf"^A01\.target: .*({reason})"):
        read_text(tmp_path, "A01.target", content)


def test_names_that_climb_out_of_the_archive_write_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    content = gzip.compress(tar(xml(curve()).encode(), name="../../contents.xml"))
    assert read_text(folder, "A01.target", content).n_sites == 1
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["A01.target", "in"]


def test_a_gzip_bomb_is_stopped_before_it_fills_the_memory(tmp_path: Path) -> None:
    bomb = gzip.compress(tar(bytes(1 << 26)), compresslevel=1)
    (tmp_path / "A01.target").write_bytes(bomb)
    peak = memory_until_refused(tmp_path / "A01.target", "larger than 8 MiB when unpacked")
    assert peak < 1 << 25


def test_damaged_files_are_harmless(tmp_path: Path) -> None:
    text = xml(curve(), curve(wave="Love"))
    assert_harmless(tmp_path / "A01.target", mutants(target(text)))
    assert_harmless(tmp_path / "A01.target", map(gzip.compress, mutants(tar(text.encode())[:2560])))
    assert_harmless(tmp_path / "A01.target", (gzip.compress(tar(m)) for m in mutants(text.encode())))
    assert_harmless(tmp_path / "A01.target", (gzip.compress(tar(m)) for m in mutants(text.encode("utf-16"))))
