"""Maps of Vs30 where sites do not know 30 m: a law carries them down, and the map says so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import rasterio
from results import make_result, square
from scipy.special import ndtr

from plugin.engine.maps.maps import make_maps
from plugin.engine.report.map_figure import Extent, MapView, draw_map
from plugin.engine.results.outputs import write_result
from plugin.protocol.map_options import MapOptions

QUICK = {"figure": False, "contours": False}


def written(folder: Path, reaches: np.ndarray, **options: object) -> dict[str, Any]:
    """The maps of a survey of 25 sites that know the ground to depths in m."""
    x, y = square()
    result = make_result(x, y, surface_vs=np.full(25, 200.0), depths=(2, 5, 10, 20, 40), wavelengths=(8, 80))
    write_result(replace(result, profiles=replace(result.profiles, trusted_max=reaches)), folder)
    make_maps(folder, MapOptions(**{**QUICK, **options}))
    found = {}
    for name in ("vs30", "vs30_p05", "vs30_p95", "vs30_carried", "distance", "class_ec8", "p_ec8"):
        if (folder / f"{name}.tif").exists():
            with rasterio.open(folder / f"{name}.tif") as raster:
                found[name] = raster.read(1)
    if (folder / "reach.gpkg").exists():
        found["layers"] = gpd.list_layers(folder / "reach.gpkg")["name"].to_numpy()
        found["areas"] = gpd.read_file(folder / "reach.gpkg", layer="carried")
        found["cell"] = raster.res[0] ** 2
    return found


@pytest.fixture(scope="module")
def maps(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Sites know 40 m in the two columns in the west and 20 m elsewhere; they say that Vs30 is 400 m/s."""
    folder = tmp_path_factory.mktemp("carried")
    return written(folder, np.where(square()[0] < 500_150, 40.0, 20.0), contours=True)


def test_no_cell_near_a_site_with_vs30_is_empty(maps: dict[str, Any]) -> None:
    near = maps["distance"] <= 149
    assert np.isfinite(maps["vs30"][near]).all() and np.isfinite(maps["vs30_carried"][near]).all()


def test_vs30_of_the_sites_takes_over_without_a_step_where_30_m_is_out_of_sight(
    maps: dict[str, Any],
) -> None:
    row = maps["vs30"][len(maps["vs30"]) // 2]
    own = 200 * 30 / (30 / 30**0.25 / 0.75)  # nearly that of the profile
    west, east = row[np.isfinite(row)][[5, -5]]
    assert west == pytest.approx(own, rel=0.05) and abs(west - 400) > 20
    assert east == pytest.approx(400, rel=1e-3)
    assert np.nanmax(np.abs(np.diff(np.log(row)))) < 0.04


def test_the_band_of_a_law_is_that_of_the_sites(maps: dict[str, Any]) -> None:
    width = np.log(maps["vs30_p95"] / maps["vs30_p05"])[len(maps["vs30"]) // 2]
    known = width[np.isfinite(width)]
    assert known[-5] == pytest.approx(np.log(2.5 / 1.5), rel=0.1)


def test_cells_tell_how_much_of_30_m_is_not_measured(maps: dict[str, Any]) -> None:
    row = maps["vs30_carried"][len(maps["vs30_carried"]) // 2]
    known = row[np.isfinite(row)]
    assert known[5] == 0 and known[-5] == pytest.approx(100 / 3, rel=1e-3)
    assert (np.diff(known) >= -1e-4).all()


def test_ground_types_have_no_hole_where_20_m_are_known_and_follow_the_carried_down_vs30(
    maps: dict[str, Any],
) -> None:
    assert ((maps["class_ec8"] != 255) == np.isfinite(maps["vs30"])).all()
    row = len(maps["vs30"]) // 2
    east = np.flatnonzero(np.isfinite(maps["vs30"][row]))[-5]
    assert maps["class_ec8"][row, east] == 1  # B
    middle, low, high = (maps[name][row, east] for name in ("vs30", "vs30_p05", "vs30_p95"))
    deviation = np.log(high / low) / (2 * 1.645)
    to_b = (np.log(800 / middle) / deviation, np.log(360 / middle) / deviation)
    assert maps["p_ec8"][row, east] == pytest.approx(ndtr(to_b[0]) - ndtr(to_b[1]), abs=0.03)


def test_ground_types_stay_empty_where_not_even_20_m_are_known(tmp_path: Path) -> None:
    found = written(tmp_path, np.where(square()[0] < 500_150, 40.0, 10.0))
    row = len(found["vs30"]) // 2
    assert np.isfinite(found["vs30"][row, -8]) and found["class_ec8"][row, -8] == 255


@pytest.mark.parametrize("how", [{"method": "linear"}, {"method": "flux"}], ids=str)
def test_other_methods_tell_it_too(tmp_path: Path, how: dict) -> None:
    found = written(tmp_path, np.where(square()[0] < 500_150, 40.0, 20.0), **how)
    assert np.nanmax(found["vs30_carried"]) == pytest.approx(100 / 3, rel=1e-3)


def test_nothing_is_told_where_all_is_measured(tmp_path: Path) -> None:
    assert "vs30_carried" not in written(tmp_path, np.full(25, 40.0))


def test_areas_hold_the_cells_of_the_map_that_are_carried_down(maps: dict[str, Any]) -> None:
    (area,) = maps["areas"].itertuples()
    share = np.where(np.isfinite(maps["vs30"]), maps["vs30_carried"], 0.0)
    assert (area.from_pct, area.to_pct) == (5, 50)
    assert area.geometry.area == pytest.approx((share >= 5).sum() * maps["cell"])
    assert sorted(maps["layers"]) == ["carried", "distance", "uncertainty"]


def test_the_map_in_reports_is_hatched_there_and_says_so(maps: dict[str, Any]) -> None:
    from matplotlib.figure import Figure

    where = Extent((500_000.0, 5_000_000.0, 500_400.0, 5_000_400.0), True, 1.0)
    view = MapView("Vs30", "m/s", maps["vs30"], maps["vs30"], where, carried=maps["vs30_carried"])
    figure = Figure()
    axes = figure.subplots(1, 2)
    draw_map(figure, (axes[0], axes[1]), view, np.zeros((0, 2)))
    told = [text.get_text() for text in axes[0].get_legend().get_texts()]
    assert told == ["5 to 50 % of the top 30 m not measured"]
    assert axes[1].get_legend() is None
