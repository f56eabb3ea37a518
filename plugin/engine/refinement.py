"""Refinement: the maximum-posterior profile of an interpretation, by damped Gauss-Newton steps.

The network's distribution has already seen the data, so it cannot be the prior as it stands: the
covariance of every interpretation is inflated by `INFLATION`, and its mean is the centre. That
prior, not the number of steps, decides how far the misfit falls.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .curves import Curves, FloatArray
from .data_errors import DataErrors
from .elastic import Elastic
from .forward import Earths
from .layering import Layering
from .progress import Monitor
from .sensitivity import LAYER_STEP
from .tracking import Anchor

INFLATION = 2.0
MODEL_ERROR = 0.03
"""Relative error of modelled velocities, because Vp, density and fine layering are not known."""
STEPS = 6
DAMPING = 1e-2
LARGEST_DAMPING = 1.0
LEAST_GAIN = 0.02
LONGEST_STEP = 0.4
MISSING_PENALTY = 3.0


@dataclass(frozen=True)
class Problem:
    """Some curves, each with a Gaussian prior of its layers; a site may appear several times.

    Parameters
    ----------
    curves : Curves
        The observed curves, one for each prior.
    errors : DataErrors
        What is assumed of their errors.
    layering : Layering
        How the output depths group into layers.
    elastic : Elastic
        How Vp and density follow from Vs.
    prior : (n, layers) float array
        Mean of the layers' ln Vs, Vs in m/s.
    precision : (n, layers, layers) float array
        Inverse of its covariance.
    monotonic : bool
        Whether velocity must not decrease with depth.
    """

    curves: Curves
    errors: DataErrors
    layering: Layering
    elastic: Elastic
    prior: FloatArray
    precision: FloatArray
    monotonic: bool

    def take(self, rows: NDArray[np.integer]) -> Problem:
        """Return the given curves with their priors, in the given order."""
        return Problem(
            self.curves.take(rows),
            self.errors,
            self.layering.take(rows),
            self.elastic.take(rows),
            self.prior[rows],
            self.precision[rows],
            self.monotonic,
        )

    def earths(self, log_vs: FloatArray) -> Earths:
        """Return the layered earths of layers' ln Vs."""
        log_vs = np.maximum.accumulate(log_vs, axis=1) if self.monotonic else log_vs
        return self.layering.earths(log_vs, self.elastic)

    def model(self, log_vs: FloatArray) -> Anchor:
        """Model the layers with their derivatives."""
        return Anchor.at(self.curves, self.earths(log_vs), self.earths(log_vs + np.log1p(LAYER_STEP)))

    def renew(self, anchor: Anchor) -> Anchor:
        """Return the anchor with the derivatives of its own earths."""
        stiffer = self.earths(anchor.log_vs + np.log1p(LAYER_STEP))
        return anchor.renewed(self.earths(anchor.log_vs), stiffer)

    def loss(self, velocity: FloatArray) -> FloatArray:
        """Return -2 ln of each curve's likelihood, but for a constant, from modelled velocities in m/s."""
        loss = self.errors.loss(self._residual(velocity))
        return np.asarray(
            np.bincount(self.curves.site_index, loss, minlength=self.curves.n_sites), dtype=float
        )

    def penalty(self, log_vs: FloatArray) -> FloatArray:
        """Return -2 ln of the prior density, but for a constant."""
        departure = log_vs - self.prior
        return np.einsum("ni,nij,nj->n", departure, self.precision, departure)

    def objective(self, anchor: Anchor) -> FloatArray:
        """Return -2 ln of the posterior density, but for a constant."""
        return self.loss(anchor.velocity) + self.penalty(anchor.log_vs)

    def curvature(self, anchor: Anchor) -> FloatArray:
        """Return half the objective's second derivative (n, layers, layers), by Gauss and Newton."""
        _, slope, weighted = self._linear(anchor)
        return weighted @ slope + self.precision

    def step(self, anchor: Anchor, damping: FloatArray) -> FloatArray:
        """Return the layers after one damped Gauss-Newton step."""
        residual, slope, weighted = self._linear(anchor)
        curvature = weighted @ slope + self.precision
        gradient = (weighted @ residual[..., None])[..., 0]
        gradient -= (self.precision @ (anchor.log_vs - self.prior)[..., None])[..., 0]
        diagonal = np.einsum("nii->ni", curvature)
        damped = curvature + (damping[:, None] * diagonal)[:, :, None] * np.eye(diagonal.shape[1])
        step = np.linalg.solve(damped, gradient[..., None])[..., 0]
        return anchor.log_vs + np.clip(step, -LONGEST_STEP, LONGEST_STEP)

    def _linear(self, anchor: Anchor) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return residuals, their derivatives, and these transposed with the weights that outliers keep."""
        residual = self._pad(self._residual(anchor.velocity))
        slope = self._pad(anchor.derivative / self._relative_sigma()[:, None])
        weighted = slope * self.errors.weight(residual)[..., None]
        return residual, slope, weighted.transpose(0, 2, 1)

    def _residual(self, velocity: FloatArray) -> FloatArray:
        residual = np.log(self.curves.velocity / velocity) / self._relative_sigma()
        return np.where(np.isfinite(residual), residual, MISSING_PENALTY)

    def _relative_sigma(self) -> FloatArray:
        return np.hypot(self.errors.sigma(self.curves) / self.curves.velocity, MODEL_ERROR)

    def _pad(self, values: FloatArray) -> FloatArray:
        curves = self.curves
        table = np.zeros((curves.n_sites, int(curves.counts.max()), *values.shape[1:]))
        table[curves.site_index, curves.place] = values
        return table


@dataclass(frozen=True)
class Refined:
    """Outcome of the refinement.

    The posterior is taken as Gaussian about the refined layers, with the inverse of the objective's curvature
    as covariance (Laplace's approximation).

    Parameters
    ----------
    anchor : Anchor
        The refined layers with their curves.
    precision : (n, layers, layers) float array
        Inverse of the layers' posterior covariance.
    log_evidence : (n,) float array
        ln of the probability of the data under the prior, by Laplace's approximation, but for a constant that
        depends on the curve alone.
    """

    anchor: Anchor
    precision: FloatArray
    log_evidence: FloatArray


def refine(problem: Problem, lead: NDArray[np.integer], monitor: Monitor) -> Refined:
    """Refine from the means of the priors; a refined profile is never less probable than its mean.

    Parameters
    ----------
    problem : Problem
        Curves and priors.
    lead : (n,) int array
        A row of the same curve for each row, itself where in doubt: the first step borrows its derivatives.
    monitor : Monitor
        Asked once a step.
    """
    n = problem.curves.n_sites
    leads, of_row = np.unique(lead, return_inverse=True)
    anchor = problem.take(leads).model(problem.prior[leads]).take(of_row)
    anchor = anchor.moved(problem.earths(problem.prior))
    objective, damping = problem.objective(anchor), np.full(n, DAMPING)
    active = np.arange(n)
    for i in range(STEPS):
        monitor.step(i / STEPS, "refining")
        part, here = problem.take(active), anchor.take(active)
        trial = here.moved(part.earths(part.step(here, damping[active])))
        reached = part.objective(trial)
        better = reached < objective[active]
        going = np.where(better, 1 - reached / objective[active] > LEAST_GAIN, True)
        damping[active] *= np.where(better, 0.2, 10.0)
        anchor = anchor.replaced(active[better], trial.take(np.flatnonzero(better)))
        objective[active] = np.where(better, reached, objective[active])
        moved = active[better & going]
        active = active[going & (damping[active] < LARGEST_DAMPING)]
        if not len(active):
            break
        if len(moved):
            anchor = anchor.replaced(moved, problem.take(moved).renew(anchor.take(moved)))
    return _posterior(problem, anchor, objective)


def _posterior(problem: Problem, anchor: Anchor, objective: FloatArray) -> Refined:
    precision = problem.curvature(anchor)
    volume = np.linalg.slogdet(problem.precision)[1] - np.linalg.slogdet(precision)[1]
    return Refined(anchor, precision, 0.5 * (volume - objective))
