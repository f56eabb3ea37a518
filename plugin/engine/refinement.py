"""Refinement: the maximum-posterior profile near the network's, by damped Gauss-Newton steps.

The network's distribution has already seen the data, so it cannot be the prior as it stands: its
covariance is inflated by `INFLATION`, and its median is the centre. That prior, not the number of
steps, decides how far the misfit falls.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from .curves import Curves, FloatArray
from .data_errors import DataErrors
from .elastic import Elastic
from .layering import Layering
from .progress import Monitor
from .sensitivity import LAYER_STEP, dispersion_and_derivative

INFLATION = 2.0
STEPS = 5
DAMPING = 1e-2
LEAST_GAIN = 0.01
LONGEST_STEP = 0.4
MISSING_PENALTY = 3.0


@dataclass(frozen=True)
class _State:
    """Layers' ln Vs (n, layers) with what follows from them, all of it site by site."""

    log_vs: FloatArray
    predicted: FloatArray
    residual: FloatArray
    slope: FloatArray
    objective: FloatArray

    def replaced(self, other: _State, sites: NDArray[np.bool_]) -> _State:
        """Return this state with the chosen sites taken from the other."""
        pick = {name: getattr(self, name).copy() for name in self.__dataclass_fields__}
        for name, values in pick.items():
            values[sites] = getattr(other, name)[sites]
        return _State(**pick)


@dataclass(frozen=True)
class _Problem:
    """Curves padded to (n_sites, n_points), and the prior of the layers."""

    curves: Curves
    errors: DataErrors
    layering: Layering
    elastic: Elastic
    prior: FloatArray
    precision: FloatArray

    def evaluate(self, log_vs: FloatArray) -> _State:
        """Model the layers; return residuals over sigma, their derivatives and the objective."""
        curves = self.curves
        velocity, slope = dispersion_and_derivative(
            self.layering.earths(log_vs, self.elastic),
            self.layering.earths(log_vs + np.log1p(LAYER_STEP), self.elastic),
            curves.site_index,
            curves.frequency,
            curves.wave,
            curves.kind,
            curves.mode.astype(np.int64),
        )
        relative_sigma = self.errors.sigma(curves) / curves.velocity
        residual = np.log(curves.velocity / velocity) / relative_sigma
        residual = np.where(np.isfinite(residual), residual, MISSING_PENALTY)
        padded = self._pad(residual)
        departure = log_vs - self.prior
        penalty = np.einsum("ni,nij,nj->n", departure, self.precision, departure)
        return _State(
            log_vs=log_vs,
            predicted=self._pad(velocity),
            residual=padded,
            slope=self._pad(slope / relative_sigma[:, None]),
            objective=self.errors.loss(padded).sum(axis=1) + penalty,
        )

    def curvature(self, state: _State) -> FloatArray:
        """Return half the objective's second derivative (n, layers, layers), by Gauss and Newton."""
        return self._weighted(state) @ state.slope + self.precision

    def step(self, state: _State, damping: FloatArray) -> FloatArray:
        """Return the layers after one damped Gauss-Newton step."""
        curvature = self.curvature(state)
        gradient = (self._weighted(state) @ state.residual[..., None])[..., 0]
        gradient -= (self.precision @ (state.log_vs - self.prior)[..., None])[..., 0]
        diagonal = np.einsum("nii->ni", curvature)
        damped = curvature + (damping[:, None] * diagonal)[:, :, None] * np.eye(diagonal.shape[1])
        step = np.linalg.solve(damped, gradient[..., None])[..., 0]
        return state.log_vs + np.clip(step, -LONGEST_STEP, LONGEST_STEP)

    def _weighted(self, state: _State) -> FloatArray:
        """Return the slopes, transposed, times the weights that outliers are left with."""
        return (state.slope * self.errors.weight(state.residual)[..., None]).transpose(0, 2, 1)

    def _pad(self, values: FloatArray) -> FloatArray:
        curves = self.curves
        table = np.zeros((curves.n_sites, int(curves.counts.max()), *values.shape[1:]))
        table[curves.site_index, curves.place] = values
        return table

    def unpad(self, table: FloatArray) -> FloatArray:
        """Return the points of a padded table in their own order."""
        curves = self.curves
        return table[curves.site_index, curves.place]


@dataclass(frozen=True)
class Refined:
    """Outcome of the refinement.

    Parameters
    ----------
    correction : (n_sites, depths) float array
        What to add to ln Vs on the network's depths.
    deviation : (n_sites, depths) float array
        Standard deviation of ln Vs about the refined profile.
    root : (n_sites, layers, layers) float array
        Root of the layers' posterior covariance: ``root @ normal numbers`` are departures from the profile.
    layers : (n_sites, layers) float array
        Vs in m/s of the layers of the refined profile, which predict the curve.
    predicted : (n_points,) float array
        Velocities in m/s that the refined profile predicts.
    chi_direct, chi : (n_sites,) float arrays
        Misfit of the network's and of the refined profile, by squares even if the errors are robust. By the
        errors' own measure the refined profile never fits worse.
    """

    correction: FloatArray
    deviation: FloatArray
    root: FloatArray
    layers: FloatArray
    predicted: FloatArray
    chi_direct: FloatArray
    chi: FloatArray


def refine(
    curves: Curves,
    errors: DataErrors,
    layering: Layering,
    log_vs: FloatArray,
    covariance: FloatArray,
    elastic: Elastic,
    monotonic: bool,
    monitor: Monitor,
) -> Refined:
    """Refine the network's profiles of some sites.

    Parameters
    ----------
    curves : Curves
        The observed curves.
    errors : DataErrors
        What is assumed of their errors.
    layering : Layering
        How the output depths group into layers.
    log_vs : (n_sites, depths) float array
        Median of ln Vs, Vs in m/s.
    covariance : (n_sites, depths, depths) float array
        Covariance of ln Vs that the network predicts.
    elastic : Elastic
        How Vp and density follow from Vs.
    monotonic : bool
        Whether velocity must not decrease with depth.
    monitor : Monitor
        Asked once a step.
    """
    prior = layering.average(log_vs)
    inflated = INFLATION * layering.average_covariance(covariance)
    problem = _Problem(curves, errors, layering, elastic, prior, np.linalg.inv(inflated))
    start = state = problem.evaluate(prior)
    damping = np.full(curves.n_sites, DAMPING)
    for i in range(STEPS):
        monitor.step(i / STEPS, "refining")
        trial_vs = problem.step(state, damping)
        if monotonic:
            trial_vs = np.maximum.accumulate(trial_vs, axis=1)
        trial = problem.evaluate(trial_vs)
        better = trial.objective < state.objective
        gain = np.where(better, 1 - trial.objective / state.objective, 0.0)
        damping = np.where(better, damping / 5, damping * 10)
        state = state.replaced(trial, better)
        if not (gain > LEAST_GAIN).any() and i > 0:
            break
    return _outcome(problem, start, state, covariance)


def _outcome(problem: _Problem, start: _State, end: _State, covariance: FloatArray) -> Refined:
    """Keep a site's refined profile only where it fits no worse than it did; add its uncertainty.

    The posterior is Gaussian about the refined profile, with the inverse of the objective's curvature
    as covariance of the layers (Laplace's approximation); within layers the network's spread remains.
    """
    curves, errors, squares = problem.curves, problem.errors, replace(problem.errors, robust=False)
    before, after = (errors.misfit(curves, problem.unpad(state.predicted)) for state in (start, end))
    end = end.replaced(start, ~(after <= before) & np.isfinite(before))
    layering = problem.layering
    posterior = np.linalg.inv(problem.curvature(end))
    whole = np.einsum("nii->ni", covariance)
    between = layering.spread(np.einsum("nii->ni", layering.average_covariance(covariance)))
    variance = layering.spread(np.einsum("nii->ni", posterior)) + np.clip(whole - between, 0.0, None)
    return Refined(
        correction=layering.spread(end.log_vs - start.log_vs),
        deviation=np.sqrt(variance),
        root=np.linalg.cholesky(posterior),
        layers=np.exp(end.log_vs),
        predicted=problem.unpad(end.predicted),
        chi_direct=squares.misfit(curves, problem.unpad(start.predicted)),
        chi=squares.misfit(curves, problem.unpad(end.predicted)),
    )
