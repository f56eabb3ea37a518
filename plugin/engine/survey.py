"""A georeferenced survey: sites, their dispersion curves, and what was rejected and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from .curves import Curves, FloatArray


@dataclass(frozen=True)
class Reject:
    """One site or point that was not used.

    Parameters
    ----------
    site : str
        The site's name; empty where the whole file is meant.
    reason : str
        One clear clause, for example ``velocity -310 at 4 Hz is not positive``.
    whole_site : bool
        True where the site is lost, False where only a point of it is.
    place : (float, float) or None
        x, y of the site in the survey's system, None where it has no place on the map.
    """

    site: str
    reason: str
    whole_site: bool
    place: tuple[float, float] | None = None


@dataclass(frozen=True)
class Suspect:
    """Something in a site's curve that looks wrong; it was used all the same.

    Parameters
    ----------
    site : str
        The site's name.
    reason : str
        One clear clause.
    """

    site: str
    reason: str


@dataclass(frozen=True)
class ColumnUse:
    """How one column of the input was understood.

    Parameters
    ----------
    column : str
        Name in the input.
    quantity : str
        What it holds, for example ``phase velocity``.
    unit : str
        Unit in the input, for example ``km/s``.
    decided_by : str
        ``name``, ``magnitude``, ``default``, ``format`` where the format defines it, or ``option``,
        the user's own choice.
    """

    column: str
    quantity: str
    unit: str
    decided_by: str


@dataclass(frozen=True)
class Report:
    """What was understood of the input, for the user to check before a run."""

    source: str
    columns: tuple[ColumnUse, ...] = ()
    rejects: tuple[Reject, ...] = ()
    notes: tuple[str, ...] = ()
    suspects: tuple[Suspect, ...] = ()

    def lines(self) -> list[str]:
        """Return one line for each rejected site or point: file, site, reason."""
        return [
            f"{self.source}: site {r.site}: {r.reason}" if r.site else f"{self.source}: {r.reason}"
            for r in self.rejects
        ]

    def suspect_lines(self) -> list[str]:
        """Return one line for each thing that looks wrong but was used: file, site, reason."""
        return [f"{self.source}: site {s.site}: suspect, but used: {s.reason}" for s in self.suspects]


GIVEN = "survey"
"""Source of heights that the survey itself gives."""


@dataclass(frozen=True)
class Elevations:
    """Heights of the ground at sites.

    Parameters
    ----------
    height : (n_sites,) float array
        In m, NaN where it is not known.
    source : (n_sites,) object array of str
        Where each comes from, empty where it is not known.
    """

    height: FloatArray
    source: NDArray[np.object_]

    @classmethod
    def given(cls, height: FloatArray) -> Elevations:
        """Return the heights that a survey gives itself."""
        return cls(height, np.where(np.isfinite(height), GIVEN, "").astype(object))

    @classmethod
    def unknown(cls, n_sites: int) -> Elevations:
        """Return those of sites of which nothing is known."""
        return cls.given(np.full(n_sites, np.nan))

    def take(self, sites: NDArray[np.integer]) -> Elevations:
        """Return those of some of the sites."""
        return Elevations(self.height[sites], self.source[sites])


@dataclass(frozen=True)
class Survey:
    """Sites with coordinates and dispersion curves.

    Parameters
    ----------
    names : (n_sites,) str array
        Site names, unique.
    x, y : (n_sites,) float arrays
        Easting or longitude, northing or latitude in the units of `crs`; NaN where
        the input has no coordinates.
    crs : str or None
        Authority code or WKT of the coordinates, None where there are none.
    curves : Curves
        The dispersion points of the sites.
    report : Report
        How the input was read.
    is_path : (n_sites,) bool array or None
        True where a curve is an average along the path between two stations, and the site its midpoint;
        None where no curve is.
    elevations : Elevations or None
        Heights of the ground at the sites; None where nothing says.
    """

    names: NDArray[np.str_]
    x: FloatArray
    y: FloatArray
    crs: str | None
    curves: Curves
    report: Report = field(default_factory=lambda: Report(source="survey"))
    is_path: NDArray[np.bool_] | None = None
    elevations: Elevations | None = None

    @property
    def n_sites(self) -> int:
        """Number of sites."""
        return len(self.names)

    def rejecting(self, reasons: Mapping[int, str]) -> Survey:
        """Return the survey without some sites, which its report names with their reasons.

        Parameters
        ----------
        reasons : mapping of int to str
            Why each is left out, by its number.
        """
        kept = np.setdiff1d(np.arange(self.n_sites), list(reasons))
        places = np.column_stack([self.x, self.y])
        placed = np.isfinite(self.x) & np.isfinite(self.y)
        lost = (
            Reject(str(self.names[i]), reasons[i], True, tuple(places[i].tolist()) if placed[i] else None)
            for i in sorted(reasons)
        )
        return Survey(
            self.names[kept],
            self.x[kept],
            self.y[kept],
            self.crs,
            self.curves.take(kept),
            replace(self.report, rejects=(*self.report.rejects, *lost)),
            None if self.is_path is None else self.is_path[kept],
            None if self.elevations is None else self.elevations.take(kept),
        )

    @property
    def placed(self) -> NDArray[np.bool_]:
        """Whether each site has a place in a known system, (n_sites,)."""
        return np.isfinite(self.x) & np.isfinite(self.y) & (self.crs is not None)

    @property
    def has_coordinates(self) -> bool:
        """True where any site has a place in a known system; others may have none."""
        return bool(self.placed.any())
