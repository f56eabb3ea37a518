"""Small surveys and curves for tests."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from plugin.engine.curves import Curves, FloatArray
from plugin.engine.survey import Report, Survey
from plugin.engine.waves.forward import Earths, dispersion
from plugin.engine.waves.sensitivity import STEP, Nearby
from plugin.engine.waves.tracking import Anchor
from plugin.engine.waves.vp_departure import departed, unknowns_of

THICKNESS = np.array([4.0, 8.0, 15.0, 0.0])
VS = np.array([180.0, 260.0, 380.0, 620.0])
VP = np.array([485.0, 700.0, 1023.0, 1669.0])
DENSITY = np.array([1760.0, 1860.0, 1970.0, 2120.0])


def soil_earth(length: float = 1.0, velocity: float = 1.0) -> Earths:
    """Four layers of soil, scaled."""
    return Earths.from_layers(length * THICKNESS, velocity * VS, velocity * VP, DENSITY)


def stiffer(earth: Earths, factor: FloatArray | float) -> Earths:
    """Vs and Vp times a factor, of all layers or of each."""
    return replace(earth, vs=earth.vs * factor, vp=earth.vp * factor)


def drier(earth: Earths, departure: float) -> Earths:
    """Vp with a departure from what it is."""
    return replace(earth, vp=departed(earth.vs, earth.vp, np.full(len(earth.vs), departure)))


def nearby(earth: Earths) -> Nearby:
    """What derivatives at an earth are taken from."""
    return Nearby(earth, stiffer(earth, np.exp(STEP)), drier(earth, STEP))


def anchored(curves: Curves, earth: Earths) -> Anchor:
    """Curves of an earth with their derivatives."""
    return Anchor.at(curves, unknowns_of(np.log(earth.vs), 0.0), nearby(earth))


def soil_curves(length: float = 1.0, velocity: float = 1.0, sites: int = 1, points: int = 24) -> Curves:
    """The same exact Rayleigh phase velocities at every site, 4 to 40 Hz at scale one."""
    frequency = np.tile(np.geomspace(4.0, 40.0, points) * velocity / length, sites)
    exact = dispersion(soil_earth(length, velocity), np.zeros(len(frequency), dtype=int), frequency)
    return Curves.from_points(np.repeat(np.arange(sites), points), frequency, exact, 0.03 * exact)


def scaled(curves: Curves, length: float = 1.0, velocity: float = 1.0) -> Curves:
    """The curves of the same earths in other units of length and velocity."""
    return replace(
        curves,
        frequency=curves.frequency * velocity / length,
        velocity=curves.velocity * velocity,
        sigma=curves.sigma * velocity,
    )


def survey_of(curves: Curves) -> Survey:
    """Sites on a line, 100 m apart."""
    n = curves.n_sites
    names = np.array([f"S{i:03d}" for i in range(n)])
    x, y = 500_000.0 + 100.0 * np.arange(n), np.full(n, 5_000_000.0)
    return Survey(names, x, y, "EPSG:32633", curves, Report(source="test.csv"))
