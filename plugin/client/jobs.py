"""What the dock and the toolbox ask of the engine, as plain functions for a thread of Python's own.

The engine is imported inside them: its packages take seconds to import, and QGIS must not wait.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..protocol.errors import OutputError
from ..protocol.progress import Monitor
from ..protocol.request import Request
from ..qgis_layers.layer_table import LayerTable
from ..qgis_layers.overrides import in_words
from ..qgis_layers.survey_source import SourceError, SurveySource
from . import result_jobs, stack_jobs
from .isolation import import_geospatial, import_network

if TYPE_CHECKING:
    from ..engine.results.result import Result
    from ..engine.survey import Survey


@dataclass(frozen=True)
class Order:
    """One run as the user asked for it.

    Parameters
    ----------
    source : SurveySource
        The survey or the raster stack.
    request : Request
        Settings of the inversion.
    resolution : float or None
        Cell size of the maps of a survey in the units of its CRS; None decides by the sites.
    folder : Path
        Where the results go.
    """

    source: SurveySource
    request: Request
    resolution: float | None
    folder: Path


@dataclass(frozen=True)
class Outcome:
    """What a run made, in words; the results themselves are in the order's folder.

    Parameters
    ----------
    order : Order
        What was asked for.
    summary : str
        How many sites or cells were inverted, and how they came out.
    rejects : list of str
        Sites and points that were not used, and why.
    no_map : str
        Why there is no map, empty where there is one.
    """

    order: Order
    summary: str
    rejects: list[str]
    no_map: str = ""


@dataclass(frozen=True)
class Understanding:
    """What was read of a survey or a raster stack, before anything is computed.

    Parameters
    ----------
    source : SurveySource
        What was read.
    lines, rejects : lists of str
        What it holds; sites and points that cannot be used, and why.
    map_unit : str
        Unit of the cells of its maps, empty where there will be none, or where a stack gives the grid.
    n_sites, n_points : int
        Sites, or cells of a stack, that can be inverted, and the points on their curves.
    is_stack : bool
        Whether it is a raster stack.
    """

    source: SurveySource
    lines: list[str]
    rejects: list[str]
    map_unit: str
    n_sites: int
    n_points: int
    is_stack: bool = False


def understand(source: SurveySource, monitor: Monitor) -> Understanding:
    """Read a survey, or look through a raster stack, and say what it holds."""
    monitor.step(0.0, f"reading {source.name}")
    import_geospatial()
    if stack_jobs.is_stack(source):
        return _understand_stack(source, monitor)
    survey = _read(source, monitor.part(0.0, 0.9))
    from ..engine.description import describe

    monitor.step(1.0, "read")
    return Understanding(
        source,
        [in_words(line) for line in describe(survey)],
        [in_words(line) for line in survey.report.lines()],
        _map_unit(survey),
        survey.n_sites,
        survey.curves.n_points,
    )


def _understand_stack(source: SurveySource, monitor: Monitor) -> Understanding:
    from ..engine.stack.reading import count_cells, describe_stack

    stack = stack_jobs.open_source(source)
    census = count_cells(stack, monitor)
    lines = [in_words(line) for line in describe_stack(stack, census)]
    return Understanding(source, lines, [], "", census.n_cells, int(census.used.sum()), is_stack=True)


def invert(source: SurveySource, request: Request, folder: Path, monitor: Monitor) -> Result:
    """Read, invert and write the results of a survey."""
    monitor.step(0.0, f"reading {source.name}")
    import_geospatial()
    if stack_jobs.is_stack(source):
        raise SourceError(f"{source.name}: is a raster stack; “Invert raster stack” is for those")
    return _invert(source, request, folder, monitor)


def _invert(source: SurveySource, request: Request, folder: Path, monitor: Monitor) -> Result:
    survey = _read(source, monitor.part(0.0, 0.05))
    import_network()
    from ..engine.results import inversion as pipeline
    from ..engine.results import outputs

    result = pipeline.run(survey, request, monitor.part(0.05, 0.97))
    monitor.step(0.97, "writing the results")
    outputs.write_result(result, folder)
    return result


def carry_out(order: Order, monitor: Monitor) -> Outcome:
    """Read, invert and write the results; those of a survey are mapped too."""
    monitor.step(0.0, f"reading {order.source.name}")
    import_geospatial()
    if stack_jobs.is_stack(order.source):
        done = stack_jobs.invert(order.source, order.request, order.folder, monitor)
        return Outcome(order, done.summary(), [])
    result = _invert(order.source, order.request, order.folder, monitor.part(0.0, 0.87))
    summary = summary_of(result)
    rejects = [in_words(line) for line in result.survey.report.lines()]
    if not result.survey.has_coordinates:
        return Outcome(order, summary, rejects, "the survey has no coordinates")
    try:
        result_jobs.draw_maps(order.folder, monitor.part(0.87, 1.0), resolution=order.resolution)
    except OutputError as error:
        return Outcome(order, summary, rejects, str(error))
    return Outcome(order, summary, rejects)


def summary_of(result: Result) -> str:
    """Return how many sites were inverted and how they came out, in one line."""
    counts = Counter(result.status.tolist())
    found = ", ".join(f"{n} {status.replace('_', ' ')}" for status, n in counts.most_common())
    return f"{result.survey.n_sites} sites inverted in {result.seconds:.1f} s: {found}"


def _read(source: SurveySource, monitor: Monitor) -> Survey:
    from ..engine.reading.survey_file import read_features, read_survey

    if isinstance(source.place, LayerTable):
        return read_features(source.place.read(monitor), source.options())
    return read_survey(source.place, source.options())


def _map_unit(survey: Survey) -> str:
    """Return the unit of the survey's coordinates, empty where there are none."""
    from ..engine.reading.tables.georeference import is_geographic

    if survey.crs is None or not survey.has_coordinates:
        return ""
    return "°" if is_geographic(survey.crs) else "m"
