"""What the sites of a survey had to say of each other, kept beside their profiles."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...protocol.request import Request
from ..curves import FloatArray
from ..field.standing import FEWEST_SITES, NO_POSITIONS, Standing
from ..ground import Ground
from ..positions import parse_crs
from ..survey import Survey

if TYPE_CHECKING:
    from ..field.correlation import SpaceLaw
    from ..field.survey_field import SurveyField

NOT_ASKED = "each by itself, as was asked for"
UNREFINED = "each by itself: the one pass of the network, without refinement, has nothing to exchange"


@dataclass(frozen=True)
class Joint:
    """How the profiles of a survey were found together, or why they were not.

    Parameters
    ----------
    standing : (n_sites,) int array
        `Standing` of each site.
    deviation : (n_sites,) float array
        How far each site is from what its neighbours foretell, in standard deviations; NaN where not asked.
    chi_alone : (n_sites,) float array
        Misfit of the refined profile without neighbours; NaN where not asked.
    why_not : str
        Why no site was informed, empty where they were.
    space : SpaceLaw or None
        How alike the ground is at two places.
    blur : float
        See `survey_field.SurveyField`.
    water_table : float or None
        Depth in m of the water table that the curves speak for; None where they do not, or it was given.
    """

    standing: NDArray[np.int64]
    deviation: FloatArray
    chi_alone: FloatArray
    why_not: str = ""
    space: SpaceLaw | None = None
    blur: float = 0.0
    water_table: float | None = None

    @classmethod
    def nobody(cls, n_sites: int, why_not: str) -> Joint:
        """Return that of sites that were found one by one."""
        blank = np.full(n_sites, np.nan)
        return cls(np.full(n_sites, Standing.ALONE, dtype=np.int64), blank, blank.copy(), why_not)

    @classmethod
    def of(cls, field: SurveyField, chi_alone: FloatArray, water_table: float | None) -> Joint:
        """Return that of sites that were asked."""
        asked = np.where(np.isfinite(field.deviations), Standing.INFORMED, Standing.ALONE)
        standing = np.where(field.standing_out, Standing.STANDS_OUT, asked).astype(np.int64)
        return cls(
            standing,
            field.deviations,
            chi_alone,
            space=field.space,
            blur=field.blur,
            water_table=water_table,
        )

    @property
    def heeding(self) -> NDArray[np.bool_]:
        """Sites whose profiles rest on their neighbours' curves too, (n_sites,)."""
        return np.isin(self.standing, (Standing.INFORMED, Standing.EASED))

    def with_standing(self, sites: NDArray[np.integer], standing: Standing) -> Joint:
        """Return this with another standing at the given sites."""
        every = self.standing.copy()
        every[sites] = standing
        return replace(self, standing=every)

    def water_table_with(self, request: Request) -> float | None:
        """Return the depth in m from which soil is saturated, given or found; None where it is not known."""
        return self.water_table if request.water_table is None else request.water_table

    def take(self, sites: NDArray[np.integer]) -> Joint:
        """Return that of the given sites, in the given order."""
        return replace(
            self,
            standing=self.standing[sites],
            deviation=self.deviation[sites],
            chi_alone=self.chi_alone[sites],
        )

    def sentence(self) -> str:
        """Return in a clause how the profiles were found."""
        if self.space is None:
            return self.why_not
        counts = np.bincount(self.standing, minlength=len(Standing))
        kept = counts[Standing.STANDS_OUT] + counts[Standing.SET_ASIDE]
        apart = f", {kept} kept apart" if kept else ""
        water = "" if self.water_table is None else f"; water table at about {self.water_table:g} m by them"
        return f"{self.heeding.sum()} informed by their neighbours' curves{apart}{water}"

    def record(self) -> dict[str, object]:
        """Return what ``run.json`` tells."""
        if self.space is None:
            return {"used": False, "why_not": self.why_not}
        counts = np.bincount(self.standing, minlength=len(Standing))
        return {
            "used": True,
            **{one.name.lower(): int(counts[one]) for one in Standing},
            "range_m": round(self.space.range_m, 3),
            "smoothness": self.space.smoothness,
            "variance": round(self.space.variance, 4),
            "local_share": round(self.space.local, 4),
            "blur": self.blur,
            "water_table_m": self.water_table,
        }


def why_alone(survey: Survey, request: Request) -> str:
    """Return why the sites of a survey are not asked of each other, empty where they are."""
    if request.independent:
        return NOT_ASKED
    if not request.samples:
        return UNREFINED
    placed = np.isfinite(survey.x) & np.isfinite(survey.y)
    return "" if survey.crs is not None and placed.sum() >= FEWEST_SITES else NO_POSITIONS


def places_of(survey: Survey) -> FloatArray:
    """Return the sites' positions in m on the ground, (n_sites, 2 or 3); NaN where there is none."""
    crs = parse_crs(str(survey.crs))
    found = Ground.around(survey.x, survey.y, crs).positions(survey.x, survey.y)
    return np.where(np.isfinite(found), found, np.nan)
