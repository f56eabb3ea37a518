"""Which rows of a table belong to which site, what it is called and where it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ...curves import FloatArray
from ...positions import crs_name
from ..measurements import NO_COORDINATES
from .cells import labels
from .columns import Meaning, listed
from .figures import numbers
from .georeference import decide_crs, is_geographic, midpoints, parse_crs, unify
from .site_names import disambiguate
from .units import UNITS

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
    without either the table is one site. A name at several places stands for several sites.

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
        True for wide tables, where a row number is a good site name.
    swap_xy : bool
        Whether the two coordinates of a place are each other's.

    Raises
    ------
    SurveyError
        If the coordinate system is unknown or contradicts the positions.
    """
    name_columns = _name_columns(data, meanings, one_row_a_site)
    place_columns = _place_columns(meanings)
    name_of_row, texts = _row_names(data, name_columns)
    ends = _positions(data, meanings, place_columns)
    ends = ends[:, [1, 0, 3, 2][: ends.shape[1]]] if swap_xy else ends
    notes: list[str] = []
    if place_columns:
        ends = _fill_from_name(ends, name_of_row) if name_columns else ends
        place_of_row = _group(*np.round(ends, 7).T)
    else:
        place_of_row = np.zeros(len(data), dtype=np.int64)
    index = _group(name_of_row, place_of_row)
    first = np.unique(index, return_index=True)[1]
    if name_columns:
        names = disambiguate(name_of_row[first], texts, notes)
    elif place_columns:
        width = max(3, len(str(len(first))))
        names = np.array([f"S{i:0{width}d}" for i in range(1, len(first) + 1)])
    else:
        names = np.array([default_name])
    x, y, crs, used = _locate(data, meanings, place_columns, ends, first, crs, notes)
    _note_shared_places(names, x, y, notes)
    columns = (*name_columns, *place_columns, *used)
    return Sites(index, names, x, y, crs, columns, tuple(notes), bool(name_columns), ends.shape[1] == 4)


def _name_columns(data: pd.DataFrame, meanings: dict[str, Meaning], one_row_a_site: bool) -> list[str]:
    """Choose the column, or the two of a station pair, that names the sites."""
    sites = {name: m for name, m in meanings.items() if m.quantity == "site"}
    pair = [[n for n, m in sites.items() if m.end == end] for end in (1, 2)]
    if pair[0] and pair[1]:
        return [pair[0][0], pair[1][0]]
    single = [n for n, m in sites.items() if m.end == 0 and any(labels(data[n])[1])]
    strong = [n for n in single if sites[n].strong]
    if strong:
        return strong[:1]
    # A weak name that never repeats numbers the rows, not the sites.
    weak = [n for n in single if one_row_a_site or data[n].nunique() < len(data)]
    return weak[:1]


def _place_columns(meanings: dict[str, Meaning]) -> list[str]:
    """Return the columns x, y of a place, or x1, y1, x2, y2 of a path; longitude and latitude go first.

    The second end alone is a place too: a station without a source, as in SAC's ``stlo, stla``.
    """

    def column(quantity: str, end: int) -> str | None:
        return next((n for n, m in meanings.items() if (m.quantity, m.end) == (quantity, end)), None)

    for ends in ((0,), (1, 2), (2,)):
        for pair in (("lon", "lat"), ("x", "y")):
            found = [name for end in ends for quantity in pair if (name := column(quantity, end)) is not None]
            if len(found) == 2 * len(ends):
                return found
    return []


def _row_names(data: pd.DataFrame, columns: list[str]) -> tuple[NDArray[np.int64], list[str]]:
    """Return the name of each row as an index into a list of names."""
    if not columns:
        return np.zeros(len(data), dtype=np.int64), [""]
    codes, texts = labels(data[columns[0]])
    if len(columns) == 1:
        return codes, texts
    other, other_texts = labels(data[columns[1]])
    pair = _group(codes, other)
    first = np.unique(pair, return_index=True)[1]
    return pair, [f"{texts[codes[row]]}-{other_texts[other[row]]}" for row in first]


def _positions(data: pd.DataFrame, meanings: dict[str, Meaning], columns: list[str]) -> FloatArray:
    """Return x, y or x1, y1, x2, y2 of each row, in metres or degrees."""
    factors = [UNITS[meanings[name].unit].factor if meanings[name].unit else 1.0 for name in columns]
    values = [numbers(data[name]) * factor for name, factor in zip(columns, factors)]
    positions = np.column_stack(values) if values else np.empty((len(data), 0))
    positions[~np.all(np.isfinite(positions), axis=1)] = np.nan
    return positions


def _fill_from_name(positions: FloatArray, name_of_row: NDArray[np.int64]) -> FloatArray:
    """Give rows without a position the first one of their name: tables often state it only once."""
    blank = np.isnan(positions[:, 0])
    names, first = np.unique(name_of_row[~blank], return_index=True)
    if not blank.any() or not len(names):
        return positions
    slot = np.minimum(np.searchsorted(names, name_of_row), len(names) - 1)
    known = blank & (names[slot] == name_of_row)
    filled = positions.copy()
    filled[known] = positions[~blank][first][slot[known]]
    return filled


def _group(*keys: NDArray) -> NDArray[np.int64]:
    """Return numbers for the distinct combinations of the keys in order of appearance."""
    telling = [key for key in keys if len(key) and (key != key[0]).any()]
    if not telling:  # as in a file of one site, of which there may be thousands
        return np.zeros(len(keys[0]), dtype=np.int64)
    table = pd.DataFrame(dict(enumerate(telling)))
    return table.groupby(list(table.columns), sort=False, dropna=False).ngroup().to_numpy(np.int64)


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
    lonlat_names = meanings[columns[0]].quantity == "lon"
    lengths = any(meanings[name].unit in ("m", "km") for name in columns) or _are_whole(ends)
    crs, remark = decide_crs(crs, lonlat_names, ends[:, ::2].ravel(), ends[:, 1::2].ravel(), lengths)
    notes += [remark] if remark else []
    if not np.isfinite(ends).any():
        notes.append(f"no position is a number in the columns {listed(columns)}: the sites cannot be mapped")
    if ends.shape[1] == 4:
        ends = midpoints(ends, geographic=crs is not None and is_geographic(crs))
        notes.append(
            f"{len(ends)} station pairs: each curve is an average along its path, placed at its midpoint"
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
    place = _group(np.round(x[known], 7), np.round(y[known], 7))
    shared = np.bincount(place, minlength=1)[place] > 1
    if shared.any():
        example = known[place == place[shared][0]]
        more = int(shared.sum()) - len(example)
        rest = f"; {more} more sites share a place too" if more else ""
        notes.append(f"sites {', '.join(names[example[:_SHOWN]])} are at the same place{rest}")
