"""A report of a run: ``report.html``, which needs nothing beside it, and ``report.pdf``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...protocol.counted import counted
from ...protocol.errors import OutputError
from ...protocol.orders import MakeReport
from ...protocol.progress import Monitor
from ...protocol.result_files import REPORT, REPORT_PDF, VS30
from ..files.result_set import ResultSet
from .brief import brief
from .class_figure import class_caption, class_views, draw_classes
from .contents import Contents, load_contents
from .hole_pictures import hole_pictures
from .map_figure import Extent, draw_map, map_views
from .marks import Marks, draw_marks, load_marks
from .pages import in_page, page_figure, pixels, png, style, svg, write_page
from .pictures import Picture
from .section_pictures import section_pictures
from .sheets import Sheets
from .site_pages import SitePage, site_pages
from .site_words import INDEX_CAPTION, index_names, index_rows
from .words import Chapter, chapters, map_caption

MOST_SITES = 1000
"""Sites that get a page each unless they are named: each is drawn in a few tenths of a second."""


def report_files(folder: Path) -> ResultSet:
    """Return the files of the report of a run."""
    return ResultSet.made_of(folder, "report", folder, [REPORT, REPORT_PDF])


def make_report(order: MakeReport, monitor: Monitor) -> tuple[list[Path], tuple[str, ...]]:
    """Write the report of a finished run, and return its files and what the user should know of them.

    Raises
    ------
    OutputError
        If the folder holds no finished run of curves, a site that is asked for is not there, or the files
        cannot be written; nothing is changed then.
    """
    files = report_files(order.folder)
    files.require_free()
    monitor.step(0.0, "reading the results")
    contents = load_contents(order.folder)
    chosen, note = _chosen(contents, order.sites)
    with files.written() as staging:
        _write(contents, order.title or _title(contents), chosen, note, staging, monitor)
    return [order.folder / name for name in files.names], (note,) if note else ()


def _title(contents: Contents) -> str:
    return f"Shear-wave velocity of {Path(str(contents.record['input'])).stem.replace('_', ' ')}"


def _chosen(contents: Contents, wanted: tuple[str, ...] | None) -> tuple[NDArray[np.int64], str]:
    """Return the rows of the sites that get a page, and why not all do."""
    names = contents.sites["site"].to_numpy(dtype=object)
    if wanted is None:
        if len(names) <= MOST_SITES:
            return np.arange(len(names)), ""
        note = (
            f"{counted(len(names), 'site')}: more than {MOST_SITES} would make a report that nobody opens; "
            "name the sites that are to have a page of their own"
        )
        return np.arange(0), note
    place = {name: i for i, name in enumerate(names)}
    lacking = [name for name in wanted if name not in place]
    if lacking:
        raise OutputError(f"{contents.folder}: has no site {lacking[0]}")
    return np.array([place[name] for name in wanted], dtype=np.int64), ""


def _write(
    contents: Contents,
    title: str,
    chosen: NDArray[np.int64],
    note: str,
    staging: Path,
    monitor: Monitor,
) -> None:
    from matplotlib.backends.backend_pdf import PdfPages

    with style(), PdfPages(staging / REPORT_PDF, metadata={"Title": title, "Creator": "Vs Mapper"}) as pdf:
        sheets = Sheets(pdf, title)
        parts = [brief(contents), *chapters(contents)]
        _lead(sheets, contents, title, parts)
        monitor.step(0.02, "drawing the maps")
        figures = [
            *_figures(sheets, "Maps", _map_pictures(contents)),
            *_figures(sheets, "Sections", section_pictures(contents)),
            *_figures(sheets, "Boreholes", hole_pictures(contents)),
        ]
        names, rows = index_names(contents), list(index_rows(contents))
        _index(sheets, names, rows)
        pages = site_pages(contents, chosen, monitor.part(0.1, 0.98))
        write_page(
            staging / REPORT,
            title=title,
            subtitle=_subtitle(contents),
            chapters=parts,
            figures=figures,
            index={
                "names": names[1:-1],
                "rows": [{"site": row[0], "numbers": row[1:-1], "status": row[-1]} for row in rows],
                "linked": len(chosen) == len(contents.sites),
                "why_not": note,
                "caption": INDEX_CAPTION,
            },
            sites=_sites(pages, sheets),
        )
        sheets.finish()
    monitor.step(1.0, "report written")


def _subtitle(contents: Contents) -> str:
    sites = counted(len(contents.sites), "site")
    return f"{sites} from {contents.record['input']}, by Vs Mapper {contents.record.get('vs_mapper', '')}"


def _lead(sheets: Sheets, contents: Contents, title: str, parts: Sequence[Chapter]) -> None:
    sheets.heading(title, 18.0)
    sheets.paragraph(_subtitle(contents))
    for part in parts:
        sheets.chapter(part)


def _figures(sheets: Sheets, title: str, pictures: Iterable[Picture]) -> Iterator[dict[str, Any]]:
    """Put pictures on sheets, and yield them as a group for the page, if there are any."""
    group: list[dict[str, str]] = []
    for picture in pictures:
        sheets.picture(pixels(picture.image), picture.caption, "" if group else title)
        shown = {"title": picture.title, "caption": picture.caption, "image": in_page(picture.image)}
        group.append(shown)
    if group:
        yield {"title": title, "figures": group}


def _map_pictures(contents: Contents) -> Iterator[Picture]:
    places, marks = _places(contents), load_marks(contents)
    for view in map_views(contents):
        figure = page_figure(7.6, 7.6 * _height_of(view.extent))
        axes = figure.subplots(1, 2)
        draw_map(figure, (axes[0], axes[1]), view, places)
        draw_marks(axes[0], marks)
        caption = map_caption(contents, view.title, view.blank, view.carried is not None) + marks.caption
        yield Picture(view.title, caption, png(figure))
        if view.title == VS30.title:
            yield from _class_pictures(contents, places, marks)


def _class_pictures(contents: Contents, places: NDArray, marks: Marks) -> Iterator[Picture]:
    for view in class_views(contents):
        figure = page_figure(7.6, 7.6 * _height_of(view.extent))
        axes = figure.subplots(1, 2)
        draw_classes(figure, (axes[0], axes[1]), view, places)
        draw_marks(axes[0], marks)
        yield Picture(view.title, class_caption(contents, view) + marks.caption, png(figure))


def _height_of(extent: Extent) -> float:
    """Return the height of a figure of two maps side by side, of its width."""
    west, south, east, north = extent.bounds
    squeeze = 1.0 if extent.projected else max(np.cos(np.radians(0.5 * (south + north))), 0.05)
    return float(np.clip(0.42 * (north - south) / ((east - west) * squeeze), 0.12, 1.1)) + 0.14


def _index(sheets: Sheets, names: list[str], rows: list[list[str]]) -> None:
    sheets.heading("Sites")
    sheets.paragraph(INDEX_CAPTION)
    widths = [0.16, *[0.55 / (len(names) - 2)] * (len(names) - 2), 0.13]
    sheets.table(names, rows, widths)


def _sites(pages: Iterator[SitePage], sheets: Sheets) -> Iterator[dict[str, Any]]:
    """Put each site on a sheet, and yield it for the page."""
    for page in pages:
        plots = svg(*sheets.plots(page.view))
        sheets.site(page)
        yield {
            "name": page.name,
            "message": page.message,
            "rows": page.rows,
            "caption": page.caption,
            "figure": plots,
        }


def _places(contents: Contents) -> NDArray:
    """Return the sites in the system of the maps, (n, 2)."""
    crs = contents.map_record.get("crs")
    sites = contents.sites
    if not crs or not hasattr(sites, "geometry"):
        return np.zeros((0, 2))
    placed = sites.geometry[sites.geometry.notna() & ~sites.geometry.is_empty].to_crs(crs)
    return np.column_stack([placed.x, placed.y])
