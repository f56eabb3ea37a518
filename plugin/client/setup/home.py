"""The folder of the environments that the plugin makes, one for all QGIS profiles and the command line."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def home(folder: str = "", own: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Return the folder: the one that the user chose, else the system's place for a user's data.

    Parameters
    ----------
    folder : str
        The user's choice, empty where there is none.
    own : mapping of str to str
        Variables of the environment.
    platform : str
        As `sys.platform` gives it.
    """
    if folder:
        return Path(folder).expanduser().absolute()
    if platform == "win32":
        # Not the roaming profile, in which QGIS keeps its own: it is copied over the network at every login.
        base = Path(own.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        return base / "vs_mapper" / "engine"
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "vs_mapper" / "engine"
    return Path(own.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "vs_mapper" / "engine"


def python_in(environment: Path) -> Path:
    """Return the Python program of a virtual environment, whether it is there or not."""
    if os.name == "nt":
        return environment / "Scripts" / "python.exe"
    return environment / "bin" / "python"
