"""Which rows of a table belong to which site, what it is called and where it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ....protocol.counted import counted
from ...along_line import SYSTEM
from ...curves import FloatArray
from ...positions import crs_name
from ..measurements import NO_COORDINATES, NO_NAME
from .cells import labels
from .columns import Meaning, listed
from .georeference import decide_crs, is_geographic, midpoints, parse_crs, unify
from .named_systems import agreed
from .site_names import disambiguate, group
from .site_rows import Rows, rows_of

_SHOWN = 5


@dataclass(frozen=True)
class Sites:
    """The sites of a table.

    Parameters
    ----------
    index : (n_rows,) int array
        Site of each row.
    names : (n_sites,) str array
        Unique names.
    x, y : (n_sites,) float arrays
        Position, NaN where blank.
    crs : str or None
        Coordinate system of the positions.
    used : tuple of str
        Columns that were used.
    notes : tuple of str
        Remarks for the report.
    is_named : bool
        True where a column gives the names.
    are_paths : bool
        True where the sites are midpoints of paths between two stations.
    """

    index: NDArray[np.int64]
    names: NDArray[np.str_]
    x: FloatArray
    y: FloatArray
    crs: str | None
    used: tuple[str, ...]
    notes: tuple[str, ...]
    is_named: bool
    are_paths: bool


def find_sites(
    data: pd.DataFrame,
    meanings: dict[str, Meaning],
    crs: str | None,
    default_name: str,
    one_row_a_site: bool,
    swap_xy: bool = False,
) -> Sites:
    """Group rows into sites by name and position.

    A site is a name at a place. Without a name column every place is a site, called S001 and so on;
    without either the table is one site. A name at several places stands for several sites. Without
    coordinates, positions along a line are places too.

    Parameters
    ----------
    data : DataFrame
        The table.
    meanings : dict
        Meaning of its columns.
    crs : str or None
        Coordinate system that the user or the file gives.
    default_name : str
        Name of the site where the table is a single one.
    one_row_a_site : bool
        True for wide tables, where every row is a curve and a row number is a good site name.
    swap_xy : bool
        Whether the two coordinates of a place are each other's.

    Raises
    ------
    SurveyError
        If the coordinate system is unknown or contradicts the positions.
    """
    rows = rows_of(data, meanings, one_row_a_site, swap_xy)
    index = group(*rows.keys)
    first = np.unique(index, return_index=True)[1]
    if rows.line is not None:
        index, first = _in_order(index, first, rows.ends[first, 0])
    notes: list[str] = []
    used: list[str] = []
    if rows.names is not None:
        names = disambiguate(rows.names[first], rows.texts, notes)
    else:
        names = _numbered(len(first), rows, first, default_name, one_row_a_site)
    if rows.line is not None:
        crs = SYSTEM if np.isfinite(rows.ends).any() else None
        x, y = rows.ends[first].T
        notes.append(rows.line.note)
    else:
        x, y, crs, used = _locate(data, meanings, rows.places, rows.ends, first, crs, notes)
    _note_shared_places(names, x, y, notes)
    columns = (*rows.named, *rows.places, *used)
    are_paths = rows.ends.shape[1] == 4
    return Sites(index, names, x, y, crs, columns, tuple(notes), rows.names is not None, are_paths)


def _numbered(
    count: int, rows: Rows, first: NDArray[np.intp], default_name: str, one_row_a_site: bool
) -> NDArray[np.str_]:
    """Return names for sites that have none; rows of nowhere could be of several sites, and get none."""
    if count == 1 and not rows.places:
        return np.array([default_name])
    width = max(3, len(str(count)))
    names = np.array([f"S{i:0{width}d}" for i in range(1, count + 1)], dtype=object)
    if rows.places and not one_row_a_site:
        nowhere = np.isnan(rows.ends[first, 0])
        names[nowhere & ~nowhere.all()] = NO_NAME
    return names.astype(str)


def _in_order(
    index: NDArray[np.int64], first: NDArray[np.intp], position: FloatArray
) -> tuple[NDArray[np.int64], NDArray[np.intp]]:
    """Return the site of each row and the first row of each site, with the sites in order along the line."""
    order = np.argsort(position, kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank[index], first[order]


def _locate(
    data: pd.DataFrame,
    meanings: dict[str, Meaning],
    columns: list[str],
    ends: FloatArray,
    first: NDArray[np.intp],
    crs: str | None,
    notes: list[str],
) -> tuple[FloatArray, FloatArray, str | None, list[str]]:
    """Return x, y and the coordinate system of every site, and the columns that told it."""
    if not columns:
        notes.append(NO_COORDINATES)
        blank = np.full(len(first), np.nan)
        return blank, blank.copy(), None, []
    crs_column = None if crs else next((n for n, m in meanings.items() if m.quantity == "crs"), None)
    ends = ends[first]
    if crs_column is not None:
        ends, crs = _unify_systems(data[crs_column].iloc[first], ends)
    if not crs and (crs := agreed(meanings[name].crs for name in columns)):
        notes.append(f"the coordinate system {crs} is named in the columns {listed(columns)}")
    lonlat_names = meanings[columns[0]].quantity == "lon"
    lengths = any(meanings[name].unit in ("m", "km") for name in columns) or _are_whole(ends)
    crs, remark = decide_crs(crs, lonlat_names, ends[:, ::2].ravel(), ends[:, 1::2].ravel(), lengths)
    notes += [remark] if remark else []
    if not np.isfinite(ends).any():
        notes.append(f"no position is a number in the columns {listed(columns)}: the sites cannot be mapped")
    if ends.shape[1] == 4:
        ends = midpoints(ends, geographic=crs is not None and is_geographic(crs))
        notes.append(
            f"{counted(len(ends), 'station pair')}: each curve is an average along its path, placed at its "
            "midpoint"
        )
    return ends[:, 0], ends[:, 1], crs, [crs_column] if crs_column else []


def _are_whole(ends: FloatArray) -> bool:
    """Return True where all x, or all y, are whole numbers: the offsets of a local grid seldom are others."""
    pairs = (ends[:, ::2], ends[:, 1::2])
    return any(bool(np.all((axis == np.round(axis)) | ~np.isfinite(axis))) for axis in pairs)


def _unify_systems(column: pd.Series, ends: FloatArray) -> tuple[FloatArray, str | None]:
    """Bring sites with several coordinate systems into the commonest one."""
    codes, texts = labels(column)
    names = np.array([crs_name(parse_crs(text)) if text else "" for text in texts])[codes]
    stated = names[names != ""]
    if not len(stated):
        return ends, None
    target = str(pd.Series(stated).mode()[0])
    pairs = [unify(ends[:, i], ends[:, i + 1], names, target) for i in range(0, ends.shape[1], 2)]
    return np.column_stack([axis for pair in pairs for axis in pair]), target


def _note_shared_places(names: NDArray[np.str_], x: FloatArray, y: FloatArray, notes: list[str]) -> None:
    """Remark on sites of different names at one place."""
    known = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    if len(known) < 2:
        return
    place = group(np.round(x[known], 7), np.round(y[known], 7))
    shared = np.bincount(place, minlength=1)[place] > 1
    if shared.any():
        example = known[place == place[shared][0]]
        more = int(shared.sum()) - len(example)
        rest = f"; {more} more sites share a place too" if more else ""
        notes.append(f"sites {', '.join(names[example[:_SHOWN]])} are at the same place{rest}")
