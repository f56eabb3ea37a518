"""Site classes are mapped with their probabilities."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
from results import make_result, square

from plugin.engine.maps.class_maps import class_parts, classes_and_odds
from plugin.engine.maps.maps import make_maps
from plugin.engine.results.outputs import write_result
from plugin.protocol.map_options import MapOptions
from plugin.protocol.result_files import CLASS_MAPS


def test_the_probability_is_the_share_of_the_band_within_the_class() -> None:
    middle = np.array([360.0, 500.0, 500.0, np.nan])
    width = np.array([1.2, 1.001, 1.645, 1.2])
    codes, odds = classes_and_odds("asce7_16", middle, middle / width, middle * width)
    assert codes.tolist() == [3.0, 2.0, 2.0, 255.0]
    assert odds[:2].tolist() == pytest.approx([0.5, 1.0], abs=1e-6)
    sigma = np.log(1.645) / 1.645
    inside = 0.5 * (erf(np.log(760 / 500) / sigma) + erf(np.log(500 / 360) / sigma))
    assert odds[2] == pytest.approx(inside)
    assert np.isnan(odds[3])


def erf(x: float) -> float:
    from math import erf, sqrt

    return erf(x / sqrt(2))


def test_classes_of_a_kriged_map_are_written_as_bytes_with_names(tmp_path: Path) -> None:
    sides = np.repeat(np.linspace(120, 400, 5), 5)
    depths = (2.0, 5.0, 10.0, 20.0, 30.0)
    write_result(make_result(*square(5), surface_vs=sides, depths=depths, wavelengths=(8.0, 80.0)), tmp_path)
    made = {path.name for path in make_maps(tmp_path, MapOptions(figure=False, resolution=25.0))}
    assert {raster.file for pair in CLASS_MAPS.values() for raster in pair} <= made
    with (
        rasterio.open(tmp_path / "vs30.tif") as vs30,
        rasterio.open(tmp_path / "class_asce7_16.tif") as classes,
    ):
        velocity, code = vs30.read(1), classes.read(1)
        assert classes.dtypes[0] == "uint8" and classes.nodata == 255
        assert classes.descriptions[0].endswith(": 0 A, 1 B, 2 C, 3 D, 4 E")
    known = np.isfinite(velocity)
    assert (code[~known] == 255).all()
    wanted = (velocity <= 1500).astype(int) + (velocity <= 760) + (velocity <= 360) + (velocity < 180)
    assert (code[known] == wanted[known]).all()
    assert len(set(code[known])) >= 2
    with rasterio.open(tmp_path / "p_asce7_16.tif") as odds:
        share = odds.read(1)
    assert ((share[known] > 0) & (share[known] <= 1)).all()


def test_ground_type_e_is_mapped_where_soft_cover_is_thin(tmp_path: Path) -> None:
    depths = (1.0, 2.0, 4.0, 8.0, 12.0, 16.0, 24.0, 36.0)
    x, y = square(5)
    rock = np.where(x < x.mean(), 10.0, 100.0)[:, None]
    vs = np.where(np.array(depths) < rock, 220.0, 1100.0)
    result = make_result(x, y, depths=depths, wavelengths=(4.0, 80.0))
    quantiles = vs[..., None] * np.exp([-0.05, -0.03, 0.0, 0.03, 0.05])
    write_result(replace(result, profiles=replace(result.profiles, vs=vs, quantiles=quantiles)), tmp_path)
    make_maps(tmp_path, MapOptions(figure=False, resolution=25.0))
    with rasterio.open(tmp_path / "class_ec8.tif") as classes, rasterio.open(tmp_path / "p_ec8.tif") as odds:
        code, share = classes.read(1), odds.read(1)
    left, right = code[:, 1][code[:, 1] != 255], code[:, -2][code[:, -2] != 255]
    assert set(left) == {4} and set(right) == {2}
    assert np.nanmin(share) > 0.2 and np.nanmax(share) <= 1.0 + 1e-6


def test_without_a_band_there_are_no_classes(tmp_path: Path) -> None:
    write_result(make_result(*square(5)), tmp_path)
    made = {path.name for path in make_maps(tmp_path, MapOptions(figure=False, method="linear"))}
    assert not [name for name in made if name.startswith(("class_", "p_"))]
    assert class_parts([]) == []
