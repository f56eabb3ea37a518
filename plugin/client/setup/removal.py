"""What setting up made, taken away again."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from .stamp import PREFIX

# Nothing else in the folder is touched: a user may have chosen one that holds other things.
_OURS = ("cache", "tools", "python", "setup.log", "setup.lock")


def remove(folder: Path) -> list[Path]:
    """Remove the environments, the installer and what was fetched; return what could not be removed."""
    ours = [*folder.glob(f"{PREFIX}*"), *(folder / name for name in _OURS)]
    for path in ours:
        remove_tree(path)
    left = [path for path in ours if path.exists()]
    with suppress(OSError):  # it may hold other things, or never have been
        folder.rmdir()
    return left


def unneeded(folder: Path, kept: Path) -> list[Path]:
    """Return the environments besides the one to keep."""
    return [path for path in folder.glob(f"{PREFIX}*") if path != kept]


def remove_tree(path: Path) -> None:
    """Remove a file or a folder, also where files are marked as read-only; what is in use stays."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, onerror=_make_writable)
    else:
        with suppress(OSError):
            path.unlink()


def _make_writable(function: Callable[[str], object], path: str, _error: object) -> None:
    with suppress(OSError):
        os.chmod(path, stat.S_IRWXU)  # noqa: PTH101 (shutil gives a text)
        function(path)
