"""The maps of Vs at all depths as one volume: NetCDF after the CF conventions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ...protocol.errors import OutputError
from ...protocol.orders import Export
from ...protocol.result_files import (
    CHI,
    DISTANCE,
    SIGMA,
    VS,
    VS30,
    VS30_CARRIED,
    VS_LEVELS,
    Z1_0,
    Z2_5,
    Raster,
    ends_of,
)
from ..curves import FloatArray
from .map_grid import MapGrid, has_map, load_map
from .netcdf import add_system, add_variable, new_netcdf
from .product import Product

if TYPE_CHECKING:
    from scipy.io import netcdf_file

_MOST_BYTES = 1 << 32
_MAPPING = "crs"


def volume(order: Export) -> Product:
    """Return Vs, its standard deviation and quantiles on depth, y and x, and the maps of single numbers."""
    vs = load_map(order.folder, VS)
    levels = [raster for raster in (SIGMA, *VS_LEVELS.values()) if has_map(order.folder, raster)]
    size = vs.values.nbytes * (1 + len(levels))
    if size > _MOST_BYTES:
        raise OutputError(
            f"{order.folder / VS.file}: would make {size / 1e9:.1f} GB of NetCDF; draw the maps with "
            "larger cells (--resolution) or fewer depths (--depths)"
        )
    depth = vs.depths(VS.label)
    return Product({"volume.nc": lambda path: _write(order.folder, path, depth, vs.grid, levels)})


def _write(folder: Path, path: Path, depth: FloatArray, grid: MapGrid, levels: list[Raster]) -> None:
    with new_netcdf(path, "Shear-wave velocity", "CF-1.8") as file:
        _add_axes(file, depth, grid)
        for raster in (VS, *levels):
            others = {"ancillary_variables": " ".join(map(_name, levels))} if raster is VS and levels else {}
            _add_map(file, folder, raster, ("depth", "y", "x"), {**others, "cell_methods": "depth: point"})
        depths_to = (Z1_0, *ends_of(Z1_0), Z2_5, *ends_of(Z2_5))
        single = (VS30, *ends_of(VS30), VS30_CARRIED, *depths_to, CHI, DISTANCE)
        for raster in (raster for raster in single if has_map(folder, raster)):
            _add_map(file, folder, raster, ("y", "x"), {})


def _add_axes(file: netcdf_file, depth: FloatArray, grid: MapGrid) -> None:
    """Add depth, y and x with the bounds of their cells, and the coordinate system."""
    file.createDimension("bounds", 2)
    geographic, unit = grid.crs.is_geographic, str(grid.crs.axis_info[0].unit_name)
    metres = {"metre": "m", "US survey foot": "US_survey_foot"}.get(unit, unit)
    names = {"x": "longitude", "y": "latitude"} if geographic else {}
    units = {"x": "degrees_east", "y": "degrees_north"} if geographic else {"x": metres, "y": metres}
    about: dict[str, dict[str, Any]] = {
        "depth": {
            "standard_name": "depth",
            "long_name": "depth below the surface",
            "units": "m",
            "positive": "down",
            "axis": "Z",
            "comment": "bounds lie midway, in log depth, to the depths above and below",
        },
        **{
            name: {
                "standard_name": names.get(name, f"projection_{name}_coordinate"),
                "units": units[name],
                "axis": name.upper(),
            }
            for name in ("y", "x")
        },
    }
    places = {
        "depth": (depth, _midway(depth)),
        "y": _cells(grid.y, grid.cell[1]),
        "x": _cells(grid.x, grid.cell[0]),
    }
    for name, (values, bounds) in places.items():
        file.createDimension(name, len(values))
        add_variable(file, name, (name,), values, {**about[name], "bounds": f"{name}_bounds"})
        add_variable(file, f"{name}_bounds", (name, "bounds"), bounds, {})
    add_system(file, _MAPPING, grid.crs)


def _midway(depth: FloatArray) -> FloatArray:
    """Return (n, 2) bounds from the surface to as far below the last depth as the one before is above it."""
    inner = np.sqrt(depth[1:] * depth[:-1])
    last = depth[-1] ** 2 / inner[-1] if len(inner) else depth[-1]
    edges = np.concatenate([[0.0], inner, [last]])
    return np.column_stack([edges[:-1], edges[1:]])


def _cells(middles: FloatArray, size: float) -> tuple[FloatArray, FloatArray]:
    """Return middles of cells, rising, and their bounds."""
    rising = np.sort(middles)
    return rising, rising[:, None] + size * np.array([-0.5, 0.5])


def _add_map(
    file: netcdf_file, folder: Path, raster: Raster, dimensions: tuple[str, ...], more: dict[str, str]
) -> None:
    layer = load_map(folder, raster)
    values = layer.values[:, :: 1 if layer.grid.y[0] < layer.grid.y[-1] else -1]
    values = values[..., :: 1 if layer.grid.x[0] < layer.grid.x[-1] else -1]
    unit = {"m/s": "m s-1", "": "1"}.get(raster.unit, raster.unit)
    about = {"long_name": raster.title, "units": unit, "grid_mapping": _MAPPING, **more}
    add_variable(file, _name(raster), dimensions, values if "depth" in dimensions else values[0], about)


def _name(raster: Raster) -> str:
    return Path(raster.file).stem
