"""What a map covers: cells, extent and mask distance, from the sites and the user's options."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from ...protocol.counted import counted
from ...protocol.errors import OutputError
from ...protocol.map_options import MapOptions, Method
from ...protocol.result_files import SITES
from ..along_line import NO_MAP, is_along_line
from ..curves import FloatArray
from ..ground import Ground
from ..lattice.barriers import CutLattice
from ..lattice.latest import Latest
from ..positions import crs_name, parse_crs, reproject, unwrapped
from ..spatial.gridding import Grid, Weigh, nearest_neighbours
from ..spatial.parted_weights import parted_interpolator
from .barrier_lines import Parting, box_of, parting
from .extents import cut_out
from .left_out import taken_out
from .map_system import map_system, suits
from .strays import strays

if TYPE_CHECKING:
    import pandas as pd
    from pyproj import CRS

FEWEST_KRIGED = 8
"""Sites; fewer say too little of how the ground changes."""

WITH_BANDS = ("kriging", "flux")
"""Methods that know how uncertain cells are, and heed barriers."""

_METHODS: tuple[Method, ...] = get_args(Method)
_MOST_CELLS = 50_000_000
_MOST_CELLS_UNASKED = 1_000_000
_CELLS_PER_SPACING = 6.25  # rounded up that makes five, give or take
_CELLS_ALONE = 20.0  # across the reach of a place that is alone
_REACH_ALONE = 100.0  # m, where not even a wavelength is known
_FEW_CELLS, _MANY_CELLS = 10, 25_000_000  # of a map that is told of
_LITTLE_DRAWN = 0.05  # of a map that is told of
_LOOKED_AT = 200  # cells along each side, to see how much is drawn
_SPACINGS_TO_MASK = 1.5
_SHORTEST_UNIT = 0.01  # of the longest: near a pole degrees of longitude have next to no length


@dataclass(frozen=True)
class MapPlan:
    """What the options mean for one set of sites.

    Parameters
    ----------
    chosen : (n,) int array
        Rows of the site table that are mapped.
    x, y : (n,) float arrays
        Their coordinates in `crs`.
    crs : CRS
        System of the maps.
    ground : Ground
        The ground under the sites, where distances are measured.
    grid : Grid
        The cells.
    whole : Grid
        Cells around all sites and `grid`, on which barriers part them.
    max_distance : float
        Distance in m beyond which cells stay empty.
    options : MapOptions
        What was asked for.
    left_out : tuple of str
        Sites that lie too far from all others to be right.
    without : tuple of str
        Sites that the user leaves out.
    parting : Parting or None
        What barriers part.
    """

    chosen: NDArray[np.int64]
    x: FloatArray
    y: FloatArray
    crs: CRS
    ground: Ground
    grid: Grid
    whole: Grid
    max_distance: float
    options: MapOptions
    left_out: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    parting: Parting | None = None

    @property
    def method(self) -> Method:
        """How values go from sites to cells: without kriging where it has too few sites."""
        few = self.options.method == "kriging" and len(self.x) < FEWEST_KRIGED
        return self.without_kriging if few else self.options.method

    @property
    def without_kriging(self) -> Method:
        """How they go where kriging has nothing to learn from: linearly, and by a flux around barriers."""
        return "linear" if self.parting is None else "flux"

    @property
    def lattice(self) -> CutLattice | None:
        """The cells that barriers part, where there are barriers."""
        return None if self.parting is None else self.parting.lattice

    def weights(self, method: Method) -> Weigh:
        """Return what gives the weights of the mapped sites at places, on their side of all barriers."""
        if method not in self._weighs:
            weigh = parted_interpolator(self.places(self.x, self.y), method, self.lattice)
            self._weighs[method] = Latest(weigh)
        return self._weighs[method]

    @cached_property
    def _weighs(self) -> dict[Method, Weigh]:
        """What has been asked for: rasters share it."""
        return {}

    def record(self) -> dict[str, Any]:
        """Return what ``maps.json`` tells of the plan."""
        return {
            "sites": len(self.x),
            "left_out": list(self.left_out),
            "without": list(self.without),
            "crs": crs_name(self.crs),
            "resolution": self.grid.resolution,
            **({} if self.options.extent is None else {"extent": asdict(self.options.extent)}),
            "max_distance_m": round(self.max_distance, 3),
            "untrusted_depths": "kept" if self.options.keep_untrusted else "masked",
            "draws": self.options.draws,
            **({} if self.parting is None else {"barriers": self.parting.record}),
        }

    def summary(self) -> str:
        """Return one line for the user."""
        unit = "degrees" if self.crs.is_geographic else self.crs.axis_info[0].unit_name
        return (
            f"{self.grid.n_columns} x {self.grid.n_rows} cells of {self.grid.resolution:g} {unit}"
            f"{self._on_the_ground()} in {self.crs.name}; "
            f"{self._how()} of log Vs between {counted(len(self.x), 'site')}; "
            f"cells farther than {self.max_distance:.4g} m from a site stay empty"
            + "".join(f"; note: {note}" for note in self.notes())
        )

    def notes(self) -> list[str]:
        """Return what looks wrong about the map."""
        grid = self.grid
        notes: list[str] = []
        if self.parting is not None:
            notes += self.parting.notes
        if self.options.max_sigma is not None and self.method not in WITH_BANDS:
            notes.append("no cell is left empty for its uncertainty, which only kriging knows")
        if self.without:
            notes.append(f"without {counted(len(self.without), 'site')}: {_shortened(self.without)}")
        if self.left_out:
            verb = "lies" if len(self.left_out) == 1 else "lie"
            notes.append(
                f"{counted(len(self.left_out), 'site')} left out, which {verb} far from all others: "
                f"{_shortened(self.left_out)} (are the coordinates swapped, or mistyped?)"
            )
        spacings = nearest_neighbours(self.ground.positions(self.x, self.y))
        cell = grid.resolution * float(np.median(self.ground.unit_lengths(self.x, self.y)))
        if len(spacings) and cell > np.median(spacings):
            notes.append(f"a cell is larger than the usual distance of sites, {np.median(spacings):.3g} m")
        if grid.n_cells < _FEW_CELLS:
            notes.append(f"the map has only {counted(grid.n_cells, 'cell')}")
        if grid.n_cells > _MANY_CELLS:
            notes.append(f"the map has {grid.n_cells:,} cells, which takes long and is hard to show")
        if self._share_drawn() < _LITTLE_DRAWN:
            notes.append(f"less than {_LITTLE_DRAWN:.0%} of the map is near a site, the rest stays empty")
        return notes

    def _share_drawn(self) -> float:
        """Return about which share of the cells is near enough to a site."""
        rows, columns = (
            np.unique(np.linspace(0, n - 1, min(n, _LOOKED_AT)).astype(int))
            for n in (self.grid.n_rows, self.grid.n_columns)
        )
        x, y = self.grid.centres(rows, columns)
        cells = self.ground.positions(x, y)
        cells = cells[np.isfinite(cells).all(axis=1)]
        if len(cells) == 0:
            return 0.0
        distance = cKDTree(self.ground.positions(self.x, self.y)).query(cells)[0]
        return float((distance <= self.max_distance).sum() / (len(rows) * len(columns)))

    def _how(self) -> str:
        """Return what is done with log Vs."""
        how = f"{self.method} interpolation"
        if self.method in WITH_BANDS:
            how = f"{self.options.law} flux" if self.method == "flux" else self.method
        return how if self.method == self.options.method else f"{how} (kriging needs {FEWEST_KRIGED} sites)"

    def _on_the_ground(self) -> str:
        """Return how large a cell is in truth, where a unit of the map says something else."""
        if self.crs.is_geographic or self.ground.plane is None:
            return ""
        width, height = self.grid.resolution * np.median(self.ground.unit_lengths(self.x, self.y), axis=0)
        return f" ({width:.3g} m by {height:.3g} m on the ground)"

    def places(self, x: FloatArray, y: FloatArray) -> FloatArray:
        """Return coordinates in m to interpolate in: a plane for triangles and lattices, else truer ones."""
        plane = self.method in ("linear", *WITH_BANDS)
        return self.ground.flat(x, y) if plane else self.ground.positions(x, y)


def plan_map(sites: pd.DataFrame, folder: Path, options: MapOptions) -> MapPlan:
    """Choose the sites, cells and mask distance of the maps.

    Parameters
    ----------
    sites : DataFrame
        From `outputs.load_sites`.
    folder : Path
        Where they came from, for messages.
    options : MapOptions
        What was asked for.

    Raises
    ------
    OutputError
        If the sites cannot be mapped this way; the message says why.
    """
    if options.method not in _METHODS:
        raise OutputError(f"interpolation {options.method!r} is not one of {', '.join(_METHODS)}")
    _positive("largest uncertainty", options.max_sigma)
    if options.max_sigma is not None and options.method not in WITH_BANDS:
        raise OutputError(
            "only kriging and flux know how uncertain cells are: leave the largest uncertainty away"
        )
    if options.draws and options.method != "kriging":
        raise OutputError("only kriging draws maps: leave the number of drawn maps away")
    if options.barriers and options.method not in WITH_BANDS:
        raise OutputError(f"{options.method} interpolation knows no barriers: choose kriging or flux")
    chosen, without = _kept(sites, folder, options)
    if is_along_line(sites_crs(sites, folder)):
        raise OutputError(f"{folder / SITES}: {NO_MAP}")
    astray = _astray(sites.iloc[chosen], folder)
    left_out = tuple(sites["site"].to_numpy()[chosen[astray]])
    chosen = chosen[~astray]
    x, y, crs = _placed(sites.iloc[chosen], options.crs, folder)
    ground = Ground.around(x, y, crs)
    spacings = nearest_neighbours(ground.positions(x, y))
    max_distance = _positive("mask distance", options.max_distance)
    if max_distance is None:
        max_distance = default_reach(spacings) or _reach_alone(sites.iloc[chosen])
    units = ground.unit_lengths(x, y)
    pad = _margin(max_distance, units)
    resolution = _positive("resolution", options.resolution)
    if resolution is None:
        finest = np.median(spacings) / _CELLS_PER_SPACING if len(spacings) else max_distance / _CELLS_ALONE
        resolution = _default_resolution(x, y, pad, float(finest), units)
    grid = whole = Grid.covering(x, y, resolution, pad)
    if options.extent is not None:
        grid, whole = cut_out(options.extent, crs, whole)
    if grid.n_cells > _MOST_CELLS:
        enough = round_up(resolution * np.sqrt(grid.n_cells / _MOST_CELLS))
        raise OutputError(
            f"a resolution of {resolution:g} gives {grid.n_columns} x {grid.n_rows} cells, more than "
            f"{_MOST_CELLS:,}; choose {enough:g} or coarser"
        )
    parts = None
    if options.barriers:
        places = ground.flat(x, y)
        names = sites["site"].to_numpy()[chosen]
        parts = parting(options.barriers, box_of(whole, ground), ground, places, names)
    plan = MapPlan(chosen, x, y, crs, ground, grid, whole, max_distance, options, left_out, without, parts)
    if options.draws and plan.method != "kriging":
        raise OutputError(f"{folder / SITES}: drawn maps need kriging, which needs {FEWEST_KRIGED} sites")
    return plan


def in_project(sites: pd.DataFrame, folder: Path, options: MapOptions, project: str | None) -> MapOptions:
    """Return options with the system of a project, where none is asked for and it suits the sites.

    Raises
    ------
    OutputError
        If there is nothing to map.
    """
    if options.crs is not None or project is None:
        return options
    source = sites_crs(sites, folder)
    chosen = sites.iloc[_kept(sites, folder, options)[0]]
    if is_along_line(source):
        return options
    chosen = chosen[~_astray(chosen, folder)]
    try:
        system = parse_crs(project)
    except OutputError:  # one that only QGIS knows
        return options
    fits = suits(system, chosen.geometry.x.to_numpy(), chosen.geometry.y.to_numpy(), source)
    return replace(options, crs=project) if fits else options


def usable_sites(sites: pd.DataFrame, folder: Path) -> NDArray[np.int64]:
    """Return the rows of the sites that have a place and a profile.

    Raises
    ------
    OutputError
        If there are none.
    """
    sites_crs(sites, folder)
    placed = ~(sites.geometry.is_empty | sites.geometry.isna()).to_numpy()
    chosen = np.flatnonzero(placed & (sites["status"] != "rejected").to_numpy())
    if len(chosen) == 0:
        raise OutputError(f"{folder / SITES}: no site was inverted, so there is nothing to map")
    return chosen


def _kept(
    sites: pd.DataFrame, folder: Path, options: MapOptions
) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Return the rows of the sites that the user leaves in, and the names of those that he leaves out."""
    usable, names = usable_sites(sites, folder), sites["site"].to_numpy()
    out = taken_out(options.without, names)
    kept = usable[~out[usable]]
    if len(kept) == 0:
        raise OutputError(f"{folder / SITES}: every site is left out, so there is nothing to map")
    return kept, tuple(names[out])


def sites_crs(sites: pd.DataFrame, folder: Path) -> CRS:
    """Return the system of the sites' coordinates.

    Raises
    ------
    OutputError
        If the table does not say.
    """
    if "geometry" not in sites:
        raise OutputError(f"{folder / SITES}: the sites have no coordinates, so they cannot be mapped")
    if sites.crs is None:
        raise OutputError(f"{folder / SITES}: has no coordinate reference system")
    return parse_crs(sites.crs.to_wkt())


def default_reach(spacings: FloatArray) -> float:
    """Return how far from a site values are drawn: 1.5 times the 90th percentile of the site spacing.

    Gaps of a regular grid are filled by that (its cells lie within 0.71 spacings). 0 where all sites lie at
    one place.
    """
    return float(_SPACINGS_TO_MASK * np.quantile(spacings, 0.9)) if len(spacings) else 0.0


def _reach_alone(sites: pd.DataFrame) -> float:
    """Return for how far sites at one place speak: a curve averages over about its longest wavelength."""
    longest = sites["lambda_max_m"].to_numpy(float)
    longest = longest[np.isfinite(longest)]
    return round_up(float(longest.max())) if len(longest) else _REACH_ALONE


def _astray(sites: pd.DataFrame, folder: Path) -> NDArray[np.bool_]:
    """Return which sites lie too far from all others to be right."""
    x, y = sites.geometry.x.to_numpy(), sites.geometry.y.to_numpy()
    positions = Ground.around(x, y, sites_crs(sites, folder)).positions(x, y)
    there = np.isfinite(positions).all(axis=1)
    astray = np.zeros(len(x), dtype=bool)
    astray[there] = strays(positions[there])
    return astray


def _placed(sites: pd.DataFrame, target: str | None, folder: Path) -> tuple[FloatArray, FloatArray, CRS]:
    """Return the sites' coordinates in the system asked for."""
    source = sites_crs(sites, folder)
    x, y = sites.geometry.x.to_numpy(), sites.geometry.y.to_numpy()
    crs = map_system(x, y, source) if target is None else parse_crs(target)
    x, y = reproject(x, y, source, crs)
    lost = ~(np.isfinite(x) & np.isfinite(y))
    if lost.any():
        name = sites["site"].to_numpy()[lost][0]
        raise OutputError(f"{folder / SITES}: site {name}: cannot be placed in {crs.name}")
    return (unwrapped(x) if crs.is_geographic else x), y, crs


def _shortened(names: tuple[str, ...]) -> str:
    return ", ".join(names[:5]) + (" …" if len(names) > 5 else "")


def _positive(what: str, value: float | None) -> float | None:
    if value is not None and not (np.isfinite(value) and value > 0):
        raise OutputError(f"{what} {value:g} is not a positive number")
    return value


def _margin(distance: float, units: FloatArray) -> tuple[float, float]:
    """Return a distance in m as lengths along x and y in map units, of the lengths in m that they have."""
    shortest = np.maximum(units.min(axis=0), _SHORTEST_UNIT * units.max())
    return float(distance / shortest[0]), float(distance / shortest[1])


def _default_resolution(
    x: FloatArray, y: FloatArray, pad: tuple[float, float], finest: float, units: FloatArray
) -> float:
    """Return a round size of about `finest` m, coarser where that takes over a million cells."""
    wanted = finest / np.median(units, axis=0).max()
    area = (np.ptp(x) + 2 * pad[0]) * (np.ptp(y) + 2 * pad[1])
    least = float(np.sqrt(area / _MOST_CELLS_UNASKED))
    return round_up(max(wanted, least))


def round_up(value: float) -> float:
    """Return the next round figure: 1, 1.5, 2, 2.5, 3, 4, 5, 6 or 8 times a power of ten."""
    power = 10.0 ** np.floor(np.log10(value) + 1e-9)
    steps = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
    return float(next(step * power for step in steps if step * power >= value * (1 - 1e-9)))
