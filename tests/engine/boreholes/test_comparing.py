"""Profiles beside boreholes: pairs, scores of exact numbers, sentences, files and refusals."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from results import DEPTHS, make_result, square

from plugin.cli.commandline import main
from plugin.engine.boreholes.hole_table import read_holes
from plugin.engine.boreholes.pairing import pair_up
from plugin.engine.boreholes.scores import Comparison, bias_by_depth, compare_profiles
from plugin.engine.boreholes.site_profiles import interval_velocity
from plugin.engine.results.outputs import load_sites, write_result
from plugin.protocol.errors import OutputError
from plugin.protocol.read_options import ReadOptions

EDGES = [0.0, *np.sqrt([2 * 5, 5 * 10, 10 * 20])]
VS = 200 * np.array(DEPTHS) ** 0.25
LEFT, BOTTOM = 500_000.0, 5_000_000.0


def hole_of_profile(factor: float = 1.0, place: str = "") -> str:
    """Rows of a hole whose Vs is the profile's by a factor."""
    rows = zip(EDGES, [*EDGES[1:], 20.0], VS * factor)
    return "".join(f"{top:.6f},{bottom:.6f},{vs:.6f}{place}\n" for top, bottom, vs in rows)


def compared(folder: Path, text: str, within: float = 100.0) -> Comparison:
    path = folder / "holes.csv"
    path.write_text(text)
    return compare_profiles(folder, read_holes(path), within)


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """Nine sites 100 m apart, all of the same profile."""
    write_result(make_result(*square(3)), tmp_path)
    return tmp_path


def test_mean_velocities_between_depths_are_those_of_travel_times() -> None:
    found = interval_velocity(
        np.array([1.0, 4.0]), np.array([[100.0, 400.0]]), np.array([1.0]), np.array([4.0])
    )
    np.testing.assert_allclose(found, [[3 / (1 / 100 + 2 / 400)]])


def test_a_hole_of_the_profile_itself_has_no_bias_and_lies_inside(run: Path) -> None:
    place = f",{LEFT + 30},{BOTTOM + 40},EPSG:32633"
    found = compared(run, f"top_m,bottom_m,vs_m_s,x,y,crs\n{hole_of_profile(1.0, place)}", 60.0)
    (row,) = found.table.to_dict("records")
    assert (row["hole"], row["site"]) == ("S001", "S000")
    assert row["distance_m"] == pytest.approx(50.0)
    assert row["bias_pct"] == pytest.approx(0.0, abs=0.02)
    assert row["scatter_pct"] == pytest.approx(0.0, abs=0.05)
    assert row["inside_90_pct"] == 100.0
    assert (row["from_m"], row["to_m"]) == (2.0, 20.0)


@pytest.mark.parametrize(("factor", "bias", "word"), [(1.25, -20.0, "slower"), (0.8, 25.0, "faster")])
def test_a_bias_is_told_in_per_cent_and_words(run: Path, factor: float, bias: float, word: str) -> None:
    found = compared(run, f"hole,top_m,bottom_m,vs_m_s\n{named('S003', factor)}")
    (row,) = found.table.to_dict("records")
    assert row["bias_pct"] == pytest.approx(bias, abs=0.05)
    assert f"the profile is {abs(bias):.0f} % {word} than the hole on average" in row["message"]
    assert np.isnan(row["distance_m"])
    assert "paired by name" in found.notes


def named(name: str, factor: float) -> str:
    return "".join(f"{name},{row}\n" for row in hole_of_profile(factor).splitlines())


def test_the_band_is_that_of_the_drawn_profiles(run: Path) -> None:
    found = compared(run, f"hole,top_m,bottom_m,vs_m_s\n{named('S003', 1.0)}")
    middle = found.depths["vs_m_s"]
    # Three draws, 0.8, 1 and 1.25 times the profile with weights of 1/4, 1/2 and 1/4.
    np.testing.assert_allclose(found.depths["vs_p05"] / middle, 0.8, rtol=1e-3)
    np.testing.assert_allclose(found.depths["vs_p95"] / middle, 1.25, rtol=1e-3)
    assert compared(run, f"hole,top_m,bottom_m,vs_m_s\n{named('S003', 1.3)}").table["inside_90_pct"][0] == 0.0


def test_without_kept_draws_the_profiles_own_quantiles_serve(tmp_path: Path) -> None:
    write_result(make_result(*square(2), drawn=None), tmp_path)
    found = compared(tmp_path, f"hole,top_m,bottom_m,vs_m_s\n{named('S003', 1.0)}")
    np.testing.assert_allclose(found.depths["vs_p95"] / found.depths["vs_m_s"], np.exp(0.2), rtol=1e-4)
    assert found.notes[-1] == "the drawn profiles were not kept: bands are those of the profiles"


def test_biases_are_told_by_depth(run: Path) -> None:
    rows = named("S003", 1.0).splitlines()
    rows[2] = rows[2].rsplit(",", 1)[0] + f",{VS[2] / 2}"  # sqrt(50) to sqrt(200) m
    found = compared(run, "hole,top_m,bottom_m,vs_m_s\n" + "\n".join(rows))
    by_depth = bias_by_depth(found.depths, (0, EDGES[2], EDGES[3], 20))
    np.testing.assert_allclose(by_depth["bias_pct"], [0, 100, 0], atol=0.05)
    np.testing.assert_allclose(by_depth["thickness_m"], np.diff([2, *EDGES[2:], 20]), rtol=1e-5)


def test_vs30_of_both_is_compared(tmp_path: Path) -> None:
    write_result(make_result([0.0], [0.0], None), tmp_path)
    found = compared(tmp_path, "depth_m,vs_m_s\n0,320\n40,320\n")
    (row,) = found.table.to_dict("records")
    assert (row["vs30_hole_m_s"], row["vs30_m_s"]) == (pytest.approx(320.0), 400.0)
    assert row["vs30_difference_pct"] == pytest.approx(25.0)
    assert row["vs30_inside_90"] == 1
    assert "Vs30 is 400 m/s, of the hole 320 (+25 %), inside the band 300 to 500" in row["message"]
    assert "the hole has no place: it is compared with all 1 site" in found.notes


def test_a_hole_below_what_the_curve_resolves_is_not_scored(run: Path) -> None:
    found = compared(run, "hole,top_m,bottom_m,vs_m_s\nS003,0,1.5,300\n")
    (row,) = found.table.to_dict("records")
    assert np.isnan(row["bias_pct"])
    assert row["message"] == "hole S003 and site S003: the curve resolves no depth of the hole"
    assert found.summary() == "1 pair of borehole and site, none of which could be scored"


def test_all_sites_within_the_distance_are_compared_the_nearest_first(run: Path) -> None:
    path = run / "holes.csv"
    place = f",{LEFT + 20},{BOTTOM}"
    path.write_text(f"top_m,bottom_m,vs_m_s,x,y\n{hole_of_profile(1.0, place)}")
    holes = read_holes(path, ReadOptions(crs="EPSG:32633"))
    sites = load_sites(run)
    pairs = pair_up(holes, sites, 105.0)
    assert sites["site"].iloc[pairs.site].tolist() == ["S000", "S001", "S003"]
    np.testing.assert_allclose(pairs.distance, [20, 80, np.hypot(20, 100)])
    with pytest.raises(OutputError, match=r"no borehole lies within 10 m of a site .* nearest is 20 m away"):
        pair_up(holes, sites, 10.0)


def test_the_command_writes_tables_a_layer_and_a_figure_and_says_a_sentence_a_pair(
    run: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    given = tmp_path_factory.mktemp("given") / "holes.csv"
    place = f",Bohrung 1/a,{LEFT},{BOTTOM},EPSG:32633"
    given.write_text(f"top_m,bottom_m,vs_m_s,hole,x,y,crs\n{hole_of_profile(1.0, place)}")
    assert main(["compare", str(run), "--boreholes", str(given), "--within", "50"]) == 0
    told = capsys.readouterr()
    assert told.out.strip() == str(run / "comparison")
    assert "hole Bohrung 1/a and site S000, 0 m apart: " in told.err
    assert sorted(path.name for path in (run / "comparison").iterdir()) == [
        "Bohrung_1_a.png",
        "comparison.csv",
        "comparison.gpkg",
        "comparison_depths.csv",
    ]
    layer = gpd.read_file(run / "comparison" / "comparison.gpkg")
    assert (layer.geometry.x[0], layer.geometry.y[0]) == (LEFT, BOTTOM)
    table = pd.read_csv(run / "comparison" / "comparison.csv")
    assert table["inside_90_pct"].tolist() == [100.0]
    assert (run / "comparison" / "Bohrung_1_a.png").read_bytes()[:4] == b"\x89PNG"


def test_a_second_comparison_takes_the_place_of_the_first_here_and_elsewhere(
    run: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    given = elsewhere / "holes.csv"
    for target in (run / "comparison", elsewhere / "out"):
        for name in ("S003", "S004"):
            given.write_text(f"hole,top_m,bottom_m,vs_m_s\n{named(name, 1.0)}")
            words = ["compare", str(run), "--boreholes", str(given), "--out", str(target)]
            assert main(words) == 0
            assert [path.name for path in target.glob("*.png")] == [f"{name}.png"]


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("hole,depth_m,vs_m_s\nX,1,100\nX,2,100\nY,1,100\nY,2,100\n", [], "no names in common"),
        ("depth_m,vs_m_s,x,y\n1,100,1,1\n2,100,1,1\n", ["--crs", "EPSG:32633"], "the nearest is"),
        ("depth_m,vp_m_s\n1,100\n", [], "no column is called Vs"),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_line_and_nothing_is_written(
    run: Path, text: str, words: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = run / "holes.csv"
    given.write_text(text)
    assert main(["compare", str(run), "--boreholes", str(given), *words]) == 2
    assert why in capsys.readouterr().err.splitlines()[-1]
    assert not (run / "comparison").exists()


def test_a_folder_without_a_run_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = tmp_path / "holes.csv"
    given.write_text(f"top_m,bottom_m,vs_m_s\n{hole_of_profile()}")
    assert main(["compare", str(tmp_path), "--boreholes", str(given)]) == 2
    assert "holds no finished run" in capsys.readouterr().err
