"""Which files in a folder are results of Vs Mapper."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from .manifest import RUN_SET, Manifest
from .result_columns import TABLES
from .result_files import LAYER_TABLE, MANIFEST, OF_STACKS, OF_SURVEYS, RUN

_RUN_FILES = (*TABLES, RUN)
_RASTERS = tuple(raster.file for raster in (*OF_SURVEYS, *OF_STACKS))
_SECTION = re.compile(r"section(_\d+)?(\.tif|_sites\.csv)")
_MODEL_FOLDERS = {"geopsy": ".model", "cps": ".mod"}
_MARK, _MARKED_BYTES = b"by Vs Mapper", 1000
STYLE_MARK = "<!-- style by Vs Mapper -->"
"""First line of a style that lies beside a raster of results."""
_LONGEST_RECORD = 1 << 26


def own_files(folder: Path) -> frozenset[str]:
    """Return the files in a folder that are results, relative to it, with slashes.

    The manifest tells; of a run by a version that wrote none, the names do.

    Raises
    ------
    OutputError
        If the manifest is damaged.
    """
    manifest = Manifest.read(folder)
    listed = frozenset(manifest.files) | ({MANIFEST} if manifest.sets else frozenset())
    return listed | frozenset(files_of_earlier_version(folder, manifest))


def files_of_earlier_version(folder: Path, manifest: Manifest) -> dict[str, str]:
    """Return the files that a version without manifests left in a folder, and the kind of set each is of.

    The kinds are ``run``, ``maps``, ``section`` and ``export``. None where the folder has no such run.
    """
    if RUN_SET in manifest.sets or not _is_record(folder / RUN):
        return {}
    listed = set(manifest.files)
    return {file: kind for file, kind in _named_so(folder) if file not in listed}


def is_marked(path: Path) -> bool:
    """Return True for a model of another program's that Vs Mapper wrote, which says so in its title."""
    try:
        with _opened(path) as file:
            return _MARK in file.read(_MARKED_BYTES)
    except OSError:
        return False


def has_columns(path: Path, columns: tuple[str, ...]) -> bool:
    """Return True for a table of the given columns and no others."""
    try:
        with _opened(path) as file:
            head = file.readline(_MARKED_BYTES)
    except OSError:
        return False
    return head.decode("utf-8", errors="replace").strip().split(",") == list(columns)


def _named_so(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the files that have names of results, with their kinds."""
    for path in folder.iterdir():
        suffix = _MODEL_FOLDERS.get(path.name)
        if path.name in _RUN_FILES:
            yield path.name, "run"
        elif path.name in _RASTERS:
            yield path.name, "maps"
        elif _SECTION.fullmatch(path.name):
            yield path.name, "section"
        elif path.name == LAYER_TABLE:
            yield path.name, "export"
        elif suffix is not None and path.is_dir():
            marked = (model for model in path.glob(f"*{suffix}") if is_marked(model))
            yield from ((f"{path.name}/{model.name}", "export") for model in marked)


def _opened(path: Path) -> BinaryIO:
    """Open a file; what is none, such as a pipe, could keep one waiting."""
    if not path.is_file():
        raise FileNotFoundError(path)
    return path.open("rb")


def _is_record(path: Path) -> bool:
    """Return True for a ``run.json`` of Vs Mapper's."""
    try:
        with _opened(path) as file:
            found = json.loads(file.read(_LONGEST_RECORD))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and {"settings", "counts"} <= set(found)
