"""Cutting pseudo-sections: the profiles near a line are interpolated along it, depth by depth."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, get_args

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree
from threadpoolctl import threadpool_limits

from ...protocol.errors import OutputError
from ...protocol.map_options import SectionMethod, SectionOptions
from ...protocol.progress import Monitor
from ...protocol.result_files import SECTION
from ..along_line import is_along_line
from ..curves import FloatArray
from ..ground import Ground
from ..lattice.barriers import CutLattice
from ..lattice.reach import parted
from ..maps.cell_size import default_reach, round_up
from ..maps.map_plan import FEWEST_KRIGED
from ..maps.map_sites import sites_crs, usable_sites
from ..maps.strays import strays
from ..profiles import Profiles
from ..reading.lines import Line, read_lines
from ..reading.terrain import Terrain, gaps
from ..results.outputs import load_profiles, load_sites
from ..spatial.gridding import interpolator, nearest_neighbours, weighted
from ..spatial.parted_weights import parted_interpolator
from .barring import barring
from .between_sites import Along, kriged, weighed
from .course import Course
from .observed import observed_section
from .pseudo_section import Section, SectionGround
from .section_file import section_files, write_section

if TYPE_CHECKING:
    import pandas as pd
    from pyproj import CRS

_METHODS: tuple[SectionMethod, ...] = get_args(SectionMethod)
_COLUMNS_PER_SPACING, _FEWEST_COLUMNS = 5, 200
_ROWS = 200
_MOST_CELLS = 20_000_000


def make_section(
    folder: Path,
    line: Line | Path | str,
    options: SectionOptions | None = None,
    monitor: Monitor | None = None,
    target: Path | None = None,
) -> Section:
    """Cut a section through a finished run and write it beside the maps.

    Parameters
    ----------
    folder : Path
        Where `outputs.write_result` wrote.
    line : Line, Path or str
        A line, or what `lines.read_lines` reads, of which the first is taken.
    options : SectionOptions, optional
        How to draw it.
    monitor : Monitor, optional
        Progress and cancellation.
    target : Path, optional
        Raster to write; by default ``section.tif`` in `folder`.

    Raises
    ------
    OutputError
        If no site lies near the line, an option makes no sense, or it cannot be written.
    Cancelled
        If the user asked to stop; nothing is changed then.
    """
    monitor = monitor or Monitor()
    files = section_files(folder, target or folder / SECTION)
    options = options or SectionOptions()
    section = cut_section(folder, line, options, monitor.part(0.0, 0.7))
    monitor.step(0.7, "writing the section")
    observed = observed_section(folder, section, options.observed) if options.figure else None
    write_section(section, observed, folder, files, options.figure)
    monitor.step(1.0, "section written")
    return section


def cut_section(folder: Path, line: Line | Path | str, options: SectionOptions, monitor: Monitor) -> Section:
    """Interpolate the profiles of a finished run along a line; as `make_section`, but write nothing."""
    _check(options)
    monitor.step(0.0, "reading the profiles")
    table = load_sites(folder)
    sites = table.iloc[usable_sites(table, folder)]
    crs = sites_crs(sites, folder)
    if not isinstance(line, Line):
        line = read_lines(str(line), None, crs.to_wkt())[0]
    profiles = load_profiles(folder).take(sites.index.to_numpy())
    with threadpool_limits(1, user_api="blas"):  # quick beside others, and the same digits on any machine
        return _cut(sites, profiles, crs, line, options, monitor.part(0.1, 1.0))


def _cut(
    sites: pd.DataFrame, profiles: Profiles, crs: CRS, line: Line, options: SectionOptions, monitor: Monitor
) -> Section:
    """Interpolate in the plane of the ground at the line's points, where sites of the corridor are near."""
    import shapely

    x, y = sites.geometry.x.to_numpy(), sites.geometry.y.to_numpy()
    placed = line.placed(crs)
    ground = Ground.around(*placed, crs)
    places = ground.flat(x, y)
    course = Course.of(line, crs, ground, placed)
    spacings = nearest_neighbours(ground.positions(x, y))
    corridor = options.corridor or default_reach(spacings)
    if corridor == 0:
        raise OutputError("all sites lie at one place, which gives no spacing: set --corridor")
    offset = shapely.distance(course.path, shapely.points(places))
    near = np.flatnonzero(offset <= corridor)
    if len(near) == 0:
        raise OutputError(
            f"line {line.name}: no site lies within {corridor:.4g} m of it; "
            f"the nearest is {offset.min():.4g} m away"
        )
    used = profiles.take(near)
    distance, depth = _axes(course.length, spacings, used, options)
    points = shapely.get_coordinates(shapely.line_interpolate_point(course.path, distance))
    around = np.flatnonzero(~strays(places) | (offset <= corridor))
    spacing = float(np.median(spacings)) if len(spacings) else 0.0
    names = sites["site"].to_numpy()
    barred = barring(options.barriers, course, ground, places[around], names[around], corridor, spacing)
    lattice = None if barred is None else barred.lattice
    ends = np.column_stack([used.trusted_min, used.trusted_max])
    weigh = parted_interpolator(places[near], "linear", lattice)
    window = np.exp(weighted(weigh(points), np.log(ends))).T
    along = _along(places, profiles, (near, around), points, depth, corridor, options, lattice, monitor)
    heard = cKDTree(parted(places[near], places[near], lattice))
    far = heard.query(parted(points, points, lattice))[0] > corridor
    for band in (along.vs, along.sigma, *along.levels.values(), window):
        band[:, far] = np.nan
    return Section(
        line=line,
        distance=distance,
        depth=depth,
        along=along,
        window=window,
        sites=names[near],
        site_distance=shapely.line_locate_point(course.path, shapely.points(places[near])),
        site_offset=offset[near],
        corridor=corridor,
        spacing=spacing,
        course=course,
        ground=_ground(course, distance, options.dem) or _between_sites(sites, places, near, points),
        barring=barred,
    )


def _between_sites(
    sites: pd.DataFrame, places: FloatArray, near: NDArray[np.intp], points: FloatArray
) -> SectionGround | None:
    """Return the heights along a line as the sites have them, where all that are near to it have one."""
    if "elevation_m" not in sites:
        return None
    height = sites["elevation_m"].to_numpy(float)
    known = np.flatnonzero(np.isfinite(height))
    if np.isnan(height[near]).any():
        return None
    return SectionGround(
        "the sites",
        (interpolator(places[known], "linear")(points) @ height[known]),
        ("the ground between sites is straight",),
    )


def _ground(course: Course, distance: FloatArray, dem: Path | None) -> SectionGround | None:
    """Return the heights along a line; where a terrain knows none, those between its neighbours'."""
    if dem is None:
        return None
    if is_along_line(course.crs):
        raise OutputError(f"{dem.name}: the sites have positions along a line, and no place in a terrain")
    terrain = Terrain.open(dem)
    x, y = course.at(distance).T
    heights = terrain.heights(x, y, course.crs)
    notes = gaps(terrain, heights, "place")
    known = np.isfinite(heights)
    if not known.all():
        heights = np.interp(distance, distance[known], heights[known])
        notes = [f"{note} along the line; heights between the others stand in" for note in notes]
    return SectionGround(terrain.name, heights, (*terrain.notes(), *notes))


def _along(
    places: FloatArray,
    profiles: Profiles,
    chosen: tuple[NDArray[np.intp], NDArray[np.intp]],
    points: FloatArray,
    depth: FloatArray,
    corridor: float,
    options: SectionOptions,
    lattice: CutLattice | None,
    monitor: Monitor,
) -> Along:
    """Return Vs in the cells: kriged between the sites around, or between those near the line."""
    near, around = chosen
    found = None
    if options.method == "kriging" and len(around) >= FEWEST_KRIGED:
        own = places[around], profiles.take(around)
        found = kriged(*own, points, depth, corridor, options.keep_untrusted, monitor, lattice)
    if found is not None:
        return found
    method = "linear" if options.method == "kriging" else options.method
    own = places[near], profiles.take(near)
    return weighed(*own, points, depth, method, options.keep_untrusted, lattice)


def _axes(
    length: float, spacings: FloatArray, profiles: Profiles, options: SectionOptions
) -> tuple[FloatArray, FloatArray]:
    """Return the centres of the cells along the line and down."""
    spacing = float(np.median(spacings)) if len(spacings) else length
    step = options.step or round_up(min(spacing / _COLUMNS_PER_SPACING, length / _FEWEST_COLUMNS))
    deepest = (
        profiles.depth.max() if options.keep_untrusted else profiles.depth[profiles.trusted].max(initial=0.0)
    )
    bottom = options.max_depth or float(deepest)
    if bottom <= 0:
        raise OutputError("no depth of the sites near the line lies in their trusted window")
    depth_step = options.depth_step or round_up(bottom / _ROWS)
    n_columns, n_rows = int(np.ceil(length / step)), int(np.ceil(bottom / depth_step))
    if n_columns * n_rows > _MOST_CELLS:
        raise OutputError(f"{n_columns} x {n_rows} cells are more than {_MOST_CELLS:,}; choose larger steps")
    along, down = (np.arange(n, dtype=np.float64) + 0.5 for n in (n_columns, n_rows))
    return along * step, down * depth_step


def _check(options: SectionOptions) -> None:
    if options.method not in _METHODS:
        raise OutputError(f"interpolation {options.method!r} is not one of {', '.join(_METHODS)}")
    if options.barriers and options.method != "kriging":
        raise OutputError(f"{options.method} interpolation knows no barriers: choose kriging")
    for name in ("corridor", "step", "depth_step", "max_depth"):
        value = getattr(options, name)
        if value is not None and not (np.isfinite(value) and value > 0):
            raise OutputError(f"{name.replace('_', ' ')} {value:g} is not a positive number of metres")
