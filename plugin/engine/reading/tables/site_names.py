"""Which columns of a table name its sites, and names that are unique."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..measurements import NO_NAME
from .cells import labels
from .columns import Meaning

_LONGEST = 400  # no more is kept in an array of names, whose longest gives the room of each


def name_columns(
    data: pd.DataFrame, meanings: dict[str, Meaning], one_row_a_site: bool, lines: bool = False
) -> list[str]:
    """Choose the column, or the two of a station pair, that names the sites.

    Parameters
    ----------
    data : DataFrame
        The table.
    meanings : dict
        Meaning of its columns.
    one_row_a_site : bool
        True for wide tables, where a row number is a good site name.
    lines : bool
        Whether the name of a line tells sites apart too.
    """
    sites = {name: m for name, m in meanings.items() if m.quantity == "site"}
    pair = [[n for n, m in sites.items() if m.end == end] for end in (1, 2)]
    if pair[0] and pair[1]:
        return [pair[0][0], pair[1][0]]
    single = [n for n, m in sites.items() if m.end in (0, 2) and any(labels(data[n])[1])]
    strong = [n for n in single if sites[n].strong]
    # A weak name that never repeats numbers the rows, not the sites.
    weak = [n for n in single if one_row_a_site or data[n].nunique() < len(data)]
    chosen = (strong or weak)[:1]
    found = _line_columns(data, meanings, chosen) if lines else []
    return [*(found if one_row_a_site or of_curves(data, [*found, *chosen]) else []), *chosen]


def of_curves(data: pd.DataFrame, columns: list[str]) -> bool:
    """Return True where labels in columns stand together on two rows or more on average, as on curves."""
    return not columns or 2 * len(np.unique(group(*(labels(data[name])[0] for name in columns)))) <= len(data)


def _line_columns(data: pd.DataFrame, meanings: dict[str, Meaning], chosen: list[str]) -> list[str]:
    """Return the column of lines where sites' names stand on several, or where nothing else names sites."""
    found = [n for n, m in meanings.items() if m.quantity == "line" and any(labels(data[n])[1])][:1]
    if found and chosen:
        site = labels(data[chosen[0]])[0]
        pairs = group(labels(data[found[0]])[0], site)
        return found if len(np.unique(pairs)) > len(np.unique(site)) else []
    return found


def row_names(data: pd.DataFrame, columns: list[str]) -> tuple[NDArray[np.int64], list[str]]:
    """Return the name of each row as an index into a list of names; those of two columns with a dash."""
    if not columns:
        return np.zeros(len(data), dtype=np.int64), [""]
    codes, texts = labels(data[columns[0]])
    if len(columns) == 1:
        return codes, texts
    other, other_texts = labels(data[columns[1]])
    pair = group(codes, other)
    first = np.unique(pair, return_index=True)[1]
    return pair, [f"{texts[codes[row]]}-{other_texts[other[row]]}" for row in first]


def group(*keys: NDArray) -> NDArray[np.int64]:
    """Return numbers for the distinct combinations of the keys in order of appearance."""
    telling = [key for key in keys if len(key) and (key != key[0]).any()]
    if not telling:  # as in a file of one site, of which there may be thousands
        return np.zeros(len(keys[0]), dtype=np.int64)
    table = pd.DataFrame(dict(enumerate(telling)))
    return table.groupby(list(table.columns), sort=False, dropna=False).ngroup().to_numpy(np.int64)


def disambiguate(name_of_site: NDArray[np.int64], texts: list[str], notes: list[str]) -> NDArray[np.str_]:
    """Name the sites; the second place of a name A becomes A (2)."""
    texts = [text[:_LONGEST] or NO_NAME for text in texts]
    names = [texts[code] for code in name_of_site]
    repeated = pd.Series(names).groupby(names, sort=False).cumcount().to_numpy()
    taken = set(names)
    counts = pd.Series(names).value_counts()
    for site in np.flatnonzero(repeated):
        old, number = names[site], int(repeated[site]) + 1
        while f"{old} ({number})" in taken:
            number += 1
        names[site] = f"{old} ({number})"
        taken.add(names[site])
    for name, count in counts[counts > 1].items():
        notes.append(
            f"site {name}: the name stands at {count} places; the later ones are called {name} (2) and so on"
        )
    return np.array(names, dtype=np.str_)
