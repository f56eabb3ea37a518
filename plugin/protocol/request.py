"""What the user asked for."""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Optional, Union

from .large_tables import TableForm

PoissonChoice = Literal["auto", "rock", "soil", "unknown"]
Switch = Literal["auto", "on", "off"]
DeviceChoice = Literal["auto", "cpu", "cuda"]
ExportFormat = Literal[
    "csv", "geopsy", "cps", "openquake", "shakemap", "surfer", "cog", "netcdf", "pystrata", "mzs"
]
Vs30Law = Literal["network", "california", "japan"]
MEASURED_WITHIN = 250.0
"""Distance in m from a site within which Vs30 counts as measured, unless said otherwise."""
HOLES_WITHIN = 100.0
"""Distance in m from a site within which a borehole is compared with it, unless said otherwise."""
SMALL_STRAIN_DAMPING = 0.01
"""Share of critical damping that profiles for site response are given, unless said otherwise."""

Depths = Union[tuple[float, ...], Literal["native"], None]

SOIL_POISSON_RATIOS = (0.32, 0.44)
"""Poisson's ratio of soil whose water table is not known: near the surface and at depth; see `elastic`."""


@dataclass(frozen=True)
class Request:
    """Settings of one inversion; the defaults suit every scale.

    Parameters
    ----------
    depths : tuple of float, ``"native"`` or None
        Depths in m shared by all sites; ``"native"`` keeps each site's own grid; None
        picks round depths across the survey's trusted window.
    samples : int
        Accepted profiles wanted per site; 0 for the one pass alone.
    lvz : bool
        Whether velocity may decrease with depth.
    poisson : {"auto", "rock", "soil", "unknown"}
        Poisson class of the ground; ``"auto"`` decides it site by site from the velocities.
    spherical : {"auto", "on", "off"}
        Correction for the Earth's curvature.
    device : {"auto", "cpu", "cuda"}
        Where the network runs.
    relative_error : float
        One standard deviation over the velocity (0.03 is 3 %), for points whose sigma is not stated.
    robust : bool
        Whether outliers count linearly instead of by their square in the acceptance of profiles, as they do
        in refinement.
    water_table : float or None
        Depth in m from which soil is saturated; None where it is not known.
    independent : bool
        Whether each site is inverted by itself; otherwise neighbours' curves inform it.
    vs30_law : {"network", "california", "japan"}
        What carries Vs30 down where a curve does not reach 30 m.
    ensembles : bool
        Whether the profiles drawn for each site are kept.
    tables : {"auto", "csv", "parquet"}
        Form of the large tables; ``"auto"`` takes Parquet for more than 100,000 rows.
    dem : Path or None
        Raster of heights of the ground, from which sites get their elevations.
    """

    depths: Depths = None
    samples: int = 50
    lvz: bool = True
    poisson: PoissonChoice = "auto"
    spherical: Switch = "auto"
    device: DeviceChoice = "auto"
    relative_error: float = 0.03
    robust: bool = False
    water_table: Optional[float] = None
    independent: bool = False
    vs30_law: Vs30Law = "network"
    ensembles: bool = True
    tables: TableForm = "auto"
    dem: Optional[Path] = None


def parse_depths(text: str) -> Depths:
    """Return the depths in m of a line such as ``5, 10, 30``; ``native`` as it is, None where it is empty.

    Raises
    ------
    ValueError
        If a depth is not a positive number; the message is for the user.
    """
    words = text.replace(";", " ").replace(",", " ").split()
    if words == ["native"]:
        return "native"
    try:
        depths = sorted({float(word) for word in words})
    except ValueError:
        raise ValueError(f"Depths: “{text}” is not a list of numbers such as 5, 10, 30.") from None
    if any(not 0 < depth < float("inf") for depth in depths):
        raise ValueError(f"Depths: a depth of “{text}” is not a positive number of metres.")
    return tuple(depths) or None


def parse_shared_depths(text: str) -> Optional[tuple[float, ...]]:
    """Return depths as `parse_depths` does; maps need the same at all sites.

    Raises
    ------
    ValueError
        If a depth is not a positive number, or each site is to keep its own; the message is for the user.
    """
    depths = parse_depths(text)
    if depths == "native":
        raise ValueError("Depths: maps need the same depths at all sites, such as 5, 10, 30.")
    return depths


def parse_elevations(text: str) -> Optional[tuple[float, ...]]:
    """Return elevations in m in the order in which they are given, None where the text is empty.

    Raises
    ------
    ValueError
        If one of them is no number; the message is for the user.
    """
    words = text.replace(",", " ").replace(";", " ").split()
    try:
        found = tuple(dict.fromkeys(float(word) for word in words))
    except ValueError:
        found = (math.nan,)
    if not all(map(math.isfinite, found)):
        raise ValueError(f"Elevations: “{text}” is not a list of numbers in m, such as 200, 150, 100.")
    return found or None


def parse_municipality(text: str) -> Optional[str]:
    """Return the ISTAT code of an Italian municipality, six digits, None where the text is empty.

    Raises
    ------
    ValueError
        If it is none; the message is for the user.
    """
    code = text.strip()
    if code and not (len(code) == 6 and code.isascii() and code.isdigit()):
        raise ValueError(f"Municipality: “{text}” is not an ISTAT code of six digits, such as 036022.")
    return code or None


def parse_names(text: str) -> Optional[tuple[str, ...]]:
    """Return the names of a line such as ``A, "B,1"``, None where it is empty."""
    names = (name.strip() for name in next(csv.reader([text], skipinitialspace=True), []))
    return tuple(name for name in names if name) or None
