"""Drawn maps of Vs as NetCDF, by the CF conventions: draw, depth, row, column."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ...protocol.counted import counted
from ...protocol.errors import OutputError
from ...protocol.progress import Monitor
from ..spatial.draws import Draws, most_at_once
from ..spatial.spatial_model import SpatialModel
from .cells import Cells
from .map_plan import MapPlan

if TYPE_CHECKING:
    from scipy.io import netcdf_file

_LARGEST = 2**31 - 4  # bytes of one draw, which is a record of NetCDF's classic format
_FLOAT = 5  # as NetCDF numbers types
_ROOM = 16_000_000  # velocities at once


def require_room(folder: Path, plan: MapPlan, n_depths: int) -> None:
    """Refuse drawn maps that no file or disk would hold.

    Raises
    ------
    OutputError
        If there are too many; the message says how large they would be.
    """
    one = 4 * plan.grid.n_cells * n_depths
    if one > _LARGEST:
        raise OutputError(
            f"one draw of {plan.grid.n_cells:,} cells at {counted(n_depths, 'depth')} takes "
            f"{one / 1e9:.1f} GB, more than 2.1 GB; choose a coarser resolution or fewer depths"
        )
    if plan.options.draws * one > shutil.disk_usage(folder).free:
        raise OutputError(
            f"{counted(plan.options.draws, 'draw')} of the map take {plan.options.draws * one / 1e9:.1f} GB, "
            "more than the disk has left"
        )


def write_draws(path: Path, model: SpatialModel, plan: MapPlan, monitor: Monitor) -> None:
    """Write the draws that the plan asks for, some at a time and part by part: memory does not grow."""
    n, depths, grid = plan.options.draws, model.values.depths, plan.grid
    require_room(path.parent, plan, len(depths))
    _write_header(path, plan, np.asarray(depths))
    shape = (n, len(depths), grid.n_rows, grid.n_columns)
    start = path.stat().st_size
    values = np.memmap(path, dtype=">f4", mode="r+", offset=start, shape=shape)
    at_once, cells = most_at_once(model), Cells(plan)
    rows = max(1, _ROOM // (min(at_once, n) * len(depths) * grid.n_columns))
    columns = np.arange(grid.n_columns)
    for first in range(0, n, at_once):
        some = range(first, min(first + at_once, n))
        part = monitor.part(first / n, some.stop / n)
        draws = Draws(model, some, monitor=part.part(0.0, 0.5))
        for top in range(0, grid.n_rows, rows):
            part.step(0.5 + 0.5 * top / grid.n_rows, "writing drawn maps")
            block = np.arange(top, min(top + rows, grid.n_rows))
            here = cells.part(block, columns)
            filled = np.full((len(some), len(depths), len(here.distance)), np.nan, dtype=np.float32)
            filled[:, :, here.near] = np.exp(draws(here.places)).transpose(0, 2, 1)
            values[some.start : some.stop, :, block[0] : block[-1] + 1] = filled.reshape(
                len(some), len(depths), len(block), -1
            )
    values.flush()


def _write_header(path: Path, plan: MapPlan, depths: np.ndarray) -> None:
    """Write all but the velocities, and how many draws of them follow."""
    from scipy.io import netcdf_file

    grid = plan.grid
    x = grid.left + (np.arange(grid.n_columns) + 0.5) * grid.resolution
    y = grid.top - (np.arange(grid.n_rows) + 0.5) * grid.resolution
    with netcdf_file(path, "w", version=2) as file:
        file.Conventions = "CF-1.8"
        file.title = "Drawn maps of Vs: any of them could be true"
        file.createDimension("draw", None)
        units, names = _axes(plan)
        _add(file, "depth", depths, units="m", standard_name="depth", positive="down", axis="Z")
        _add(file, "y", y, units=units[1], standard_name=names[1], axis="Y")
        _add(file, "x", x, units=units[0], standard_name=names[0], axis="X")
        file.createDimension("mapping", 1)  # SciPy writes what has no dimension behind the velocities
        mapping = file.createVariable("crs", "i", ("mapping",))
        mapping[:] = 0
        for key, value in plan.crs.to_cf().items():
            setattr(mapping, key, value.encode() if isinstance(value, str) else value)
        mapping.spatial_ref = plan.crs.to_wkt().encode()
        mapping.GeoTransform = f"{grid.left!r} {grid.resolution!r} 0 {grid.top!r} 0 {-grid.resolution!r}"
        vs = file.createVariable("vs", "f", ("draw", "depth", "y", "x"))
        vs.units, vs.long_name, vs.grid_mapping = "m s-1", "shear-wave velocity", "crs"
        vs._FillValue = np.float32(np.nan)
    path.write_bytes(_with_records(path.read_bytes(), plan.options.draws, 4 * grid.n_cells * len(depths)))


def _with_records(header: bytes, n: int, size: int) -> bytes:
    """Return the header of a file without records with what it says of them: how many, and their bytes."""
    number = struct.pack(">4si", header[:4], n)
    of_last = struct.Struct(">iiq")  # type, bytes and start of its last variable
    at = header.rindex(of_last.pack(_FLOAT, 0, len(header)))
    rest = at + of_last.size
    return number + header[8:at] + of_last.pack(_FLOAT, size, len(header)) + header[rest:]


def _add(file: netcdf_file, name: str, values: np.ndarray, **attributes: str) -> None:
    """Add an axis."""
    file.createDimension(name, len(values))
    variable = file.createVariable(name, "d", (name,))
    variable[:] = values
    for key, value in attributes.items():
        setattr(variable, key, value)


def _axes(plan: MapPlan) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return units and standard names of x and y."""
    if plan.crs.is_geographic:
        return ("degrees_east", "degrees_north"), ("longitude", "latitude")
    unit = {"metre": "m", "meter": "m"}.get(plan.crs.axis_info[0].unit_name, plan.crs.axis_info[0].unit_name)
    return (unit, unit), ("projection_x_coordinate", "projection_y_coordinate")
