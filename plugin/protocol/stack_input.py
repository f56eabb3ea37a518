"""What the user chose as a raster stack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Union

from .address import Address


@dataclass(frozen=True)
class StackPart:
    """One of the things that together are a stack: a folder of rasters, a raster, NetCDF, Zarr or a list.

    Parameters
    ----------
    path : Path or Address
        The file, folder or address.
    dataset : str
        What GDAL opens, where that is not the file, as for one variable of a NetCDF file.
    label : str
        What the user calls it, which may say its period and type.
    """

    path: Union[Path, Address]
    dataset: str = ""
    label: str = ""


StackInput = Sequence[StackPart]


def stack_name(parts: StackInput) -> str:
    """Return what to call a stack: the name of its only part, or of the first and how many there are more."""
    first = parts[0].path.name or str(parts[0].path)
    return first if len(parts) == 1 else f"{first} and {len(parts) - 1} more"


def parse_periods(text: str) -> tuple[float, ...]:
    """Return the numbers of a line such as ``5, 10, 20``: one a band, in s or, of frequencies, in Hz.

    Raises
    ------
    ValueError
        If one is not a positive number; the message is for the user.
    """
    words = text.replace(";", " ").replace(",", " ").split()
    try:
        periods = tuple(float(word) for word in words)
    except ValueError:
        raise ValueError(f"Periods: “{text}” is not a list of numbers such as 5, 10, 20.") from None
    if any(not 0 < period < float("inf") for period in periods):
        raise ValueError("Periods: every period must be a positive number.")
    return periods
