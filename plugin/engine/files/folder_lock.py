"""One run at a time in a folder of results."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

from ...protocol.errors import OutputError
from ...protocol.locks import lock

NAME = ".vs_mapper.lock"
_LOOK_S = 0.1
_LONGEST = 200
# What the present thread holds already: work on a folder is made of works on it.
_HELD: ContextVar[frozenset[Path]] = ContextVar("held folders", default=frozenset())


@contextmanager
def held(folder: Path, patience: float = 0.0) -> Iterator[None]:
    """Keep other runs out of a folder while the block lasts, or for good measure where it is held already.

    Of a process that was killed nothing is left but a file, which the next run takes over.

    Parameters
    ----------
    folder : Path
        Made where missing.
    patience : float
        How long to wait in s for another run to end.

    Raises
    ------
    OutputError
        If another run is at work in it, or it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        own = folder.resolve()
        if own in _HELD.get():
            yield
            return
        handle = _take(own / NAME, patience)
    except BlockingIOError:
        raise OutputError(
            f"{folder}: another run is at work in this folder{_who(folder / NAME)}; wait until it is done, "
            "or choose another folder"
        ) from None
    except OSError as error:
        raise OutputError(f"{folder}: cannot be written: {error.strerror or error}") from error
    token = _HELD.set(_HELD.get() | {own})
    try:
        yield
    finally:
        _HELD.reset(token)
        if handle is not None:
            _let_go(own / NAME, handle)


def _take(path: Path, patience: float) -> int | None:
    """Return the handle of a locked file that says who locked it; None where there are no locks."""
    deadline = time.monotonic() + patience
    while True:
        try:
            handle = lock(path)
        except BlockingIOError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_LOOK_S)
            continue
        except PermissionError:
            if path.exists() and os.access(path.parent, os.W_OK):
                return None  # in a folder that users share, another user's
            raise
        if handle is None or _is_still(path, handle):
            break
        os.close(handle)
    if handle is not None:
        os.ftruncate(handle, 0)
        os.write(handle, f"process {os.getpid()} on {platform.node()}".encode())
    return handle


def _is_still(path: Path, handle: int) -> bool:
    """Return False where the one before removed the file between our opening and locking it."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except OSError:
        return False


def _let_go(path: Path, handle: int) -> None:
    if os.name == "posix":
        path.unlink(missing_ok=True)
        os.close(handle)
    else:
        os.close(handle)
        with suppress(OSError):
            path.unlink()


def _who(path: Path) -> str:
    try:
        told = path.read_text(encoding="utf-8", errors="replace")[:_LONGEST].strip()
    except OSError:
        return ""
    return f" ({told})" if told else ""
