"""Which sites a borehole is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...protocol.counted import counted
from ...protocol.errors import OutputError
from ..curves import FloatArray
from ..ground import Ground
from ..positions import parse_crs, reproject
from .holes import Holes

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Pairs:
    """Holes and the sites that they are compared with, hole by hole, the nearest site first.

    Parameters
    ----------
    hole, site : (n_pairs,) int arrays
        Rows of `Holes` and of the table of sites.
    distance : (n_pairs,) float array
        In m; NaN where places are not known.
    notes : tuple of str
        What was paired how, and what found no partner.
    """

    hole: NDArray[np.int64]
    site: NDArray[np.int64]
    distance: FloatArray
    notes: tuple[str, ...] = ()


def pair_up(holes: Holes, sites: pd.DataFrame, within: float) -> Pairs:
    """Pair holes with the sites within a distance, or those of the same name; a lone hole with all sites.

    Parameters
    ----------
    holes : Holes
        The boreholes.
    sites : DataFrame
        The table of sites, a GeoDataFrame where they have places.
    within : float
        Farthest distance in m.

    Raises
    ------
    OutputError
        If no hole has a partner; the message says why.
    """
    usable = (sites["status"] != "rejected").to_numpy()
    placed = np.isfinite(holes.x)
    if holes.crs is not None and placed.any() and "geometry" in sites and sites.crs is not None:
        return _by_place(holes, sites, usable, within)
    names = {str(name).casefold(): i for i, name in enumerate(sites["site"]) if usable[i]}
    found = [(h, names[str(n).casefold()]) for h, n in enumerate(holes.names) if str(n).casefold() in names]
    if found:
        hole, site = np.array(found).T
        lost = [str(name) for i, name in enumerate(holes.names) if i not in set(hole)]
        return Pairs(
            hole,
            site,
            np.full(len(hole), np.nan),
            ("paired by name", *_alone(lost, "has no site of its name")),
        )
    if len(holes.names) == 1 and not placed.any():
        site = np.flatnonzero(usable)
        note = f"the hole has no place: it is compared with all {counted(len(site), 'site')}"
        return Pairs(np.zeros(len(site), dtype=np.int64), site, np.full(len(site), np.nan), (note,))
    whose = "the boreholes" if holes.crs is None or not placed.any() else "the sites"
    raise OutputError(
        f"{whose} have no place on the map and no names in common with the others, so that nothing tells "
        "which belong together; give --crs, or the sites' names"
    )


def _by_place(holes: Holes, sites: pd.DataFrame, usable: NDArray[np.bool_], within: float) -> Pairs:
    from scipy.spatial import cKDTree

    there = usable & ~(sites.geometry.is_empty | sites.geometry.isna()).to_numpy()
    rows = np.flatnonzero(there)
    if not len(rows):
        raise OutputError("no site has a place")
    system = parse_crs(sites.crs.to_wkt())
    x, y = sites.geometry.x.to_numpy()[rows], sites.geometry.y.to_numpy()[rows]
    own_x, own_y = reproject(holes.x, holes.y, parse_crs(str(holes.crs)), system)
    ground = Ground.around(x, y, system)
    tree, known = cKDTree(ground.positions(x, y)), np.isfinite(own_x) & np.isfinite(own_y)
    places = ground.positions(np.where(known, own_x, x[0]), np.where(known, own_y, y[0]))
    hole, site, distance = [], [], []
    for h in np.flatnonzero(known):
        near = np.array(sorted(tree.query_ball_point(places[h], within)), dtype=np.int64)
        apart = np.linalg.norm(tree.data[near] - places[h], axis=1)
        order = np.argsort(apart, kind="stable")
        hole += [h] * len(near)
        site += rows[near[order]].tolist()
        distance += apart[order].tolist()
    if not hole:
        nearest = tree.query(places[known])[0] if known.any() else np.zeros(0)
        how = f"; the nearest is {nearest.min():.0f} m away" if len(nearest) else ""
        raise OutputError(f"no borehole lies within {within:g} m of a site (--within){how}")
    lost = [str(holes.names[h]) for h in range(len(holes.names)) if h not in set(hole)]
    notes = _alone(lost, f"has no site within {within:g} m")
    return Pairs(np.array(hole), np.array(site), np.array(distance), notes)


def _alone(names: list[str], why: str) -> tuple[str, ...]:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return (f"hole {', '.join(names[:3])}{more}: {why}",) if names else ()
