"""Sets of files that appear under their final names whole, or not at all."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

from ..protocol.errors import OutputError

_STAGING = ".unfinished-"
# What GDAL, QGIS and SQLite leave beside a file; kept beside a new one they would describe the old one.
_SIDECARS = (".aux.xml", ".ovr", "-wal", "-shm", "-journal")


@contextmanager
def written_whole(folder: Path, owned: Collection[str] = (), seal: str = "") -> Iterator[Path]:
    """Give a hidden folder to write files into, and move them to `folder` once all are complete.

    The hidden folder lies inside `folder`, so that moving is a rename, and files keep their own
    names in it, so that GDAL picks its drivers as usual. Whatever is raised inside the block,
    `folder` keeps the files that it had.

    Parameters
    ----------
    folder : Path
        Where the files go; made where missing.
    owned : collection of str
        Names that belong to the same set: those that this writing did not make are removed.
    seal : str
        Name of the file that marks the set as complete: the old one goes first, the new one comes last.

    Yields
    ------
    Path
        Where to write.

    Raises
    ------
    OutputError
        If a file cannot be written or moved; the message names it and the reason.
    """
    staging = _make_staging(folder)
    held = _hold(staging)
    try:
        yield staging
        names = sorted((path.name for path in staging.iterdir()), key=lambda name: (name == seal, name))
        for name in names:
            _flush(staging / name)
        for name in sorted(set(owned) | set(names), key=lambda name: name != seal):
            _clear(folder / name, keep_file=name in names and name != seal)
        for name in names:
            _move(staging / name, folder / name)
        _flush(folder)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {_reason(error)}") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        if held is not None:
            os.close(held)


def _make_staging(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _remove_abandoned(folder)
        return Path(tempfile.mkdtemp(prefix=_STAGING, dir=folder))
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {_reason(error)}") from error


def _remove_abandoned(folder: Path) -> None:
    """Remove what processes that were killed did not finish."""
    for staging in folder.glob(f"{_STAGING}????????"):
        held = _hold(staging)
        if held is not None:
            shutil.rmtree(staging, ignore_errors=True)
            os.close(held)


def _hold(staging: Path) -> int | None:
    """Return a handle that keeps a folder from being taken as abandoned while this process lives.

    None where another process holds it, or the system has no such locks.
    """
    if sys.platform == "win32":
        return None
    with suppress(OSError):
        handle = os.open(staging, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return handle
        except OSError:
            os.close(handle)
    return None


def _flush(path: Path) -> None:
    """Push a file, or the names in a folder, to the disk (Windows cannot open a folder)."""
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _clear(target: Path, keep_file: bool) -> None:
    """Remove what an earlier file of this name left beside it, and the file itself unless it is replaced."""
    for suffix in _SIDECARS:
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    if not keep_file:
        target.unlink(missing_ok=True)


def _move(source: Path, target: Path) -> None:
    try:
        source.replace(target)
    except PermissionError as error:
        raise OutputError(f"{target}: cannot be replaced: is it open in another program?") from error


def _reason(error: OSError) -> str:
    """Return the cause in words, without the temporary path."""
    return error.strerror or str(error)
