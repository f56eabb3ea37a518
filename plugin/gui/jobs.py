"""What the dock asks of the engine, as plain functions for the worker thread.

The engine is imported inside them: its packages take seconds to import, and QGIS must not wait.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from ..engine.errors import OutputError
from ..engine.progress import Monitor
from ..engine.request import Request
from ..runtime.isolation import import_geospatial
from .section_line import SectionLine
from .source import SurveySource

if TYPE_CHECKING:
    from ..engine.result import Result
    from ..engine.section import Section
    from ..engine.survey import Survey


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


def understand(source: SurveySource, monitor: Monitor) -> Understanding:
    """Read the survey and say what it holds."""
    from ..engine.reading import describe

    monitor.step(0.0, f"reading {source.name}")
    import_geospatial()
    survey = _read(source)
    monitor.step(1.0, "read")
    return Understanding(source, describe(survey), survey.report.lines(), _map_unit(survey))


def invert_and_map(order: Order, monitor: Monitor) -> Outcome:
    """Read, invert, write the results and map them."""
    monitor.step(0.0, f"reading {order.source.name}")
    import_geospatial()
    from ..engine import mapping, outputs, pipeline

    survey = _read(order.source)
    result = pipeline.run(survey, order.request, monitor.part(0.05, 0.85))
    monitor.step(0.85, "writing the results")
    outputs.write_result(result, order.folder)
    if not survey.has_coordinates:
        return Outcome(order, result, "the survey has no coordinates")
    options = mapping.MapOptions(resolution=order.resolution)
    try:
        mapping.make_maps(order.folder, options, monitor.part(0.87, 1.0))
    except OutputError as error:
        return Outcome(order, result, str(error))
    return Outcome(order, result)


@dataclass(frozen=True)
class Cut:
    """A section that was cut, and its raster."""

    section: Section
    path: Path


def cut_section(folder: Path, line: SectionLine, monitor: Monitor) -> Cut:
    """Cut a section through the results in a folder; it gets a file of its own."""
    monitor.step(0.0, f"section {line.name}")
    import_geospatial()
    import numpy as np

    from ..engine.lines import Line
    from ..engine.section import make_section

    path = _free_path(folder)
    along = Line(np.array(line.vertices), line.crs, line.name)
    return Cut(make_section(folder, along, monitor=monitor, target=path), path)


def _free_path(folder: Path) -> Path:
    """Return the first of section_1.tif, section_2.tif … that does not exist."""
    return next(p for n in count(1) if not (p := folder / f"section_{n}.tif").exists())


def _read(source: SurveySource) -> Survey:
    from ..engine.options import ReadOptions
    from ..engine.reading import read_survey

    return read_survey(source.path, ReadOptions(crs=source.crs, layer=source.layer))


def _map_unit(survey: Survey) -> str:
    """Return the unit of the survey's coordinates, empty where there are none."""
    from ..engine.georeference import is_geographic

    if survey.crs is None or not survey.has_coordinates:
        return ""
    return "°" if is_geographic(survey.crs) else "m"
