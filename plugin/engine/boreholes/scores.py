"""How profiles compare with boreholes near them, depth by depth and as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ...protocol.counted import counted
from ...protocol.request import HOLES_WITHIN
from ...protocol.result_columns import COMPARISON_COLUMNS, COMPARISON_DEPTH_COLUMNS, names
from ...protocol.result_files import ENSEMBLES
from ..curves import FloatArray
from ..profiles import LEVELS
from ..results.ensembles import Ensembles, load_ensembles
from ..results.outputs import load_profiles, load_sites
from .holes import VS30_DEPTH, Holes
from .pairing import Pairs, pair_up
from .site_profiles import SiteProfiles

if TYPE_CHECKING:
    import pandas as pd

_CUTS = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)
_SLIVER = 0.1
_LOW, _MIDDLE, _HIGH = (LEVELS.index(level) for level in (0.05, 0.50, 0.95))
BANDS = (0.0, 5.0, 10.0, 20.0, 30.0, 50.0, 100.0, np.inf)
"""Depths in m between which biases are told."""


@dataclass(frozen=True)
class Comparison:
    """Boreholes beside profiles.

    Parameters
    ----------
    holes : Holes
        The boreholes.
    pairs : Pairs
        Which site each was compared with.
    beside : tuple of SiteProfiles
        The profiles of each pair's site.
    table : DataFrame
        A row a pair, with the columns of `result_columns.COMPARISON_COLUMNS`.
    depths : DataFrame
        A row a pair and layer of the hole, with those of `COMPARISON_DEPTH_COLUMNS`.
    notes : tuple of str
        How the boreholes were read and paired, and what was left out.
    """

    holes: Holes
    pairs: Pairs
    beside: tuple[SiteProfiles, ...]
    table: pd.DataFrame
    depths: pd.DataFrame
    notes: tuple[str, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What came of each pair, a sentence each."""
        return tuple(self.table["message"])

    def summary(self) -> str:
        """Return one sentence on all pairs together."""
        scored = self.table[self.table["bias_pct"].notna()]
        if scored.empty:
            return f"{counted(len(self.table), 'pair')} of borehole and site, none of which could be scored"
        vs30 = scored["vs30_difference_pct"].dropna()
        told = f"; Vs30 differs by {vs30.median():+.0f} % (median of {len(vs30)})" if len(vs30) else ""
        return (
            f"{counted(len(scored), 'pair')} of borehole and site: Vs of the profiles differs by "
            f"{scored['bias_pct'].median():+.0f} % (median), {scored['inside_90_pct'].mean():.0f} % of the "
            f"depths lie inside the 90 % bands{told}"
        )


def compare_profiles(folder: Path, holes: Holes, within: float = HOLES_WITHIN) -> Comparison:
    """Compare the profiles of a run with boreholes.

    Vs of a layer of a hole is compared with the mean velocity, by travel time, of each drawn profile over the
    same depths; where the drawn profiles were not kept, with that of the profile's quantiles. Scores are of
    the depths that the site's curve resolves, weighted by thickness.

    Parameters
    ----------
    folder : Path
        Results of an inversion.
    holes : Holes
        The boreholes.
    within : float
        Farthest distance in m between a hole and a site.

    Raises
    ------
    OutputError
        If the folder holds no finished run, or no hole can be paired with a site.
    """
    import pandas as pd

    sites, profiles = load_sites(folder), load_profiles(folder)
    pairs = pair_up(holes, sites, within)
    draws = _draws(folder, sites, pairs)
    beside = tuple(SiteProfiles.of(profiles, site, draws, i) for i, site in enumerate(pairs.site))
    rows, parts = [], []
    for i, (hole, site) in enumerate(zip(pairs.hole, pairs.site)):
        who = {"pair": i + 1, "hole": holes.names[hole], "site": sites["site"].iloc[site]}
        layers = _layers(holes, int(hole), beside[i])
        parts.append(layers.assign(**who))
        vs30 = _vs30(holes.vs30(int(hole)), sites.iloc[site])
        rows.append({**who, "distance_m": pairs.distance[i], **_score(layers, beside[i].resolved), **vs30})
    table = pd.DataFrame(rows)
    table["message"] = [_sentence(row) for row in table.to_dict("records")]
    depths = pd.concat(parts, ignore_index=True)
    kept = "" if draws is not None else "the drawn profiles were not kept: bands are those of the profiles"
    notes = (*holes.notes, *pairs.notes, *([kept] if kept else []))
    return Comparison(
        holes,
        pairs,
        beside,
        table[list(names(COMPARISON_COLUMNS))],
        depths[list(names(COMPARISON_DEPTH_COLUMNS))],
        notes,
    )


def _draws(folder: Path, sites: pd.DataFrame, pairs: Pairs) -> Ensembles | None:
    """Return the drawn profiles of each pair's site, None where they were not kept."""
    if not (folder / ENSEMBLES).is_file():
        return None
    return load_ensembles(folder, [str(name) for name in sites["site"].to_numpy()[pairs.site]])


def _layers(holes: Holes, hole: int, site: SiteProfiles) -> pd.DataFrame:
    """Return the layers of a hole with Vs of the site over the same depths, as far as the profile goes."""
    import pandas as pd

    top, bottom, vs = _pieces(*holes.closed(hole))
    bottom = np.minimum(bottom, site.depth[-1])
    seen = bottom > top
    top, bottom, vs = top[seen], bottom[seen], vs[seen]
    levels, (low, high) = site.between(top, bottom), site.resolved
    return pd.DataFrame(
        {
            "top_m": top,
            "bottom_m": bottom,
            "vs_hole_m_s": vs,
            "vs_m_s": levels[:, _MIDDLE],
            "vs_p05": levels[:, _LOW],
            "vs_p95": levels[:, _HIGH],
            "difference_pct": 100 * (levels[:, _MIDDLE] / vs - 1),
            "inside_90": ((vs >= levels[:, _LOW]) & (vs <= levels[:, _HIGH])).astype(int),
            "resolved_m": np.maximum(np.minimum(bottom, high) - np.maximum(top, low), 0.0),
        }
    )


def _pieces(top: FloatArray, bottom: FloatArray, vs: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Cut layers at round depths, so that thick ones are compared depth by depth."""
    cuts = np.array([10.0**power * step for power in range(-1, 6) for step in _CUTS])
    own = np.concatenate([top, bottom])
    apart = np.abs(np.log(cuts[:, None] / np.maximum(own, _SLIVER)))
    cuts = cuts[apart.min(axis=1) > _SLIVER]  # thin slices would say little
    edges = np.unique(np.concatenate([top, bottom, cuts]))
    middle = (edges[:-1] + edges[1:]) / 2
    layer = np.searchsorted(top, middle, side="right") - 1
    inside = (layer >= 0) & (middle < bottom[layer])
    return edges[:-1][inside], edges[1:][inside], vs[layer[inside]]


def _score(layers: pd.DataFrame, window: tuple[float, float]) -> dict[str, float]:
    """Return what all resolved layers of a pair say, blank where none is."""
    weight = layers["resolved_m"].to_numpy()
    if not weight.sum() > 0:
        blank = dict.fromkeys(("from_m", "to_m", "bias_pct", "scatter_pct", "inside_90_pct"), np.nan)
        return {**blank, "n_layers": 0}
    logs = np.log(layers["vs_m_s"].to_numpy() / layers["vs_hole_m_s"].to_numpy())
    used = weight > 0
    bias = np.average(logs, weights=weight)
    return {
        "n_layers": int(used.sum()),
        "from_m": max(float(layers["top_m"][used].min()), window[0]),
        "to_m": min(float(layers["bottom_m"][used].max()), window[1]),
        "bias_pct": 100 * float(np.expm1(bias)),
        "scatter_pct": 100 * float(np.sqrt(np.average((logs - bias) ** 2, weights=weight))),
        "inside_90_pct": 100 * float(np.average(layers["inside_90"], weights=weight)),
    }


def bias_by_depth(depths: pd.DataFrame, bands: Sequence[float] = BANDS) -> pd.DataFrame:
    """Return the mean difference of ln Vs between depths, over all pairs, weighted by resolved thickness.

    Parameters
    ----------
    depths : DataFrame
        `Comparison.depths`, or some rows of it.
    bands : sequence of float
        Limits in m; a layer counts where its middle lies.

    Returns
    -------
    DataFrame
        ``from_m, to_m, bias_pct, inside_90_pct, thickness_m``, a row for each band with resolved layers.
    """
    import pandas as pd

    known = depths[depths["resolved_m"] > 0]
    weight = known["resolved_m"]
    logs = np.log(known["vs_m_s"] / known["vs_hole_m_s"])
    place = np.digitize((known["top_m"] + known["bottom_m"]) / 2, bands) - 1
    sums = (
        pd.DataFrame({"logs": logs * weight, "inside": known["inside_90"] * weight, "thickness_m": weight})
        .groupby(place)
        .sum()
    )
    return pd.DataFrame(
        {
            "from_m": np.asarray(bands)[sums.index],
            "to_m": np.asarray(bands)[sums.index + 1],
            "bias_pct": 100 * np.expm1(sums["logs"] / sums["thickness_m"]).to_numpy(),
            "inside_90_pct": (100 * sums["inside"] / sums["thickness_m"]).to_numpy(),
            "thickness_m": sums["thickness_m"].to_numpy(),
        }
    )


def _vs30(hole: float, site: pd.Series) -> dict[str, float]:
    """Return Vs30 of both, and whether the hole's lies in the site's band."""
    own, low, high = (float(site[name]) for name in ("vs30_m_s", "vs30_p05", "vs30_p95"))
    both = np.isfinite(hole) and np.isfinite(own)
    return {
        "vs30_hole_m_s": hole,
        "vs30_m_s": own,
        "vs30_p05": low,
        "vs30_p95": high,
        "vs30_difference_pct": 100 * (own / hole - 1) if both else np.nan,
        "vs30_inside_90": float(low <= hole <= high) if both else np.nan,
    }


def _sentence(row: dict[str, float]) -> str:
    """Say what came of a pair."""
    apart = f", {row['distance_m']:.0f} m apart" if np.isfinite(row["distance_m"]) else ""
    who = f"hole {row['hole']} and site {row['site']}{apart}"
    if not np.isfinite(row["bias_pct"]):
        return f"{who}: the curve resolves no depth of the hole"
    bias = row["bias_pct"]
    how = f"{abs(bias):.0f} % {'faster' if bias > 0 else 'slower'} than" if abs(bias) >= 0.5 else "as fast as"
    told = (
        f"{who}: from {row['from_m']:.3g} to {row['to_m']:.3g} m the profile is {how} the hole on "
        f"average, scatter {row['scatter_pct']:.0f} %, and {row['inside_90_pct']:.0f} % of the depth lies "
        "inside its 90 % band"
    )
    if not np.isfinite(row["vs30_difference_pct"]):
        return f"{told}; no Vs30 of both"
    side = "inside" if row["vs30_inside_90"] else "outside"
    return (
        f"{told}; Vs{VS30_DEPTH:g} is {row['vs30_m_s']:.0f} m/s, of the hole {row['vs30_hole_m_s']:.0f} "
        f"({row['vs30_difference_pct']:+.0f} %), {side} the band {row['vs30_p05']:.0f} to "
        f"{row['vs30_p95']:.0f}"
    )
