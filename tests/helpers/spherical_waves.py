"""Love and Rayleigh waves of a layered sphere, by integrating its own equations of motion.

Independent of any flattening: the toroidal and spheroidal equations of an elastic sphere without gravity
(Takeuchi and Saito 1972) are integrated from the deep, where the wave has died away, to the free surface.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.integrate import solve_ivp
from scipy.optimize import brentq

from plugin.engine.waves.spherical import EARTH_RADIUS
from plugin.protocol.waves import Wave

Material = tuple[float, float, float]


@dataclass(frozen=True)
class Sphere:
    """Shells of a sphere whose velocities are those of flat layers times r / a.

    Parameters
    ----------
    bottoms : (n,) float array
        Flat-Earth depth in m of the layers' bottoms, of the last where the wave has died away.
    vs, vp : (n,) float arrays
        Of the flat layers, in m/s.
    density : (n,) float array
        Of the shells, in kg/m3.
    """

    bottoms: np.ndarray
    vs: np.ndarray
    vp: np.ndarray
    density: np.ndarray

    def material(self, shell: int, r: float) -> Material:
        """Density and Lamé's parameters at a radius in m."""
        x = r / EARTH_RADIUS
        density = self.density[shell]
        rigidity = density * (self.vs[shell] * x) ** 2
        return density, density * (self.vp[shell] * x) ** 2 - 2 * rigidity, rigidity

    def phase_velocity(self, period: float, wave: Wave, near: float) -> float:
        """The velocity in m/s, within 2 % of `near`, at which the surface is free of stress."""
        omega = 2 * np.pi / period

        def stress(c: float) -> float:
            return self._surface_stress(omega, omega * EARTH_RADIUS / c - 0.5, wave)

        return float(brentq(stress, 0.98 * near, 1.02 * near, rtol=1e-8))

    def _surface_stress(self, omega: float, degree: float, wave: Wave) -> float:
        system, size = (_toroidal, 1) if wave == Wave.LOVE else (_spheroidal, 2)
        radius = EARTH_RADIUS * np.exp(-np.append(0.0, self.bottoms) / EARTH_RADIUS)
        # Rigid below: displacements vanish, stresses are anything.
        solutions = np.eye(2 * size)[:, _STRESSES[size]]
        for shell in range(len(self.bottoms) - 1, -1, -1):

            def slope(r: float, y: np.ndarray, shell: int = shell) -> np.ndarray:
                matrix = system(r, *self.material(shell, r), omega, degree)
                return (matrix @ y.reshape(2 * size, size)).ravel()

            span = (radius[shell + 1], radius[shell])
            found = solve_ivp(slope, span, solutions.ravel(), "DOP853", rtol=1e-9, atol=1e-12)
            q, triangle = np.linalg.qr(found.y[:, -1].reshape(2 * size, size))
            solutions = q * np.sign(np.diag(triangle))
        return float(np.linalg.det(solutions[_STRESSES[size]]))


_STRESSES: dict[int, list[int]] = {1: [1], 2: [1, 3]}
System = Callable[..., np.ndarray]
# Stresses are integrated in units of this, so that they are of the size of the displacements.
_UNIT = 1e5


def _toroidal(r: float, density: float, _: float, rigidity: float, omega: float, degree: float) -> np.ndarray:
    shear = (degree - 1) * (degree + 2) * rigidity / r**2 - density * omega**2
    return np.array([[1 / r, _UNIT / rigidity], [shear / _UNIT, -3 / r]])


def _spheroidal(
    r: float, density: float, first: float, rigidity: float, omega: float, degree: float
) -> np.ndarray:
    p, both = first + 2 * rigidity, degree * (degree + 1)
    bulk = 2 * rigidity * (3 * first + 2 * rigidity) / (p * r**2)
    inertia = density * omega**2
    lateral = 2 * rigidity / (p * r**2) * (first * (2 * both - 1) + 2 * rigidity * (both - 1))
    return np.array(
        [
            [-2 * first / (p * r), _UNIT / p, both * first / (p * r), 0],
            [(2 * bulk - inertia) / _UNIT, -4 * rigidity / (p * r), -both * bulk / _UNIT, both / r],
            [-1 / r, 0, 1 / r, _UNIT / rigidity],
            [-bulk / _UNIT, -first / (p * r), (lateral - inertia) / _UNIT, -3 / r],
        ]
    )
