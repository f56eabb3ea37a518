"""Candidates for the reported profile of each site, and the choice among them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray
from ..network.one_pass import Prediction
from ..waves.tracking import Anchor
from ..waves.vp_departure import split, unknowns_of
from .bands import Depths, ensemble_quantiles, gaussian_quantiles, mixture_quantiles, recentred
from .basis import Basis
from .criteria import POOR_FIT
from .ensemble import Ensemble
from .mixture import Mixture
from .refinement import Problem
from .slowing import MEDIAN, felt

CLEARLY_WORSE = 9.0
"""Difference of -2 ln likelihood that chance rarely makes."""
FEWEST_ACCEPTED = 20
FEWEST_EFFECTIVE = 8.0


@dataclass(frozen=True)
class Findings:
    """What refinement and drawn profiles say of some sites.

    Parameters
    ----------
    prediction : Prediction
        What the network said.
    posterior : Mixture
        All refined interpretations of each site.
    rows : (n_sites,) int array
        The likeliest one of each site among them.
    likeliest, anchor : Problem, Anchor
        Its curve and prior, and its refined layers, site by site.
    depths : Depths
        How layers become profiles.
    ensemble : Ensemble
        The accepted profiles.
    """

    prediction: Prediction
    posterior: Mixture
    rows: NDArray[np.int64]
    likeliest: Problem
    anchor: Anchor
    depths: Depths
    ensemble: Ensemble

    @property
    def n_accepted(self) -> NDArray[np.int64]:
        """Number of accepted profiles, (n_sites,)."""
        return (self.ensemble.weight > 0).sum(axis=1)

    @property
    def enough(self) -> NDArray[np.bool_]:
        """Whether they are enough to tell bands from, (n_sites,)."""
        return (self.n_accepted >= FEWEST_ACCEPTED) & (self.ensemble.effective >= FEWEST_EFFECTIVE)


@dataclass(frozen=True)
class Estimates:
    """Candidates for the reported quantiles of ln Vs, with the curves that their medians predict.

    The first three of a site are, in the order of `Basis`, the network's, the best refined profile's with
    Laplace's bands, and those of all refined interpretations together, with the ensemble's bands where that
    is large. The fourth is the average of the second and the third.

    Parameters
    ----------
    quantiles : (4, n_sites, depths, 5) float array
        Quantiles of ln Vs at `profiles.LEVELS`.
    unknowns : (4, n_sites, layers + 1) float array
        ln Vs of the layers as waves feel them, Vs in m/s, and the departure of Vp; see `vp_departure`.
    predicted : (4, n_points) float array
        Velocities in m/s of these.
    chi : (4, n_sites) float array
        Their misfits.
    loss : (4, n_sites) float array
        What these curves cost in the refinement, errors of the model and outliers heeded.
    well_fitted : (n_sites,) float array
        Misfit up to which a profile explains its curve.
    """

    quantiles: FloatArray
    unknowns: FloatArray
    predicted: FloatArray
    chi: FloatArray
    loss: FloatArray
    well_fitted: FloatArray

    def choose(self) -> NDArray[np.int64]:
        """Return which is reported, (n_sites,).

        That of all interpretations, or else the average, if it fits no worse than the network's profile and
        not clearly worse than the best refined one; else that: a median of rivals can lie where neither is.
        """
        chi = np.where(np.isnan(self.chi), np.inf, self.chi)
        direct, refined = chi[Basis.ONE_PASS], chi[Basis.REFINED]
        least = np.minimum(direct, np.maximum(refined, self.well_fitted))
        clear = self.loss - self.loss[Basis.REFINED] > CLEARLY_WORSE
        fits = (chi <= least) & ~clear
        best = np.where(refined <= direct, Basis.REFINED, Basis.ONE_PASS)
        others = range(Basis.ENSEMBLE, len(chi))
        return np.select([fits[i] for i in others], others, best)


def estimate(findings: Findings) -> Estimates:
    """Return the candidates, their medians forward-modelled."""
    depths, problem = findings.depths, findings.likeliest
    quantiles = np.stack(
        [
            np.log(findings.prediction.quantiles),
            gaussian_quantiles(findings.posterior, findings.rows, depths),
            _together(findings),
        ]
    )
    if findings.prediction.monotonic:
        quantiles = np.maximum.accumulate(quantiles, axis=2)
    layers = depths.layering.average(quantiles[..., MEDIAN]) - problem.slowing.total
    layers[Basis.ONE_PASS] = depths.layering.average(felt(quantiles[Basis.ONE_PASS]))
    # Layers of a profile that does not decrease may, for what roughness takes off them.
    unknowns = np.stack(
        [problem.allowed(each) for each in with_average(unknowns_of(layers, _departures(findings)))]
    )
    quantiles = with_average(quantiles)
    predicted = np.stack([problem.velocity(findings.anchor, each) for each in unknowns])
    chi = np.stack([problem.errors.misfit(problem.curves, velocity) for velocity in predicted])
    loss = np.stack([problem.loss(velocity) for velocity in predicted])
    return Estimates(quantiles, unknowns, predicted, chi, loss, POOR_FIT * problem.inflation)


def _departures(findings: Findings) -> FloatArray:
    """Return the departure of Vp of the first three, (3, n_sites): none, the best profile's, the mean."""
    posterior = findings.posterior
    of_each = split(posterior.mean)[1]
    mean = np.bincount(posterior.site, posterior.share * of_each)
    return np.stack([np.zeros_like(mean), of_each[findings.rows], mean])


def _together(findings: Findings) -> FloatArray:
    """Return quantiles of ln Vs of all refined interpretations, (n_sites, depths, 5)."""
    whole = mixture_quantiles(findings.posterior, findings.depths)
    drawn = recentred(ensemble_quantiles(findings.ensemble, findings.depths), whole)
    return np.where(findings.enough[:, None, None], drawn, whole)


def with_average(three: FloatArray) -> FloatArray:
    """Add the average of the last two; quantiles are averaged level by level (Ratcliff, 1979)."""
    return np.concatenate([three, three[1:].mean(axis=0, keepdims=True)])
