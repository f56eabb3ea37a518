"""What a map covers: cells, extent and mask distance, from the sites and the user's options."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import numpy as np
from numpy.typing import NDArray

from ...protocol.errors import OutputError
from ...protocol.map_options import MapOptions, Method
from ...protocol.result_files import SITES
from ..along_line import NO_MAP, is_along_line
from ..curves import FloatArray
from ..ground import Ground
from ..lattice.barriers import CutLattice
from ..lattice.latest import Latest
from ..positions import crs_name, parse_crs
from ..spatial.gridding import Grid, Weigh, nearest_neighbours
from ..spatial.parted_weights import parted_interpolator
from .barrier_lines import Parting, box_of, parting
from .cell_size import default_reach, default_resolution, margin, reach_alone, round_up
from .extents import cut_out
from .map_sites import astray_sites, kept_sites, placed_sites, sites_crs
from .map_system import suits

if TYPE_CHECKING:
    import pandas as pd
    from pyproj import CRS

FEWEST_KRIGED = 8
"""Sites; fewer say too little of how the ground changes."""

WITH_BANDS = ("kriging", "flux")
"""Methods that know how uncertain cells are, and heed barriers."""

_METHODS: tuple[Method, ...] = get_args(Method)
_MOST_CELLS = 50_000_000


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
    _require_sense(options)
    chosen, without = kept_sites(sites, folder, options)
    if is_along_line(sites_crs(sites, folder)):
        raise OutputError(f"{folder / SITES}: {NO_MAP}")
    astray = astray_sites(sites.iloc[chosen], folder)
    left_out = tuple(sites["site"].to_numpy()[chosen[astray]])
    chosen = chosen[~astray]
    x, y, crs = placed_sites(sites.iloc[chosen], options.crs, folder)
    ground = Ground.around(x, y, crs)
    spacings, units = nearest_neighbours(ground.positions(x, y)), ground.unit_lengths(x, y)
    max_distance = options.max_distance or default_reach(spacings) or reach_alone(sites.iloc[chosen])
    resolution = options.resolution or default_resolution(x, y, spacings, max_distance, units)
    grid = whole = Grid.covering(x, y, resolution, margin(max_distance, units))
    if options.extent is not None:
        grid, whole = cut_out(options.extent, crs, whole)
    _require_few_cells(grid)
    parts = None
    if options.barriers:
        names = sites["site"].to_numpy()[chosen]
        parts = parting(options.barriers, box_of(whole, ground), ground, ground.flat(x, y), names)
    plan = MapPlan(chosen, x, y, crs, ground, grid, whole, max_distance, options, left_out, without, parts)
    if options.draws and plan.method != "kriging":
        raise OutputError(f"{folder / SITES}: drawn maps need kriging, which needs {FEWEST_KRIGED} sites")
    return plan


def _require_sense(options: MapOptions) -> None:
    """Refuse options that no survey could be mapped with."""
    if options.method not in _METHODS:
        raise OutputError(f"interpolation {options.method!r} is not one of {', '.join(_METHODS)}")
    positive = {
        "largest uncertainty": options.max_sigma,
        "mask distance": options.max_distance,
        "resolution": options.resolution,
    }
    for what, value in positive.items():
        if value is not None and not (np.isfinite(value) and value > 0):
            raise OutputError(f"{what} {value:g} is not a positive number")
    if options.max_sigma is not None and options.method not in WITH_BANDS:
        raise OutputError(
            "only kriging and flux know how uncertain cells are: leave the largest uncertainty away"
        )
    if options.draws and options.method != "kriging":
        raise OutputError("only kriging draws maps: leave the number of drawn maps away")
    if options.barriers and options.method not in WITH_BANDS:
        raise OutputError(f"{options.method} interpolation knows no barriers: choose kriging or flux")


def _require_few_cells(grid: Grid) -> None:
    if grid.n_cells > _MOST_CELLS:
        enough = round_up(grid.resolution * np.sqrt(grid.n_cells / _MOST_CELLS))
        raise OutputError(
            f"a resolution of {grid.resolution:g} gives {grid.n_columns} x {grid.n_rows} cells, more than "
            f"{_MOST_CELLS:,}; choose {enough:g} or coarser"
        )


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
    chosen = sites.iloc[kept_sites(sites, folder, options)[0]]
    if is_along_line(source):
        return options
    chosen = chosen[~astray_sites(chosen, folder)]
    try:
        system = parse_crs(project)
    except OutputError:  # one that only QGIS knows
        return options
    fits = suits(system, chosen.geometry.x.to_numpy(), chosen.geometry.y.to_numpy(), source)
    return replace(options, crs=project) if fits else options
