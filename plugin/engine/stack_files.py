"""The rasters of a stack on disk: a folder, one file with many bands, a NetCDF file, or a list of files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import SurveyError
from .readers.source import Source, open_source, read_utf8
from .stack_labels import Axis, named_axis

if TYPE_CHECKING:
    from rasterio.io import DatasetReader

_RASTER_HEADS = (
    *(b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"),  # TIFF and BigTIFF
    *(b"CDF\x01", b"CDF\x02", b"CDF\x05", b"\x89HDF\r\n"),  # NetCDF 3 and 4
    *(b"DSAA", b"DSBB", b"DSRB", b"ncols", b"NCOLS", b"<VRTDataset", b"EHFA_HEADER_TAG"),
)
# Surveys and archives, which GDAL may open as something else.
_OTHER_HEADS = (b"PK\x03\x04", b"SQLite format 3", b"\x1f\x8b", b"MATLAB", b"\x93NUMPY")
_SIDECARS = (".xml", ".ovr", ".prj", ".qml", ".hdr", ".tfw", ".wld", ".qmd", ".sgrd", ".mgrd")
_FILE_COLUMNS = ("file", "path", "raster")
_MOST_LIST_BYTES = 1 << 22
_LATERAL = ("lat", "latitude", "lon", "longitude", "x", "y", "easting", "northing")


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
    """

    dataset: str
    band: int
    file: Path
    name: str
    labels: tuple[str, ...]
    context: str = ""
    axis: Axis | None = None
    unit: str = ""


def is_stack(path: Path) -> bool:
    """Return True where a path holds rasters rather than curves; a path that is not there is none."""
    try:
        source = open_source(Path(path))
    except SurveyError:
        return False
    if source.path.is_dir():
        rasters, others = _sorted_out(source.path)
        return len(rasters) > len(others)
    return _is_raster(source) or _is_list(source)


def list_bands(path: Path) -> list[RawBand]:
    """Return every band of a stack.

    Raises
    ------
    SurveyError
        If a file cannot be read.
    """
    source = open_source(Path(path))
    if source.path.is_dir():
        rasters, _ = _sorted_out(source.path)
        return [replace(b, context=source.name) if _alone(b) else b for f in rasters for b in _bands_of(f)]
    return list(_listed_bands(source) if _is_list(source) else _bands_of(source.path))


def open_dataset(name: str) -> DatasetReader:
    """Open a raster with GDAL.

    Raises
    ------
    SurveyError
        If GDAL cannot read it.
    """
    import warnings

    import rasterio
    from rasterio.errors import NotGeoreferencedWarning, RasterioError

    try:
        with warnings.catch_warnings():
            # Said in our own words once the grid is looked at.
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            return rasterio.open(name)
    except (RasterioError, OSError) as error:
        raise SurveyError(f"{Path(name).name}: GDAL cannot read it as a raster") from error


def _alone(band: RawBand) -> bool:
    """Return True for a band that its file's name describes."""
    return band.file.stem in band.labels


def _sorted_out(folder: Path) -> tuple[list[Path], list[Path]]:
    """Return the rasters in a folder and its other files, but for what goes with rasters."""
    rasters: list[Path] = []
    others: list[Path] = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.is_dir() or path.suffix.lower() in _SIDECARS:
            continue
        (rasters if _holds_raster(path) else others).append(path)
    return rasters, others


def _holds_raster(path: Path) -> bool:
    try:
        return _is_raster(open_source(path))
    except SurveyError:
        return False


def _is_raster(source: Source) -> bool:
    """Tell by the first bytes; only a binary file that nothing else claims is tried with GDAL."""
    if source.head.startswith(_RASTER_HEADS):
        return True
    if not source.head or source.is_text or source.head.startswith(_OTHER_HEADS):
        return False
    try:
        with open_dataset(str(source.path)) as raster:
            return bool(raster.count)
    except SurveyError:
        return False


def _bands_of(path: Path) -> Iterator[RawBand]:
    with open_dataset(str(path)) as raster:
        parts = raster.subdatasets
        if not parts:
            yield from _dataset_bands(raster, path)
    for part in parts:
        with open_dataset(part) as raster:
            yield from _dataset_bands(raster, path)


def _dataset_bands(raster: DatasetReader, path: Path) -> Iterator[RawBand]:
    """Yield the bands of one raster, or of one NetCDF variable."""
    facts = raster.tags()
    for band in raster.indexes:
        tags = raster.tags(band)
        variable, description = tags.get("NETCDF_VARNAME", ""), raster.descriptions[band - 1] or ""
        dimensions = {k[len("NETCDF_DIM_") :]: v for k, v in tags.items() if k.startswith("NETCDF_DIM_")}
        labels = [text for text in (description, variable) if text]
        labels += [f"mode {value}" for name, value in dimensions.items() if name.lower() == "mode"]
        alone = raster.count == 1 and not dimensions
        yield RawBand(
            dataset=raster.name,
            band=band,
            file=path,
            name=path.name if alone else f"{path.name} {variable} band {band}".replace("  ", " "),
            labels=(*labels, path.stem) if alone else tuple(labels),
            context="" if alone else path.stem,
            axis=_dimension_axis(dimensions, facts, path),
            unit=raster.units[band - 1] or tags.get("units", ""),
        )


def _dimension_axis(dimensions: Mapping[str, str], facts: Mapping[str, str], path: Path) -> Axis | None:
    """Return what the third dimension of a NetCDF variable says of a band."""
    for name, value in dimensions.items():
        if name.lower() in _LATERAL:
            raise SurveyError(
                f"{path.name}: its last two dimensions must be y and x (here {name} comes before them); "
                f"reorder it to (period, y, x)"
            )
        axis = named_axis(name, _number(value, f"{path.name}: {name}"), facts.get(f"{name}#units", ""))
        if axis is not None:
            return axis
    return None


def _is_list(source: Source) -> bool:
    """Return True for a table that names raster files."""
    rows = _rows(source.text) if source.is_text else []
    if not rows or not _file_column(rows[0]):
        return False
    return _holds_raster(source.path.parent / rows[0][_file_column(rows[0])])


def _listed_bands(source: Source) -> Iterator[RawBand]:
    """Yield the bands that a list names: file, band, period or frequency, kind, sigma_file, sigma_band."""
    for number, row in enumerate(_rows(read_utf8(source, _MOST_LIST_BYTES).decode()), start=2):
        where = f"row {number}"
        axis = next((a for name, value in row.items() if (a := _listed_axis(name, value, where))), None)
        if axis is None:
            raise SurveyError(f"{where}: no period or frequency; name the column period_s or frequency_hz")
        said = " ".join(row.get(name, "") for name in ("kind", "type", "wave"))
        said += f" mode {row['mode']}" if row.get("mode") else ""
        unit = row.get("unit", "")
        for file, band, label in (
            (row[_file_column(row)], row.get("band"), said),
            (row.get("sigma_file", ""), row.get("sigma_band"), f"{said} sigma"),
        ):
            if file:
                yield _listed_band(source.path.parent / file, band or "1", label, axis, unit, where)


def _listed_band(path: Path, band: str, label: str, axis: Axis, unit: str, where: str) -> RawBand:
    if not path.is_file():
        raise SurveyError(f"{where}: no file {path.name}")
    with open_dataset(str(path)) as raster:
        count, given = raster.count, raster.units
    chosen = int(_number(band, f"{where}: band"))
    if not 1 <= chosen <= count:
        raise SurveyError(f"{where}: {path.name} has no band {band}; it has {count}")
    return RawBand(
        dataset=str(path),
        band=chosen,
        file=path,
        name=f"{path.name} band {chosen}",
        labels=(label,),
        context=path.stem,
        axis=axis,
        unit=unit or given[chosen - 1] or "",
    )


def _listed_axis(name: str, value: str, where: str) -> Axis | None:
    probe = named_axis(name, 1.0)
    return replace(probe, value=_number(value, f"{where}: {name}")) if probe is not None and value else None


def _rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a comma-separated text by its lower-case column names."""
    table = csv.reader(io.StringIO(text))
    try:
        head = [name.strip().lower() for name in next(table, [])]
        return [dict(zip(head, (cell.strip() for cell in row))) for row in table if any(row)]
    except csv.Error:
        return []


def _file_column(row: Mapping[str, str]) -> str:
    return next((name for name in _FILE_COLUMNS if name in row), "")


def _number(text: str, what: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise SurveyError(f"{what} '{text[:40]}' is not a number") from error
