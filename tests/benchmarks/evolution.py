"""evodcinv, an evolutionary inversion by layers, with the settings of its documentation made larger.

Luu (2021), https://github.com/keurfonluu/evodcinv: competitive particle swarm, root mean square misfit
over sigma. The documentation's example searches two layers with one run of 10 particles and 100
iterations; six layers get three runs of 50 particles and 200 iterations here.
"""

from __future__ import annotations

import contextlib
import io
import time
from dataclasses import astuple, dataclass
from typing import Any

import numpy as np

from plugin.engine.curves import Curves, FloatArray
from plugin.engine.poisson import Poisson
from plugin.engine.waves.forward import Earths
from plugin.protocol.waves import VelocityType, Wave

from .cache import key_of, remembered
from .noise import relative_sigma

RIVAL = "evodcinv"
POISSON_RATIO = {Poisson.UNKNOWN: (0.2, 0.45), Poisson.ROCK: (0.2, 0.31), Poisson.SOIL: (0.3, 0.49)}


@dataclass(frozen=True)
class Search:
    """Settings of a search; bounds are the same for every layer.

    Parameters
    ----------
    layers, runs, particles, iterations : int
        Size of the model and of the search.
    thinnest, thickest : float
        Bounds of thickness, in shortest and longest wavelengths.
    slowest, fastest : float
        Bounds of Vs, in least and greatest observed velocities.
    kept : float
        Profiles that enter the mean have a misfit below this times the best, or below 1.
    increasing : bool
        Whether Vs must not decrease with depth.
    """

    layers: int = 6
    runs: int = 3
    particles: int = 50
    iterations: int = 200
    thinnest: float = 1 / 8
    thickest: float = 1 / 4
    slowest: float = 0.7
    fastest: float = 1.6
    kept: float = 1.1
    seed: int = 1
    increasing: bool = False

    @property
    def models(self) -> int:
        """Number of models that the search tries."""
        return self.runs * self.particles * self.iterations


WARM_UP = Search(runs=1, particles=4, iterations=2)


def search_for(
    curves: Curves, poisson: int, depth: FloatArray, search: Search | None = None
) -> dict[str, Any]:
    """Return what a search finds for one site, from the cache where it was made before.

    Parameters
    ----------
    curves : Curves
        The curves of one site.
    poisson : int
        Its `Poisson` class.
    depth : (n_depths,) float array
        Where the profiles are wanted, in m.

    Returns
    -------
    dict
        ``log_vs`` of the best profile and ``log_vs_mean`` of the profiles near it (Vs in m/s), ``chi``
        of the best, ``cpu_seconds`` of one core, ``models`` tried, ``machine``.
    """
    search = search or Search()
    key = key_of(curves, int(poisson), astuple(search))
    return remembered(RIVAL, key, lambda: search_now(curves, poisson, depth, search))


def search_now(curves: Curves, poisson: int, depth: FloatArray, search: Search) -> dict[str, Any]:
    """Return what `search_for` returns, found now."""
    # Its progress bar writes to what is standard error when it is imported.
    with contextlib.redirect_stderr(io.StringIO()), np.errstate(all="ignore"):
        data = _data(curves)
        _model(curves, poisson, WARM_UP).invert(data)  # compiles
        begun = time.process_time()
        found = _model(curves, poisson, search).invert(data, maxrun=search.runs)
        seconds = time.process_time() - begun
    misfit = np.asarray(found.misfits)
    best = int(np.argmin(misfit))
    near = np.flatnonzero(misfit <= max(1.0, search.kept * misfit[best]))
    log_vs = _log_vs(np.asarray(found.models)[near], depth)
    return {
        "log_vs": _log_vs(np.asarray(found.models)[best : best + 1], depth)[0].tolist(),
        "log_vs_mean": log_vs.mean(axis=0).tolist(),
        "chi": float(misfit[best]),
        "cpu_seconds": seconds,
        "models": search.models,
    }


def _model(curves: Curves, poisson: int, search: Search) -> Any:
    """Return evodcinv's model with its bounds, in km and km/s."""
    from evodcinv import EarthModel, Layer  # a benchmark's own dependency, absent for users

    shortest, longest = (float(end[0]) / 1000.0 for end in curves.wavelength_range())
    slowest, fastest = curves.velocity.min() / 1000.0, curves.velocity.max() / 1000.0
    thickness = [search.thinnest * shortest, search.thickest * longest]
    velocity = [search.slowest * slowest, search.fastest * fastest]
    model = EarthModel()
    for _ in range(search.layers):
        model.add(Layer(thickness, velocity, list(POISSON_RATIO[Poisson(int(poisson))])))
    size = {"popsize": search.particles, "maxiter": search.iterations, "seed": search.seed}
    growing = search.increasing
    model.configure(optimizer="cpso", misfit="rmse", increasing_velocity=growing, optimizer_args=size)
    return model


def _data(curves: Curves) -> list[Any]:
    """Return the site's points as evodcinv's curves: one of each wave, velocity type and mode."""
    from evodcinv import Curve

    types = np.stack([curves.wave, curves.kind, curves.mode])
    sigma = relative_sigma(curves) * curves.velocity
    found = []
    for wave, kind, mode in np.unique(types, axis=1).T:
        points = np.flatnonzero((types == np.array([[wave], [kind], [mode]])).all(axis=0))
        points = points[np.argsort(-curves.frequency[points])]
        names = Wave(wave).name.lower(), VelocityType(kind).name.lower()
        velocity, uncertainty = curves.velocity[points] / 1000.0, sigma[points] / 1000.0
        weight = len(points) / curves.n_points
        period = 1.0 / curves.frequency[points]
        found.append(Curve(period, velocity, int(mode), *names, weight=weight, uncertainties=uncertainty))
    return found


def _log_vs(models: FloatArray, depth: FloatArray) -> FloatArray:
    """Return ln Vs in m/s of evodcinv's models (n, layers, thickness Vp Vs density) at depths in m."""
    thickness, vp, vs, density = np.moveaxis(models, -1, 0) * 1000.0
    earths = Earths.from_layers(thickness, vs, vp, density)
    return np.log(earths.vs_at(np.broadcast_to(depth, (len(models), len(depth)))))
