"""The accepted ensemble: profiles drawn near the refined ones, forward-modelled, kept where chi < 1.

Weights of prior times likelihood over proposal turn the accepted profiles into a sample of the posterior.
A weight is cut at the mean weight times the square root of the number of profiles, so that few profiles
cannot outweigh all others (Ionides 2008, Truncated importance sampling). The effective number
of profiles is (sum w)^2 / sum w^2 (Kish 1965).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...protocol.progress import Monitor
from ..curves import FloatArray
from ..waves.tracking import Anchor
from ..waves.vp_departure import split, unknowns_of
from .mixture import Mixture
from .refinement import Problem

ACCEPTED_BELOW = 1.0
ROUNDS = 4
MOST_DRAWS = 6
WORTH_MODELLING = 1.0
LEAST_RATE = 0.1
CAUTION = 0.8
ROWS = 256


@dataclass(frozen=True)
class Draws:
    """Profiles that were drawn and forward-modelled.

    Parameters
    ----------
    site, component : (n,) int arrays
        Site of each, and the component of the proposal that it is likeliest from.
    unknowns : (n, layers + 1) float array
        Its layers' ln Vs, Vs in m/s, and its departure of Vp (see `vp_departure`).
    chi : (n,) float array
        Its misfit; NaN where no curve could be computed.
    log_weight : (n,) float array
        ln of prior times likelihood over proposal, up to a constant for each site.
    """

    site: NDArray[np.int64]
    component: NDArray[np.int64]
    unknowns: FloatArray
    chi: FloatArray
    log_weight: FloatArray

    @property
    def accepted(self) -> NDArray[np.bool_]:
        """Whether each profile explains its curve to within the errors."""
        return self.chi < ACCEPTED_BELOW

    def take(self, chosen: NDArray) -> Draws:
        """Return the chosen draws (by index or mask)."""
        return Draws(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


def joined(parts: list[Draws]) -> Draws:
    """Return all draws, in the order of their sites."""
    names = Draws.__dataclass_fields__
    whole = Draws(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))
    return whole.take(np.argsort(whole.site, kind="stable"))


@dataclass(frozen=True)
class Sampler:
    """What profiles are drawn from and judged by.

    Parameters
    ----------
    problem : Problem
        The curves and priors, one for each component of the proposal.
    anchor : Anchor
        The refined layers with their curves, likewise, as waves feel them.
    prior : Mixture
        The prior of each site, of layers' means and departures: drawn profiles are rough, and need no
        slowing for that.
    proposal : Mixture
        What to draw from, likewise.
    temperature : float
        The likelihood is raised to the power 1 / temperature.
    """

    problem: Problem
    anchor: Anchor
    prior: Mixture
    proposal: Mixture
    temperature: float = 1.0

    def draw(self, site: NDArray[np.int64], number: NDArray[np.int64], monitor: Monitor) -> Draws:
        """Draw, model and weigh profiles, `ROWS` at a time; `site` and `number` are as for `Mixture.draw`."""
        parts = []
        for start in range(0, len(site), ROWS):
            monitor.step(start / len(site), "forward modelling")
            part = slice(start, start + ROWS)
            parts.append(self._draw(site[part], number[part]))
        monitor.step(1.0, "forward modelling")
        return joined(parts)

    def _draw(self, site: NDArray[np.int64], number: NDArray[np.int64]) -> Draws:
        """Draw profiles, leave out those that clearly do not fit, and model the others.

        The first-order curve decides that. It depends on the profile alone, not on how it was drawn, so that
        the proposal is merely cut off there and the weights stay what they are.
        """
        unknowns = self.proposal.draw(site, number)
        row = self.proposal.nearest(site, unknowns)
        kept = np.flatnonzero(self._first_order_chi(row, unknowns) < WORTH_MODELLING)
        site, row, unknowns = site[kept], row[kept], unknowns[kept]
        problem = self.problem.take(row)
        velocity = problem.velocity(self.anchor.take(row), unknowns)
        target = self.prior.log_density(site, unknowns) - 0.5 * problem.loss(velocity) / self.temperature
        chi = problem.errors.misfit(problem.curves, velocity)
        return Draws(site, row, unknowns, chi, target - self.proposal.log_density(site, unknowns))

    def _first_order_chi(self, row: NDArray[np.int64], unknowns: FloatArray) -> FloatArray:
        curves, anchor = self.problem.curves.take(row), self.anchor.take(row)
        felt = unknowns - unknowns_of(self.problem.slowing.between[row], 0.0)
        return self.problem.errors.misfit(curves, anchor.approximate(felt))


def gather(sampler: Sampler, wanted: int, monitor: Monitor) -> Draws:
    """Draw until every site has `wanted` accepted profiles or `MOST_DRAWS` times as many draws.

    Sites that accept less than `LEAST_RATE` of their first draws are not worth more.

    Parameters
    ----------
    sampler : Sampler
        What to draw from.
    wanted : int
        Accepted profiles wanted at each site.
    monitor : Monitor
        Progress and cancellation.
    """
    n_sites = int(sampler.proposal.site[-1]) + 1
    drawn, accepted = np.zeros(n_sites, dtype=np.int64), np.zeros(n_sites, dtype=np.int64)
    parts, fraction = [], 0.0
    count: NDArray[np.int64] = np.full(n_sites, wanted)
    for _ in range(ROUNDS):
        site = np.repeat(np.arange(n_sites), count)
        place = np.arange(len(site)) - np.repeat(np.cumsum(count) - count, count)
        part = monitor.part(fraction, 0.3 + 0.7 * fraction)
        parts.append(sampler.draw(site, drawn[site] + place, part))
        fraction = 0.3 + 0.7 * fraction
        drawn += count
        accepted += np.bincount(parts[-1].site[parts[-1].accepted], minlength=n_sites)
        count = _more(wanted, drawn, accepted)
        if not count.any():
            break
    return joined(parts)


def _more(wanted: int, drawn: NDArray[np.int64], accepted: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how many profiles to draw next at each site, an even number.

    Rather fewer than are expected to be needed: another round costs less than profiles to spare.
    """
    missing = np.clip(wanted - accepted, 0, None)
    expected = np.ceil(0.5 * CAUTION * missing * (drawn + 1) / (accepted + 1)) * 2
    left = np.clip(MOST_DRAWS * wanted - drawn, 0, None)
    promising = accepted >= LEAST_RATE * drawn
    return np.where(promising & (missing > 0), np.minimum(expected, left), 0).astype(np.int64)


@dataclass(frozen=True)
class Ensemble:
    """Weighted profiles of each site, padded to a common number.

    Parameters
    ----------
    log_vs : (n_sites, most, layers) float array
        Layers' ln Vs.
    component : (n_sites, most) int array
        Component of the proposal that each is likeliest from.
    weight : (n_sites, most) float array
        Weights that add up to 1 at each site; 0 for padding.
    chi : (n_sites, most) float array
        Misfits; NaN for padding.
    """

    log_vs: FloatArray
    component: NDArray[np.int64]
    weight: FloatArray
    chi: FloatArray

    @classmethod
    def of(cls, draws: Draws, n_sites: int) -> Ensemble:
        """Return the given draws, in the order of their sites, with truncated weights."""
        count = np.bincount(draws.site, minlength=n_sites)
        place = np.arange(len(draws.site)) - (np.cumsum(count) - count)[draws.site]
        most = int(count.max(initial=1))
        layers, _ = split(draws.unknowns)
        log_vs = np.zeros((n_sites, most, layers.shape[1]))
        component = np.zeros((n_sites, most), dtype=np.int64)
        log_weight, chi = np.full((n_sites, most), -np.inf), np.full((n_sites, most), np.nan)
        log_vs[draws.site, place], component[draws.site, place] = layers, draws.component
        log_weight[draws.site, place], chi[draws.site, place] = draws.log_weight, draws.chi
        return cls(log_vs, component, truncated(log_weight), chi)

    def take(self, sites: NDArray | slice) -> Ensemble:
        """Return the profiles of the chosen sites (by index, mask or slice)."""
        return Ensemble(self.log_vs[sites], self.component[sites], self.weight[sites], self.chi[sites])

    @property
    def effective(self) -> FloatArray:
        """Effective number of profiles of each site, 0 where there are none."""
        squares = (self.weight**2).sum(axis=1)
        return np.divide(1.0, squares, out=np.zeros(len(squares)), where=squares > 0)


def truncated(log_weight: FloatArray) -> FloatArray:
    """Return weights (n_sites, most) that add up to 1 from their logarithms, none above its limit.

    The limit is the mean weight times the square root of the number of profiles. A site without a finite
    weight has only zeros.
    """
    n = np.isfinite(log_weight).sum(axis=1, keepdims=True)
    top = np.where(n > 0, log_weight.max(axis=1, keepdims=True, initial=-np.inf), 0.0)
    weight = np.exp(log_weight - top)
    limit = weight.sum(axis=1, keepdims=True) / np.sqrt(np.maximum(n, 1))
    weight = np.minimum(weight, limit)
    total = weight.sum(axis=1, keepdims=True)
    return np.divide(weight, total, out=np.zeros_like(weight), where=total > 0)
