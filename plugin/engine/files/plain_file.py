"""Files are looked at before they are opened: a pipe or a device would be waited for, without end."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ...protocol.errors import OutputError

_SHOWN = 100
_LONGEST_NAME = 255
_LONGEST_WITHIN = "x" * 60  # more than any file of results is called, with the folder it is made in


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


def require_path(path: Path) -> None:
    """Refuse a path for results that this system or GDAL cannot have, before work begins.

    Raises
    ------
    OutputError
        If it is too long, or not of whole characters.
    """
    shown = str(path).encode(errors="replace").decode()
    shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
    try:
        str(path).encode()
        (path / _LONGEST_WITHIN).lstat()
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        pass  # what lies there is told by who writes there
    except UnicodeError as error:
        raise OutputError(f"{shown}: is not Unicode, which GDAL needs; choose another place") from error
    except (OSError, ValueError) as error:
        raise OutputError(f"{shown}: {getattr(error, 'strerror', None) or error}") from error
    if any(len(part if os.name == "nt" else os.fsencode(part)) > _LONGEST_NAME for part in path.parts):
        raise OutputError(f"{shown}: holds a name of more than {_LONGEST_NAME} characters or bytes")
