"""The bundled example surveys agree with the truth that lies beside them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import rasterio
from disba import GroupDispersion, PhaseDispersion

EXAMPLES = Path(__file__).parents[2] / "resources" / "examples"
NAMES = {"near_surface_valley": 32633, "crustal_grid": 4326, "faulted_crust": 32633}


def survey(name: str) -> pd.DataFrame:
    return pd.read_csv(EXAMPLES / f"{name}.csv")


def scaled_layers(name: str, site: str, scale: float) -> np.ndarray:
    """Thickness, Vp, Vs, density of a site's true layers with lengths and velocities divided by `scale`."""
    layers = pd.read_csv(EXAMPLES / f"{name}_truth_layers.csv").query("site == @site")
    thickness = np.diff(layers["top_m"], append=layers["top_m"].iloc[-1])
    rows = [thickness / scale, layers["vp_m_s"] / scale, layers["vs_m_s"] / scale]
    return np.array([*rows, layers["density_kg_m3"] / 1000.0])


def normal_residuals(solver: type, layers: np.ndarray, curve: pd.DataFrame, scale: float) -> np.ndarray:
    """Residual over sigma of a curve with columns period, velocity and sigma, recomputed by disba."""
    curve = curve.sort_values("period")
    exact = solver(*layers, algorithm="dunkin", dc=0.002)(curve["period"].to_numpy(), mode=0, wave="rayleigh")
    return (curve["velocity"].to_numpy() - scale * exact.velocity) / curve["sigma"].to_numpy()


@pytest.mark.parametrize("name", NAMES)
def test_every_file_of_an_example_is_there_and_small(name: str) -> None:
    for ending in (".csv", "_line.geojson", "_truth_layers.csv", "_truth.tif"):
        assert 0 < (EXAMPLES / f"{name}{ending}").stat().st_size < 1_500_000


def test_the_campaign_has_eighty_sites_in_its_band_and_the_grid_three_hundred() -> None:
    campaign, grid = survey("near_surface_valley"), survey("crustal_grid")
    assert campaign["site"].nunique() == 80
    assert campaign["frequency_hz"].between(4.0, 40.0).all()
    assert grid["site"].nunique() == 300
    assert grid["period_s"].between(5.0, 40.0).all()


@pytest.mark.parametrize(("name", "code"), NAMES.items())
def test_survey_line_and_truth_raster_share_crs_and_ground(name: str, code: int) -> None:
    table = survey(name)
    places = table[["x", "y"] if "x" in table else ["lon", "lat"]].to_numpy()
    line = json.loads((EXAMPLES / f"{name}_line.geojson").read_text())
    ends = np.array(line["features"][0]["geometry"]["coordinates"])
    with rasterio.open(EXAMPLES / f"{name}_truth.tif") as raster:
        assert raster.crs.to_epsg() == code
        assert line["crs"]["properties"]["name"].endswith(f"::{code}")
        west, south, east, north = raster.bounds
    low, high = np.array([west, south]), np.array([east, north])
    for points in (places, ends):
        inside = (points >= low - 1e-6) & (points <= high + 1e-6)
        assert inside.all()


def test_campaign_curves_are_their_true_layers_with_three_percent_noise() -> None:
    table = survey("near_surface_valley")
    residuals = []
    for site in ("M01", "M20", "M40", "M60", "M80"):
        picks = table.query("site == @site")
        curve = pd.DataFrame(
            {
                "period": 1.0 / picks["frequency_hz"],
                "velocity": picks["phase_velocity_m_s"],
                "sigma": picks["sigma_m_s"],
            }
        )
        layers = scaled_layers("near_surface_valley", site, 200.0)
        residuals.append(normal_residuals(PhaseDispersion, layers, curve, 200.0))
    together = np.concatenate(residuals)
    assert abs(together.mean()) < 0.3
    assert 0.8 < together.std() < 1.2
    assert np.allclose(table["sigma_m_s"] / table["phase_velocity_m_s"], 0.03, atol=0.001)


@pytest.mark.parametrize(("kind", "solver"), [("phase", PhaseDispersion), ("group", GroupDispersion)])
def test_grid_curves_are_their_true_layers_within_noise(kind: str, solver: type) -> None:
    table = survey("crustal_grid")
    residuals = []
    for site in ("G001", "G111", "G155", "G300"):
        picks = table.query("site == @site")
        curve = pd.DataFrame(
            {
                "period": picks["period_s"],
                "velocity": picks[f"{kind}_velocity_km_s"],
                "sigma": picks[f"{kind}_sigma_km_s"],
            }
        )
        layers = scaled_layers("crustal_grid", site, 1000.0)
        residuals.append(normal_residuals(solver, layers, curve, 1.0))
    together = np.concatenate(residuals)
    assert abs(together.mean()) < 0.5  # a flat Earth is modelled here: up to half a sigma of sphericity
    assert 0.75 < together.std() < 1.25


@pytest.mark.parametrize("name", NAMES)
def test_truth_raster_holds_the_true_layers_at_a_site(name: str) -> None:
    table = survey(name).groupby("site", sort=False).first()
    layers = pd.read_csv(EXAMPLES / f"{name}_truth_layers.csv")
    sites = table[table.index.isin(["M05", "M50", "G022", "G160", "F012", "F100"])]
    with rasterio.open(EXAMPLES / f"{name}_truth.tif") as raster:
        depths = [float(d.split()[1]) for d in raster.descriptions]
        places = sites[["x", "y"] if "x" in sites else ["lon", "lat"]].to_numpy()
        shown = np.array(list(raster.sample(places)))
    for site, values in zip(sites.index, shown):
        column = layers[layers["site"] == site]
        index = np.searchsorted(column["top_m"], depths, side="right") - 1
        exact = column["vs_m_s"].to_numpy()[index]
        assert np.median(np.abs(values / exact - 1.0)) < 0.03  # half a cell away


def test_the_faulted_survey_is_a_fifth_slower_east_of_its_fault_down_to_8_km() -> None:
    sites = survey("faulted_crust").groupby("site", sort=False).first()
    layers = pd.read_csv(EXAMPLES / "faulted_crust_truth_layers.csv")
    fault = json.loads((EXAMPLES / "faulted_crust_faults.geojson").read_text())
    east, north = np.array(fault["features"][0]["geometry"]["coordinates"]).T
    is_east = sites["x"] > np.interp(sites["y"], north, east)
    assert is_east.sum() > 60 and (~is_east).sum() > 60
    for depth, ratio in ((4000.0, 0.8), (14_000.0, 1.0)):
        vs = layers[layers["top_m"] <= depth].groupby("site", sort=False)["vs_m_s"].last()
        assert vs[is_east].mean() / vs[~is_east].mean() == pytest.approx(ratio, abs=0.03)


def test_the_script_makes_the_same_survey_again() -> None:
    from tools.make_examples import valley_survey

    made, _ = valley_survey(np.random.default_rng(11))
    bundled = survey("near_surface_valley")
    assert np.allclose(made["phase_velocity_m_s"], bundled["phase_velocity_m_s"], rtol=1e-3)
