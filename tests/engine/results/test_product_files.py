"""What follows from the drawn profiles of a run, as files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from results import make_result, square

from plugin.engine.pipeline import carry_out
from plugin.engine.profiles import mean_velocity
from plugin.engine.results.outputs import write_result
from plugin.engine.results.product_files import density_at
from plugin.protocol.errors import OutputError, VsMapperError
from plugin.protocol.manifest import Manifest, description_of_run, descriptions
from plugin.protocol.orders import MakeProducts
from plugin.protocol.outcomes import Products
from plugin.protocol.product_columns import AMPLIFICATION_COLUMNS, columns_of
from plugin.protocol.product_options import ProductOptions
from plugin.protocol.result_columns import names

DEPTHS = (1.0, 2.0, 5.0, 10.0, 20.0, 40.0)
SURFACE = [100.0, 150.0, 200.0, 300.0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Vs of surface times depth^(1/4); three draws, 0.8, 1 and 1.25 times that; resolved from 2 to 40 m."""
    write_result(
        make_result(*square(2), surface_vs=SURFACE, depths=DEPTHS, wavelengths=(8.0, 80.0)), tmp_path
    )
    return tmp_path


def made(folder: Path, **options: object) -> pd.DataFrame:
    outcome = carry_out(MakeProducts(folder, ProductOptions(**options)))
    assert isinstance(outcome, Products)
    return pd.read_csv(folder / "products.csv", keep_default_na=False, na_values=[""])


def exact(bottom: float) -> float:
    depth = np.array(DEPTHS)
    return float(mean_velocity(depth, depth**0.25, bottom))


def test_the_table_has_the_declared_columns(folder: Path) -> None:
    for options in ({}, {"response": False, "mean_between": ((5.0, 15.0),), "steepest": (2.0, 20.0)}):
        table = made(folder, **options)
        assert tuple(table) == names(columns_of(ProductOptions(**options)))
        assert table["site"].tolist() == ["S000", "S001", "S002", "S003"]


def test_mean_velocities_have_the_quantiles_of_the_draws(folder: Path) -> None:
    table = made(folder, mean_to=(10.0, 30.0))
    for bottom in (10.0, 30.0):
        middle = SURFACE[2] * exact(bottom)
        found = table.loc[2, [f"vs{bottom:g}_p05", f"vs{bottom:g}_p50", f"vs{bottom:g}_p95"]].tolist()
        assert found == pytest.approx([0.8 * middle, middle, 1.25 * middle], rel=1e-3)


def test_depths_to_velocities_are_where_the_draws_reach_them(folder: Path) -> None:
    found = made(folder, depths_to=(400.0,)).loc[2, ["z_vs400_p05", "z_vs400_p50", "z_vs400_p95"]]
    assert found["z_vs400_p50"] == pytest.approx(2.0**4, rel=1e-3)
    assert found["z_vs400_p05"] == pytest.approx((2 / 1.25) ** 4, rel=1e-3)
    assert found["z_vs400_p95"] == pytest.approx((2 / 0.8) ** 4, rel=1e-3)
    assert np.isnan(made(folder, depths_to=(401.0, 450.0)).loc[2, "z_vs450_p95"])  # below 40 m


def test_what_the_curve_does_not_resolve_is_blank(folder: Path) -> None:
    table = made(folder, mean_to=(40.0, 41.0))
    assert table["vs40_p50"].notna().all()
    assert table["vs41_p50"].isna().all()


def test_classes_come_with_odds_and_range(folder: Path) -> None:
    table = made(folder)
    row = table.loc[0]
    vs30 = 100.0 * exact(30.0)
    assert row["vs30_p50"] == pytest.approx(vs30, rel=1e-3)
    assert (row["class_asce7_16"], row["range_asce7_16"]) == ("E", "D E")
    assert (row["p_asce7_16_d"], row["p_asce7_16_e"], row["p_asce7_16"]) == (0.25, 0.75, 0.75)
    assert (row["class_asce7_22"], row["class_asce7_22_low"], row["class_asce7_22_high"]) == ("DE", "E", "D")
    assert row["not_assessed"].startswith("Only velocity is assessed")


def test_only_the_standards_asked_for_are_given(folder: Path) -> None:
    table = made(folder, standards=("ntc_2018",))
    assert [name for name in table if name.startswith("class_")] == ["class_ntc_2018"]


def test_a_law_may_be_chosen_afterwards(tmp_path: Path) -> None:
    write_result(make_result(*square(2), surface_vs=SURFACE, depths=DEPTHS[:-1]), tmp_path)
    network, japan = (made(tmp_path, vs30_law=law) for law in ("network", "japan"))
    assert set(network["vs30_law"]) == {"network"}
    assert set(japan["vs30_law"]) == {"japan"}
    assert network["vs30_measured_pct"].tolist() == pytest.approx([100 * 20 / 30] * 4, rel=1e-4)
    assert made(tmp_path)["vs30_law"].tolist() == network["vs30_law"].tolist()


def test_the_layer_has_the_places_of_the_sites(folder: Path) -> None:
    table = made(folder)
    layer = gpd.read_file(folder / "products.gpkg", layer="products")
    assert layer.crs.to_epsg() == 32633
    assert layer.geometry.x.tolist() == [500_000.0, 500_100.0, 500_000.0, 500_100.0]
    assert layer["vs30_p50"].to_numpy() == pytest.approx(table["vs30_p50"].to_numpy())
    assert descriptions(folder / "products.gpkg") == (description_of_run(folder),)


def test_sites_without_places_become_a_table(tmp_path: Path) -> None:
    write_result(make_result([np.nan], [np.nan], crs=None), tmp_path)
    made(tmp_path)
    assert "geometry" not in gpd.read_file(tmp_path / "products.gpkg", layer="products")


def test_amplification_is_given_at_each_frequency(folder: Path) -> None:
    made(folder, reference=400.0)
    table = pd.read_csv(folder / "amplification.csv")
    assert tuple(table) == names(AMPLIFICATION_COLUMNS)
    assert len(table) == 4 * 41
    assert table["amp_p50"].iloc[-41] == pytest.approx(1.0, abs=0.01)
    assert table["amp_p50"].iloc[:41].isna().all()  # nowhere as fast as 400 m/s
    assert made(folder, reference=400.0)["t_site_p50"].notna().any()


def test_the_files_are_a_set_of_their_own_and_replace_each_other(folder: Path) -> None:
    made(folder)
    assert set(Manifest.read(folder).sets["products"]) == {
        "products.gpkg",
        "products.csv",
        "amplification.csv",
    }
    made(folder, response=False)
    assert not (folder / "amplification.csv").exists()
    write_result(make_result(*square(2)), folder)
    assert not (folder / "products.csv").exists()


def test_without_drawn_profiles_it_is_said_how_to_get_them(tmp_path: Path) -> None:
    write_result(make_result(*square(2), drawn=None), tmp_path)
    with pytest.raises(OutputError, match="run invert again, and keep the drawn profiles"):
        made(tmp_path)
    assert not (tmp_path / "products.csv").exists()


def test_a_number_outside_its_limits_is_refused(folder: Path) -> None:
    with pytest.raises(VsMapperError, match="Damping: 60 is not between 0 and 50 percent"):
        made(folder, damping=0.6)


def test_density_is_that_of_the_layer_around_a_depth() -> None:
    layered = make_result([0.0], [0.0]).layered
    layered = replace(layered, density=np.array([[1700.0, 1800.0, 1900.0, 2000.0]]))
    assert density_at(layered, np.array([[2.0, 5.0, 10.0, 20.0]])).tolist() == [
        [1700.0, 1800.0, 1900.0, 2000.0]
    ]
