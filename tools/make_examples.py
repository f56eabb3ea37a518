"""Make the bundled example surveys and their truth: ``python -m tools.make_examples``.

Each survey NAME gives, in ``resources/examples``:

- ``NAME.csv``: noisy dispersion curves with their one-sigma errors;
- ``NAME_line.geojson``: a line for a section;
- ``NAME_truth_layers.csv``: the layered earth below each site that the curves come from;
- ``NAME_truth.tif``: Vs in m/s of the same ground on a raster, one band a depth;
- ``NAME_faults.geojson``, of the survey that a fault cuts: the fault's trace.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import numpy as np
import pandas as pd
import rasterio
from numpy.typing import NDArray
from rasterio.transform import from_origin

from plugin.engine.curves import Curves, FloatArray
from plugin.engine.waves.forward import Earths, dispersion
from plugin.engine.waves.spherical import EARTH_RADIUS, unflatten_velocity
from plugin.protocol.waves import VelocityType

from .example_earths import crust_earths, fault_earths, fault_trace, valley_earths

FOLDER = Path(__file__).parents[1] / "resources" / "examples"


@dataclass(frozen=True)
class Example:
    """One invented survey area.

    Parameters
    ----------
    name : str
        Stem of the file names.
    crs : str
        Authority code of the coordinates.
    origin, size : (float, float)
        South-west corner and extent in units of the CRS.
    ground : callable
        Layered earths below points given from the south-west corner.
    line : list of (float, float)
        Section line, from the south-west corner.
    cell : float
        Cell size of the truth raster.
    depths : tuple of float
        Depths of its bands in m.
    """

    name: str
    crs: str
    origin: tuple[float, float]
    size: tuple[float, float]
    ground: Callable[[FloatArray, FloatArray], Earths]
    line: list[tuple[float, float]]
    cell: float
    depths: tuple[float, ...]


VALLEY = Example(
    name="near_surface_valley",
    crs="EPSG:32633",
    origin=(432_000.0, 5_348_000.0),
    size=(3000.0, 2400.0),
    ground=valley_earths,
    line=[(1400.0, 50.0), (1550.0, 1150.0), (1600.0, 2350.0)],
    cell=25.0,
    depths=(2.0, 5.0, 10.0, 15.0, 20.0, 30.0, 40.0),
)
CRUST = Example(
    name="crustal_grid",
    crs="EPSG:4326",
    origin=(12.0, 44.0),
    size=(9.5, 7.0),
    ground=crust_earths,
    line=[(0.0, 3.5), (9.5, 3.5)],
    cell=0.1,
    depths=(2e3, 5e3, 10e3, 15e3, 20e3, 25e3, 30e3, 35e3, 40e3, 50e3),
)


FAULT = Example(
    name="faulted_crust",
    crs="EPSG:32633",
    origin=(430_000.0, 4_800_000.0),
    size=(120e3, 100e3),
    ground=fault_earths,
    line=[(5e3, 30e3), (115e3, 65e3)],
    cell=1000.0,
    depths=(1e3, 2e3, 3e3, 4e3, 5e3, 6e3, 7e3, 10e3, 15e3, 20e3),
)
BEYOND = 30e3
"""How far the fault's trace goes on beyond the survey, in m."""


def valley_survey(rng: np.random.Generator) -> tuple[pd.DataFrame, Earths]:
    """Return the MASW campaign as a table, one row a point, and the earths of its sites.

    Eighty sites scattered as access allows; fundamental Rayleigh phase velocity in a band
    that differs from site to site within 4 to 40 Hz, some picks missing, 3 % noise.
    """
    x, y = scattered_sites(rng, 80, VALLEY.size, spacing=170.0)
    earths = VALLEY.ground(x, y)
    lowest, highest = rng.uniform(4.0, 5.5, 80), rng.uniform(28.0, 40.0, 80)
    frequency = np.round(np.geomspace(lowest, highest, 26, axis=1), 2)
    site = np.broadcast_to(np.arange(80)[:, None], frequency.shape)
    picked = rng.random(frequency.shape) > 0.08
    site, frequency = site[picked], frequency[picked]
    exact = dispersion(earths, site, frequency)
    velocity = exact * (1.0 + 0.03 * rng.standard_normal(len(exact)))
    table = pd.DataFrame(
        {
            "site": np.array([f"M{i + 1:02d}" for i in range(80)])[site],
            "x": np.round(VALLEY.origin[0] + x, 1)[site],
            "y": np.round(VALLEY.origin[1] + y, 1)[site],
            "crs": VALLEY.crs,
            "frequency_hz": frequency,
            "phase_velocity_m_s": np.round(velocity, 1),
            "sigma_m_s": np.round(0.03 * velocity, 1),
        }
    )
    return table, earths


def crust_survey(rng: np.random.Generator) -> tuple[pd.DataFrame, Earths]:
    """Return the crustal grid as a table, one row a period, and the earths of its sites.

    A regular half-degree grid of fundamental Rayleigh phase (1 % noise) and group (1.5 %)
    velocities at 5 to 40 s on a spherical Earth.
    """
    lon, lat = (a.ravel() for a in np.meshgrid(np.arange(20) * 0.5, np.arange(15) * 0.5))
    earths = CRUST.ground(lon, lat)
    period = np.tile([5.0, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 23, 26, 30, 35, 40], len(lon))
    site = np.repeat(np.arange(len(lon)), 16)
    phase = spherical_dispersion(earths, site, 1.0 / period, VelocityType.PHASE)
    group = spherical_dispersion(earths, site, 1.0 / period, VelocityType.GROUP)
    phase *= (1.0 + 0.010 * rng.standard_normal(len(phase))) / 1000.0
    group *= (1.0 + 0.015 * rng.standard_normal(len(group))) / 1000.0
    table = pd.DataFrame(
        {
            "site": np.array([f"G{i + 1:03d}" for i in range(len(lon))])[site],
            "lon": (CRUST.origin[0] + lon)[site],
            "lat": (CRUST.origin[1] + lat)[site],
            "period_s": period,
            "phase_velocity_km_s": np.round(phase, 4),
            "phase_sigma_km_s": np.round(0.010 * phase, 4),
            "group_velocity_km_s": np.round(group, 4),
            "group_sigma_km_s": np.round(0.015 * group, 4),
        }
    )
    return table, earths


def fault_survey(rng: np.random.Generator) -> tuple[pd.DataFrame, Earths]:
    """Return the survey that a fault cuts as a table, one row a period, and the earths of its sites.

    160 sites scattered over 120 by 100 km; fundamental Rayleigh phase velocities at 1.5 to 25 s, 1 % noise.
    """
    x, y = scattered_sites(rng, 160, FAULT.size, spacing=5500.0)
    earths = FAULT.ground(x, y)
    period = np.tile([1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 10, 12, 15, 20, 25], len(x))
    site = np.repeat(np.arange(len(x)), 15)
    velocity = dispersion(earths, site, 1.0 / period)
    velocity *= (1.0 + 0.010 * rng.standard_normal(len(velocity))) / 1000.0
    table = pd.DataFrame(
        {
            "site": np.array([f"F{i + 1:03d}" for i in range(len(x))])[site],
            "x": np.round(FAULT.origin[0] + x, 0).astype(int)[site],
            "y": np.round(FAULT.origin[1] + y, 0).astype(int)[site],
            "crs": FAULT.crs,
            "period_s": period,
            "phase_velocity_km_s": np.round(velocity, 4),
            "sigma_km_s": np.round(0.010 * velocity, 4),
        }
    )
    return table, earths


def scattered_sites(
    rng: np.random.Generator, count: int, size: tuple[float, float], spacing: float
) -> tuple[FloatArray, FloatArray]:
    """Return random places on whole metres in a rectangle, none nearer to another than `spacing`."""
    places = np.empty((0, 2))
    while len(places) < count:
        place = np.round(rng.uniform((0.0, 0.0), size), 0)
        if not len(places) or np.min(np.hypot(*(places - place).T)) >= spacing:
            places = np.vstack([places, place])
    return places[:, 0], places[:, 1]


def spherical_dispersion(
    earths: Earths, site: NDArray[np.integer], frequency: FloatArray, kind: VelocityType
) -> FloatArray:
    """Return Rayleigh velocities in m/s on a spherical Earth, for points sorted by site.

    The earth-flattening of Biswas and Knopoff (1970), with Biswas's (1972) density exponent
    for Rayleigh waves.
    """
    top = np.cumsum(earths.thickness, axis=1) - earths.thickness
    radius = 1.0 - (top + 0.5 * earths.thickness) / EARTH_RADIUS
    flat_top = -EARTH_RADIUS * np.log1p(-top / EARTH_RADIUS)
    flat = Earths.from_layers(
        np.diff(flat_top, axis=1, append=flat_top[:, -1:]),
        earths.vs / radius,
        earths.vp / radius,
        earths.density * radius**2.275,
    )
    velocity = dispersion(flat, site, frequency, kind=kind)
    return unflatten_velocity(Curves.from_points(site, frequency, velocity, kind=kind), velocity)


def layer_table(table: pd.DataFrame, earths: Earths) -> pd.DataFrame:
    """Return the true layers of each site, one row a layer; the last is the half-space."""
    n_layers = earths.thickness.shape[1]
    top = np.cumsum(earths.thickness, axis=1) - earths.thickness
    return pd.DataFrame(
        {
            "site": np.repeat(table["site"].unique(), n_layers),
            "top_m": np.round(top, 2).ravel(),
            "vs_m_s": np.round(earths.vs, 1).ravel(),
            "vp_m_s": np.round(earths.vp, 1).ravel(),
            "density_kg_m3": np.round(earths.density, 0).ravel().astype(int),
        }
    )


def write_truth_raster(example: Example, path: Path) -> None:
    """Write the ground's Vs at the example's depths, one band a depth; cell centres lie on the corners."""
    columns, rows = (round(extent / example.cell) + 1 for extent in example.size)
    x, y = np.arange(columns) * example.cell, np.arange(rows)[::-1] * example.cell
    earths = example.ground(*(a.ravel() for a in np.meshgrid(x, y)))
    depth = np.broadcast_to(example.depths, (earths.n_earths, len(example.depths)))
    bands = earths.vs_at(depth).T.reshape(len(example.depths), rows, columns).astype(np.float32)
    west = example.origin[0] - 0.5 * example.cell
    north = example.origin[1] + (rows - 0.5) * example.cell
    profile = {
        "driver": "GTiff",
        "width": columns,
        "height": rows,
        "count": len(bands),
        "dtype": "float32",
        "nodata": np.nan,
        "crs": example.crs,
        "transform": from_origin(west, north, example.cell, example.cell),
        "compress": "deflate",
        "predictor": 3,
    }
    with rasterio.open(path, "w", **profile) as raster:
        raster.write(np.round(bands, 1))
        raster.descriptions = [f"Vs {depth:g} m" for depth in example.depths]
        raster.units = ["m/s"] * len(bands)


def fault_line() -> list[tuple[float, float]]:
    """Return the vertices of the fault's trace, from the south-west corner."""
    y = np.arange(-BEYOND, FAULT.size[1] + BEYOND + 1.0, 1000.0)
    return list(zip(np.round(fault_trace(y), 0).tolist(), y.tolist()))


def write_line(example: Example, line: list[tuple[float, float]], path: Path, name: str = "") -> None:
    """Write a line, given from the south-west corner, in the survey's own CRS."""
    coordinates = [[example.origin[0] + x, example.origin[1] + y] for x, y in line]
    feature = {
        "type": "Feature",
        "properties": {"name": name or example.name},
        "geometry": {"type": "LineString", "coordinates": coordinates},
    }
    collection = {
        "type": "FeatureCollection",
        "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:" + example.crs.replace(":", "::")}},
        "features": [feature],
    }
    path.write_text(json.dumps(collection, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Write all examples."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    surveys = ((11, VALLEY, valley_survey), (12, CRUST, crust_survey), (13, FAULT, fault_survey))
    for seed, example, survey in surveys:
        table, earths = survey(np.random.default_rng(seed))
        table.to_csv(FOLDER / f"{example.name}.csv", index=False, lineterminator="\n")
        layers = layer_table(table, earths)
        layers.to_csv(FOLDER / f"{example.name}_truth_layers.csv", index=False, lineterminator="\n")
        write_truth_raster(example, FOLDER / f"{example.name}_truth.tif")
        write_line(example, example.line, FOLDER / f"{example.name}_line.geojson")
        print(f"{example.name}: {table['site'].nunique()} sites, {len(table)} rows")
    write_line(FAULT, fault_line(), FOLDER / f"{FAULT.name}_faults.geojson", "boundary fault")


if __name__ == "__main__":
    main()
