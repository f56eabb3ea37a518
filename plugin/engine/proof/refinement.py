"""Refinement: the maximum-posterior profile of an interpretation, by damped Gauss-Newton steps.

The network's distribution has already seen the data, so it cannot be the prior as it stands. Prior and data
are both counted by one part in `proof.TEMPERATURE` only, which leaves the most probable profile where it is
and widens the bands about it. The prior, not the number of steps, decides how far the misfit falls.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ...protocol.progress import Monitor
from ..curves import Curves, FloatArray
from ..waves.elastic import Elastic
from ..waves.forward import Earths
from ..waves.sensitivity import STEP, Nearby
from ..waves.tracking import Anchor
from ..waves.vp_departure import split, unknowns_of
from .data_errors import DataErrors, huber_loss, huber_weight
from .layering import Layering
from .model_error import POINT_ERROR, SMOOTH_ERROR, Weighing, bumps
from .slowing import Slowing

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
    inflation : (n,) float array
        Factor by which these, and the smooth error of the model, are taken larger; see `error_scale`.
    layering : Layering
        How the output depths group into layers.
    elastic : Elastic
        How Vp and density follow from Vs.
    prior : (n, layers + 1) float array
        Mean of what is solved for: the layers' ln Vs, Vs in m/s, as waves feel them (see `slowing`), and the
        departure of Vp (see `vp_departure`).
    precision : (n, layers + 1, layers + 1) float array
        Inverse of its covariance.
    slowing : Slowing
        What roughness takes off the layers' ln Vs.
    monotonic : bool
        Whether velocity must not decrease with depth.
    """

    curves: Curves
    errors: DataErrors
    inflation: FloatArray
    layering: Layering
    elastic: Elastic
    prior: FloatArray
    precision: FloatArray
    slowing: Slowing
    monotonic: bool

    def take(self, rows: NDArray[np.integer]) -> Problem:
        """Return the given curves with their priors, in the given order."""
        return Problem(
            self.curves.take(rows),
            self.errors,
            self.inflation[rows],
            self.layering.take(rows),
            self.elastic.take(rows),
            self.prior[rows],
            self.precision[rows],
            self.slowing.take(rows),
            self.monotonic,
        )

    def allowed(self, unknowns: FloatArray) -> FloatArray:
        """Return unknowns (n, layers + 1) whose velocities do not decrease with depth where they must not."""
        log_vs, departure = split(unknowns)
        return unknowns_of(np.maximum.accumulate(log_vs, axis=1), departure) if self.monotonic else unknowns

    def earths(self, unknowns: FloatArray) -> Earths:
        """Return the layered earths of unknowns (n, layers + 1)."""
        log_vs, departure = split(unknowns)
        return self.layering.earths(log_vs, self.elastic.departing(departure))

    def nearby(self, unknowns: FloatArray) -> Nearby:
        """Return these with the earths that their derivatives need."""
        log_vs, departure = split(unknowns)
        stiffer, drier = unknowns_of(log_vs + STEP, departure), unknowns_of(log_vs, departure + STEP)
        return Nearby(*(self.earths(each) for each in (unknowns, stiffer, drier)))

    def model(self, unknowns: FloatArray) -> Anchor:
        """Model the unknowns with their derivatives."""
        unknowns = self.allowed(unknowns)
        return Anchor.at(self.curves, unknowns, self.nearby(unknowns))

    def moved(self, anchor: Anchor, unknowns: FloatArray) -> Anchor:
        """Return the anchor at unknowns like its own, with the derivatives of the old ones."""
        unknowns = self.allowed(unknowns)
        return anchor.moved(unknowns, self.earths(unknowns))

    def renew(self, anchor: Anchor) -> Anchor:
        """Return the anchor with the derivatives of its own earths."""
        return anchor.renewed(self.nearby(anchor.unknowns))

    def velocity(self, anchor: Anchor, unknowns: FloatArray) -> FloatArray:
        """Return the curves in m/s of unknowns like the anchor's."""
        unknowns = self.allowed(unknowns)
        return anchor.dispersion(unknowns, self.earths(unknowns))

    def loss(self, velocity: FloatArray) -> FloatArray:
        """Return -2 ln of each curve's likelihood, but for a constant, from modelled velocities in m/s.

        Outliers count linearly: their weights are those of Huber's loss for the errors of single points.
        """
        residual, deviations = self._residual(velocity)
        squares = self._weighing(deviations).square(residual)
        beyond = huber_loss(deviations) - huber_weight(deviations) * deviations**2
        return np.asarray(squares + np.add.reduceat(beyond, self.curves.offsets[:-1]))

    def penalty(self, unknowns: FloatArray) -> FloatArray:
        """Return -2 ln of the prior density, but for a constant."""
        away = unknowns - self.prior
        return np.einsum("ni,nij,nj->n", away, self.precision, away)

    def objective(self, anchor: Anchor) -> FloatArray:
        """Return -2 ln of the posterior density, but for a constant."""
        return self.loss(anchor.velocity) + self.penalty(anchor.unknowns)

    def curvature(self, anchor: Anchor) -> FloatArray:
        """Return half the objective's second derivative (n, layers + 1, layers + 1), by Gauss and Newton."""
        return self.data_normal(anchor)[0] + self.precision

    def step(self, anchor: Anchor, damping: FloatArray) -> FloatArray:
        """Return the unknowns after one damped Gauss-Newton step."""
        normal, gradient = self.data_normal(anchor)
        curvature = normal + self.precision
        gradient = gradient - (self.precision @ (anchor.unknowns - self.prior)[..., None])[..., 0]
        diagonal = np.einsum("nii->ni", curvature)
        damped = curvature + (damping[:, None] * diagonal)[:, :, None] * np.eye(diagonal.shape[1])
        step = np.linalg.solve(damped, gradient[..., None])[..., 0]
        return anchor.unknowns + np.clip(step, -LONGEST_STEP, LONGEST_STEP)

    def data_normal(self, anchor: Anchor) -> tuple[FloatArray, FloatArray]:
        """Return the data's part of curvature (n, layers + 1, layers + 1) and gradient (n, layers + 1)."""
        residual, deviations = self._residual(anchor.velocity)
        return self._weighing(deviations).normal(anchor.derivative, residual)

    def _residual(self, velocity: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return ln(observed / modelled), and the same in standard deviations: `MISSING_PENALTY` if lost."""
        # The smooth error as it usually is: one that is taken larger would hide single wrong picks.
        spread = np.sqrt(self._variance + SMOOTH_ERROR**2)
        residual = np.log(self.curves.velocity / velocity)
        residual = np.where(np.isfinite(residual), residual, MISSING_PENALTY * spread)
        return residual, residual / spread

    def _weighing(self, deviations: FloatArray) -> Weighing:
        return Weighing.of(self.curves, self._bumps, huber_weight(deviations) / self._variance)

    @cached_property
    def _variance(self) -> FloatArray:
        sigma = self._inflation * self.errors.sigma(self.curves)
        return (sigma / self.curves.velocity) ** 2 + POINT_ERROR**2

    @cached_property
    def _bumps(self) -> FloatArray:
        return self._inflation[:, None] * bumps(self.curves)

    @property
    def _inflation(self) -> FloatArray:
        return self.inflation[self.curves.site_index]


@dataclass(frozen=True)
class Refined:
    """Outcome of the refinement.

    The posterior is taken as Gaussian about the refined unknowns, with the inverse of the objective's
    curvature as covariance (Laplace's approximation).

    Parameters
    ----------
    anchor : Anchor
        The refined unknowns with their curves.
    precision : (n, layers + 1, layers + 1) float array
        Inverse of their posterior covariance.
    log_evidence : (n,) float array
        ln of the probability of the data under the prior, by Laplace's approximation, but for a constant that
        depends on the curve alone.
    """

    anchor: Anchor
    precision: FloatArray
    log_evidence: FloatArray

    def replaced(self, rows: NDArray[np.integer], other: Refined) -> Refined:
        """Return this with the given rows taken from `other`, which holds just them."""
        precision, log_evidence = self.precision.copy(), self.log_evidence.copy()
        precision[rows], log_evidence[rows] = other.precision, other.log_evidence
        return Refined(self.anchor.replaced(rows, other.anchor), precision, log_evidence)


def at_priors(problem: Problem, lead: NDArray[np.integer]) -> Anchor:
    """Return the means of the priors with their curves.

    `lead` (n,) is a row of the same curve for each row, itself where in doubt, whose derivatives it borrows.
    """
    leads, of_row = np.unique(lead, return_inverse=True)
    anchor = problem.take(leads).model(problem.prior[leads]).take(of_row)
    return problem.moved(anchor, problem.prior)


def refine(problem: Problem, anchor: Anchor, monitor: Monitor) -> Refined:
    """Refine from the means of the priors, say; a refined profile is never less probable than its start.

    Parameters
    ----------
    problem : Problem
        Curves and priors.
    anchor : Anchor
        Where to start, with its curves.
    monitor : Monitor
        Asked once a step.
    """
    n = problem.curves.n_sites
    objective, damping = problem.objective(anchor), np.full(n, DAMPING)
    active = np.arange(n)
    for i in range(STEPS):
        monitor.step(i / STEPS, "refining")
        part, here = problem.take(active), anchor.take(active)
        trial = part.moved(here, part.step(here, damping[active]))
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
