"""What is looked at of a survey before it is inverted."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ..protocol.outcomes import CurveSeen, Preview, SiteSeen
from .along_line import is_along_line
from .survey import Survey


def preview(survey: Survey, most: int) -> Preview:
    """Return the sites with a place, lost ones too, and some curves.

    Parameters
    ----------
    survey : Survey
        As it was read.
    most : int
        How many curves at most: suspects first, and then some from all over the survey.
    """
    doubts: dict[str, str] = {}
    for suspect in survey.report.suspects:
        doubts[suspect.site] = "; ".join(filter(None, (doubts.get(suspect.site), suspect.reason)))
    placed = survey.crs is not None and survey.has_coordinates and not is_along_line(survey.crs)
    return Preview(
        crs=str(survey.crs) if placed else "",
        sites=tuple(_sites(survey, doubts)) if placed else (),
        curves=tuple(_curve(survey, site, doubts) for site in _shown(survey, doubts, most).tolist()),
        n_curves=survey.n_sites,
    )


def _sites(survey: Survey, doubts: dict[str, str]) -> list[SiteSeen]:
    there = np.isfinite(survey.x) & np.isfinite(survey.y)
    seen = [
        SiteSeen(name, x, y, "suspect" if name in doubts else "used", doubts.get(name, ""))
        for name, x, y in zip(
            survey.names[there].tolist(), survey.x[there].tolist(), survey.y[there].tolist()
        )
    ]
    lost = (reject for reject in survey.report.rejects if reject.whole_site and reject.place is not None)
    return seen + [
        SiteSeen(r.site, float(r.place[0]), float(r.place[1]), "lost", r.reason) for r in lost if r.place
    ]


def _shown(survey: Survey, doubts: dict[str, str], most: int) -> NDArray[np.int64]:
    """Return the rows of the sites whose curves are shown."""
    suspect = np.isin(survey.names, list(doubts)) if doubts else np.zeros(survey.n_sites, dtype=bool)
    first = np.flatnonzero(suspect)[:most]
    others = np.flatnonzero(~suspect)
    room = min(most - len(first), len(others))
    spread = others[np.linspace(0, len(others) - 1, room).round().astype(int)] if room else others[:0]
    return np.concatenate([spread, first])


def _curve(survey: Survey, site: int, doubts: dict[str, str]) -> CurveSeen:
    curves, name = survey.curves, str(survey.names[site])
    points = np.arange(curves.offsets[site], curves.offsets[site + 1])
    points = points[np.lexsort((curves.frequency[points], curves.mode[points], curves.wave[points]))]
    frequency, velocity = curves.frequency[points].tolist(), curves.velocity[points].tolist()
    return CurveSeen(name, tuple(frequency), tuple(velocity), name in doubts)
