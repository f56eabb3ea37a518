"""Profiles for site response, read back by the columns that pystrata takes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from results import SPREAD, make_result, square

from plugin.cli.commandline import main
from plugin.engine.exports.exporting import export
from plugin.engine.results.outputs import write_result
from plugin.protocol.errors import OutputError
from plugin.protocol.orders import Export

EDGES = np.sqrt([2 * 5, 5 * 10, 10 * 20])


def test_a_profile_has_thickness_velocity_unit_weight_and_the_assumed_damping(tmp_path: Path) -> None:
    write_result(make_result([0.0], [0.0]), tmp_path)
    done = export(Export(tmp_path, "pystrata", damping=0.02))
    table = pd.read_csv(*done.paths)
    assert {"thickness", "vel_shear", "unit_wt", "damping"} <= set(table.columns)
    np.testing.assert_allclose(table["thickness"], [*np.diff(EDGES, prepend=0.0), 0.0], rtol=1e-6)
    np.testing.assert_allclose(table["depth"], [0.0, *EDGES], rtol=1e-6)
    np.testing.assert_allclose(table["vel_shear"], 200 * np.array([2, 5, 10, 20]) ** 0.25, rtol=1e-5)
    np.testing.assert_allclose(table["unit_wt"], 2000 * 9.80665 / 1000)
    assert (table["damping"] == 0.02).all()
    assert "damping is 2 % in all layers, which is assumed and not measured" in done.notes[0]


def test_the_drawn_profiles_come_with_their_weights(tmp_path: Path) -> None:
    write_result(make_result([0.0, 1.0], [0.0, 1.0]), tmp_path)
    paths = export(Export(tmp_path, "pystrata", drawn=True)).paths
    assert [path.name for path in paths] == ["S000.csv", "S001.csv", "S000_drawn.csv", "S001_drawn.csv"]
    table = pd.read_csv(paths[2])
    profiles = table.groupby("profile")
    assert profiles["weight"].first().tolist() == [0.25, 0.5, 0.25]
    reported = pd.read_csv(paths[0])
    for number, factor in ((1, 0.8), (2, 1.0), (3, 1.25)):
        layers = profiles.get_group(number)
        np.testing.assert_allclose(layers["vel_shear"], reported["vel_shear"] * factor, rtol=3e-4)
        np.testing.assert_allclose(layers["thickness"], reported["thickness"], rtol=1e-5)
        np.testing.assert_allclose(layers["unit_wt"], reported["unit_wt"])
    assert len(SPREAD) == 5


def test_a_site_named_like_another_ones_drawn_profiles_keeps_its_file(tmp_path: Path) -> None:
    result = make_result([0.0, 1.0], [0.0, 1.0])
    names = np.array(["A", "A_drawn"])
    write_result(replace(result, survey=replace(result.survey, names=names)), tmp_path)
    paths = export(Export(tmp_path, "pystrata", drawn=True)).paths
    assert len({path.name for path in paths}) == 4
    assert "profile" not in pd.read_csv(paths[1]).columns


def test_without_kept_profiles_the_drawn_ones_are_refused_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_result(make_result(*square(2), drawn=None), tmp_path)
    assert main(["export", str(tmp_path), "--format", "pystrata", "--drawn"]) == 2
    assert "run invert again, and keep the drawn profiles" in capsys.readouterr().err
    assert not (tmp_path / "pystrata").exists()


@pytest.mark.parametrize("damping", ["-1", "101", "nan"])
def test_damping_outside_its_limits_is_refused(
    tmp_path: Path, damping: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["export", str(tmp_path), "--format", "pystrata", "--damping", damping])
    assert "is not between 0 and 100 percent" in capsys.readouterr().err


def test_tables_of_an_earlier_export_elsewhere_go_and_others_stay(tmp_path: Path) -> None:
    write_result(make_result(*square(2)), tmp_path / "run")
    out = tmp_path / "out"
    export(Export(tmp_path / "run", "pystrata", out, drawn=True))
    (out / "mine.csv").write_text("a,b\n1,2\n")
    export(Export(tmp_path / "run", "pystrata", out, sites=("S002",)))
    assert sorted(path.name for path in out.iterdir()) == ["S002.csv", "mine.csv"]
    (out / "S002.csv").write_text("mine\n")
    with pytest.raises(OutputError, match="is there already"):
        export(Export(tmp_path / "run", "pystrata", out, sites=("S002",)))
