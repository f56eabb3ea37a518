"""Rasters on disk as GDAL gives them: their bands, and what format and metadata say of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...protocol.errors import SurveyError
from ..reading.layers.raster_files import open_dataset, require_real, told_if_damaged
from ..reading.layers.strange_rasters import require_plain_raster
from ..reading.source import Source, open_source
from .labels import Axis, axis_across, named_axis, require_mode
from .netcdf_header import refuse_damaged_header

if TYPE_CHECKING:
    from rasterio.io import DatasetReader

_RASTER_HEADS = (
    *(b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"),  # TIFF and BigTIFF
    *(b"CDF\x01", b"CDF\x02", b"CDF\x05", b"\x89HDF\r\n"),  # NetCDF 3 and 4
    *(b"DSAA", b"DSBB", b"DSRB", b"ncols", b"NCOLS", b"<VRTDataset", b"EHFA_HEADER_TAG"),
)
_ZARR_DIMENSION = re.compile(r"DIM_(.+)_VALUE")
# Surveys and archives, which GDAL may open as something else.
_OTHER_HEADS = (b"PK\x03\x04", b"SQLite format 3", b"\x1f\x8b", b"MATLAB", b"\x93NUMPY")

MOST_BANDS = 2000
"""Most bands of one raster, list or folder."""


@dataclass(frozen=True)
class RawBand:
    """One band as the files give it.

    Parameters
    ----------
    dataset : str
        What GDAL opens.
    band : int
        Number of the band, from 1.
    file : Path
        The file that holds it.
    name : str
        Name for messages.
    labels : tuple of str
        Texts that may say what it holds, the most telling first.
    context : str
        Name of the file or folder around it, which may name types but no period.
    axis : Axis or None
        Its period or frequency, where the format or a list states it.
    unit : str
        Unit in the file's metadata.
    unsaid : str
        Why nothing says its period, where that is known.
    """

    dataset: str
    band: int
    file: Path
    name: str
    labels: tuple[str, ...]
    context: str = ""
    axis: Axis | None = None
    unit: str = ""
    unsaid: str = ""


def refuse_many_bands(count: int, name: str) -> None:
    """Refuse a raster, a list or a folder of more than `MOST_BANDS` bands.

    Raises
    ------
    SurveyError
        Naming it and the limit.
    """
    if count > MOST_BANDS:
        raise SurveyError(
            f"{name}: {count} bands, more than {MOST_BANDS}; no curve needs so many periods, leave some out"
        )


def holds_raster(path: Path) -> bool:
    """Return True where a file is a raster."""
    try:
        return is_raster(open_source(path))
    except SurveyError:
        return False


def is_raster(source: Source) -> bool:
    """Tell a raster by its first bytes; only a binary file that nothing else claims is tried with GDAL."""
    if source.head.startswith(_RASTER_HEADS):
        return True
    if not source.head or source.is_text or source.head.startswith(_OTHER_HEADS):
        return False
    try:
        require_plain_raster(source.path)
    except SurveyError:
        return True  # as what is beside it says; whoever reads it is told what that leads to
    try:
        with open_dataset(str(source.path)) as raster:
            return bool(raster.count)
    except SurveyError:
        return False


def bands_of(path: Path, dataset: str = "") -> Iterator[RawBand]:
    """Yield every band of a file, or of one of the datasets in it by the name that GDAL knows it by.

    Raises
    ------
    SurveyError
        If GDAL cannot read it, or its dimensions are in an order that makes no maps.
    """
    require_plain_raster(path)
    refuse_damaged_header(path)
    with open_dataset(dataset or str(path)) as raster:
        parts = raster.subdatasets
        if not parts:
            yield from dataset_bands(raster, path)
    for part in parts:
        with open_dataset(part) as raster:
            yield from dataset_bands(raster, path)


def dataset_bands(
    raster: DatasetReader,
    path: Path,
    dataset: str = "",
    axes: Mapping[str, str] | None = None,
    array: str = "",
) -> Iterator[RawBand]:
    """Yield the bands of one raster, of one NetCDF variable or of one array of a Zarr store.

    Parameters
    ----------
    raster : DatasetReader
        Open.
    path : Path
        The file that holds it; of what lies at an address, its name.
    dataset : str
        What opens it again, where that is not its name.
    axes : mapping, optional
        What is said of its dimensions (``lat#units`` and the like); by default what the raster says.
    array : str
        Path of the array in its store.

    Raises
    ------
    SurveyError
        If it is damaged, holds no real numbers, or its dimensions are in an order that makes no maps.
    """
    refuse_many_bands(raster.count, path.name)
    with told_if_damaged(path.name, raster):
        facts = raster.tags() if axes is None else axes
        descriptions, units, kinds = raster.descriptions, raster.units, raster.dtypes
        tags_of = {band: raster.tags(band) for band in raster.indexes}
    for band, tags in tags_of.items():
        variable = array.rpartition("/")[2] or tags.get("NETCDF_VARNAME", "")
        description, dimensions = descriptions[band - 1] or "", _dimensions(tags)
        labels = [text for text in (description, variable) if text]
        modes = [value for name, value in dimensions.items() if name.lower() == "mode"]
        labels += [f"mode {require_mode(value, path.name)}" for value in modes]
        alone = raster.count == 1 and not dimensions
        own = [variable] if variable and variable not in (path.name, path.stem) else []
        require_real(kinds[band - 1], path.name)
        yield RawBand(
            dataset=dataset or raster.name,
            band=band,
            file=path,
            name=" ".join([path.name, *own, *([] if alone else [f"band {band}"])]),
            labels=(*labels, path.stem) if alone else tuple(labels),
            context="" if alone else " ".join([path.stem, *array.split("/")[:-1]]),
            axis=_dimension_axis(dimensions, facts, path),
            unit=units[band - 1] or tags.get("units", ""),
        )


def _dimensions(tags: Mapping[str, str]) -> dict[str, str]:
    """Return the value of each dimension across bands, as GDAL tells it of NetCDF and of Zarr."""
    netcdf = {k[len("NETCDF_DIM_") :]: v for k, v in tags.items() if k.startswith("NETCDF_DIM_")}
    zarr = {found[1]: v for k, v in tags.items() if (found := _ZARR_DIMENSION.fullmatch(k))}
    return netcdf or zarr


def _dimension_axis(dimensions: Mapping[str, str], facts: Mapping[str, str], path: Path) -> Axis | None:
    """Return what the dimension across the bands says of a band."""
    for name, value in dimensions.items():
        if axis_across(name, facts):
            raise SurveyError(
                f"{path.name}: its last two dimensions must be y and x (here {name} comes before them); "
                "reorder it to (period, y, x)"
            )
        axis = named_axis(name, number(value, f"{path.name}: {name}"), facts.get(f"{name}#units", ""))
        if axis is not None:
            return axis
    return None


def number(text: str, what: str) -> float:
    """Return a number that a file spells; `what` names it in the message if it is none."""
    try:
        return float(text)
    except ValueError as error:
        raise SurveyError(f"{what} '{text[:40]}' is not a number") from error
