"""Files that change places all together: a folder holds the old ones or the new ones, and never some of each.

New files are written into a hidden folder inside the one that they are for. A list of all moves is written,
the old files go into the hidden folder, the new ones take their places, and the list is removed: that is the
moment from which the new files count. Whoever comes to a folder in which such a list was left, because its
process was killed, moves everything back (`settle`). Renames are all that happens in between.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Optional

from .errors import OutputError
from .locks import lock

STAGING = ".unfinished-"
WINDOWS = f"{STAGING}stack"
"""Where finished windows of a raster stack are kept until its run ends."""
_EACH = f"{STAGING}????????"
_ALIVE, _MOVES, _REPLACED = ".alive", ".moves.json", ".replaced"
_CLOCK_S = 2.0
"""How exactly the coarsest disk tells when a file was changed."""
_TRIES, _PAUSE_S = 20, 0.1
"""Windows: a virus scanner holds a new file for a moment."""


@contextmanager
def new_staging(folder: Path) -> Iterator[Path]:
    """Give a hidden folder in `folder`, which is there, and remove it in the end; settle the folder before.

    Raises
    ------
    OSError
        If it cannot be made.
    OutputError
        If what a killed run left cannot be undone.
    """
    settle(folder)
    staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=folder))
    handle = lock(staging / _ALIVE)
    try:
        yield staging
    finally:
        _let_go(staging, handle)


def staged(staging: Path) -> list[str]:
    """Return the new files in a hidden folder, relative to it, with slashes."""
    own = (_ALIVE, _MOVES, f"{_MOVES}.part", _REPLACED)
    files = (path.relative_to(staging) for path in staging.rglob("*") if not path.is_dir())
    return sorted(file.as_posix() for file in files if file.parts[0] not in own)


def exchange(staging: Path, out: Collection[str] = (), last: Sequence[str] = ()) -> None:
    """Move the files of a hidden folder to their places, and the old ones out of the way.

    Whatever is raised, the old files are where they were.

    Parameters
    ----------
    staging : Path
        What `new_staging` gave, with the new files.
    out : collection of str
        Old files that go although no new one takes their place.
    last : sequence of str
        Files that go first and come last, for those who look in between.

    Raises
    ------
    OutputError
        If a file cannot be moved; the message names it.
    OSError
        If the disk is full, or broken.
    """
    folder = staging.parent
    new = sorted(staged(staging), key=lambda name: (name in last, name))
    for name in new:
        if (folder / name).is_dir() and not (folder / name).is_symlink():
            raise OutputError(f"{folder / name}: is a folder, in the place of a file of the results")
    old = sorted({*out, *new}, key=lambda name: (name not in last, name))
    old = [name for name in old if os.path.lexists(folder / name) and not (folder / name).is_dir()]
    _Moves(dict(zip(new, map(_look, (staging / name for name in new)))), old).write(staging)
    try:
        for name in old:
            _carry(name, folder, staging / _REPLACED)
        for name in new:
            _carry(name, staging, folder)
        flush(folder)
    except BaseException:
        _undo(staging)
        raise
    (staging / _MOVES).unlink()


def settle(folder: Path) -> None:
    """Undo what killed runs left half done in a folder, and remove what they left.

    What a living process is at is left alone, and so is everything where the system has no locks.

    Raises
    ------
    OutputError
        If it cannot be undone, as in a folder that cannot be written.
    """
    for staging in folder.glob(_EACH):
        if staging.is_symlink():
            continue
        try:
            handle = lock(staging / _ALIVE)
        except BlockingIOError:
            continue
        except OSError as error:
            if (staging / _MOVES).exists():
                raise _not_undone(folder, error) from error
            continue
        if handle is not None:
            try:
                _undo(staging)
            finally:
                _let_go(staging, handle)


def is_inside(name: object) -> bool:
    """Return True for the path of a file that leads nowhere but into the folder that it is relative to."""
    path = Path(name) if isinstance(name, str) else Path()
    return bool(path.parts) and not path.anchor and ".." not in path.parts


def flush(path: Path) -> None:
    """Push a file, or the names in a folder, to the disk (Windows cannot open a folder)."""
    if path.is_dir() and os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _let_go(staging: Path, handle: Optional[int]) -> None:
    """Remove a hidden folder, unless its moves are still to be undone."""
    if handle is not None:
        os.close(handle)
    if not (staging / _MOVES).exists():
        shutil.rmtree(staging, ignore_errors=True)


@dataclass(frozen=True)
class _Moves:
    """The new files, with their sizes and times of change, which tell them from others, and the old ones."""

    new: dict[str, tuple[int, float]]
    old: list[str]

    def write(self, staging: Path) -> None:
        part = staging / f"{_MOVES}.part"
        part.write_text(json.dumps(asdict(self)), encoding="utf-8")
        flush(part)
        part.replace(staging / _MOVES)
        flush(staging)

    @classmethod
    def read(cls, staging: Path) -> _Moves:
        found = json.loads((staging / _MOVES).read_text(encoding="utf-8"))
        new = {name: (int(size), float(changed)) for name, (size, changed) in found["new"].items()}
        moves = cls(new, found["old"])
        if not all(is_inside(name) for name in (*moves.new, *moves.old)):
            raise ValueError("its list of moves is not ours")
        return moves


def _look(path: Path) -> tuple[int, float]:
    found = path.lstat()
    return found.st_size, found.st_mtime


def _undo(staging: Path) -> None:
    """Move all files back; done twice, or after half of it, it comes to the same."""
    folder, replaced = staging.parent, staging / _REPLACED
    if not (staging / _MOVES).exists():
        return
    try:
        moves = _Moves.read(staging)
        for name, (size, changed) in moves.new.items():
            if not os.path.lexists(staging / name) and os.path.lexists(folder / name):
                size_now, changed_now = _look(folder / name)
                if size_now == size and abs(changed_now - changed) <= _CLOCK_S:
                    _carry(name, folder, staging)
        for name in moves.old:
            if os.path.lexists(replaced / name):
                if os.path.lexists(folder / name):
                    raise ValueError(f"{name} is in the way")
                _carry(name, replaced, folder)
        flush(folder)
        (staging / _MOVES).unlink()
    except (OSError, OutputError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise _not_undone(folder, error) from error


def _not_undone(folder: Path, error: Exception) -> OutputError:
    reason = getattr(error, "strerror", None) or str(error)
    return OutputError(
        f"{folder}: a run was stopped while it replaced files here, and the old ones cannot be put back yet "
        f"({reason}); the next command here tries again"
    )


def _carry(name: str, source: Path, target: Path) -> None:
    """Move a file from one folder to another, with the folders that its name says."""
    (target / name).parent.mkdir(parents=True, exist_ok=True)
    try:
        _rename(source / name, target / name)
    except PermissionError as error:
        place = source if target.name == _REPLACED else target
        raise OutputError(f"{place / name}: cannot be replaced: is it open in another program?") from error
    with suppress(OSError):  # not empty
        for parent in list((source / name).parents)[: name.count("/")]:
            parent.rmdir()


def _rename(source: Path, target: Path) -> None:
    for _ in range(_TRIES if os.name == "nt" else 0):
        try:
            source.replace(target)
            return
        except PermissionError:
            time.sleep(_PAUSE_S)
    source.replace(target)
