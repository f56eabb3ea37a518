"""A site's curve as a few numbers that are linear in its layers' ln Vs, about its refined profile."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray
from ..waves.tracking import Anchor
from .layering import Layering
from .refinement import Problem


@dataclass(frozen=True)
class Linearised:
    """What curves and priors say of sites near their refined profiles, each a quadratic form.

    Parameters
    ----------
    depth : (n_sites, depths) float array
        The output depths in m.
    unknowns : (n_sites, layers + 1) float array
        The refined layers' ln Vs as waves feel them, Vs in m/s, and the departure of Vp.
    normal : (n_sites, layers + 1, layers + 1) float array
        The curve's part of the curvature, by Gauss and Newton.
    gradient : (n_sites, layers + 1) float array
        How the log likelihood of the curve rises there.
    prior : (n_sites, layers + 1, layers + 1) float array
        Inverse covariance of the prior that it was refined from.
    chi : (n_sites,) float array
        Misfit of the refined profile, by squares even if the errors are robust.
    log_evidence : (n_sites,) float array
        ln of the probability of the curve under the network's interpretations, but for a constant of the
        curve alone.
    """

    depth: FloatArray
    unknowns: FloatArray
    normal: FloatArray
    gradient: FloatArray
    prior: FloatArray
    chi: FloatArray
    log_evidence: FloatArray

    @classmethod
    def of(cls, problem: Problem, anchor: Anchor, depth: FloatArray, log_evidence: FloatArray) -> Linearised:
        """Linearise one refined interpretation a site."""
        normal, gradient = problem.data_normal(anchor)
        chi = replace(problem.errors, robust=False).misfit(problem.curves, anchor.velocity)
        return cls(depth, anchor.unknowns, normal, gradient, problem.precision, chi, log_evidence)

    @classmethod
    def empty(cls, n_sites: int, depths: int) -> Linearised:
        """Return columns to be filled in, of no meaning before."""
        n = len(Layering.of(np.ones((1, depths))).starts) + 1
        return cls(
            np.ones((n_sites, depths)),
            np.zeros((n_sites, n)),
            np.zeros((n_sites, n, n)),
            np.zeros((n_sites, n)),
            np.zeros((n_sites, n, n)),
            np.full(n_sites, np.nan),
            np.full(n_sites, np.nan),
        )

    @property
    def known(self) -> NDArray[np.bool_]:
        """True for the sites of which all is numbers, (n_sites,)."""
        columns = (getattr(self, field.name).reshape(len(self.chi), -1) for field in fields(self))
        return np.logical_and.reduce([np.isfinite(each).all(axis=1) for each in columns])

    def fill(self, sites: np.ndarray, part: Linearised) -> None:
        """Fill in what was found of the given sites."""
        for name in (field.name for field in fields(self)):
            getattr(self, name)[sites] = getattr(part, name)

    def take(self, sites: np.ndarray) -> Linearised:
        """Return those of the given sites, in the given order."""
        return Linearised(*(getattr(self, field.name)[sites] for field in fields(self)))
