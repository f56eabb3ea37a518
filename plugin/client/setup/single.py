"""One set-up at a time in one folder, whatever program runs it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ...protocol.errors import SetupError


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the folder; the system lets go of it when this program ends, however it ends.

    Raises
    ------
    SetupError
        If another program holds it.
    """
    with (folder / "setup.lock").open("a+b") as file:
        try:
            _hold(file)
        except OSError as error:
            raise SetupError("The engine is being set up by another program already.") from error
        yield


def _hold(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
