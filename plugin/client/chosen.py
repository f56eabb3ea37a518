"""What the user chose about the engine's Python.

Inside QGIS it is kept in QGIS's settings, which are read only where QGIS is there already; scripts and tests
set variables of the environment, which go before.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass

PYTHON_KEY, FOLDER_KEY = "vs_mapper/python", "vs_mapper/engine_folder"
PYTHON_VARIABLE, FOLDER_VARIABLE = "VS_MAPPER_PYTHON", "VS_MAPPER_HOME"


@dataclass(frozen=True)
class Chosen:
    """The user's choice; empty where there is none.

    Parameters
    ----------
    python : str
        Path of a Python program that the engine is to run in.
    folder : str
        Folder for the environments that the plugin makes.
    """

    python: str = ""
    folder: str = ""


def chosen(own: Mapping[str, str] = os.environ) -> Chosen:
    """Return what the user chose, in QGIS's settings or in the environment."""
    return Chosen(
        own.get(PYTHON_VARIABLE) or _setting(PYTHON_KEY),
        own.get(FOLDER_VARIABLE) or _setting(FOLDER_KEY),
    )


def _setting(key: str) -> str:
    core = sys.modules.get("qgis.core")
    return str(core.QgsSettings().value(key, "", str) or "") if core is not None else ""
