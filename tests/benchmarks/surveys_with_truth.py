"""Surveys whose ground is known everywhere: the two examples, one cut by a fault, one without neighbours."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from plugin.engine.curves import Curves, FloatArray
from plugin.engine.survey import Report, Survey
from plugin.engine.waves.elastic import brocher
from plugin.engine.waves.forward import Earths, dispersion
from plugin.protocol.waves import VelocityType
from tools.example_earths import crust_earths, valley_earths
from tools.make_examples import CRUST, VALLEY, scattered_sites, spherical_dispersion

from .earths.columns import batch
from .earths.measured import measured

PERIODS = np.array([5.0, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 23, 26, 30, 35, 40])
SLOWER, FAULTED_TO = 0.8, 8000.0
DEEP_ENOUGH = 15.0
"""Measured profiles that reach so deep in m have a place in the survey without neighbours."""
WIDE = 30_000.0
SHALLOW = (3.0, 5.0, 8.0, 10.0, 15.0, 20.0)


@dataclass(frozen=True)
class KnownSurvey:
    """A survey of ground that is known.

    Parameters
    ----------
    name, title : str
        What it is called.
    survey : Survey
        Its sites, with exact curves and the errors that noise will have.
    earths : Earths
        The ground below them.
    depths : (n_depths,) float array
        Where maps of it are looked at, in m.
    ground : callable or None
        The ground below any places in the survey's system, None where only the sites have one.
    """

    name: str
    title: str
    survey: Survey
    earths: Earths
    depths: tuple[float, ...]
    ground: Callable[[FloatArray, FloatArray], Earths] | None = None

    def noisy(self, draw: int) -> Survey:
        """Return the survey with one draw of its errors."""
        curves = self.survey.curves
        noise = np.random.default_rng(1000 + draw).standard_normal(curves.n_points)
        names = {name: getattr(curves, name) for name in curves.__dataclass_fields__}
        velocity = curves.velocity + noise * curves.sigma
        relative = curves.sigma / curves.velocity
        observed = Curves(**{**names, "velocity": velocity, "sigma": relative * velocity})
        survey = self.survey
        return Survey(survey.names, survey.x, survey.y, survey.crs, observed, Report(self.name))

    def log_vs(self, depth: FloatArray) -> FloatArray:
        """Return the true ln Vs at depths (n_sites, depths) in m, Vs in m/s."""
        return np.asarray(np.log(self.earths.vs_at(depth)))


def crust() -> KnownSurvey:
    """The bundled crustal grid of 300 sites: a basin, a dipping Moho; phase and group velocities."""
    return _crustal("crust", "crustal grid, 300 sites", crust_earths)


def fault() -> KnownSurvey:
    """The same ground cut by a fault: the southern side is 20 % slower over the top 8 km."""
    return _crustal("fault", "crustal grid with a fault, 300 sites", faulted_earths)


def faulted_earths(lon: FloatArray, lat: FloatArray) -> Earths:
    """Return the crust below points given from its corner, south of an oblique fault slower to 8 km."""
    earths = crust_earths(lon, lat)
    middle = np.cumsum(earths.thickness, axis=1) - 0.5 * earths.thickness
    slower = (lat < 3.5 + 0.25 * (lon - 4.75))[:, None] & (middle < FAULTED_TO)
    vs = earths.vs * np.where(slower, SLOWER, 1.0)
    return Earths.from_layers(earths.thickness, vs, *brocher(vs))


def valley() -> KnownSurvey:
    """The bundled valley of 80 sites: soft sediment over rock, phase velocities with 3 % noise."""
    rng = np.random.default_rng(11)
    x, y = scattered_sites(rng, 80, VALLEY.size, spacing=170.0)
    lowest, highest = rng.uniform(4.0, 5.5, 80), rng.uniform(28.0, 40.0, 80)
    frequency = np.geomspace(lowest, highest, 26, axis=1)
    picked = rng.random(frequency.shape) > 0.08
    x, y = VALLEY.origin[0] + x, VALLEY.origin[1] + y
    ground = _from_corner(valley_earths, VALLEY.origin)
    survey = _soil("valley", "valley, 80 sites", ground(x, y), (x, y, VALLEY.crs), frequency, picked)
    return replace(survey, depths=VALLEY.depths, ground=ground)


def scattered() -> KnownSurvey:
    """Measured near-surface profiles put down at random: neighbours have nothing in common."""
    columns = [c for c in measured() if np.cumsum(c.thickness)[-2] >= DEEP_ENOUGH]
    rng, n = np.random.default_rng(7), len(columns)
    x, y = rng.uniform(0.0, WIDE, (n, 2)).T
    frequency = np.geomspace(rng.uniform(4, 6, n), rng.uniform(28, 40, n), 24, axis=1)
    picked = np.ones(frequency.shape, dtype=bool)
    places = (5e5 + x, 5.3e6 + y, "EPSG:32633")
    title = f"measured profiles put down at random, {n} sites"
    return _soil("scattered", title, batch(columns), places, frequency, picked)


SURVEYS: tuple[Callable[[], KnownSurvey], ...] = (crust, fault, valley, scattered)


def _soil(
    name: str,
    title: str,
    earths: Earths,
    places: tuple[FloatArray, FloatArray, str],
    frequency: FloatArray,
    picked: np.ndarray,
) -> KnownSurvey:
    site = np.broadcast_to(np.arange(len(frequency))[:, None], frequency.shape)[picked]
    chosen = frequency[picked]
    exact = dispersion(earths, site, chosen)
    found = np.isfinite(exact)
    curves = Curves.from_points(site[found], chosen[found], exact[found], 0.03 * exact[found])
    names = np.array([f"{name[0].upper()}{i:03d}" for i in range(len(frequency))])
    return KnownSurvey(name, title, Survey(names, *places, curves), earths, SHALLOW)


def _from_corner(
    ground: Callable[[FloatArray, FloatArray], Earths], corner: tuple[float, float]
) -> Callable[[FloatArray, FloatArray], Earths]:
    return lambda x, y: ground(x - corner[0], y - corner[1])


def _crustal(name: str, title: str, ground: Callable[[FloatArray, FloatArray], Earths]) -> KnownSurvey:
    lon, lat = (axis.ravel() for axis in np.meshgrid(np.arange(20) * 0.5, np.arange(15) * 0.5))
    earths, n = ground(lon, lat), len(lon)
    site, frequency = np.repeat(np.arange(n), len(PERIODS)), 1.0 / np.tile(PERIODS, n)
    phase, group = (
        spherical_dispersion(earths, site, frequency, kind)
        for kind in (VelocityType.PHASE, VelocityType.GROUP)
    )
    curves = Curves.from_points(
        np.concatenate([site, site]),
        np.concatenate([frequency, frequency]),
        np.concatenate([phase, group]),
        np.concatenate([0.010 * phase, 0.015 * group]),
        kind=np.repeat([VelocityType.PHASE, VelocityType.GROUP], len(site)),
    )
    names = np.array([f"G{i + 1:03d}" for i in range(n)])
    survey = Survey(names, CRUST.origin[0] + lon, CRUST.origin[1] + lat, CRUST.crs, curves)
    return KnownSurvey(name, title, survey, earths, CRUST.depths, _from_corner(ground, CRUST.origin))
