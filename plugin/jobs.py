"""What the dock and the toolbox ask of the engine, as plain functions for a thread of Python's own.

The engine is imported inside them: its packages take seconds to import, and QGIS must not wait.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from .engine.errors import OutputError
from .engine.progress import Monitor
from .engine.request import ExportFormat, Request
from .qgis_layers.section_line import SectionLine
from .qgis_layers.survey_source import SurveySource
from .runtime.isolation import import_geospatial, import_network

if TYPE_CHECKING:
    from .engine.exports import Exported
    from .engine.result import Result
    from .engine.section import Section
    from .engine.survey import Survey


@dataclass(frozen=True)
class Order:
    """One run as the user asked for it.

    Parameters
    ----------
    source : SurveySource
        The survey's file.
    request : Request
        Settings of the inversion.
    resolution : float or None
        Cell size of the maps in the units of the survey's CRS; None decides by the sites.
    folder : Path
        Where the results go.
    """

    source: SurveySource
    request: Request
    resolution: float | None
    folder: Path


@dataclass(frozen=True)
class Outcome:
    """What a run made: the result, and why there is no map where there is none."""

    order: Order
    result: Result
    no_map: str = ""


@dataclass(frozen=True)
class Understanding:
    """What was read of a survey, before anything is computed."""

    source: SurveySource
    lines: list[str]
    rejects: list[str]
    map_unit: str
    n_sites: int
    n_points: int


def understand(source: SurveySource, monitor: Monitor) -> Understanding:
    """Read the survey and say what it holds."""
    survey = _read(source, monitor)
    from .engine.reading import describe

    monitor.step(1.0, "read")
    return Understanding(
        source,
        describe(survey),
        survey.report.lines(),
        _map_unit(survey),
        survey.n_sites,
        survey.curves.n_points,
    )


def invert(source: SurveySource, request: Request, folder: Path, monitor: Monitor) -> Result:
    """Read, invert and write the results."""
    survey = _read(source, monitor)
    import_network()
    from .engine import outputs, pipeline

    result = pipeline.run(survey, request, monitor.part(0.05, 0.97))
    monitor.step(0.97, "writing the results")
    outputs.write_result(result, folder)
    return result


def invert_and_map(order: Order, monitor: Monitor) -> Outcome:
    """Read, invert, write the results and map them."""
    result = invert(order.source, order.request, order.folder, monitor.part(0.0, 0.87))
    if not result.survey.has_coordinates:
        return Outcome(order, result, "the survey has no coordinates")
    try:
        draw_maps(order.folder, monitor.part(0.87, 1.0), resolution=order.resolution)
    except OutputError as error:
        return Outcome(order, result, str(error))
    return Outcome(order, result)


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
    from .engine.map_plan import MapOptions, plan_map
    from .engine.mapping import make_maps
    from .engine.outputs import load_sites

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

    from .engine.lines import Line
    from .engine.section import SectionOptions, make_section

    path = target or _free_path(folder)
    along = Line(np.array(line.vertices), line.crs, line.name)
    return Cut(make_section(folder, along, SectionOptions(**options), monitor, path), path)


def export(
    folder: Path, form: ExportFormat, target: Path, sites: list[str] | None, monitor: Monitor
) -> Exported:
    """Write the profiles in a folder for other programs; `target` is a folder, for a table its file."""
    import_geospatial()
    from .engine.exports import export_profiles

    return export_profiles(folder, form, target, sites, monitor)


def _free_path(folder: Path) -> Path:
    """Return the first of section_1.tif, section_2.tif … that does not exist."""
    return next(p for n in count(1) if not (p := folder / f"section_{n}.tif").exists())


def _read(source: SurveySource, monitor: Monitor) -> Survey:
    monitor.step(0.0, f"reading {source.name}")
    import_geospatial()
    from .engine.reading import read_survey

    return read_survey(source.path, source.options())


def _map_unit(survey: Survey) -> str:
    """Return the unit of the survey's coordinates, empty where there are none."""
    from .engine.georeference import is_geographic

    if survey.crs is None or not survey.has_coordinates:
        return ""
    return "°" if is_geographic(survey.crs) else "m"
