"""The Python that sees QGIS, which is not the engine's: what needs QGIS is a program of its own there."""

from __future__ import annotations

from pathlib import Path

QGIS_PYTHON = Path("/usr/bin/python3")
"""That of Debian and Ubuntu, whose packages bring QGIS."""
