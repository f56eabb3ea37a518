"""The verbs that front ends call: what an order asks for is done here, stage after stage.

Each stage is imported when an order needs it: a survey is read without the network's packages, and these
take seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from ..protocol.address import Address
from ..protocol.counted import counted
from ..protocol.distribution import Distribution
from ..protocol.errors import ClusterError, OutputError, SurveyError
from ..protocol.lines import SectionLine, WrittenLine
from ..protocol.options.inverting import DISTRIBUTION, INVERSION
from ..protocol.options.mapping import MAPS
from ..protocol.options.shared import require_possible
from ..protocol.options.working_out import PRODUCTS
from ..protocol.orders import (
    Compare,
    CutSection,
    Describe,
    DrawMaps,
    Export,
    Invert,
    MakeProducts,
    MakeReport,
    ModelCurves,
    Order,
    PreviewSurvey,
    ShowColumns,
    ShowDrawn,
    ShowSites,
)
from ..protocol.outcomes import (
    ColumnsSeen,
    Compared,
    Cut,
    DrawnProfiles,
    Exported,
    Inverted,
    Maps,
    Modelled,
    Outcome,
    Preview,
    Products,
    Reported,
    SitesShown,
    Understanding,
)
from ..protocol.progress import Monitor
from ..protocol.source import Source
from ..protocol.stack_input import StackInput, StackPart
from .files.folder_lock import held
from .files.plain_file import require_path

if TYPE_CHECKING:
    from .reading.lines import Line
    from .results.result import Result
    from .stack.stack import RasterStack
    from .survey import Survey
    from .workers import Crew


def carry_out(order: Order, monitor: Monitor | None = None) -> Outcome:
    """Do what an order asks for.

    Parameters
    ----------
    order : Order
        One of the dataclasses of `plugin.protocol.orders`.
    monitor : Monitor, optional
        Progress, cancellation, and lines for the user that should not wait for the outcome.

    Returns
    -------
    Outcome
        The one of `plugin.protocol.outcomes` that the order names.

    Raises
    ------
    VsMapperError
        If it cannot be done; the message is for the user.
    Cancelled
        If the user asked to stop; nothing is changed then.
    """
    for place in (getattr(order, name, None) for name in ("folder", "target", "rejects")):
        if place is not None:
            require_path(place)
    return _VERBS[type(order)](order, monitor or Monitor())


def describe(order: Describe, monitor: Monitor) -> Understanding:
    """Read a survey, or look through a raster stack, and say what it holds."""
    monitor.step(0.0, f"reading {order.source.name}")
    if _is_stack(order.source):
        return _describe_stack(order, monitor)
    from .description import describe as describe_survey
    from .reading.reject_report import reject_file, write_reject_table

    if order.rejects is not None:
        reject_file(order.rejects).require_free(order.source.paths())
    survey = _read(order.source, monitor.part(0.0, 0.9))
    lines, report = describe_survey(survey), survey.report
    if order.rejects is not None:
        write_reject_table(survey, order.rejects)
    monitor.step(1.0, "read")
    return Understanding(
        tuple(lines), tuple(report.lines()), _map_unit(survey), survey.n_sites, survey.curves.n_points
    )


def invert(order: Invert, monitor: Monitor) -> Inverted:
    """Read, invert and write the results; those of a survey are mapped where that is asked for."""
    if order.folder.exists() and not order.folder.is_dir():
        raise OutputError(f"{order.folder}: is a file; the results need a folder")
    require_possible(order.request, INVERSION)
    require_possible(order.distribution, DISTRIBUTION)
    if order.maps is not None:
        require_possible(order.maps, MAPS)
    monitor.step(0.0, f"reading {order.source.name}")
    invert_it = _invert_stack if order.expects == "stack" or _is_stack(order.source) else _invert_survey
    with _at_work(order.folder), _crew(order.distribution) as crew:
        return invert_it(order, crew, monitor)


@contextmanager
def _crew(distribution: Distribution) -> Iterator[Crew | None]:
    """Give whoever works at an inversion, None for the threads of this process."""
    if distribution == Distribution():
        yield None
        return
    try:
        from .cluster import opened
    except ModuleNotFoundError as error:
        raise ClusterError(
            f"--workers and --scheduler need Dask, and {error.name} is not installed: "
            "python -m pip install distributed"
        ) from error
    from .results.provenance import software

    with opened(distribution, software) as cluster:
        yield cluster


def draw_maps(order: DrawMaps, monitor: Monitor) -> Maps:
    """Map the results in a folder."""
    from .maps.elevations import terrain_notes
    from .maps.map_plan import in_project, plan_map
    from .maps.maps import make_maps, map_files
    from .maps.plan_words import summary_of
    from .results.outputs import load_sites, require_finished

    require_finished(order.folder)
    with held(order.folder):
        sites = load_sites(order.folder)
        map_files(order.folder).require_free([order.options.dem] if order.options.dem else [])
        options = in_project(sites, order.folder, order.options, order.project_crs)
        plan = plan_map(sites, order.folder, options)
        summary = "; ".join([summary_of(plan), *(f"note: {note}" for note in terrain_notes(plan))])
        monitor.tell([summary])
        return Maps(tuple(make_maps(order.folder, options, monitor)), summary)


def cut_section(order: CutSection, monitor: Monitor) -> Cut:
    """Cut a section through the results in a folder."""
    monitor.step(0.0, "reading the line")
    lines, cuts, failures = _lines(order), [], []
    for i, line in enumerate(lines):
        path, line = (order.target, line) if order.target else _free_place(order.folder, line)
        path = path.with_name(f"{path.stem}_{i + 1}{path.suffix}") if order.target and i else path
        part = monitor.part(i / len(lines), (i + 1) / len(lines))
        try:
            cuts.append(_cut_along(order, line, path, part))
        except OutputError as error:
            failures.append(error)
    if not cuts:
        raise failures[0]
    if len(lines) > 1:
        monitor.tell([f"{counted(len(lines), 'line')} in the file: a section along each"])
        monitor.tell([*map(str, failures), *(cut.summary for cut in cuts[1:])])
    return replace(cuts[0], others=tuple(cut.path for cut in cuts[1:]))


def _cut_along(order: CutSection, line: Line, path: Path, monitor: Monitor) -> Cut:
    from .sections.section import make_section
    from .sections.section_file import section_files

    text = order.line.text if isinstance(order.line, WrittenLine) else ""
    inputs = [*([Path(text)] if text else []), *([order.options.dem] if order.options.dem else [])]
    section_files(order.folder, path).require_free(inputs)
    section = make_section(order.folder, line, order.options, monitor, path)
    return Cut(path, line.name, section.summary(), len(section.sites))


def export(order: Export, monitor: Monitor) -> Exported:
    """Write the results in a folder for another program."""
    from .exports.exporting import export as write_export

    return write_export(order, monitor)


def report(order: MakeReport, monitor: Monitor) -> Reported:
    """Write a report of the results in a folder."""
    from .report.report import make_report

    with held(order.folder):
        paths, notes = make_report(order, monitor)
    return Reported(tuple(paths), notes)


def make_products(order: MakeProducts, monitor: Monitor) -> Products:
    """Compute what follows from the drawn profiles in a folder."""
    from .results.outputs import require_finished
    from .results.product_files import make_products as made

    require_possible(order.options, PRODUCTS)
    require_finished(order.folder)
    with held(order.folder):
        return made(order.folder, order.options, monitor)


def compare(order: Compare, monitor: Monitor) -> Compared:
    """Compare the profiles in a folder with boreholes near them."""
    from .boreholes.comparing import compare as write_comparison

    return write_comparison(order, monitor)


def model_curves(order: ModelCurves, monitor: Monitor) -> Modelled:
    """Compute the dispersion curves of profiles."""
    from .modelling.curve_table import model_curves as write_curves

    return write_curves(order, monitor)


def show_drawn(order: ShowDrawn, monitor: Monitor) -> DrawnProfiles:
    """Hand over profiles that were drawn for a site."""
    from .results.site_ensemble import drawn_profiles

    monitor.step(0.0, "reading drawn profiles")
    return drawn_profiles(order.folder, order.site, order.most)


def show_sites(order: ShowSites, monitor: Monitor) -> SitesShown:
    """Hand over curves and profiles of sites."""
    from .results.site_rows import site_rows

    monitor.step(0.0, "reading sites")
    return site_rows(order.folder, order.sites)


def preview_survey(order: PreviewSurvey, monitor: Monitor) -> Preview:
    """Hand over a survey's sites and some of its curves."""
    from .preview import preview

    monitor.step(0.0, f"reading {order.source.name}")
    if _is_stack(order.source):
        raise SurveyError(f"{order.source.name}: is a raster stack, whose cells QGIS shows as they are")
    return preview(_read(order.source, monitor), order.most)


def show_columns(order: ShowColumns, monitor: Monitor) -> ColumnsSeen:
    """Hand over the columns of a table."""
    from .reading.column_samples import columns_seen

    monitor.step(0.0, f"reading {order.source.name}")
    if not isinstance(order.source.place, Path):
        raise SurveyError(f"{order.source.name}: is not one file, whose columns could be shown")
    return columns_seen(order.source.place)


_VERBS = cast(
    Mapping[type, Callable[[Any, Monitor], Outcome]],
    {
        Describe: describe,
        Invert: invert,
        DrawMaps: draw_maps,
        CutSection: cut_section,
        Export: export,
        MakeReport: report,
        MakeProducts: make_products,
        Compare: compare,
        ModelCurves: model_curves,
        ShowDrawn: show_drawn,
        ShowSites: show_sites,
        PreviewSurvey: preview_survey,
        ShowColumns: show_columns,
    },
)


def _describe_stack(order: Describe, monitor: Monitor) -> Understanding:
    from .stack.description import count_cells, describe_stack

    if order.rejects is not None:
        raise SurveyError(f"{order.source.name}: is a raster stack; --rejects is for surveys only")
    with _stack(order.source, monitor) as stack:
        census = count_cells(stack, monitor)
        lines = tuple(describe_stack(stack, census))
    n_cells, n_points = (round(n / census.share) for n in (census.n_cells, int(census.used.sum())))
    return Understanding(lines, (), "", n_cells, n_points, is_stack=True)


@contextmanager
def _at_work(folder: Path) -> Iterator[None]:
    """Keep other runs out of a folder; one that was made for nothing goes again."""
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        with held(folder):
            yield
    finally:
        with suppress(OSError):  # not empty
            for path in made:
                path.rmdir()


def _invert_stack(order: Invert, crew: Crew | None, monitor: Monitor) -> Inverted:
    if order.expects == "survey":
        raise SurveyError(f"{order.source.name}: is a raster stack; “Invert raster stack” is for those")
    if order.request.dem is not None:
        raise SurveyError(f"{order.source.name}: is a raster stack; --dem is for surveys only")
    from .stack.inversion import invert_stack
    from .stack.output import stack_files

    with _stack(order.source, monitor) as stack:
        name = f"{stack.report.source}: "
        monitor.tell([f"{name}note: {note.removeprefix(name)}" for note in stack.report.notes])
        stack_files(order.folder).require_free([*order.source.paths(), *stack.files])
        done = invert_stack(stack, order.request, order.folder, monitor, order.keep_untrusted, crew)
    return Inverted(
        summary=done.summary(),
        n_inverted=done.n_cells,
        n_status=dict(done.n_status),
        notes=stack.report.notes,
        paths=tuple(done.paths),
        is_stack=True,
    )


def _invert_survey(order: Invert, crew: Crew | None, monitor: Monitor) -> Inverted:
    from .results.outputs import run_files, tables_note, write_result

    dem = order.request.dem
    whole, inputs = 1.0 if order.maps is None else 0.87, [*order.source.paths(), *([dem] if dem else [])]
    run_files(order.folder).require_free(inputs)
    if order.maps is not None:
        from .maps.maps import map_files

        map_files(order.folder).require_free(inputs)
    survey = _read(order.source, monitor.part(0.0, 0.05 * whole))
    if dem is not None:
        from .reading.terrain import with_elevations

        survey = with_elevations(survey, dem)
    report = survey.report
    for lines in (
        [f"{report.source}: note: {n}" for n in report.notes],
        report.lines(),
        report.suspect_lines(),
    ):
        monitor.tell(lines)
    from .results.inversion import run

    result = run(survey, order.request, monitor.part(0.05 * whole, 0.97 * whole), crew=crew)
    n_read, survey, report = len(report.rejects), result.survey, result.survey.report
    monitor.tell(report.lines()[n_read:])
    monitor.step(0.97 * whole, "writing the results")
    write_result(result, order.folder)
    notes = (*report.notes, *([note] if (note := tables_note(result)) else []))
    monitor.tell([f"{report.source}: note: {note}" for note in notes[len(report.notes) :]])
    maps, no_map = _mapped(order, survey, monitor.part(whole, 1.0))
    return Inverted(
        summary=result.summary(),
        n_inverted=survey.n_sites,
        n_status=result.n_status,
        notes=notes,
        rejects=tuple(report.lines()),
        doubts=_doubts(result),
        maps=maps,
        no_map=no_map,
    )


def _mapped(order: Invert, survey: Survey, monitor: Monitor) -> tuple[Maps | None, str]:
    """Return the maps that an order asks for, or why there are none."""
    from .along_line import NO_MAP, is_along_line

    if order.maps is None:
        return None, ""
    if not survey.has_coordinates:
        return None, "the survey has no coordinates"
    if is_along_line(survey.crs):
        return None, NO_MAP
    try:
        return draw_maps(DrawMaps(order.folder, order.maps, order.project_crs), monitor), ""
    except OutputError as error:
        return None, str(error)


def _doubts(result: Result) -> tuple[str, ...]:
    """Return a line for each site that did not come through well."""
    survey, bad = result.survey, result.status != "ok"
    troubles = zip(survey.names[bad], result.status[bad], result.message[bad])
    return tuple(f"{survey.report.source}: site {site}: {kind}: {why}" for site, kind, why in troubles)


def _read(source: Source, monitor: Monitor) -> Survey:
    from .reading.survey_file import read_survey

    if isinstance(source.place, Path):
        return read_survey(source.place, source.options(), monitor)
    raise SurveyError(f"{source.name}: is not in a file, so that it cannot be read as a survey")


@contextmanager
def _stack(source: Source, monitor: Monitor) -> Iterator[RasterStack]:
    """Give a raster stack; what is at addresses that the user named can be read while the block lasts."""
    from .stack.reading import open_stack
    from .stores.addresses import opened

    place = source.place
    parts: StackInput = (StackPart(place),) if isinstance(place, (Path, Address)) else _parts(source)
    with opened(source.addresses(), monitor):
        yield open_stack(parts, source.options(), source.overrides.sigma, source.periods())


def _parts(source: Source) -> tuple[StackPart, ...]:
    if not isinstance(source.place, tuple):
        raise SurveyError(f"{source.name}: is a layer of features, no raster stack")
    return source.place


def _is_stack(source: Source) -> bool:
    """Return True where a source is a raster stack, False where it holds curves.

    Raises
    ------
    SurveyError
        If it is several files that are no rasters, or curves with what only a stack can have.
    """
    from .stack.files import is_stack

    place, overrides = source.place, source.overrides
    if isinstance(place, tuple):
        strays = [part.path for part in place if not part.dataset and not is_stack(part.path)]
        if strays:
            raise SurveyError(
                f"{strays[0].name}: is no raster. Several files at once make a raster stack; to read several "
                "files of curves, put them into one folder and choose the folder"
            )
        return True
    found = isinstance(place, (Path, Address)) and is_stack(place)
    if not found and (overrides.sigma or overrides.periods):
        raise SurveyError(f"{source.name}: is no raster stack; --sigma and --periods are for those only")
    return found


def _map_unit(survey: Survey) -> str:
    """Return the unit of the survey's maps, empty where there will be none: in degrees lies no map."""
    from .along_line import is_along_line
    from .positions import parse_crs, unit_of

    if survey.crs is None or not survey.has_coordinates or is_along_line(survey.crs):
        return ""
    unit = unit_of(parse_crs(survey.crs))
    return "m" if unit == "degrees" else unit


def _lines(order: CutSection) -> list[Line]:
    """Return the lines to cut along."""
    import numpy as np

    from .maps.map_sites import sites_crs, usable_sites
    from .reading.lines import Line, read_lines
    from .results.outputs import load_sites
    from .sections.lines import along_sites

    if isinstance(order.line, SectionLine):
        return [Line(np.array(order.line.vertices), order.line.crs, order.line.name)]
    sites = load_sites(order.folder)
    crs = sites_crs(sites, order.folder)
    if order.line.text:
        return read_lines(order.line.text, order.line.crs, crs.to_wkt())
    places = sites.geometry.iloc[usable_sites(sites, order.folder)]
    return [along_sites(places.x.to_numpy(), places.y.to_numpy(), crs)]


def _free_place(folder: Path, line: Line) -> tuple[Path, Line]:
    """Return the first of section_1.tif, section_2.tif … that is free, and the line with its letter."""
    from .reading.lines import letter_of

    number = next(n for n in count(1) if not (folder / f"section_{n}.tif").exists())
    return folder / f"section_{number}.tif", replace(line, letter=letter_of(number - 1))
