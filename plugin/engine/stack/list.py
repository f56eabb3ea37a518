"""A CSV list of rasters, with the period and type of each, for stacks whose names do not say them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ...protocol.address import without_secrets
from ...protocol.errors import SurveyError
from ..reading.beside import file_beside
from ..reading.layers.raster_files import open_dataset, require_real
from ..reading.layers.strange_rasters import require_plain_raster
from ..reading.source import Source, read_utf8
from .datasets import RawBand, holds_raster, number, refuse_many_bands
from .labels import Axis, named_axis
from .list_words import band_number, types_label, unit_of

_FILE_COLUMNS = ("file", "path", "raster")
_RASTERS = (".tif", ".tiff", ".nc", ".grd", ".asc", ".img", ".vrt")
_MOST_BYTES = 1 << 22


def is_list(source: Source) -> bool:
    """Return True for a table that names raster files, be they there or not."""
    rows = _rows(source.text) if source.is_text else []
    if not rows or not _file_column(rows[0]):
        return False
    word = rows[0][_file_column(rows[0])]
    try:
        return holds_raster(_beside(source, word))
    except SurveyError:  # of curves it would name no period
        return word.lower().endswith(_RASTERS) and any(named_axis(name, 1.0) for name in rows[0])


def _beside(source: Source, word: str) -> Path:
    return file_beside(word, source.path.parent.resolve(), "the list")


def listed_bands(source: Source) -> Iterator[RawBand]:
    """Yield the bands that a list names.

    Its columns: file, band (1 where blank), period_s or frequency_hz; and, optional, kind (``phase``,
    ``group``, ``phase sigma``), wave, mode, unit, sigma_file and sigma_band.

    Raises
    ------
    SurveyError
        If a row lacks its period, holds a word that is not understood, or names a file or band that is
        not there.
    """
    rows = _rows(read_utf8(source, _MOST_BYTES).decode())
    refuse_many_bands(len(rows), source.name)
    for line, row in enumerate(rows, start=2):
        where = f"row {line}"
        axis = next((a for name, value in row.items() if (a := _listed_axis(name, value, where))), None)
        if axis is None:
            raise SurveyError(f"{where}: no period or frequency; name the column period_s or frequency_hz")
        said, unit = types_label(row, where), unit_of(row.get("unit", ""), where)
        if not (row.get(_file_column(row)) or row.get("sigma_file")):
            raise SurveyError(f"{where}: names no file")
        for file, band, label in (
            (row.get(_file_column(row), ""), row.get("band"), said),
            (row.get("sigma_file", ""), row.get("sigma_band"), f"{said} sigma"),
        ):
            if file:
                yield _listed_band(_found(source, file, where), band or "1", label, axis, unit, where)


def _found(source: Source, word: str, where: str) -> Path:
    """Return the raster that a row names, once it is known to be a plain one."""
    try:
        path = _beside(source, word)
    except SurveyError as error:
        raise SurveyError(f"{where}: {without_secrets(word)[:100]}: {error}") from error
    require_plain_raster(path)
    return path


def _listed_band(path: Path, band: str, label: str, axis: Axis, unit: str, where: str) -> RawBand:
    with open_dataset(str(path)) as raster:
        count, given, kinds = raster.count, raster.units, raster.dtypes
    chosen = band_number(band, where)
    if not 1 <= chosen <= count:
        raise SurveyError(f"{where}: {path.name} has no band {band}; it has {count}")
    require_real(kinds[chosen - 1], f"{path.name} band {chosen}")
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
    return (
        replace(probe, value=number(value.replace(",", "."), f"{where}: {name}"))
        if probe is not None and value
        else None
    )


def _rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a text by its lower-case column names; commas, semicolons or tabs part its cells."""
    first = text.split("\n", 1)[0]
    table = csv.reader(io.StringIO(text), delimiter=next((sign for sign in ";\t" if sign in first), ","))
    try:
        head = [name.strip().lower() for name in next(table, [])]
        return [dict(zip(head, (cell.strip() for cell in row))) for row in table if any(row)]
    except csv.Error:
        return []


def _file_column(row: Mapping[str, str]) -> str:
    return next((name for name in _FILE_COLUMNS if name in row), "")
