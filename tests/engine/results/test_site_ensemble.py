"""Drawn profiles of one site come alone, few enough to be looked at."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from results import DEPTHS, make_result, square

from plugin.engine.pipeline import carry_out
from plugin.engine.results import ensembles
from plugin.engine.results.outputs import write_result
from plugin.protocol.errors import OutputError
from plugin.protocol.messages import Done, from_line, to_line
from plugin.protocol.orders import ShowDrawn
from plugin.protocol.outcomes import DrawnProfiles

COARSE = 1e-3


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(ensembles, "SITES_A_BLOCK", 3)
    write_result(make_result(*square(2), surface_vs=[100, 150, 200, 300]), tmp_path)
    return tmp_path


@pytest.mark.parametrize(("site", "surface"), [("S000", 100), ("S003", 300)])
def test_all_of_a_site_in_its_block_are_handed_over(folder: Path, site: str, surface: float) -> None:
    found = carry_out(ShowDrawn(folder, site))
    assert isinstance(found, DrawnProfiles)
    assert found.depth == DEPTHS
    assert found.drawn_from == "accepted"
    reported = surface * np.array(DEPTHS) ** 0.25
    assert np.array(found.vs) == pytest.approx(np.outer([0.8, 1.0, 1.25], reported), rel=COARSE)


def test_of_many_those_that_stand_for_most_of_the_weight(folder: Path) -> None:
    (heaviest,) = carry_out(ShowDrawn(folder, "S000", most=1)).vs
    assert heaviest[0] == pytest.approx(100 * DEPTHS[0] ** 0.25, rel=COARSE)


def test_a_site_without_profiles_has_none(folder: Path) -> None:
    assert carry_out(ShowDrawn(folder, "X")) == DrawnProfiles((), (), "")


def test_they_cross_the_border_as_they_are(folder: Path) -> None:
    done = Done(1, carry_out(ShowDrawn(folder, "S001")))
    assert from_line(to_line(done)) == done


def test_a_table_that_another_run_wrote_is_not_taken(folder: Path) -> None:
    carry_out(ShowDrawn(folder, "S001"))
    (folder / "ensembles.parquet").write_bytes(b"PAR1")
    with pytest.raises(OutputError, match=r"ensembles\.parquet: is not the file that was written here"):
        carry_out(ShowDrawn(folder, "S001"))
