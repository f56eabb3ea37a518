"""Every drawn profile is written with its weight, and comes back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest
from results import DEPTHS, make_result, square
from surveys import soil_curves, survey_of

from plugin.engine.products.levels import weighted_levels
from plugin.engine.profiles import mean_velocity
from plugin.engine.proof.basis import Basis
from plugin.engine.reading.survey_file import read_survey
from plugin.engine.results import ensembles
from plugin.engine.results.drawn import Drawn
from plugin.engine.results.ensembles import ensemble_blocks, load_ensembles
from plugin.engine.results.inversion import run
from plugin.engine.results.outputs import write_result
from plugin.protocol.errors import OutputError
from plugin.protocol.request import Request

COARSE = 2.0**-13
EXAMPLES = Path(__file__).parents[3] / "resources" / "examples"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_result(make_result(*square(2), surface_vs=[100, 150, 200, 300]), tmp_path)
    return tmp_path


def test_the_table_has_a_row_a_site_profile_and_depth(folder: Path) -> None:
    table = pd.read_parquet(folder / "ensembles.parquet")
    assert len(table) == 4 * 3 * len(DEPTHS)
    first, last = table.iloc[0], table.iloc[-1]
    assert (first["site"], first["profile"], first["drawn_from"]) == ("S000", 1, "accepted")
    assert first[["weight", "chi", "depth_m", "top_m"]].tolist() == pytest.approx([0.25, 0.9, 2.0, 0.0])
    assert first["bottom_m"] == pytest.approx(10**0.5)
    assert first["vs_m_s"] == pytest.approx(0.8 * 100 * 2**0.25, rel=COARSE)
    assert first["vs_felt_m_s"] == pytest.approx(100 * 2**0.25, rel=COARSE)
    assert (last["site"], last["profile"], last["depth_m"]) == ("S003", 3, 20.0)
    assert last["vs_m_s"] == pytest.approx(1.25 * 300 * 20**0.25, rel=COARSE)
    assert np.isnan(last["bottom_m"])


def test_profiles_come_back_as_arrays(folder: Path) -> None:
    found = load_ensembles(folder)
    assert found.names.tolist() == ["S000", "S001", "S002", "S003"]
    assert found.vs.shape == (4, 3, len(DEPTHS))
    assert found.depth[2].tolist() == list(DEPTHS)
    assert found.weight[3].tolist() == [0.25, 0.5, 0.25]
    assert found.vs[3, 2] == pytest.approx(1.25 * 300 * np.array(DEPTHS) ** 0.25, rel=COARSE)
    assert found.drawn_from.tolist() == ["accepted"] * 4


def test_sites_come_in_the_order_asked_for(folder: Path) -> None:
    found = load_ensembles(folder, ["S002", "S000"])
    assert found.names.tolist() == ["S002", "S000"]
    assert found.felt[:, 0] == pytest.approx(np.array([200, 100]) * 2**0.25, rel=COARSE)
    with pytest.raises(OutputError, match=r"ensembles.parquet: has no site X"):
        load_ensembles(folder, ["S000", "X"])


def test_blocks_hold_the_same_as_the_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ensembles, "SITES_A_BLOCK", 3)
    write_result(make_result(*square(2), surface_vs=[100, 150, 200, 300]), tmp_path)
    assert [len(block.names) for block in ensemble_blocks(tmp_path)] == [3, 1]
    assert load_ensembles(tmp_path).felt[3, 0] == pytest.approx(300 * 2**0.25, rel=COARSE)
    assert load_ensembles(tmp_path, ["S003"]).names.tolist() == ["S003"]


def test_sites_with_fewer_profiles_are_padded_without_weight(tmp_path: Path) -> None:
    drawn = Drawn.empty(2, len(DEPTHS))
    depth, vs = np.tile(DEPTHS, (2, 1)), np.full((2, 3, len(DEPTHS)), 200.0)
    weight, chi = np.array([[0.5, 0.25, 0.25], [0.0, 1.0, 0.0]]), np.full((2, 3), 0.5)
    drawn.put(np.arange(2), depth, depth, np.full(2, Basis.REFINED), vs, weight, chi)
    write_result(make_result([0, 1], [0, 1], drawn=drawn), tmp_path)
    assert len(pd.read_parquet(tmp_path / "ensembles.parquet")) == 4 * len(DEPTHS)
    found = load_ensembles(tmp_path)
    assert found.weight.tolist() == [[0.5, 0.25, 0.25], [1.0, 0.0, 0.0]]
    assert (found.vs == 200.0).all()
    assert found.drawn_from.tolist() == ["fit", "fit"]
    assert np.isnan(found.chi[1, 1:]).all()


def test_profiles_found_again_take_the_place_of_earlier_ones() -> None:
    drawn, depth = Drawn.empty(3, 2), np.array([[1.0, 2.0]])
    for vs in (100.0, 300.0):
        for site in range(3):
            samples, weight = np.full((1, 2, 2), vs + site), np.full((1, 2), 0.5)
            drawn.put(np.array([site]), depth, depth, np.array([Basis.ENSEMBLE]), samples, weight, weight)
    weight, chi, vs = drawn.take(np.array([2, 0])).read(range(2))
    assert vs[:, 0].tolist() == [302.0, 302.0, 300.0, 300.0]
    assert weight.tolist() == chi.tolist() == [0.5] * 4


def test_a_folder_without_the_table_says_how_to_get_it(tmp_path: Path) -> None:
    write_result(make_result([0.0], [0.0], drawn=None), tmp_path)
    assert not (tmp_path / "ensembles.parquet").exists()
    with pytest.raises(OutputError, match="is missing; run invert again, and keep the drawn profiles"):
        load_ensembles(tmp_path)


def test_a_changed_table_is_refused(folder: Path) -> None:
    table = pq.read_table(folder / "ensembles.parquet")
    pq.write_table(table.slice(0, 8), folder / "ensembles.parquet")
    with pytest.raises(OutputError, match=r"ensembles.parquet: is not the file that was written"):
        load_ensembles(folder)


@pytest.mark.parametrize(("samples", "kind"), [(0, "network"), (30, "fit")])
def test_a_runs_vs30_follows_from_the_table(tmp_path: Path, samples: int, kind: str) -> None:
    result = run(survey_of(soil_curves(2.0, sites=2)), Request(samples=samples))
    write_result(result, tmp_path)
    found = load_ensembles(tmp_path)
    assert found.drawn_from.tolist() == [kind] * 2
    levels = weighted_levels(mean_velocity(found.depth[:, None], found.vs, 30.0), found.weight)
    if kind == "fit":
        levels *= (mean_velocity(found.depth, found.felt, 30.0) / levels[:, 1])[:, None]
    assert levels == pytest.approx(result.vs30, rel=3e-4)


def test_accepted_profiles_come_with_their_misfits(tmp_path: Path) -> None:
    curves = read_survey(EXAMPLES / "near_surface_valley.csv").curves.take(np.arange(2))
    curves = replace(curves, sigma=2 * curves.sigma)
    write_result(run(survey_of(curves), Request(samples=40)), tmp_path)
    found = load_ensembles(tmp_path)
    assert found.drawn_from.tolist() == ["accepted"] * 2
    kept = found.weight > 0
    assert kept.sum(axis=1).min() >= 20
    assert (found.chi[kept] < 1).all()
    assert found.weight.sum(axis=1) == pytest.approx([1.0, 1.0])


def test_a_run_may_leave_the_table_out(tmp_path: Path) -> None:
    result = run(survey_of(soil_curves()), Request(samples=0, ensembles=False))
    assert result.drawn is None
