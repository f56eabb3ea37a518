"""The header of a classic NetCDF file, looked at first: a damaged one can crash GDAL's library."""

from __future__ import annotations

import warnings
from pathlib import Path

from ...protocol.errors import SurveyError

_CLASSIC = (b"CDF\x01", b"CDF\x02")


def refuse_damaged_header(path: Path) -> None:
    """Look through the header of a classic NetCDF file; other files pass.

    Raises
    ------
    SurveyError
        If it makes no sense; the message names the file.
    """
    from scipy.io import netcdf_file

    try:
        with path.open("rb") as file:
            if file.read(4) not in _CLASSIC:
                return
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with netcdf_file(path, mmap=True) as header:
                header.variables.clear()  # or the file could not be closed
    except Exception as error:  # whatever SciPy stumbles over in a damaged header
        raise SurveyError(f"{path.name}: is damaged or cut short and cannot be read") from error
