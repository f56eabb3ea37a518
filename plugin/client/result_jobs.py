"""What the dock and the toolbox ask of the engine about results on disk; to be called as `jobs` is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from ..protocol.progress import Monitor
from ..protocol.request import ExportFormat
from ..qgis_layers.section_line import SectionLine
from .isolation import import_geospatial

if TYPE_CHECKING:
    from ..engine.maps.section import Section
    from ..engine.results.exports import Exported


@dataclass(frozen=True)
class Maps:
    """Rasters that were drawn, and a line on how."""

    paths: list[Path]
    summary: str


def survey_name(folder: Path) -> str:
    """Return the name of the survey whose results a folder holds, the folder's own where it is not told."""
    try:
        told = json.loads((folder / "run.json").read_text(encoding="utf-8"))["input"]
    except (OSError, ValueError, KeyError):
        return folder.name
    return Path(str(told)).stem


def draw_maps(folder: Path, monitor: Monitor, **options: object) -> Maps:
    """Map the results in a folder; the options are fields of `MapOptions`."""
    import_geospatial()
    from ..engine.maps.map_plan import plan_map
    from ..engine.maps.maps import make_maps
    from ..engine.results.outputs import load_sites
    from ..protocol.map_options import MapOptions

    wanted = MapOptions(**options)
    summary = plan_map(load_sites(folder), folder, wanted).summary()
    return Maps(make_maps(folder, wanted, monitor), summary)


@dataclass(frozen=True)
class Cut:
    """A section that was cut, and its raster."""

    section: Section
    path: Path


def cut_section(
    folder: Path, line: SectionLine, monitor: Monitor, target: Path | None = None, **options: object
) -> Cut:
    """Cut a section through the results in a folder; the options are fields of `SectionOptions`.

    Without a target it gets a file of its own in that folder.
    """
    monitor.step(0.0, f"section {line.name}")
    import_geospatial()
    import numpy as np

    from ..engine.maps.lines import Line
    from ..engine.maps.section import make_section
    from ..protocol.map_options import SectionOptions

    path = target or _free_path(folder)
    along = Line(np.array(line.vertices), line.crs, line.name)
    return Cut(make_section(folder, along, SectionOptions(**options), monitor, path), path)


def export(
    folder: Path, form: ExportFormat, target: Path, sites: list[str] | None, monitor: Monitor
) -> Exported:
    """Write the profiles in a folder for other programs; `target` is a folder, for a table its file."""
    import_geospatial()
    from ..engine.results.exports import export_profiles

    return export_profiles(folder, form, target, sites, monitor)


def _free_path(folder: Path) -> Path:
    """Return the first of section_1.tif, section_2.tif … that does not exist."""
    return next(p for n in count(1) if not (p := folder / f"section_{n}.tif").exists())
