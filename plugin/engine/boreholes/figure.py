"""A borehole beside the profiles of sites near it, as a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...protocol.counted import counted
from ...protocol.manifest import MADE_BY
from ..curves import FloatArray
from ..maps.figure_style import INK, STYLE, tidy
from ..profiles import LEVELS
from .scores import Comparison
from .site_profiles import SiteProfiles

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

_OF_SITES, _OF_HOLE, _WINDOW = "#005699", "#c0392b", "#e4e4e4"
_LARGEST_DIFFERENCE, _STRENGTH = 100.0, 0.25
_MOST_LINES = 50


def draw_hole(found: Comparison, hole: int, path: Path) -> None:
    """Draw one hole: Vs against depth with the sites' 90 % bands, and by how much they differ.

    Parameters
    ----------
    found : Comparison
        What was compared.
    hole : int
        Row of its `Holes`.
    path : Path
        The PNG.
    """
    import matplotlib
    from matplotlib.figure import Figure

    name = found.holes.names[hole]
    pairs = np.flatnonzero(found.pairs.hole == hole)
    rows = [found.depths[found.depths["pair"] == pair + 1] for pair in pairs]
    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(7.5, 5.6), layout="constrained")
        profiles, differences = figure.subplots(1, 2, sharey=True, width_ratios=(1.5, 1))
        _draw_profiles(profiles, found, hole, pairs)
        _draw_differences(differences, rows)
        figure.suptitle(_title(found, pairs), x=0.02, ha="left", fontsize=9)
        figure.savefig(path, dpi=130, metadata={"Title": f"{name} by {MADE_BY}", "Software": None})


def _draw_profiles(axes: Axes, found: Comparison, hole: int, pairs: NDArray[np.intp]) -> None:
    sites, alone = [found.beside[pair] for pair in pairs], len(pairs) == 1
    for site in sites:
        low, high = (site.levels()[:, LEVELS.index(level)] for level in (0.05, 0.95))
        strength = max(_STRENGTH / len(sites), 0.05)
        left, right = np.repeat(low, 2), np.repeat(high, 2)
        axes.fill_betweenx(_down(site), left, right, color=_OF_SITES, alpha=strength, linewidth=0)
    if alone and sites[0].weight is not None:
        some = sites[0].vs[:_MOST_LINES].T
        axes.plot(some, sites[0].depth, color=_OF_SITES, alpha=0.15, linewidth=0.5)
    for site in sites:
        middle = np.repeat(site.levels()[:, LEVELS.index(0.5)], 2)
        axes.plot(middle, _down(site), color=_OF_SITES, linewidth=1.4 if alone else 0.7)
    top, bottom, vs = found.holes.closed(hole)
    edges = np.column_stack([top, bottom]).ravel()
    axes.plot(np.repeat(vs, 2), edges, color=_OF_HOLE, linewidth=1.6, label=f"hole {found.holes.names[hole]}")
    axes.plot([], [], color=_OF_SITES, label="profile" if alone else "profiles")
    axes.fill_betweenx([], [], color=_OF_SITES, alpha=_STRENGTH, linewidth=0, label="90 % band")
    deepest = 1.03 * min(bottom[-1], 1.1 * max(site.depth[-1] for site in sites))
    if alone:
        low, high = sites[0].resolved
        for start, stop in ((0.0, low), (high, max(deepest, high))):
            axes.axhspan(start, stop, color=_WINDOW, zorder=0, linewidth=0)
        axes.fill_between([], [], color=_WINDOW, linewidth=0, label="not resolved")
    fastest = max(_fastest(site, deepest) for site in sites)
    axes.set(xlabel="Vs (m/s)", ylabel="Depth (m)", ylim=(deepest, 0.0))
    axes.set_xlim(0.0, 1.1 * max(fastest, vs[top < deepest].max()))
    axes.legend(loc="lower left", frameon=True, facecolor="white", edgecolor="none", framealpha=0.85)
    tidy(axes)


def _fastest(site: SiteProfiles, deepest: float) -> float:
    """Return how far the axis of Vs goes for a site: to where its 84 % lies at depths that it resolves."""
    seen = site.depth <= max(min(deepest, site.resolved[1]), site.depth[0])
    return float(np.max(site.levels()[seen, LEVELS.index(0.84)]))


def _down(site: SiteProfiles) -> FloatArray:
    """Return the ends of a site's layers, each twice, downwards."""
    return np.column_stack([site.edges[:-1], site.edges[1:]]).ravel()


def _draw_differences(axes: Axes, rows: list[pd.DataFrame]) -> None:
    axes.axvline(0.0, color=INK, linewidth=0.8)
    for layers in rows:
        shown = layers[layers["resolved_m"] > 0]
        if len(rows) == 1:
            edges = shown[["top_m", "bottom_m"]].to_numpy().ravel()
            axes.plot(np.repeat(shown["difference_pct"], 2), edges, color=_OF_SITES, linewidth=1.2)
        else:
            middle = (shown["top_m"] + shown["bottom_m"]) / 2
            axes.plot(shown["difference_pct"], middle, color=_OF_SITES, linewidth=0.6)
    axes.set(xlabel="Profile less hole (%), where resolved")
    most = min(
        max((abs(r["difference_pct"]).max() for r in rows if len(r)), default=10.0) * 1.1, _LARGEST_DIFFERENCE
    )
    axes.set_xlim(-most, most)
    tidy(axes)


def _title(found: Comparison, pairs: NDArray[np.intp]) -> str:
    """Return what came of a hole's pairs, in two lines."""
    table = found.table.iloc[pairs]
    if len(table) == 1:
        words = str(table["message"].iloc[0]).split("; ")
        return "\n".join([words[0].replace("on average, ", "on average,\n"), *words[1:]])
    scored = table.dropna(subset=["bias_pct"])
    name = found.holes.names[found.pairs.hole[pairs[0]]]
    told = f"hole {name} and {counted(len(table), 'site')}"
    if scored.empty:
        return f"{told}: the curves resolve no depth of it"
    bias, own = scored["bias_pct"], scored["vs30_hole_m_s"].iloc[0]
    lines = [
        f"{told}: the profiles differ by {bias.min():+.0f} to {bias.max():+.0f} %",
        f"on average {scored['inside_90_pct'].mean():.0f} % of the depth inside the 90 % band",
    ]
    vs30 = scored["vs30_m_s"].dropna()
    if len(vs30) and np.isfinite(own):
        lines.append(f"Vs30 {vs30.min():.0f} to {vs30.max():.0f} m/s, of the hole {own:.0f} m/s")
    return "\n".join(lines)
