"""Borehole-like random walks: thin layers of named lithologies that follow one another.

A Markov chain walks from the surface down. Each lithology brings its own thickness, its own
power law of Vs against depth and its own scatter; a water table in m sets Vp of what lies below
it to that of water at least. No trend, contrast or roughness is drawn as such.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from .columns import Column

WATER_VP = 1500.0
BOTTOM = 450.0


@dataclass(frozen=True)
class Lithology:
    """Vs in m/s at 10 m depth and its power of depth, median thickness in m, Vp/Vs dry, density in kg/m3."""

    name: str
    vs: float
    power: float
    thickness: float
    dry_ratio: float
    density: float


LITHOLOGIES = (
    Lithology("clay", 175.0, 0.27, 2.2, 2.0, 1750.0),
    Lithology("silt", 195.0, 0.25, 1.2, 1.9, 1800.0),
    Lithology("sand", 230.0, 0.28, 1.8, 1.75, 1850.0),
    Lithology("gravel", 310.0, 0.24, 1.3, 1.8, 2000.0),
    Lithology("till", 430.0, 0.18, 4.0, 1.9, 2100.0),
    Lithology("weathered rock", 640.0, 0.16, 4.0, 2.0, 2250.0),
    Lithology("fractured rock", 1000.0, 0.12, 9.0, 1.9, 2400.0),
    Lithology("rock", 1500.0, 0.08, 25.0, 1.78, 2600.0),
)

# Share of each lithology (columns) below each lithology (rows).
FOLLOWS = np.array(
    [
        [0.22, 0.33, 0.33, 0.08, 0.03, 0.01, 0.00, 0.00],
        [0.35, 0.11, 0.40, 0.10, 0.03, 0.01, 0.00, 0.00],
        [0.26, 0.23, 0.24, 0.22, 0.04, 0.01, 0.00, 0.00],
        [0.08, 0.09, 0.41, 0.26, 0.12, 0.04, 0.00, 0.00],
        [0.00, 0.01, 0.08, 0.16, 0.50, 0.24, 0.01, 0.00],
        [0.00, 0.00, 0.00, 0.02, 0.06, 0.60, 0.32, 0.00],
        [0.00, 0.00, 0.00, 0.00, 0.00, 0.10, 0.65, 0.25],
        [0.00, 0.00, 0.00, 0.00, 0.00, 0.01, 0.19, 0.80],
    ]
)
AT_SURFACE = np.array([0.27, 0.25, 0.27, 0.12, 0.05, 0.04, 0.00, 0.00])
FILL_SHARE = 0.12


def draw_boreholes(rng: Generator, n: int) -> list[Column]:
    """Walk down `n` boreholes."""
    return [_walk(rng, f"borehole {i}") for i in range(n)]


def _walk(rng: Generator, name: str) -> Column:
    chain = _chain(rng)
    site = np.exp(0.15 * rng.standard_normal() + 0.06 * rng.standard_normal(len(LITHOLOGIES)))
    water = rng.lognormal(np.log(5.0), 0.9)
    tops, kinds = np.array([top for top, _ in chain]), np.array([kind for _, kind in chain])
    tops, kinds = _cut(tops, kinds, water)
    bottoms = np.append(tops[1:], BOTTOM)
    middle = np.maximum(0.5 * (tops + bottoms), 0.5)

    def of_kind(field: str) -> np.ndarray:
        return np.array([getattr(lithology, field) for lithology in LITHOLOGIES])[kinds]

    vs = of_kind("vs") * site[kinds] * ((middle + 1.0) / 11.0) ** of_kind("power")
    vs = vs * np.exp(0.08 * rng.standard_normal(len(vs)))
    if rng.random() < FILL_SHARE:
        vs[0] *= rng.uniform(1.3, 2.2)
    dry = vs * of_kind("dry_ratio")
    vp = np.where(tops >= water, np.maximum(dry, WATER_VP), dry)
    thickness = np.append(np.diff(tops), 0.0)
    return Column(name, "borehole-like", thickness, vs, vp, of_kind("density"))


def _chain(rng: Generator) -> list[tuple[float, int]]:
    """Draw the top in m and the lithology of each layer; layers thicken below 30 m."""
    kind = int(rng.choice(len(LITHOLOGIES), p=AT_SURFACE))
    depth, chain = 0.0, []
    while depth < BOTTOM:
        chain.append((depth, kind))
        median = LITHOLOGIES[kind].thickness * max(1.0, depth / 30.0)
        depth += max(0.3, float(rng.lognormal(np.log(median), 0.7)))
        kind = int(rng.choice(len(LITHOLOGIES), p=FOLLOWS[kind]))
    return chain


def _cut(tops: np.ndarray, kinds: np.ndarray, depth: float) -> tuple[np.ndarray, np.ndarray]:
    """Split the layer that holds `depth` in two."""
    place = int(np.searchsorted(tops, depth))
    return np.insert(tops, place, depth), np.insert(kinds, place, kinds[place - 1])
