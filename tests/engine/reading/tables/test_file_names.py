"""Words of a file's name: wave, velocity type, mode, and the site that is left."""

from __future__ import annotations

from pathlib import Path

import pytest
from curve_files import read, write

from plugin.engine.reading.tables.file_names import file_words
from plugin.protocol.waves import VelocityType, Wave

LOVE, RAYLEIGH = Wave.LOVE, Wave.RAYLEIGH
PHASE, GROUP = VelocityType.PHASE, VelocityType.GROUP
CURVE = "5 2.9\n8 3.1\n12 3.3\n20 3.6\n"


@pytest.mark.parametrize(
    ("name", "types", "site"),
    [
        ("sta1_rdispph.dat", (RAYLEIGH, PHASE, None), "sta1"),
        ("sta1_ldispgr.dat", (LOVE, GROUP, None), "sta1"),
        ("rgr.txt", (RAYLEIGH, GROUP, None), ""),
        ("lph_3.txt", (LOVE, PHASE, None), "3"),
        ("line7_mode_1.txt", (None, None, 1), "line7"),
        ("mode_0.txt", (None, None, 0), ""),
        ("mode1_HF.txt", (None, None, 1), "HF"),
        ("A1_love_group.txt", (LOVE, GROUP, None), "A1"),
        ("LovePhase_B.txt", (LOVE, PHASE, None), "B"),
        ("st-LOVE-2.asc", (LOVE, None, None), "st_2"),
        ("A fundamental.txt", (None, None, 0), "A"),
        ("A first higher mode.txt", (None, None, 1), "A"),
        ("A_2nd_overtone.txt", (None, None, 2), "A"),
        ("33.6_241.5_love.txt", (LOVE, None, None), "33.6_241.5"),
    ],
)
def test_words_of_a_file_name_are_types_and_the_rest_is_the_site(
    name: str, types: tuple[object, ...], site: str
) -> None:
    said = file_words(name)
    assert (said.types, said.site) == (types, site)


@pytest.mark.parametrize("name", ["graph.txt", "glove.txt", "R.txt", "L_1.txt", "mod1_dc.txt", "model_1.txt"])
def test_other_words_say_nothing(name: str) -> None:
    assert file_words(name).types == (None, None, None)
    assert file_words(name).site == Path(name).stem


@pytest.mark.parametrize("name", ["love_and_rayleigh.txt", "phase_group.txt", "mode0_mode1.txt", "mode 150"])
def test_words_that_contradict_each_other_say_nothing(name: str) -> None:
    assert file_words(name).types == (None, None, None)


@pytest.mark.parametrize(
    "content", [CURVE, "period_s,velocity_km_s\n" + CURVE.replace(" ", ","), "T c\n" + CURVE]
)
def test_a_file_without_types_has_those_of_its_name(tmp_path: Path, content: str) -> None:
    survey = read(write(tmp_path / "sta1_ldispgr_mode1.txt", content))
    curves = survey.curves
    assert (set(curves.wave), set(curves.kind), set(curves.mode)) == ({LOVE}, {GROUP}, {1})
    assert survey.report.notes[:3] == (
        "by the file's name, Love waves",
        "by the file's name, group velocity where nothing else says",
        "by the file's name, mode 1 where nothing else says (0 is the fundamental)",
    )


def test_what_the_file_or_the_user_says_goes_before_its_name(tmp_path: Path) -> None:
    content = "period_s,phase_velocity_km_s,mode\n5,2.9,0\n8,3.1,0\n"
    path = write(tmp_path / "love_group_mode_2.csv", content)
    survey = read(path, wave=RAYLEIGH)
    curves = survey.curves
    assert (set(curves.wave), set(curves.kind), set(curves.mode)) == ({RAYLEIGH}, {PHASE}, {0})
    assert not [note for note in survey.report.notes if "file's name" in note]
