"""Vs maps: the profiles of one run, gridded depth by depth and written as GeoTIFFs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.spatial import cKDTree

from ...protocol.map_options import MapOptions
from ...protocol.progress import Monitor
from ...protocol.result_files import CHI, DISTANCE, OF_DEPTHS, OF_SURVEYS, SIGMA, VS, VS30, Z1_0, Z2_5
from ..curves import FloatArray
from ..profiles import LEVELS, Profiles
from ..result_set import ResultSet
from ..results.depths import at_depths
from ..results.outputs import load_profiles, load_sites
from .gridding import interpolator, weighted
from .map_plan import MapPlan, plan_map
from .rasters import Bands, Layout, finish, new_raster

_SCALARS = (VS30, Z1_0, Z2_5, CHI)
"""What of the layer of sites gets a map of its own."""
_DISTANCE_BANDS = Bands([DISTANCE.label], DISTANCE.unit)


@dataclass(frozen=True)
class _Product:
    """One raster: which columns of the gridded values it needs and what it makes of them."""

    name: str
    bands: Bands
    values: FloatArray
    finish: Callable[[FloatArray], FloatArray] = np.exp


def make_maps(folder: Path, options: MapOptions | None = None, monitor: Monitor | None = None) -> list[Path]:
    """Grid the profiles of a finished run and write the maps into its folder.

    ``vs.tif`` and ``vs_sigma.tif`` (half the width between the 16 and 84 % quantiles at the
    sites) have one band a depth, ``distance.tif`` holds the distance to the nearest site, and
    ``vs30.tif``, ``z1_0.tif``, ``z2_5.tif`` and ``chi.tif`` appear where any site has the value.
    Logarithms are interpolated. All files appear together at the end.

    Parameters
    ----------
    folder : Path
        Where `outputs.write_result` wrote.
    options : MapOptions, optional
        How to draw the maps.
    monitor : Monitor, optional
        Progress and cancellation.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    OutputError
        If there is nothing to map or it cannot be written; the message says why.
    Cancelled
        If the user asked to stop; nothing is changed then.
    """
    options, monitor = options or MapOptions(), monitor or Monitor()
    files = map_files(folder)
    sites = load_sites(folder)
    plan = plan_map(sites, folder, options)
    monitor.step(0.0, "reading the profiles")
    products = _depth_products(load_profiles(folder), plan)
    for raster in _SCALARS:
        values = sites[raster.column].to_numpy(float)[plan.chosen, None]
        if np.isfinite(values).any():
            products.append(_Product(raster.file, Bands([raster.label], raster.unit), np.log(values)))
    with files.written() as staging:
        _write(products, plan, staging, monitor)
    monitor.step(1.0, "maps written")
    return [folder / DISTANCE.file, *(folder / product.name for product in products)]


def map_files(folder: Path) -> ResultSet:
    """Return the files of the maps of the run in a folder."""
    return ResultSet.made_of(folder, "maps", folder, [raster.file for raster in OF_SURVEYS])


def _depth_products(profiles: Profiles, plan: MapPlan) -> list[_Product]:
    """Return the Vs and uncertainty rasters, one band a depth."""
    resampled, shown = at_depths(profiles, plan.options.depths, plan.options.keep_untrusted)
    shown = shown[plan.chosen]
    depths = resampled.depth[0]

    def logs(values: FloatArray) -> FloatArray:
        return np.log(np.where(shown, values[plan.chosen], np.nan))

    def half_width(gridded: FloatArray) -> FloatArray:
        low, high = np.split(np.exp(gridded), 2, axis=1)
        return (high - low) / 2

    low, high = (logs(resampled.quantiles[..., LEVELS.index(level)]) for level in (0.16, 0.84))
    vs_bands, sigma_bands = (
        Bands([f"{raster.label} {depth:g} m" for depth in depths], raster.unit) for raster in OF_DEPTHS
    )
    return [
        _Product(VS.file, vs_bands, logs(resampled.vs)),
        _Product(SIGMA.file, sigma_bands, np.concatenate([low, high], axis=1), half_width),
    ]


def _write(products: list[_Product], plan: MapPlan, staging: Path, monitor: Monitor) -> None:
    """Grid tile by tile, so that memory does not grow with the map."""
    grid = plan.grid
    cell = (grid.resolution, grid.resolution)
    layout = Layout(grid.left, grid.top, cell, (grid.n_rows, grid.n_columns), plan.crs.to_wkt())
    tree = cKDTree(plan.ground.positions(plan.x, plan.y))
    weigh = interpolator(plan.places(plan.x, plan.y), plan.options.method)
    with ExitStack() as stack:
        distance_raster, *rasters = (
            stack.enter_context(new_raster(staging / name, layout, bands))
            for name, bands in [
                (DISTANCE.file, _DISTANCE_BANDS),
                *((p.name, _tagged(p, plan)) for p in products),
            ]
        )
        windows = [window for _, window in distance_raster.block_windows(1)]
        for done, window in enumerate(windows):
            monitor.step(0.9 * done / len(windows), "gridding")
            shape = (-1, window.height, window.width)
            x, y = grid.centres(*window.toslices())
            distance = _distances(plan.ground.positions(x, y), tree)
            distance_raster.write(distance.reshape(shape).astype(np.float32), window=window)
            near = np.flatnonzero(distance <= plan.max_distance)
            weights = weigh(plan.places(x[near], y[near]))
            for product, raster in zip(products, rasters):
                cells = np.full((len(x), raster.count), np.nan, dtype=np.float32)
                cells[near] = product.finish(weighted(weights, product.values))
                raster.write(cells.T.reshape(shape), window=window)
    paths = [staging / DISTANCE.file, *(staging / product.name for product in products)]
    for done, path in enumerate(paths):
        finish(path, monitor.part(0.9 + 0.1 * done / len(paths), 0.9 + 0.1 * (done + 1) / len(paths)))


def _distances(cells: FloatArray, sites: cKDTree) -> FloatArray:
    """Return how far cells are from the nearest site in m, NaN where the map goes beyond the Earth."""
    there = np.isfinite(cells).all(axis=1)
    distance = np.full(len(cells), np.nan)
    distance[there] = sites.query(cells[there])[0]
    return distance


def _tagged(product: _Product, plan: MapPlan) -> Bands:
    """Return the product's bands with how they were made, for the file's metadata."""
    masked = "kept" if plan.options.keep_untrusted else "masked"
    tags = {
        "INTERPOLATION": f"{plan.options.method}, of logarithms",
        "MASK_DISTANCE_M": f"{plan.max_distance:.6g}",
        "UNTRUSTED_DEPTHS": masked,
    }
    return Bands(product.bands.names, product.bands.unit, tags)
