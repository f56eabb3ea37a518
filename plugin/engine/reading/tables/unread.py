"""What stood where a number should be: told to the user in the words of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ....protocol.counted import counted
from ....protocol.errors import SurveyError
from ...survey import ColumnUse, Reject
from .columns import Meaning
from .figures import quoted
from .georeference import is_geographic, wrap_longitude
from .numerals import readings, value
from .sites import Sites

_SHOWN = 3

Texts = Mapping[str, NDArray[Any]]


def reject_points(
    texts: Texts, columns: Sequence[tuple[str, Meaning]], row_numbers: NDArray[np.int64], sites: Sites
) -> tuple[NDArray[np.bool_], list[Reject]]:
    """Return the rows whose frequency or velocity cannot be read, and the point that each one loses.

    Parameters
    ----------
    texts : mapping
        Unread text of each row, by column (`Figures.unread`).
    columns : sequence of (str, Meaning)
        The columns of a point's frequency and velocity.
    row_numbers : (n_rows,) int array
        Rows of the input.
    sites : Sites
        Site of each row.
    """
    lost = np.zeros(len(row_numbers), dtype=bool)
    rejects = []
    for name, meaning in columns:
        if name not in texts:
            continue
        mine = (texts[name] != "") & ~lost
        lost |= mine
        for row in np.flatnonzero(mine).tolist():
            site, text = int(sites.index[row]), texts[name][row]
            why = f"the {meaning.label} {quoted(text)} {_fault(text)} (row {row_numbers[row]})"
            rejects.append(Reject(str(sites.names[site]), why, False, _place(sites, site)))
    return lost, rejects


def refuse_tables_below(along: pd.Series, texts: Texts, sites: Sites) -> None:
    """Refuse several tables one below the other where nothing says of which site each of them is.

    Parameters
    ----------
    along : (n_rows,) Series
        Frequencies, periods or wavelengths; its name is that of the column, its index the rows of the input.
    texts : mapping
        Unread text of each row, by column (`Figures.unread`).
    sites : Sites
        Site of each row.

    Raises
    ------
    SurveyError
        If the names of the columns stand again in the table, whose only site has a value of `along` in more
        than one of the parts.
    """
    name = str(along.name)
    again = texts.get(name, np.array([])) == name
    if not again.any() or len(sites.names) > 1:
        return
    parts = pd.DataFrame({"along": along.to_numpy(), "part": np.cumsum(again)}).dropna().drop_duplicates()
    if parts["along"].duplicated().any():
        raise SurveyError(
            f"several tables stand one below the other (column names again in row {along.index[again][0]}), "
            "and nothing tells which site or mode each is of: add a column site or mode, or part them into "
            "files"
        )


def tell_sigmas(texts: Texts, use: ColumnUse, row_numbers: NDArray[np.int64]) -> list[str]:
    """Return a remark on standard deviations that cannot be read, where the column in use holds some."""
    name = use.column
    if name not in texts or not use.quantity.startswith("sigma"):
        return []
    rows = np.flatnonzero(texts[name] != "")
    text = texts[name][rows[0]]
    more = f", and {len(rows) - 1} more like it" if len(rows) > 1 else ""
    first = f"column {name}: {quoted(text)} in row {row_numbers[rows[0]]}{more}"
    return [f"{first} {_fault(text)}: that sigma is taken as unknown"]


def tell_places(
    texts: Texts, meanings: Mapping[str, Meaning], row_numbers: NDArray[np.int64], sites: Sites
) -> list[str]:
    """Return a remark on sites without a place because their position cannot be read."""
    told: dict[int, str] = {}
    for name in sites.used:
        if name not in texts:
            continue
        for row in np.flatnonzero(texts[name] != "").tolist():
            site = int(sites.index[row])
            if site not in told and not np.isfinite(sites.x[site]):
                where = f"{meanings[name].label} {quoted(texts[name][row])} (row {row_numbers[row]})"
                told[site] = f"{sites.names[site]}: {where}"
    if not told:
        return []
    more = f"; and {counted(len(told) - _SHOWN, 'site')} more" if len(told) > _SHOWN else ""
    return [f"positions that cannot be read, of site {'; '.join(list(told.values())[:_SHOWN])}{more}"]


def _fault(text: str) -> str:
    can = readings(text)
    if len(can) < 2:
        return "is not a number"
    return f"may be {value(text, 'point'):.10g} or {value(text, 'comma'):.10g} (--decimal says which)"


def _place(sites: Sites, site: int) -> tuple[float, float] | None:
    """Return where a site is on the map, None where it is nowhere."""
    x, y = sites.x[[site]], sites.y[[site]]
    if not (np.isfinite(x[0]) and np.isfinite(y[0])):
        return None
    x = wrap_longitude(x) if sites.crs is not None and is_geographic(sites.crs) else x
    return float(x[0]), float(y[0])
