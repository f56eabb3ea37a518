"""The files of a stack: a folder, one raster with many bands, a NetCDF file, or a list of rasters."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ...protocol.address import Address
from ...protocol.errors import SurveyError
from ...protocol.own_files import own_files
from ...protocol.stack_input import StackInput, StackPart
from ..reading.beside import leads_out
from ..reading.source import open_source
from ..reading.tables.columns import listed
from .datasets import RawBand, bands_of, holds_raster, is_raster, refuse_many_bands
from .list import is_list, listed_bands
from .stored import is_stored, stored_bands

_SIDECARS = (".xml", ".ovr", ".prj", ".qml", ".hdr", ".tfw", ".wld", ".qmd", ".sgrd", ".mgrd")


def is_stack(path: Path | Address) -> bool:
    """Return True where a path holds rasters rather than curves; a path that is not there is none.

    An address can be nothing else.
    """
    if isinstance(path, Address) or is_stored(path):
        return True
    try:
        source = open_source(path)
    except SurveyError:
        return False
    if source.path.is_dir():
        rasters, others = _sorted_out(source.path)
        return len(rasters) > len(others)
    return is_raster(source) or is_list(source)


def list_bands(part: StackPart) -> list[RawBand]:
    """Return every band of a part of a stack.

    Raises
    ------
    SurveyError
        If a file cannot be read, or what is at an address cannot be had.
    Cancelled
        If the user asked to stop while it was waited for.
    """
    if isinstance(part.path, Address) or (not part.dataset and is_stored(part.path)):
        return [_labelled(band, part.label) for band in stored_bands(part.path)]
    if part.dataset:
        return [_labelled(band, part.label) for band in bands_of(part.path, part.dataset)]
    source = open_source(part.path)
    if source.path.is_dir():
        rasters, _ = _sorted_out(source.path)
        refuse_many_bands(len(rasters), source.name)
        return [replace(b, context=source.name) if _alone(b) else b for f in rasters for b in bands_of(f)]
    if is_list(source):
        return list(listed_bands(source))
    return [_labelled(band, part.label) for band in bands_of(source.path)]


def _labelled(band: RawBand, label: str) -> RawBand:
    """Return the band with what the user calls its raster, which goes before what files are called."""
    if not label or label in band.labels or label == band.context:
        return band
    if _alone(band):
        return replace(band, labels=(label, *band.labels))
    return replace(band, context=f"{label} {band.context}")


def _alone(band: RawBand) -> bool:
    """Return True for a band that its file's name describes."""
    return band.file.stem in band.labels


def _sorted_out(folder: Path) -> tuple[list[Path], list[Path]]:
    """Return the rasters in a folder and its other files, but for what goes with rasters.

    Links that lead out of the folder are among the others.
    """
    rasters: list[Path] = []
    others: list[Path] = []
    results = own_files(folder)
    for path in sorted(folder.iterdir()):
        passed_over = path.name.startswith(".") or path.name in results
        if passed_over or path.is_dir() or path.suffix.lower() in _SIDECARS:
            continue
        (rasters if not leads_out(path) and holds_raster(path) else others).append(path)
    return rasters, others


def links_left_out(parts: StackInput) -> list[str]:
    """Return a remark on links to rasters outside the folders of a stack."""
    paths = [part.path for part in parts if isinstance(part.path, Path)]
    folders = [path for path in paths if path.is_dir() and not is_stored(path)]
    names = [path.name for folder in folders for path in sorted(folder.iterdir()) if leads_out(path)]
    return [f"links out of the folder are left out: {listed(names)}"] if names else []
