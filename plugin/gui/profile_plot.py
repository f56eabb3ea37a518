"""Vs against depth of one site with all that is known of it, or of several to compare."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from ..protocol.display_units import DisplayUnit, unit_for
from ..protocol.outcomes import DrawnProfiles
from ..qgis_layers.translated import tr
from .plot_axes import name_lines, plain, wipe
from .site_record import SiteRecord
from .theme import Theme

_HALF = 0.5


def draw_profiles(axes: Axes, sites: Sequence[SiteRecord], unit: DisplayUnit, theme: Theme) -> None:
    """Draw one site's profile, layers, bands and unresolved depths; of several, profiles and 68 % bands.

    `unit` is that of velocities; depths have one that suits them.
    """
    deepest = max(float(site.depth.max()) for site in sites)
    down = unit_for(deepest)
    wipe(
        axes,
        tr("Vs ({unit})").format(unit=unit.velocity),
        tr("Depth ({unit})").format(unit=down.length),
        theme,
    )
    if len(sites) == 1:
        _draw_site(axes, sites[0], unit, down, theme)
    else:
        for row, site in enumerate(sites):
            _draw_compared(axes, site, unit, down, theme.lines[row % len(theme.lines)])
    axes.margins(x=0.05, y=0.0)
    axes.autoscale_view()
    axes.set_ylim(deepest * down.factor, 0.0)
    name_lines(axes, _free_corner(axes, sites, unit.factor), theme)


def draw_drawn(axes: Axes, drawn: DrawnProfiles, deepest: float, unit: DisplayUnit, theme: Theme) -> None:
    """Add single drawn profiles as thin lines, and their name to the legend; the axes stay as they are."""
    depth = np.array(drawn.depth) * unit_for(deepest).factor
    lines = [np.column_stack([np.array(vs) * unit.factor, depth]) for vs in drawn.vs]
    words = tr("accepted profiles") if drawn.drawn_from == "accepted" else tr("drawn profiles")
    thin = LineCollection(lines, colors=theme.drawn, linewidths=0.4, alpha=0.5, zorder=2.5, label=words)
    axes.add_collection(thin, autolim=False)
    legend = axes.get_legend()
    name_lines(axes, legend.get_label() if legend is not None else "upper right", theme)


def _free_corner(axes: Axes, sites: Sequence[SiteRecord], factor: float) -> str:
    """Return the corner in which a legend hides less of the profiles."""
    left, right = axes.get_xlim()
    across = np.concatenate([site.vs * factor - left for site in sites]) / (right - left)
    down = np.concatenate([site.depth / site.depth.max() for site in sites])
    hidden = {
        "upper right": np.count_nonzero((across > _HALF) & (down < _HALF)),
        "lower left": np.count_nonzero((across < _HALF) & (down > _HALF)),
    }
    return min(hidden, key=lambda corner: hidden[corner])


def _draw_site(axes: Axes, site: SiteRecord, unit: DisplayUnit, down: DisplayUnit, theme: Theme) -> None:
    depth, factor = site.depth * down.factor, unit.factor
    for low, high, colour, name in (
        (0, 4, theme.outer, tr("90 % band")),
        (1, 3, theme.inner, tr("68 % band")),
    ):
        ends = (site.quantiles[:, row] * factor for row in (low, high))
        axes.fill_betweenx(depth, *ends, color=colour, linewidth=0, zorder=1, label=name)
    axes.plot(site.vs * factor, depth, color=theme.vs, linewidth=2, zorder=4, label=tr("reported Vs"))
    look = {"color": theme.median, "linewidth": 1.1, "linestyle": (0, (4, 3))}
    axes.plot(site.quantiles[:, 2] * factor, depth, zorder=4.5, label=tr("median"), **look)
    vs, steps = site.layer_steps(float(site.depth.max()))
    if vs.size:
        look = {"color": theme.layers, "linewidth": 1, "zorder": 3.5}
        axes.plot(vs * factor, steps * down.factor, label=tr("layers"), **look)
    _hatch(axes, site, down, theme)


def _hatch(axes: Axes, site: SiteRecord, unit: DisplayUnit, theme: Theme) -> None:
    """Hatch the depths that the curve does not resolve."""
    end = float(site.depth.max())
    top, bottom = np.clip(np.nan_to_num(site.trusted, nan=0.0), 0.0, end)
    name = tr("unresolved")
    for start, stop in ((0.0, top), (bottom, end)):
        if stop > start:
            axes.axhspan(
                start * unit.factor, stop * unit.factor,
                facecolor="none", edgecolor=theme.doubt, hatch="////", linewidth=0, alpha=0.5, zorder=3,
                label=name,
            )  # fmt: skip
            name = ""


def _draw_compared(axes: Axes, site: SiteRecord, unit: DisplayUnit, down: DisplayUnit, colour: str) -> None:
    depth, factor = site.depth * down.factor, unit.factor
    low, high = (site.quantiles[:, row] * factor for row in (1, 3))
    axes.fill_betweenx(depth, low, high, color=colour, linewidth=0, alpha=0.15)
    axes.plot(site.vs * factor, depth, color=colour, linewidth=1.8, label=plain(site.name))
