"""Occam inversion: the smoothest profile that explains the data, by Gauss-Newton steps.

After Constable, Parker and Constable (1987), Geophysics 52, 289-300: each step linearises the
curve about the present profile, tries a range of smoothing strengths with the exact forward
model, and keeps the smoothest trial that reaches the wanted misfit, or else the one that fits
best. All curves go through each step together.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from plugin.engine.curves import Curves, FloatArray
from plugin.engine.poisson import Poisson
from plugin.engine.waves.elastic import likely_soil, vp_over_vs
from plugin.engine.waves.forward import Earths, dispersion

from .rule import rule_profile

MISSING_RESIDUAL = 5.0
CURVES_AT_ONCE = 64


@dataclass(frozen=True)
class Settings:
    """Choices of the inversion; tuned on earths of the training families.

    Parameters
    ----------
    layers : int
        Number of layers, even in log depth from `shallowest` lambda_min to `deepest` lambda_max.
    steps : int
        Greatest number of Gauss-Newton steps.
    target : float
        Wanted misfit chi.
    slack : float
        A strength is also good enough if its chi is below this times the best one's.
    strengths : tuple of float
        Weights of the squared second differences of ln Vs that each step tries.
    first_difference : float
        Weight of squared first differences, in units of that of second differences.
    unknown_sigma : float
        Relative sigma of points that state none.
    poisson_ratio : dict
        Poisson's ratio for the `Poisson` classes but soil's, which is that of `likely_soil`.
    """

    layers: int = 20
    shallowest: float = 1 / 8
    deepest: float = 0.6
    steps: int = 8
    target: float = 1.0
    slack: float = 1.05
    strengths: tuple[float, ...] = tuple(np.geomspace(0.3, 3e4, 11))
    first_difference: float = 0.3
    unknown_sigma: float = 0.03
    longest_step: float = 0.6
    perturbation: float = 0.02
    poisson_ratio: dict[int, float] = field(
        default_factory=lambda: {Poisson.UNKNOWN: 0.33, Poisson.ROCK: 0.25}
    )


@dataclass(frozen=True)
class LayeredProfiles:
    """Result of the inversion.

    Parameters
    ----------
    top : (n_sites, n_layers) float array
        Depth of each layer's top in m.
    log_vs : (n_sites, n_layers) float array
        ln of Vs in m/s.
    chi : (n_sites,) float array
        Misfit.
    """

    top: FloatArray
    log_vs: FloatArray
    chi: FloatArray

    def vs_at(self, depth: FloatArray) -> FloatArray:
        """Return Vs in m/s at `depth` (n_sites, n_depths), linear in logs between layer middles."""
        middle = _log_middle(self.top)
        rows = [np.interp(np.log(z), x, y) for z, x, y in zip(depth, middle, self.log_vs)]
        return np.exp(np.array(rows))


def occam(curves: Curves, poisson: NDArray[np.integer], settings: Settings | None = None) -> LayeredProfiles:
    """Invert every curve for a smooth profile.

    Parameters
    ----------
    curves : Curves
        The curves, of any types.
    poisson : (n_sites,) int array
        `Poisson` class of each site, all that is known of Vp.
    settings : Settings, optional
        Choices of the inversion.
    """
    settings = settings or Settings()
    parts = [
        _occam(curves.take(sites), poisson[sites], settings)
        for sites in np.array_split(np.arange(curves.n_sites), -(-curves.n_sites // CURVES_AT_ONCE))
    ]
    return LayeredProfiles(*(np.concatenate(part) for part in zip(*parts)))


def _occam(
    curves: Curves, poisson: NDArray[np.integer], settings: Settings
) -> tuple[FloatArray, FloatArray, FloatArray]:
    shortest, longest = curves.wavelength_range()
    top = _tops(shortest, longest, settings)
    assumed = _assumed_vp_over_vs(top / longest[:, None], poisson, settings)
    problem = _Problem(curves, top, assumed, int(curves.counts.max()), settings)
    log_vs = np.log(rule_profile(curves, np.exp(_log_middle(top))))
    residual = problem.residuals(log_vs[:, None])[:, 0]
    chi = _chi(residual, problem.counts)
    going = np.ones(len(log_vs), dtype=bool)
    for _ in range(settings.steps):
        chosen = np.flatnonzero(going)
        part = problem.take(chosen)
        trial, trial_residual = part.step(log_vs[chosen], residual[chosen])
        trial_chi = _chi(trial_residual, part.counts)
        smoother = part.roughness(trial) < 0.98 * part.roughness(log_vs[chosen])
        met = trial_chi <= np.maximum(settings.target, chi[chosen])
        better = (trial_chi < 0.98 * np.maximum(chi[chosen], settings.target)) | (smoother & met)
        kept = chosen[better]
        log_vs[kept], residual[kept], chi[kept] = trial[better], trial_residual[better], trial_chi[better]
        going[chosen[~better]] = False
        if not going.any():
            break
    return top, log_vs, chi


def _tops(shortest: FloatArray, longest: FloatArray, settings: Settings) -> FloatArray:
    place = np.linspace(0.0, 1.0, settings.layers - 1)
    start, stop = np.log(settings.shallowest * shortest), np.log(settings.deepest * longest)
    tops = np.exp(start[:, None] + (stop - start)[:, None] * place)
    return np.concatenate([np.zeros((len(tops), 1)), tops], axis=1)


def _assumed_vp_over_vs(top: FloatArray, poisson: NDArray[np.integer], settings: Settings) -> FloatArray:
    """Return Vp/Vs of the layers, whose tops are in longest wavelengths, (n_sites, n_layers)."""
    ratio = np.array([settings.poisson_ratio.get(Poisson(p), 0.0) for p in poisson])[:, None]
    middle = 0.5 * (top + np.append(top[:, 1:], top[:, -1:], axis=1))
    soil = likely_soil(np.ones_like(top), middle)
    return np.where(poisson[:, None] == Poisson.SOIL, soil, vp_over_vs(ratio))


def _log_middle(top: FloatArray) -> FloatArray:
    """Return the log depth of each layer's middle; the first and the last continue the spacing."""
    logs = np.log(top[:, 1:])
    spacing = logs[:, 1:2] - logs[:, :1]
    return np.concatenate([logs - 0.5 * spacing, logs[:, -1:] + 0.5 * spacing], axis=1)


def _chi(residual: FloatArray, counts: FloatArray) -> FloatArray:
    """Root mean square of residuals (..., points), of which `counts` (n_sites,) are real."""
    squares = np.square(np.where(np.isnan(residual), MISSING_RESIDUAL, residual)).sum(axis=-1)
    return np.sqrt(squares / counts.reshape(-1, *[1] * (squares.ndim - 1)))


class _Problem:
    """Curves padded to one length, with the fixed parts of their earths."""

    def __init__(
        self, curves: Curves, top: FloatArray, vp_over_vs: FloatArray, width: int, settings: Settings
    ) -> None:
        self.curves, self.top, self.vp_over_vs, self.settings = curves, top, vp_over_vs, settings
        self.width = width
        self.counts = curves.counts.astype(np.float64)
        relative = curves.sigma / curves.velocity
        known = np.isfinite(relative) & (relative > 0)
        self.relative = np.where(known, relative, settings.unknown_sigma)
        second = np.diff(np.eye(settings.layers), n=2, axis=0)
        first = np.diff(np.eye(settings.layers), axis=0)
        self.smoother = second.T @ second + settings.first_difference * first.T @ first

    def take(self, sites: NDArray[np.integer]) -> _Problem:
        """Return the problem of some of the curves."""
        curves, top, vp_over_vs = self.curves.take(sites), self.top[sites], self.vp_over_vs[sites]
        return _Problem(curves, top, vp_over_vs, self.width, self.settings)

    def roughness(self, log_vs: FloatArray) -> FloatArray:
        """Return the smoothed measure of each profile, shape (n_sites,)."""
        return np.einsum("nl,lk,nk->n", log_vs, self.smoother, log_vs)

    def residuals(self, log_vs: FloatArray) -> FloatArray:
        """Return (observed - modelled) / sigma in logs, (n_sites, n_trials, n_points).

        0 where padded, NaN where the mode is lost. All trials `log_vs` (n_sites, n_trials,
        n_layers) are modelled in one call.
        """
        sites, trials, layers = log_vs.shape
        curves = self.curves
        vs = np.exp(log_vs).reshape(-1, layers)
        thickness = np.repeat(np.diff(self.top, axis=1, append=self.top[:, -1:]), trials, axis=0)
        density = 2000.0 * (vs / vs.mean(axis=1, keepdims=True)) ** 0.15
        earths = Earths.from_layers(thickness, vs, vs * np.repeat(self.vp_over_vs, trials, axis=0), density)
        trial = np.arange(trials)[:, None]
        modelled = dispersion(
            earths,
            (curves.site_index * trials + trial).ravel(),
            *(
                np.tile(column, trials)
                for column in (curves.frequency, curves.wave, curves.kind, curves.mode)
            ),
        ).reshape(trials, -1)
        residual = np.log(curves.velocity / modelled) / self.relative
        padded = np.zeros((sites, trials, self.width))
        column = np.arange(curves.n_points) - curves.offsets[curves.site_index]
        padded[curves.site_index, :, column] = residual.T
        return padded

    def step(self, log_vs: FloatArray, residual: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Take the best step from `log_vs` (n_sites, n_layers); return profiles and residuals."""
        settings = self.settings
        shifted = log_vs[:, None] + settings.perturbation * np.eye(settings.layers)
        slope = (residual[:, None] - self.residuals(shifted)) / settings.perturbation
        slope = np.nan_to_num(slope)  # (n_sites, n_layers, n_points); a lost root says nothing
        start = np.nan_to_num(residual)
        normal = slope @ slope.transpose(0, 2, 1)
        right = (slope @ start[..., None])[..., 0] + (normal @ log_vs[..., None])[..., 0]
        strength = np.array(settings.strengths)[:, None, None]
        matrix = normal[:, None] + strength * self.smoother
        solved = np.linalg.solve(matrix, np.broadcast_to(right[:, None, :, None], (*matrix.shape[:3], 1)))
        change = solved[..., 0] - log_vs[:, None]
        longest = np.abs(change).max(axis=-1, keepdims=True)
        trials = log_vs[:, None] + change * np.minimum(1.0, settings.longest_step / (longest + 1e-12))
        return self._choose(trials)

    def _choose(self, trials: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the smoothest trial that fits well enough; trials come in order of strength."""
        residual = self.residuals(trials)
        chi = _chi(residual, self.counts)
        enough = np.maximum(self.settings.target, self.settings.slack * chi.min(axis=1))
        last = np.arange(trials.shape[1]) * (chi <= enough[:, None])
        best = last.argmax(axis=1)
        best = np.where((chi <= enough[:, None]).any(axis=1), best, chi.argmin(axis=1))
        rows = np.arange(len(trials))
        return trials[rows, best], residual[rows, best]
