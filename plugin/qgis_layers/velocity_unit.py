"""The one unit of velocity that legends, map tips, plots and sections of a result speak in.

Files and rasters hold m/s; what people read is in the unit that they chose, else in the one that suits the
survey's depths. The choice is kept with the project, and for new projects with the user.
"""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path

from osgeo import gdal
from qgis.core import QgsMapLayer, QgsProject, QgsSettings

from ..protocol.display_units import METRES, OF_VELOCITY, DisplayUnit, unit_for
from ..protocol.result_files import PROFILES, VS
from .layer_sources import parts_of

IN_FILES = METRES.velocity
"""The unit of velocities in files."""
AUTOMATIC = "automatic"
CHOICES = (AUTOMATIC, *OF_VELOCITY)
_SCOPE, _ENTRY, _SETTING = "VsMapper", "velocity_unit", "vs_mapper/velocity_unit"
_LAST_ROW = 4096
"""Bytes that hold it."""


def chosen_unit() -> str:
    """Return the choice of the project, else that of the user: one of `CHOICES`."""
    told = (QgsProject.instance().readEntry(_SCOPE, _ENTRY)[0], str(QgsSettings().value(_SETTING, "")))
    return next((choice for choice in told if choice in CHOICES), AUTOMATIC)


def choose_unit(choice: str) -> None:
    """Keep a choice with the project and the user."""
    QgsProject.instance().writeEntry(_SCOPE, _ENTRY, choice)
    QgsSettings().setValue(_SETTING, choice)


def unit_of_depth(deepest: float) -> DisplayUnit:
    """Return the unit that is chosen, else the one that suits a survey that reaches to a depth in m."""
    return OF_VELOCITY.get(chosen_unit()) or unit_for(deepest)


def unit_of_results(folder: Path) -> DisplayUnit:
    """Return the unit for the results in a folder."""
    return OF_VELOCITY.get(chosen_unit()) or unit_for(_deepest(folder))


def unit_of_layer(layer: QgsMapLayer) -> DisplayUnit:
    """Return the unit for a layer of results, or for a copy of one."""
    path = parts_of(layer).get("path")
    return unit_of_results(Path(path).parent) if path else unit_of_depth(0.0)


def shown_decimals(decimals: int, unit: DisplayUnit) -> int:
    """Return the decimals of a velocity in a unit that has some in m/s."""
    return decimals + round(-math.log10(unit.factor))


def _deepest(folder: Path) -> float:
    """Return the depth in m that results reach to: of profiles the last one, of a stack the last band."""
    path = folder / PROFILES
    if not path.is_file():  # a pipe would be waited for
        return _deepest_of_map(folder / VS.file)
    try:
        with path.open("rb") as table:
            head = table.readline().decode("utf-8", errors="replace").strip().split(",")
            size = table.seek(0, 2)
            table.seek(max(size - _LAST_ROW, 0))
            row = table.read().decode("utf-8", errors="replace").splitlines()[-1]
        # Counted from the end: a site's name may have commas.
        return float(row.split(",")[head.index("depth_m") - len(head)])
    except (OSError, ValueError, IndexError):
        return _deepest_of_map(folder / VS.file)


def _deepest_of_map(raster: Path) -> float:
    return _deepest_band(raster, raster.stat().st_mtime_ns) if raster.is_file() else 0.0


@lru_cache(maxsize=8)  # asked for at every layer and every depth
def _deepest_band(raster: Path, _changed: int) -> float:
    dataset = gdal.OpenEx(str(raster), allowed_drivers=["GTiff"])
    words = dataset.GetRasterBand(dataset.RasterCount).GetDescription().split() if dataset else []
    try:
        return float(words[1]) * (1000.0 if words[2] == "km" else 1.0)
    except (IndexError, ValueError):
        return 0.0
