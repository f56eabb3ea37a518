"""Continental crusts: units of named kinds over an upper mantle, as global crustal models state them.

Depths in km and velocities in km/s inside this module. A crust is a stack of geological units
with a Moho between 25 and 50 km, not a trend with roughness.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from .columns import Column


@dataclass(frozen=True)
class Province:
    """Ranges of a kind of crust: thicknesses in km; Vs in km/s at the top of each crystalline unit."""

    name: str
    sediment: tuple[float, float]
    moho: tuple[float, float]
    crystalline: tuple[float, float, float]
    mantle: tuple[float, float]


PROVINCES = (
    Province("shield", (0.0, 0.3), (35.0, 50.0), (3.55, 3.72, 3.92), (4.58, 4.75)),
    Province("platform", (0.5, 4.0), (35.0, 46.0), (3.50, 3.65, 3.90), (4.50, 4.68)),
    Province("orogen", (0.0, 1.5), (38.0, 50.0), (3.40, 3.55, 3.75), (4.35, 4.55)),
    Province("extended", (0.5, 3.0), (25.0, 32.0), (3.35, 3.60, 3.80), (4.25, 4.45)),
    Province("basin", (3.0, 9.0), (28.0, 40.0), (3.40, 3.65, 3.88), (4.40, 4.60)),
)

MANTLE_BOTTOM = 300.0


def draw_crusts(rng: Generator, n: int) -> list[Column]:
    """Draw `n` crusts, two in three layered by province, the others smooth gradients to the Moho."""
    return [_gradient(rng, i) if i % 3 == 2 else _provincial(rng, i) for i in range(n)]


def _provincial(rng: Generator, number: int) -> Column:
    province = PROVINCES[rng.integers(len(PROVINCES))]
    sediment = rng.uniform(*province.sediment)
    moho = rng.uniform(*province.moho)
    shares = rng.dirichlet([12.0, 12.0, 12.0])
    edges = sediment + (moho - sediment) * np.cumsum(shares)[:2]
    crystalline = np.array(province.crystalline) * (1 + 0.02 * rng.standard_normal(3))
    if rng.random() < 0.2:
        crystalline[1] = crystalline[0] * rng.uniform(0.93, 0.99)  # a soft middle crust
    tops, vs = _sediments(rng, sediment)
    for top, bottom, velocity in zip([sediment, *edges], [*edges, moho], crystalline):
        tops += [top, 0.5 * (top + bottom)]
        vs += [velocity, velocity * rng.uniform(1.0, 1.03)]
    return _with_mantle(
        rng, f"{province.name} {number}", "crust by province", tops, vs, moho, province.mantle
    )


def _sediments(rng: Generator, thickness: float) -> tuple[list[float], list[float]]:
    """Return tops and Vs of one to three units that compact downwards."""
    if thickness < 0.05:
        return [], []
    n = 1 + int(thickness > 1.0) + int(thickness > 4.0)
    tops = thickness * np.arange(n) / n
    vs = rng.uniform(0.9, 1.9) * (1.0 + tops + 0.5 * thickness / n) ** rng.uniform(0.15, 0.3)
    return list(tops), list(np.minimum(vs, 2.9))


def _gradient(rng: Generator, number: int) -> Column:
    """Velocity that rises smoothly from a weathered top through the crust to a step at the Moho."""
    moho = rng.uniform(25.0, 50.0)
    surface, base = rng.uniform(2.3, 3.3), rng.uniform(3.7, 4.0)
    relaxation = rng.uniform(1.5, 9.0)
    tops = np.concatenate([[0.0], np.geomspace(0.6, moho, 16)[:-1]])
    middle = 0.5 * (tops + np.append(tops[1:], moho))
    rise = 0.75 * (1 - np.exp(-middle / relaxation)) + 0.25 * middle / moho
    vs = surface + (base - surface) * rise
    return _with_mantle(
        rng, f"gradient {number}", "crust with gradient", list(tops), list(vs), moho, (4.3, 4.7)
    )


def _with_mantle(
    rng: Generator,
    name: str,
    family: str,
    tops: list[float],
    vs: list[float],
    moho: float,
    mantle: tuple[float, float],
) -> Column:
    """Put a lid and a slower asthenosphere under the crust; add Vp and density."""
    lid = rng.uniform(*mantle)
    lid_bottom = rng.uniform(moho + 25.0, 140.0)
    asthenosphere = lid * rng.uniform(0.94, 1.0)
    all_tops = np.array([*tops, moho, lid_bottom, MANTLE_BOTTOM])
    all_vs = np.array([*vs, lid, asthenosphere, 4.65])
    soft = np.clip((3.2 - all_vs) / 2.2, 0.0, 1.0)  # sediments have the higher Vp/Vs
    vp = all_vs * (rng.uniform(1.70, 1.80) + 0.6 * soft)
    density = 1.74 * vp**0.25  # Gardner et al. (1974), km/s to g/cm3
    thickness = np.append(np.diff(all_tops), 0.0)
    return Column(name, family, 1000 * thickness, 1000 * all_vs, 1000 * vp, 1000 * density)
