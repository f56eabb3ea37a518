"""What the engine answers to an order, in words, numbers and paths; what is large lies in files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Optional, Union


@dataclass(frozen=True)
class Understanding:
    """What was read of a survey or a raster stack, before anything is computed.

    Parameters
    ----------
    lines : tuple of str
        What it holds.
    rejects : tuple of str
        Sites and points that cannot be used, and why.
    map_unit : str
        Unit of the cells of its maps, empty where there will be none, or where a stack gives the grid.
    n_sites, n_points : int
        Sites, or cells of a stack, that can be inverted, and the points on their curves.
    is_stack : bool
        Whether it is a raster stack.
    """

    lines: tuple[str, ...]
    rejects: tuple[str, ...]
    map_unit: str
    n_sites: int
    n_points: int
    is_stack: bool = False


@dataclass(frozen=True)
class Maps:
    """Rasters that were drawn.

    Parameters
    ----------
    paths : tuple of Path
        The rasters.
    summary : str
        One line on how they were drawn.
    """

    paths: tuple[Path, ...]
    summary: str


@dataclass(frozen=True)
class Inverted:
    """What an inversion made; the results themselves are in the order's folder.

    Parameters
    ----------
    summary : str
        How many sites or cells were inverted, and how they came out.
    n_inverted : int
        Sites, or cells of a stack, that were inverted.
    n_status : mapping of str to int
        How many of them have each status.
    notes, rejects : tuples of str
        How the survey was understood where that is not plain; sites and points that were not used, and why.
    doubts : tuple of str
        Sites that did not come through well, and why.
    paths : tuple of Path
        Rasters of a stack.
    is_stack : bool
        Whether it was a raster stack.
    maps : Maps or None
        The maps of a survey, where they were asked for and could be drawn.
    no_map : str
        Why there is no map though one was asked for, empty otherwise.
    """

    summary: str
    n_inverted: int
    n_status: Mapping[str, int]
    notes: tuple[str, ...] = ()
    rejects: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    paths: tuple[Path, ...] = ()
    is_stack: bool = False
    maps: Optional[Maps] = None
    no_map: str = ""


@dataclass(frozen=True)
class Cut:
    """A section that was cut.

    Parameters
    ----------
    path : Path
        Its raster; a table of the sites used lies beside it.
    name : str
        What to call it.
    summary : str
        One line on how it was drawn.
    n_sites : int
        Sites used.
    others : tuple of Path
        Rasters of the sections along further lines of the same file.
    """

    path: Path
    name: str
    summary: str
    n_sites: int
    others: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Exported:
    """What an export wrote.

    Parameters
    ----------
    target : Path
        The folder, or the table.
    paths : tuple of Path
        The files, in the order of the sites.
    notes : tuple of str
        What the user should know about them.
    """

    target: Path
    paths: tuple[Path, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Reported:
    """A report that was written.

    Parameters
    ----------
    paths : tuple of Path
        The page and the document.
    notes : tuple of str
        What the user should know about them.
    """

    paths: tuple[Path, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Products:
    """What was computed from drawn profiles.

    Parameters
    ----------
    paths : tuple of Path
        The layer, its table, and the table of amplification where it was asked for.
    summary : str
        How many sites have what.
    notes : tuple of str
        What the user should know of them.
    """

    paths: tuple[Path, ...]
    summary: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """What came of a comparison with boreholes.

    Parameters
    ----------
    target : Path
        The folder of the files.
    paths : tuple of Path
        Tables, a layer where places are known, and a figure a borehole.
    summary : str
        One sentence on all pairs.
    sentences : tuple of str
        One on each pair of borehole and site.
    notes : tuple of str
        How the boreholes were understood, and what was left out.
    """

    target: Path
    paths: tuple[Path, ...]
    summary: str
    sentences: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Modelled:
    """Curves that were computed of profiles.

    Parameters
    ----------
    path : Path
        The table.
    summary : str
        How many profiles have how many points.
    n_sites, n_points : int
        Profiles that have a curve, and the points of all of them.
    notes : tuple of str
        How the profiles were understood, what Vp and density rest on, and what was left out.
    """

    path: Path
    summary: str
    n_sites: int
    n_points: int
    notes: tuple[str, ...]


@dataclass(frozen=True)
class DrawnProfiles:
    """Profiles that were drawn for a site; none where it has none.

    Parameters
    ----------
    depth : tuple of float
        Depths in m.
    vs : tuple of tuples of float
        Vs in m/s at them, profile by profile.
    drawn_from : str
        What the profiles are, as in the column of their table.
    """

    depth: tuple[float, ...]
    vs: tuple[tuple[float, ...], ...]
    drawn_from: str


@dataclass(frozen=True)
class SiteSeen:
    """A site of a survey before a run.

    Parameters
    ----------
    name : str
        The site.
    x, y : float
        Its place in the survey's system.
    state : {"used", "suspect", "lost"}
        Whether it will be inverted, will be although it looks wrong, or cannot be.
    reason : str
        What looks wrong, or why it cannot be.
    """

    name: str
    x: float
    y: float
    state: str
    reason: str


@dataclass(frozen=True)
class CurveSeen:
    """A curve of a survey before a run.

    Parameters
    ----------
    site : str
        Its site.
    frequency, velocity : tuple of float
        Its points in Hz and m/s, by frequency.
    suspect : bool
        Whether something looks wrong in it.
    """

    site: str
    frequency: tuple[float, ...]
    velocity: tuple[float, ...]
    suspect: bool


@dataclass(frozen=True)
class Preview:
    """What is seen of a survey before a run.

    Parameters
    ----------
    crs : str
        System of the sites' places, empty where they have none.
    sites : tuple of SiteSeen
        The sites that have a place.
    curves : tuple of CurveSeen
        Some of its curves.
    n_curves : int
        How many sites have curves.
    """

    crs: str
    sites: tuple[SiteSeen, ...]
    curves: tuple[CurveSeen, ...]
    n_curves: int


@dataclass(frozen=True)
class ColumnSeen:
    """A column of a table before it is read.

    Parameters
    ----------
    name : str
        Its name in the table.
    samples : tuple of str
        Its first values.
    quantity, unit : str
        What its name says that it holds; empty where it says nothing.
    """

    name: str
    samples: tuple[str, ...]
    quantity: str
    unit: str


@dataclass(frozen=True)
class ColumnsSeen:
    """The columns of a table before it is read.

    Parameters
    ----------
    columns : tuple of ColumnSeen
        In the order of the table.
    units : tuple of (str, tuple of str)
        What a column may hold, and the units of each.
    """

    columns: tuple[ColumnSeen, ...]
    units: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class SiteRows:
    """What the large tables of a run hold of one site: cells as text, by the names of columns.

    Parameters
    ----------
    site : str
        Its name.
    points, profile, layers : mapping of str to tuple of str
        Of the tables of curves, profiles and layered models; no column where the table lacks the site.
    """

    site: str
    points: Mapping[str, tuple[str, ...]]
    profile: Mapping[str, tuple[str, ...]]
    layers: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class SitesShown:
    """Curves and profiles of sites.

    Parameters
    ----------
    sites : tuple of SiteRows
        In the order in which they were asked for.
    """

    sites: tuple[SiteRows, ...]


Outcome = Union[
    Understanding,
    Inverted,
    Maps,
    Cut,
    Exported,
    Reported,
    Products,
    Compared,
    Modelled,
    DrawnProfiles,
    SitesShown,
    Preview,
    ColumnsSeen,
]
