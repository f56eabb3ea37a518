"""The sites of a report one after another, each with its figure, so that memory does not grow with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...protocol.progress import Monitor
from ..results.ensembles import Ensembles, load_ensembles
from .contents import Contents
from .curve_bands import CurveBands, curve_bands
from .site_figure import SiteView
from .site_words import site_rows
from .words import Row

_BLOCK = 50
_BANDS = {
    "accepted": " and the 90 % band of those of drawn profiles that explain the curve",
    "fit": " and the 90 % band of those of profiles drawn from the curvature of the fit, few of which explain"
    " the curve",
    "network": " and the 90 % band of those of profiles that the network drew in one pass",
}
"""What the band of predicted curves shows, by what the drawn profiles come from."""
_CAPTION = (
    "Left: observed velocities with one standard deviation (red), those that the profile predicts "
    "(line){band}. Right: median Vs (line) with its 68 and 90 % bands, the layers "
    "whose curve is the predicted one (dotted)"
    "{drawn}; what lies below the depth of investigation is greyed."
)


@dataclass(frozen=True)
class SitePage:
    """What is told of a site.

    Parameters
    ----------
    name, message : str
        Its name, and what its status rests on where that is not as usual.
    rows : list of (str, str)
        Its numbers.
    view : SiteView
        What is drawn.
    caption : str
        What the figure shows.
    """

    name: str
    message: str
    rows: list[Row]
    view: SiteView
    caption: str


def site_pages(contents: Contents, chosen: NDArray[np.int64], monitor: Monitor) -> Iterator[SitePage]:
    """Yield the pages of the chosen sites, in the order given.

    Parameters
    ----------
    contents : Contents
        The run.
    chosen : (n,) int array
        Rows of the site table.
    monitor : Monitor
        Progress and cancellation, asked once a site.
    """
    drawn = None
    if contents.has_ensembles and len(chosen):
        drawn = load_ensembles(contents.folder, contents.sites["site"].iloc[chosen].tolist())
    for start in range(0, len(chosen), _BLOCK):
        block = chosen[start : start + _BLOCK]
        own = None if drawn is None else drawn.take(np.arange(start, start + len(block)))
        bands = _bands(contents, block, own, monitor.part(start / len(chosen), 1.0))
        for i, row in enumerate(block):
            monitor.step((start + i) / len(chosen), "drawing the sites")
            yield _page(contents, int(row), i, own, bands)


def _bands(
    contents: Contents, rows: NDArray[np.int64], drawn: Ensembles | None, monitor: Monitor
) -> tuple[CurveBands, NDArray[np.int64]] | None:
    """Return the bands of the curves of sites, and the points' offsets; None without drawn profiles."""
    if drawn is None:
        return None
    curves = contents.observed.take(rows).curves
    layered = contents.layered.take(rows)
    return curve_bands(curves, drawn, layered, contents.curved, monitor), curves.offsets


def _page(
    contents: Contents,
    row: int,
    place: int,
    drawn: Ensembles | None,
    found: tuple[CurveBands, NDArray[np.int64]] | None,
) -> SitePage:
    own = None if drawn is None else drawn.take(np.array([place]))
    bands = None
    if found is not None:
        points = slice(found[1][place], found[1][place + 1])
        bands = CurveBands(*(end[points] for end in (found[0].low, found[0].middle, found[0].high)))
    site = contents.sites.iloc[row]
    message = str(site["message"] or "") if site["status"] != "ok" else ""
    caption = _CAPTION.format(
        band=_BANDS[own.drawn_from[0]] if bands is not None and own is not None else "",
        drawn=", and profiles that were drawn (thin)" if own is not None else "",
    )
    view = SiteView(contents, row, bands, own)
    return SitePage(str(site["site"]), message, site_rows(contents, row), view, caption)
