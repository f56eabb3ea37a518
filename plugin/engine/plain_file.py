"""Files are looked at before they are opened: a pipe or a device would be waited for, without end."""

from __future__ import annotations

import stat
from pathlib import Path


def require_plain(path: Path) -> Path:
    """Return the path of a regular file that holds something.

    Raises
    ------
    OSError
        If it is not there, is something else, or is empty, as the system's own files seem to be.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError("not a regular file")
    if not status.st_size:
        raise OSError("the file is empty")
    return path
