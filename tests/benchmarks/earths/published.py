"""Published velocity profiles, typed in from the papers named beside them.

Where a source gives Vs alone, Vp and density are ours: Vp/Vs 1.8 in rock; in soil 1.8 above a water
table at 5 m and 1500 m/s at least below it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from plugin.engine.curves import FloatArray

from .columns import Column, layered

WATER_TABLE = 5.0
WATER_VP = 1500.0


def near_surface() -> list[Column]:
    """Return the published near-surface profiles."""
    tokimatsu = {1: (80, 120, 180, 360), 2: (180, 120, 180, 360), 3: (80, 180, 120, 360)}
    columns = [
        layered(
            f"Tokimatsu et al. (1992) case {case}",
            "published",
            [(h, vp, v, 1800) for h, vp, v in zip((2, 4, 8, 0), (360, 1000, 1400, 1400), vs)],
        )
        for case, vs in tokimatsu.items()
    ]
    xia = [
        (2.0, 650, 194, 1820),
        (2.3, 750, 270, 1860),
        (2.5, 1400, 367, 1910),
        (2.8, 1800, 485, 1960),
        (3.2, 2150, 603, 2020),
        (0.0, 2800, 740, 2090),
    ]
    columns.append(layered("Xia et al. (1999) six layers", "published", xia))
    columns.append(_rock("Boore and Joyner (1997) generic rock", boore_joyner_rock))
    columns += [
        _sediment(f"Shi and Asimaki (2018) sediments, Vs30 {vs30}", vs30)
        for vs30 in (200, 250, 300, 400, 550, 750)
    ]
    return columns


def crust() -> list[Column]:
    """Return the published crusts and uppermost mantles."""
    return [layered(name, "published", 1000.0 * np.array(rows)) for name, rows in CRUSTS.items()]


# Rows of thickness in km, Vp and Vs in km/s and density in g/cm3.
CRUSTS = {
    "AK135 (Kennett et al. 1995)": [
        (20.0, 5.80, 3.46, 2.72),
        (15.0, 6.50, 3.85, 2.92),
        (42.5, 8.04, 4.48, 3.32),
        (42.5, 8.045, 4.49, 3.35),
        (45.0, 8.05, 4.50, 3.37),
        (0.0, 8.175, 4.509, 3.40),
    ],
    "IASP91 (Kennett and Engdahl 1991)": [
        (20.0, 5.80, 3.36, 2.72),
        (15.0, 6.50, 3.75, 2.92),
        (85.0, 8.04, 4.47, 3.32),
        (0.0, 8.05, 4.50, 3.37),
    ],
    "PREM without its ocean (Dziewonski and Anderson 1981)": [
        (15.0, 5.80, 3.20, 2.60),
        (9.4, 6.80, 3.90, 2.90),
        (55.6, 8.09, 4.48, 3.38),
        (70.0, 8.03, 4.44, 3.37),
        (0.0, 8.00, 4.42, 3.36),
    ],
    "Southern California (Hadley and Kanamori 1977)": [
        (5.5, 5.50, 3.18, 2.40),
        (10.5, 6.30, 3.64, 2.67),
        (16.0, 6.70, 3.87, 2.80),
        (0.0, 7.80, 4.50, 3.00),
    ],
    "Central United States (Herrmann et al. 2011)": [
        (1.0, 5.00, 2.89, 2.50),
        (9.0, 6.10, 3.52, 2.73),
        (10.0, 6.40, 3.70, 2.82),
        (20.0, 6.70, 3.87, 2.90),
        (0.0, 8.15, 4.70, 3.36),
    ],
    "Western United States (Herrmann et al. 2011)": [
        (1.9, 3.41, 2.01, 2.21),
        (6.1, 5.54, 3.30, 2.61),
        (13.0, 6.27, 3.74, 2.78),
        (19.0, 6.41, 3.77, 2.82),
        (0.0, 7.90, 4.62, 3.28),
    ],
    "Eastern California and western Nevada (Song et al. 1996)": [
        (2.5, 3.60, 2.05, 2.20),
        (32.5, 6.10, 3.57, 2.80),
        (0.0, 7.85, 4.53, 3.30),
    ],
}


def boore_joyner_rock(depth: FloatArray) -> FloatArray:
    """Return Vs in m/s of generic rock at `depth` in m (Boore and Joyner 1997, BSSA 87, 327-341)."""
    z = np.asarray(depth) / 1000.0
    pieces = [np.full_like(z, 0.245), 2.206 * z**0.272, 3.542 * z**0.407, 2.505 * z**0.199]
    return 1000.0 * np.select([z <= 0.001, z <= 0.03, z <= 0.19, z <= 4.0], pieces, 2.927 * z**0.086)


def shi_asimaki_sediment(depth: FloatArray, vs30: float) -> FloatArray:
    """Return Vs in m/s of basin sediments of a given Vs30 (Shi and Asimaki 2018, SRL 89, 1397-1409)."""
    surface = -2.1688e-4 * vs30**2 + 0.5182 * vs30 + 69.452
    gradient = np.exp(-59.67 * vs30**-0.2722 + 11.132)
    power = 4.110 * np.exp(-1.0521e-4 * vs30) - 10.827 * np.exp(-7.6187e-3 * vs30)
    below = np.maximum(np.asarray(depth) - 2.5, 0.0)
    return np.minimum(surface * (1.0 + gradient * below) ** (1.0 / power), 1000.0)


def _thin_layers() -> tuple[FloatArray, FloatArray]:
    tops = np.concatenate([[0.0], np.geomspace(0.5, 500.0, 45)])
    middle = np.append(0.5 * (tops[1:] + tops[:-1]), 1.1 * tops[-1])
    return np.append(np.diff(tops), 0.0), middle


def _rock(name: str, law: Callable[[FloatArray], FloatArray]) -> Column:
    thickness, middle = _thin_layers()
    vs = law(middle)
    return Column(name, "published", thickness, vs, 1.8 * vs, np.full_like(vs, 2400.0))


def _sediment(name: str, vs30: float) -> Column:
    thickness, middle = _thin_layers()
    vs = shi_asimaki_sediment(middle, vs30)
    vp = np.where(middle > WATER_TABLE, np.maximum(1.8 * vs, WATER_VP), 1.8 * vs)
    return Column(name, "published", thickness, vs, vp, 1700.0 + 0.6 * vs)
