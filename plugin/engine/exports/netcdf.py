"""NetCDF files as SciPy writes them: the classic format, which every reader of NetCDF takes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...protocol.manifest import MADE_BY

if TYPE_CHECKING:
    from pyproj import CRS
    from scipy.io import netcdf_file

Attributes = Mapping[str, Any]


@contextmanager
def new_netcdf(path: Path, title: str, conventions: str) -> Iterator[netcdf_file]:
    """Open a file for writing, whose title says whose it is."""
    from scipy.io import netcdf_file

    with netcdf_file(path, "w", version=2) as file:
        describe(file, {"title": f"{title} by {MADE_BY}", "Conventions": conventions})
        yield file


def describe(entry: Any, attributes: Attributes) -> None:
    """Give a file or a variable its attributes; text is UTF-8."""
    for name, value in attributes.items():
        setattr(entry, name, value.encode() if isinstance(value, str) else value)


def add_variable(
    file: netcdf_file, name: str, dimensions: tuple[str, ...], values: NDArray, attributes: Attributes
) -> None:
    """Add a variable; NaN in numbers of single precision stands for what is not known."""
    variable = file.createVariable(name, values.dtype.newbyteorder(">"), dimensions)
    if values.dtype == np.float32:
        describe(variable, {"_FillValue": np.float32(np.nan)})
    describe(variable, attributes)
    variable[...] = values


def add_system(file: netcdf_file, name: str, crs: CRS) -> None:
    """Add a coordinate system, as CF describes it and as WKT."""
    about = {key: value for key, value in crs.to_cf().items() if isinstance(value, (str, float, int, list))}
    add_variable(file, name, (), np.array(0, dtype=np.int32), about)
