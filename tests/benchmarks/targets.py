"""Twelve layered earths whose exact curves, without noise, are to be fitted closely."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from plugin.engine.curves import Curves, FloatArray
from plugin.engine.poisson import poisson_class
from plugin.engine.scaling import measure
from plugin.engine.waves.forward import Earths

from .earths.columns import Column, batch
from .exact import exact_velocity
from .suites import Suite

SHORTEST, LONGEST = 2.0, 150.0
POINTS = 30
DENSE = 400
RELATIVE_SIGMA = 0.05
VP_OVER_VS = 2.0
DENSITY = 2000.0

# Thickness of the layers in m, and Vs of the layers and the half-space in m/s.
LAYERS: dict[str, tuple[tuple[float, ...], tuple[float, ...]]] = {
    "soft over stiff": ((5, 20), (150, 300, 700)),
    "thick soft fill": ((12, 30), (120, 220, 600)),
    "shallow rock": ((3, 5), (200, 450, 1200)),
    "stiff crust on clay": ((2, 6, 20), (260, 140, 250, 550)),
    "low-velocity zone": ((4, 6, 15), (190, 330, 230, 600)),
    "gradual": ((3, 6, 12), (160, 210, 280, 400)),
    "fine steps": ((2, 4, 7, 15), (130, 170, 230, 320, 520)),
    "two contrasts": ((3, 7, 10, 25), (140, 160, 380, 420, 900)),
    "stiff layer within": ((3, 5, 8, 20), (180, 240, 400, 290, 650)),
    "soft base": ((2, 4, 8, 12, 20), (150, 220, 300, 260, 380, 800)),
    "basin": ((3, 6, 10, 15, 25), (110, 150, 200, 260, 350, 500)),
    "seven layers": ((1.5, 3, 5, 8, 12, 20), (140, 190, 170, 260, 340, 460, 760)),
}


def target_suite() -> Suite:
    """Return the twelve targets: wavelengths of 2 to 150 m, 5 % sigma, no noise."""
    columns = [_column(name, *layers) for name, layers in LAYERS.items()]
    earths = batch(columns)
    curves = exact_curves(earths, np.geomspace(SHORTEST, LONGEST, POINTS))
    n = len(columns)
    return Suite(
        "targets",
        "Noise-free targets",
        earths,
        replace(curves, sigma=RELATIVE_SIGMA * curves.velocity),
        poisson=poisson_class("auto", measure(curves).velocity),
        reversals=np.ones(n, dtype=np.int64),
        family=np.array([column.name for column in columns]),
    )


def _column(name: str, thickness: tuple[float, ...], vs: tuple[float, ...]) -> Column:
    velocity = np.array(vs, dtype=np.float64)
    density = np.full(len(vs), DENSITY)
    return Column(name, "target", np.array([*thickness, 0.0]), velocity, VP_OVER_VS * velocity, density)


def exact_curves(earths: Earths, wavelength: FloatArray) -> Curves:
    """Return exact fundamental Rayleigh phase velocities at (nearly) the wavelengths in m."""
    # At still higher frequencies the search may lose the mode of earths with a slow layer.
    low, high = 0.7 * earths.vs[:, 0].min() / wavelength.max(), 1.02 * earths.vs[:, 0] / wavelength.min()
    dense = np.geomspace(np.full_like(high, low), high, DENSE, axis=1)
    n = earths.n_earths
    velocity = exact_velocity(earths, np.repeat(np.arange(n), DENSE), dense.ravel()).reshape(n, -1)
    # The wavelength falls with frequency.
    frequency = [np.interp(-np.log(wavelength), *np.log([f / c, f])) for c, f in zip(velocity, dense)]
    site = np.repeat(np.arange(n), len(wavelength))
    points = np.exp(np.concatenate(frequency))
    return Curves.from_points(site, points, exact_velocity(earths, site, points))
