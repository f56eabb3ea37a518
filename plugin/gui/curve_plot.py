"""Observed and predicted dispersion of one site, or of several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from ..protocol.display_units import DisplayUnit, unit_for
from ..qgis_layers.ticks import rounded
from ..qgis_layers.translated import tr
from .abscissa import Abscissa
from .plot_axes import TYPE_PT, add_lines, name_lines, plain, wipe
from .site_record import SiteRecord
from .theme import Theme

_MARKERS = "osD^vP"


def draw_curves(
    axes: Axes, sites: Sequence[SiteRecord], abscissa: Abscissa, unit: DisplayUnit, theme: Theme
) -> None:
    """Draw points with error bars and predicted curves; a branch has a colour, or a site among several."""
    lengths = unit_for(max(float(np.median(site.observed / site.frequency)) for site in sites))
    wipe(axes, abscissa.label(lengths), tr("Velocity ({unit})").format(unit=unit.velocity), theme)
    for row, site in enumerate(sites):
        for branch, name in enumerate(dict.fromkeys(site.branch.tolist())):
            colour = theme.lines[(row if len(sites) > 1 else branch) % len(theme.lines)]
            look = {"color": colour, "markerfacecolor": theme.paper, "markersize": 4}
            across = partial(abscissa.of, unit=lengths)
            _draw_branch(axes, site, name, across, unit, _MARKERS[branch % len(_MARKERS)], look)
            _name_branch(axes, sites, site, branch, name, look)
    axes.margins(0.05)
    axes.set_title(title_of(sites), fontsize=TYPE_PT + 1, color=theme.ink, y=1.0)
    name_lines(axes, "upper right" if abscissa is Abscissa.FREQUENCY else "upper left", theme)


def title_of(sites: Sequence[SiteRecord]) -> str:
    """Return the site and its misfit, or how many sites there are."""
    if len(sites) > 1:
        return tr("{count} sites").format(count=len(sites))
    chi = tr(", misfit χ {chi}").format(chi=rounded(sites[0].chi, ".2f")) if np.isfinite(sites[0].chi) else ""
    return tr("Site {name}{chi}").format(name=plain(sites[0].name), chi=chi)


def _draw_branch(
    axes: Axes,
    site: SiteRecord,
    branch: str,
    across: Callable[..., NDArray[np.float64]],
    unit: DisplayUnit,
    marker: str,
    look: dict[str, Any],
) -> None:
    rows = np.flatnonzero(site.branch == branch)
    frequency, observed, predicted = (
        getattr(site, of)[rows] for of in ("frequency", "observed", "predicted")
    )
    error = np.nan_to_num(site.sigma[rows])
    x, y = across(frequency, observed), observed * unit.factor
    colour = look["color"]
    ends = np.stack([(observed - error) * unit.factor, (observed + error) * unit.factor], axis=-1)
    bars = [np.column_stack([np.full(2, place), end]) for place, end in zip(x, ends)]
    add_lines(axes, bars, colors=colour, alpha=0.45, linewidths=1)
    axes.plot(x, y, marker, markeredgewidth=0.9, **look)
    known = np.isfinite(predicted)
    x = across(frequency[known], predicted[known])
    order = np.argsort(frequency[known])
    axes.plot(x[order], predicted[known][order] * unit.factor, color=colour, linewidth=1.6)


def _name_branch(
    axes: Axes, sites: Sequence[SiteRecord], site: SiteRecord, branch: int, name: str, look: dict[str, Any]
) -> None:
    """Name what was drawn: where there are several sites, each once, else what was observed and predicted."""
    if len(sites) == 1:
        axes.plot([], [], "o", label=tr("{name}, observed").format(name=name), **look)
        if np.isfinite(site.predicted[site.branch == name]).any():
            axes.plot([], [], color=look["color"], linewidth=1.6, label=tr("predicted"))
    elif branch == 0:
        axes.plot([], [], "o-", label=plain(site.name), **look)
