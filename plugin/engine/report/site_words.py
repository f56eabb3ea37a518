"""What a report says of each site: its row in the table of all, and the numbers on its page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from ...protocol.counted import counted
from ...protocol.display_units import DisplayUnit
from ...protocol.options.shared import VS30_LAW
from ..curves import Curves
from .contents import Contents
from .proxy import vs30_of_40_m_wave
from .words import Row

if TYPE_CHECKING:
    import pandas as pd

INDEX_CAPTION = (
    "chi is the misfit, reach the depth of investigation; Vs30 in m/s with its 5 to 95 % range, * where the "
    "curve ends above 30 m and it is carried down; classes of ASCE 7-22 and Eurocode 8 (2004), from "
    "velocity alone."
)
_CLASSES = {"asce7_22": "class, ASCE 7-22", "asce7_16": "class, ASCE 7-16", "ec8": "ground type, EC8 (2004)"}
_NOT_REACHED = "not reached"
_PRODUCTS = {
    "h800": ("depth to 800 m/s (m)", 1, _NOT_REACHED),
    "vs_h": ("mean Vs above 800 m/s, at most 30 m (m/s)", 0, "not known"),
    "t_site": ("fundamental period of the site (s)", 2, "not known"),
    "amp_peak": ("SH amplification at it, over rock", 1, "not known"),
}
_MORE_CLASSES = {
    "ec8_second": "class, EC8 second generation",
    "ntc_2018": "class, NTC 2018",
    "nz_1170": "class, NZ TS 1170.5",
    "nbc_2020": "class, NBC 2020",
}


def index_names(contents: Contents) -> list[str]:
    """Return the heading of the table of sites."""
    unit = contents.unit.length
    numbers = ["chi", f"reach {unit}", "Vs30", "5 %", "95 %", "ASCE", "EC8"]
    return ["site", *(numbers if _near_surface(contents) else numbers[:2]), "status"]


def index_rows(contents: Contents) -> Iterator[list[str]]:
    """Yield a row a site, as `index_names` says."""
    unit, near = contents.unit, _near_surface(contents)
    for _, site in contents.sites.iterrows():
        row = [str(site["site"]), _number(site["chi"], 2), _number(unit.factor * site["doi_m"], 1)]
        if near:
            vs30 = [_number(float(site[name]), 0) for name in ("vs30_m_s", "vs30_p05", "vs30_p95")]
            row += [vs30[0] + "*" * (vs30[0] != "" and _is_carried(site)), *vs30[1:]]
            row += [_text(site.get(name)) for name in ("class_asce7_22", "class_ec8")]
        yield [*row, str(site["status"]).replace("_", " ")]


def _near_surface(contents: Contents) -> bool:
    """Whether any site has a Vs30."""
    return bool(np.isfinite(contents.sites["vs30_m_s"].to_numpy(float)).any())


def site_rows(contents: Contents, row: int) -> list[Row]:
    """Return the numbers of a site as a table of two columns."""
    site, unit = contents.sites.iloc[row], contents.unit
    place = contents.sites.geometry.iloc[row] if hasattr(contents.sites, "geometry") else None
    curve = contents.observed.take(np.array([row])).curves
    rows: list[Row] = []
    if place is not None and not place.is_empty:
        digits = 1 if abs(place.x) > 360 or abs(place.y) > 360 else 5
        rows.append((f"place ({contents.record.get('crs')})", f"{place.x:.{digits}f}, {place.y:.{digits}f}"))
    rows += [
        ("elevation (m)", _number(site.get("elevation_m", np.nan), 1)),
        ("curve", _curve(curve, unit)),
        ("status", str(site["status"]).replace("_", " ")),
        ("misfit chi", _number(site["chi"], 2)),
        ("profiles drawn that explain the curve", _number(site["n_accepted"], 0)),
        (f"depth of investigation ({unit.length})", _number(unit.factor * site["doi_m"], 1)),
        ("Vs30 (m/s), 5 to 95 %", _vs30(site)),
        ("Vs30 by the wave of 40 m (m/s)", _by_wave(site, curve)),
        *((title, _class(site, name)) for name, title in _CLASSES.items()),
        (f"depth to 1.0 km/s ({unit.length})", _levels(site, "z1_0", "z1_0_m", unit.factor, 1)),
        (f"depth to 2.5 km/s ({unit.length})", _levels(site, "z2_5", "z2_5_m", unit.factor, 1)),
        ("Vp and density as for", _text(site.get("vp_from"))),
    ]
    if contents.products is not None:
        rows += _product_rows(contents.products.iloc[row])
    return [(name, value) for name, value in rows if value]


def _by_wave(site: pd.Series, curve: Curves) -> str:
    """Return the check of Vs30; empty where there is no Vs30 to check."""
    known = np.isfinite(float(site["vs30_m_s"]))
    return _number(vs30_of_40_m_wave(curve), 0) or ("no such wave observed" if known else "")


def _curve(curve: Curves, unit: DisplayUnit) -> str:
    """Return how many points a curve has, of which wavelengths."""
    shortest, longest = (unit.factor * float(end) for end in (curve.wavelength.min(), curve.wavelength.max()))
    return f"{counted(curve.n_points, 'point')}, wavelengths {shortest:.3g} to {longest:.3g} {unit.length}"


def _levels(
    site: pd.Series, name: str, column: str, factor: float, digits: int, lost: str = _NOT_REACHED
) -> str:
    """Return a number with its 5 to 95 % range, empty where it has none."""
    low, middle, high = (factor * site.get(key, np.nan) for key in (f"{name}_p05", column, f"{name}_p95"))
    if not np.isfinite(middle):
        return ""
    lost_ends = ("from above what is resolved" if lost == _NOT_REACHED else lost, lost)
    ends = [_number(value, digits) or gone for value, gone in zip((low, high), lost_ends)]
    return f"{_number(middle, digits)} ({ends[0]} to {ends[1]})"


def _is_carried(site: pd.Series) -> bool:
    return _text(site.get("vs30_law")) not in ("", "measured")


def _vs30(site: pd.Series) -> str:
    """Return Vs30 with its band, and what carried it down where the curve does not reach 30 m."""
    band = _levels(site, "vs30", "vs30_m_s", 1.0, 0)
    if not band or not _is_carried(site):
        return band
    law, share = site["vs30_law"], site.get("vs30_measured_pct")
    return f"{band}; {share:.0f} % of the 30 m measured, carried down by {VS30_LAW.labels.get(law, law)}"


def _class(site: pd.Series, name: str) -> str:
    """Return a class with its probability, and those within range where that is known and more than one."""
    found, others = (_text(site.get(f"{part}_{name}")) for part in ("class", "range"))
    odds = site.get(f"p_{name}", np.nan)
    if not found or not np.isfinite(odds):
        return found
    touched = f"; in range: {others.replace(' ', ', ')}" if others not in ("", found) else ""
    return f"{found} (probability {100 * odds:.0f} %{touched})"


def _number(value: float, digits: int) -> str:
    return f"{value:.{digits}f}" if np.isfinite(value) else ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _product_rows(site: pd.Series) -> list[Row]:
    """Return a site's numbers with their 5 to 95 % ranges, and the classes that the site table has not.

    Parameters
    ----------
    site : Series
        Its row of ``products.csv``.
    """
    numbers = [
        (title, _levels(site, name, f"{name}_p50", 1.0, digits, lost) or lost)
        for name, (title, digits, lost) in _PRODUCTS.items()
        if f"{name}_p50" in site
    ]
    classes = [
        (title, _class(site, name) or "not resolved")
        for name, title in _MORE_CLASSES.items()
        if f"class_{name}" in site
    ]
    return [*numbers, *classes]
