"""Unique names for the sites of a table."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..measurements import NO_NAME


def disambiguate(name_of_site: NDArray[np.int64], texts: list[str], notes: list[str]) -> NDArray[np.str_]:
    """Name the sites; the second place of a name A becomes A (2)."""
    names = [texts[code] or NO_NAME for code in name_of_site]
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
