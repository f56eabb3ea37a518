"""Vs maps: the profiles of one run, gridded depth by depth and written as GeoTIFFs."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from ...protocol.map_layers import MAP_LAYERS
from ...protocol.map_options import MapOptions
from ...protocol.map_sites import MAP_SITES
from ...protocol.progress import Monitor
from ...protocol.result_files import (
    CHI,
    DISTANCE,
    DRAWS,
    MAP_RECORD,
    MODEL_FIGURES,
    OF_SURVEYS,
    QUANTILES,
    VS30,
    Z1_0,
    Z2_5,
)
from ..files.result_set import ResultSet
from ..profiles import Profiles
from ..results.outputs import load_profiles, load_sites
from ..workers import Threads, each_of, in_order
from .cells import Cells
from .class_maps import class_parts
from .draws_file import write_draws
from .elevations import require_terrain, write_elevations
from .fluxed import Fluxed, fluxed
from .ground_types import ground_type_parts
from .interpolated import interpolated_columns, interpolated_profiles
from .kriged import Kriged, kriged
from .map_layers import write_map_layers
from .map_plan import WITH_BANDS, MapPlan, plan_map
from .model_figure import write_model_figure
from .product import Part, single_band
from .rasters import NO_CLASS, Bands, Layout, finish, new_raster
from .site_depths import write_map_sites
from .vs30_maps import carried_parts

if TYPE_CHECKING:
    import pandas as pd
    from rasterio.windows import Window

_RASTERS = [raster.file for raster in (*OF_SURVEYS, *QUANTILES)]
_FILES = [*_RASTERS, DRAWS, *MODEL_FIGURES, *MAP_LAYERS, MAP_SITES, MAP_RECORD]


def make_maps(folder: Path, options: MapOptions | None = None, monitor: Monitor | None = None) -> list[Path]:
    """Map the profiles of a finished run and write the maps into its folder.

    ``vs.tif`` and ``vs_sigma.tif`` (half the width between the 16 and 84 % quantiles) have one band a
    depth, ``distance.tif`` holds the distance to the nearest site, and ``vs30.tif``, ``z1_0.tif``,
    ``z2_5.tif`` and ``chi.tif`` appear where any site has the value; kriging adds their quantiles, a terrain
    ``vs_elevation.tif`` and ``vs_elevation_sigma.tif``.
    With the band of Vs30 come ``class_asce7_22.tif`` and so on, site classes, and ``p_asce7_22.tif``, their
    probabilities. Logarithms are interpolated. ``contours.gpkg`` and ``reach.gpkg`` hold lines and areas,
    ``map_model.png`` and ``.svg`` show the spatial model, ``vs_draws.nc`` holds drawn maps where they are
    asked for. ``map_sites.csv`` has Vs of the sites at the depths, ``maps.json`` tells how. All files appear
    together at the end.

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
    require_terrain(plan)
    monitor.step(0.0, "reading the profiles")
    with threadpool_limits(1, user_api="blas"):  # quick beside others, and the same digits on any machine
        profiles = load_profiles(folder)
        model = _modelled(profiles, sites, plan, monitor.part(0.0, 0.3))
        parts, record = _parts(model, profiles, sites, plan, monitor.part(0.3, 0.4))
        names = [DISTANCE.file, *(file for part in parts for file in part.files)]
        with files.written() as staging:
            _write(parts, plan, staging, monitor.part(0.4, 0.85))
            names += write_elevations(staging, plan, monitor.part(0.85, 0.9))
            names += _beside(folder, model, plan, staging, monitor.part(0.9, 1.0))
            names.append(write_map_sites(staging, profiles, sites, plan))
            (staging / MAP_RECORD).write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    monitor.step(1.0, "maps written")
    return [folder / name for name in names]


def map_files(folder: Path) -> ResultSet:
    """Return the files of the maps of the run in a folder."""
    return ResultSet.made_of(folder, "maps", folder, _FILES)


def _modelled(
    profiles: Profiles, sites: pd.DataFrame, plan: MapPlan, monitor: Monitor
) -> Kriged | Fluxed | None:
    """Return the model that the maps come from; None for those that are interpolated."""
    model = kriged(profiles, sites, plan, monitor) if plan.method == "kriging" else None
    left = plan.without_kriging if plan.method == "kriging" else plan.method
    return fluxed(profiles, sites, plan, monitor) if model is None and left == "flux" else model


def _parts(
    model: Kriged | Fluxed | None, profiles: Profiles, sites: pd.DataFrame, plan: MapPlan, monitor: Monitor
) -> tuple[list[Part], dict[str, Any]]:
    """Return what fills the rasters, and what ``maps.json`` tells of it."""
    method = "linear" if plan.method in WITH_BANDS else plan.method
    parts = [interpolated_profiles(profiles, plan, method)] if model is None else list(model.parts)
    record = {"method": method} if model is None else {"method": model.METHOD, **model.record}
    parts += class_parts(parts)
    parts += ground_type_parts(model.model, parts, monitor) if isinstance(model, Kriged) else []
    parts += carried_parts(sites, plan, method)
    drawn = {file for part in parts for file in part.files}
    columns = [raster for raster in (VS30, Z1_0, Z2_5, CHI) if raster.file not in drawn]
    parts.append(interpolated_columns(sites, columns, plan, method))
    return parts, {**plan.record(), **record}


def _beside(
    folder: Path, model: Kriged | Fluxed | None, plan: MapPlan, staging: Path, monitor: Monitor
) -> list[str]:
    """Write what is no raster, and return the names of the files."""
    names = []
    if isinstance(model, Kriged) and plan.options.draws:
        write_draws(staging / DRAWS, model.model, plan, monitor.part(0.0, 0.7))
        names.append(DRAWS)
    if isinstance(model, Kriged) and plan.options.figure:
        names += write_model_figure(staging, model.model, model.left_out)
    if plan.options.contours:
        names += write_map_layers(folder, staging, plan, monitor.part(0.7, 1.0))
    return names


def _write(parts: list[Part], plan: MapPlan, staging: Path, monitor: Monitor) -> None:
    """Fill tile by tile, so that memory does not grow with the map; written in their order."""
    grid = plan.grid
    cell = (grid.resolution, grid.resolution)
    layout = Layout(grid.left, grid.top, cell, (grid.n_rows, grid.n_columns), plan.crs.to_wkt())
    made = {DISTANCE.file: single_band(DISTANCE)}
    for part in parts:
        made.update((name, _tagged(bands, part, plan)) for name, bands in zip(part.files, part.bands))
    with ExitStack() as stack:
        rasters = [stack.enter_context(new_raster(staging / name, layout, made[name])) for name in made]
        windows = [window for _, window in rasters[0].block_windows(1)]
        fill = partial(_tile, Cells(plan), parts, [(raster.count, raster.dtypes[0]) for raster in rasters])
        tiles = Threads().finished(
            lambda number: partial(fill, windows[number]), [1] * len(windows), monitor.part(0.0, 0.8)
        )
        for number, tile in in_order(tiles):
            for raster, values in zip(rasters, tile):
                raster.write(values, window=windows[number])
    paths = [staging / name for name in made]
    each_of(finish, paths, monitor.part(0.8, 1.0))


def _tile(
    cells: Cells, parts: list[Part], kinds: list[tuple[int, str]], window: Window, monitor: Monitor
) -> list[NDArray[Any]]:
    """Return what goes into a window of all rasters, the distance to the nearest site first."""
    monitor.step(0.0, "gridding")
    rows, columns = (np.arange(part.start, part.stop) for part in window.toslices())
    here = cells.part(rows, columns)
    filled = [here.distance[:, None].astype(np.float32)]
    values = (raster for part in parts for raster in part.fill(here.places))
    for (count, kind), near in zip(kinds[1:], values):
        filled.append(
            np.full((len(here.distance), count), NO_CLASS if kind == "uint8" else np.nan, dtype=kind)
        )
        filled[-1][here.near] = near
    return [raster.T.reshape(-1, window.height, window.width) for raster in filled]


def _tagged(bands: Bands, part: Part, plan: MapPlan) -> Bands:
    """Return bands with how they were made, for the file's metadata."""
    masked = "kept" if plan.options.keep_untrusted else "masked"
    tags = {"MASK_DISTANCE_M": f"{plan.max_distance:.6g}", "UNTRUSTED_DEPTHS": masked}
    return replace(bands, tags={**part.tags, **tags})
