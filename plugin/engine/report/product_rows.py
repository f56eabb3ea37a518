"""What follows from a site's profiles, as the rows of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

_NUMBERS = {
    "h800": ("depth to 800 m/s (m)", 1),
    "vs_h": ("mean Vs above 800 m/s, at most 30 m (m/s)", 0),
    "t_site": ("fundamental period of the site (s)", 2),
    "amp_peak": ("amplification at it", 1),
}
_CLASSES = {
    "ec8_second": "class, EC8 second generation",
    "ntc_2018": "class, NTC 2018",
    "nz_1170": "class, NZ TS 1170.5",
    "nbc_2020": "class, NBC 2020",
}


def product_rows(site: pd.Series) -> list[tuple[str, str]]:
    """Return a site's numbers with their 5 to 95 % ranges, and the classes that the site table has not.

    Parameters
    ----------
    site : Series
        Its row of ``products.csv``.
    """
    numbers = [(title, _banded(site, name, digits)) for name, (title, digits) in _NUMBERS.items()]
    return [*numbers, *((title, _class(site, name)) for name, title in _CLASSES.items())]


def _banded(site: pd.Series, name: str, digits: int) -> str:
    low, middle, high = (site.get(f"{name}_{level}", np.nan) for level in ("p05", "p50", "p95"))
    if not np.isfinite(middle):
        return ""
    ends = [f"{end:.{digits}f}" if np.isfinite(end) else "not reached" for end in (low, high)]
    return f"{middle:.{digits}f} ({ends[0]} to {ends[1]})"


def _class(site: pd.Series, name: str) -> str:
    found, odds, others = (site.get(f"{part}_{name}") for part in ("class", "p", "range"))
    if not isinstance(found, str):
        return ""
    touched = f"; from 5 to 95 %: {others.replace(' ', ', ')}" if isinstance(others, str) else ""
    return f"{found} (probability {100 * odds:.0f} %{touched})"
