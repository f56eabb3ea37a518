"""Boreholes in a report: the pictures of a comparison with what came of it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from results import make_result, square

from plugin.cli.commandline import main
from plugin.engine.report.hole_pictures import hole_pictures
from plugin.engine.results.outputs import write_result
from plugin.protocol.errors import OutputError


@pytest.fixture
def compared(tmp_path: Path) -> Path:
    """A run of four sites, two of which have a borehole of their name."""
    folder = tmp_path / "run"
    write_result(make_result(*square(2)), folder)
    rows = "".join(
        f"{name},{top},{bottom},300\n" for name in ("S003", "S001") for top, bottom in ((0, 9), (9, 30))
    )
    holes = tmp_path / "holes.csv"
    holes.write_text(f"hole,top_m,bottom_m,vs_m_s\n{rows}")
    assert main(["compare", str(folder), "--boreholes", str(holes)]) == 0
    return folder


def test_each_borehole_is_shown_and_its_caption_says_what_its_title_does_not(compared: Path) -> None:
    pictures = list(hole_pictures(SimpleNamespace(folder=compared)))  # type: ignore[arg-type]
    assert sorted(picture.title for picture in pictures) == ["Borehole S001", "Borehole S003"]
    for picture in pictures:
        name = picture.title.split()[1]
        assert picture.caption.startswith("Left: Vs of the borehole (red) and of the site's profile (blue)")
        assert f"site {name}" not in picture.caption
        assert picture.image == (compared / "comparison" / f"{name}.png").read_bytes()


def test_without_a_comparison_there_is_none_and_a_changed_one_is_refused(
    compared: Path, tmp_path: Path
) -> None:
    write_result(make_result(*square(2)), tmp_path / "other")
    assert not list(hole_pictures(SimpleNamespace(folder=tmp_path / "other")))  # type: ignore[arg-type]
    (compared / "comparison" / "S001.png").write_bytes(b"another")
    with pytest.raises(OutputError, match=r"S001\.png"):
        list(hole_pictures(SimpleNamespace(folder=compared)))  # type: ignore[arg-type]
