"""The axes of a NetCDF variable or a Zarr array, of which GDAL takes the last two for y and x, always."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...protocol.errors import SurveyError
from ..curves import FloatArray
from ..reading.layers.raster_files import open_dataset, told_if_damaged
from .labels import ACROSS, axis_across
from .zarr_arrays import zarr_array, zarr_facts, zarr_sibling

if TYPE_CHECKING:
    from rasterio.io import DatasetReader

_METRES = ("m", "meter", "meters", "metre", "metres")
_KILOMETRES = ("km", "kilometer", "kilometers", "kilometre", "kilometres")
_SLACK = 0.02  # of a cell, by which a grid may lie beside its axis
_UNEVEN = 0.05  # of a cell, by which a place may lie beside even spacing: axes are often rounded


@dataclass(frozen=True)
class Axis1D:
    """One axis across the map.

    Parameters
    ----------
    name : str
        Of its variable.
    unit : str
        As the file spells it.
    values : (n,) float array
        Where the middles of the cells are, in the order of the file.
    """

    name: str
    unit: str
    values: FloatArray

    def require_even(self, band: str) -> None:
        """Refuse an axis that no raster can have.

        Raises
        ------
        SurveyError
            If its steps are not all the same; the message names the band.
        """
        values = self.values
        if len(values) < 3:
            return
        steps = np.diff(values)
        even = np.linspace(values[0], values[-1], len(values))
        if not np.abs(values - even).max() <= _UNEVEN * np.abs(steps).mean():
            raise SurveyError(
                f"{band}: its {self.name} is not evenly spaced: steps of {np.abs(steps).min():.4g} to "
                f"{np.abs(steps).max():.4g}. Regrid it to even steps, or give it as a table of points"
            )

    def cells(self) -> tuple[float, float]:
        """Return the size of its cells and where the first one begins."""
        values = self.values
        step = float(values[-1] - values[0]) / max(len(values) - 1, 1)
        return step, float(values[0]) - step / 2

    def runs_along(self, first: float, step: float, count: int) -> bool:
        """Return True where cells that start at `first` are those of this axis, in one order or the other."""
        if len(self.values) != count:
            return False
        cells = np.sort([first + 0.5 * step, first + (count - 0.5) * step])
        return bool(np.allclose(np.sort(self.values[[0, -1]]), cells, rtol=0, atol=_SLACK * abs(step)))


@dataclass(frozen=True)
class NetcdfAxes:
    """What a file says of x and y; None where it does not.

    Parameters
    ----------
    x, y : Axis1D or None
        Across and along.
    last : str
        Name of the last dimension, where it is known.
    """

    x: Axis1D | None
    y: Axis1D | None
    last: str = ""

    @classmethod
    def of(cls, raster: DatasetReader, name: str, dataset: str) -> NetcdfAxes:
        """Read the axes of an open variable of a NetCDF file, or array of a Zarr store.

        Parameters
        ----------
        raster : DatasetReader
            Open.
        name : str
            For messages.
        dataset : str
            What opens it again.

        Raises
        ------
        SurveyError
            If they are damaged.
        """
        zarr = zarr_array(dataset)
        if zarr is not None:
            facts = zarr_facts(*zarr)
        elif raster.driver == "netCDF":
            facts = raster.tags()
        else:
            return cls(None, None)

        def sibling(variable: str) -> str:
            return _sibling(raster, variable) if zarr is None else zarr_sibling(dataset, *zarr, variable)

        x, y = (_find(axis, raster, facts, name, sibling) for axis in ("x", "y"))
        return cls(x, y, zarr[1].dimensions[-1] if zarr and zarr[1].dimensions else "")

    def is_transposed(self, raster: DatasetReader) -> bool:
        """Return True where the rows of a raster run along x, and its columns along y."""
        if self.x is None or self.y is None:
            return False
        (height, width), (a, _, left, _, e, top) = raster.shape, self.transform(raster)
        straight = self.x.runs_along(left, a, width) and self.y.runs_along(top, e, height)
        return not straight and self.y.runs_along(left, a, width) and self.x.runs_along(top, e, height)

    def transform(self, raster: DatasetReader) -> tuple[float, ...]:
        """Return the six numbers that place the cells of a raster.

        GDAL finds none for axes that are rounded more than it expects; these come from the axes then.
        """
        if not raster.transform.is_identity or self.x is None or self.y is None or not self.last:
            return tuple(raster.transform[:6])
        across, down = (self.x, self.y) if self.x.name == self.last else (self.y, self.x)
        (a, left), (e, top) = across.cells(), down.cells()
        return a, 0.0, left, 0.0, e, top

    @property
    def are_degrees(self) -> bool:
        """True where x is longitude."""
        return self.x is not None and (
            self.x.unit.lower().startswith("degree") or self.x.name.lower() in ("lon", "longitude")
        )

    @property
    def are_lengths(self) -> bool:
        """True where the file gives x in m or km."""
        return self.x is not None and self.x.unit.lower() in (*_METRES, *_KILOMETRES)

    @property
    def metres(self) -> float:
        """How many metres a unit of both axes has: 1000 where the file says km, else 1."""
        axes = [axis for axis in (self.x, self.y) if axis is not None]
        return 1000.0 if axes and all(axis.unit.lower() in _KILOMETRES for axis in axes) else 1.0

    @property
    def cannot_be_told_apart(self) -> bool:
        """True where x and y have the same values, so that only their order in the file tells them apart."""
        return self.x is not None and self.y is not None and np.array_equal(self.x.values, self.y.values)


def _find(
    axis: str, raster: DatasetReader, facts: Mapping[str, str], name: str, sibling: Callable[[str], str]
) -> Axis1D | None:
    """Return the first variable of a file that is the axis and is as long as a side of the raster."""
    told = [v for v in dict.fromkeys(k.partition("#")[0] for k in facts) if axis_across(v, facts) == axis]
    common = [form for plain in ACROSS[axis] for form in (plain, plain.capitalize())]
    for variable in dict.fromkeys([*told, *common]):
        try:
            with open_dataset(sibling(variable)) as line, told_if_damaged(name, line):
                if line.height != 1 or line.count != 1 or line.width not in raster.shape:
                    continue
                values = line.read(1).ravel().astype(np.float64) * line.scales[0] + line.offsets[0]
        except SurveyError:
            continue
        return Axis1D(variable, facts.get(f"{variable}#units", ""), values)
    return None


def _sibling(raster: DatasetReader, variable: str) -> str:
    """Return what GDAL calls another variable of the same file."""
    path = raster.name
    if path.lower().startswith("netcdf:"):
        path = path.partition(":")[2].rpartition(":")[0].strip('"')
    return f'NETCDF:"{path}":{variable}'
