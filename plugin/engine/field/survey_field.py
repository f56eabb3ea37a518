"""The survey informs its sites: a Gaussian field of ln Vs in space and log depth, what it says of each."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ...protocol.progress import Monitor
from ..curves import FloatArray
from ..proof.linearised import Linearised
from ..proof.message import Message
from .agreement import Agreement, evenly, stand_out
from .correlation import SpaceLaw
from .curve_data import CurveData
from .depth_law import DepthLaw, own_precision
from .depth_nodes import DepthNodes
from .likelihood import likeliest_law, subset
from .neighbours import Informants
from .standing import FEWEST_SITES

MOST_LEARNT_FROM = 600
"""Sites that mean, covariance over depth and blur are learnt from."""


@dataclass(frozen=True)
class SurveyField:
    """What the sites of a survey say of each other.

    Parameters
    ----------
    message : Message
        What its neighbours say of each site; nothing of those that stand out or have no place.
    deviations : (n_sites,) float array
        How far each site is from what they foretell, in standard deviations; NaN where it has no place.
    space : SpaceLaw
        Covariance between places.
    blur : float
        By what share of the ground's variance neighbours know less than the field says.
    """

    message: Message
    deviations: FloatArray
    space: SpaceLaw
    blur: float

    @property
    def standing_out(self) -> NDArray[np.bool_]:
        """Sites that fit neither their neighbours nor the field, (n_sites,)."""
        return stand_out(np.nan_to_num(self.deviations))

    def silenced(self, sites: NDArray[np.bool_]) -> SurveyField:
        """Return this with nothing said of the sites that are True in (n_sites,)."""
        return replace(self, message=self.message.silenced(sites))


def informed(
    sites: Linearised, places: FloatArray, reliable: NDArray[np.bool_], monitor: Monitor
) -> SurveyField | None:
    """Return what the curves of a survey say of each other's sites.

    Parameters
    ----------
    sites : Linearised
        Its sites, refined one by one.
    places : (n_sites, d) float array
        Their positions in m, not finite where they have none.
    reliable : (n_sites,) bool array
        Whose curves may inform others.
    monitor : Monitor
        Progress and cancellation.

    Returns
    -------
    SurveyField or None
        None where neighbours have nothing to say: such curves stand at fewer than `FEWEST_SITES` places, or
        have nothing in common.
    """
    placed = np.flatnonzero(np.isfinite(places).all(axis=1) & np.isfinite(sites.chi))
    heard = reliable[placed]
    if len(np.unique(places[placed[heard]], axis=0)) < FEWEST_SITES:
        return None
    survey = _Survey.of(sites.take(placed), places[placed])
    monitor.step(0.0, "learning how alike neighbours are")
    laws = survey.laws(heard)
    if laws is None:
        return None
    agreement = survey.agreement(laws, heard, monitor.part(0.3, 0.65))
    blur = agreement.some(MOST_LEARNT_FROM).blur()
    deviations = agreement.deviations(blur)
    odd = stand_out(deviations)
    if (odd & heard).any():
        agreement = survey.agreement(laws, heard & ~odd, monitor.part(0.65, 1.0))
    monitor.step(1.0, "the neighbours are asked")
    message = agreement.message(blur).silenced(odd)
    return SurveyField(
        message=Message(*(_among(part, placed, len(places), 0.0) for part in message.parts)),
        deviations=_among(deviations, placed, len(places), np.nan),
        space=laws.space,
        blur=blur,
    )


@dataclass(frozen=True)
class _Laws:
    """What is learnt of the ground of a survey."""

    depths: DepthLaw
    space: SpaceLaw


@dataclass(frozen=True)
class _Survey:
    """Sites with places, their curves as data, and their layers on shared nodes."""

    sites: Linearised
    places: FloatArray
    curves: CurveData
    layers: FloatArray
    nodes: DepthNodes

    @classmethod
    def of(cls, sites: Linearised, places: FloatArray) -> _Survey:
        nodes = DepthNodes.across(sites.depth)
        return cls(sites, places, CurveData.of(sites, nodes), nodes.layers(sites.depth), nodes)

    def laws(self, heard: NDArray[np.bool_]) -> _Laws | None:
        """Learn from the sites that are heard, or some of them; None where they have nothing in common."""
        rows = np.flatnonzero(heard)
        depths = DepthLaw.of(self.sites.take(evenly(rows, MOST_LEARNT_FROM)), self.nodes)
        few = rows[subset(self.places[rows])]
        space = likeliest_law(self.curves.take(few), self.places[few], depths)
        return None if space is None else _Laws(depths, space)

    def agreement(self, laws: _Laws, heard: NDArray[np.bool_], monitor: Monitor) -> Agreement:
        """Ask the neighbours that are heard of every site."""
        rows = np.flatnonzero(heard)
        informants = Informants(self.places[rows], self.curves.take(rows), laws.depths, laws.space)
        own = np.where(heard, np.cumsum(heard) - 1, -1)
        told = informants.foretell(self.places, own, monitor)
        layers, across = self.layers, np.swapaxes(self.layers, 1, 2)
        return Agreement(
            own=self.sites.unknowns[:, :-1],
            own_covariance=np.asarray(np.linalg.inv(own_precision(self.sites)), dtype=np.float64),
            mean=(layers @ told.mean[..., None])[..., 0],
            covariance=layers @ told.covariance @ across,
            before=layers @ told.before @ across,
            before_mean=layers @ laws.depths.mean,
        )


def _among(values: FloatArray, rows: NDArray[np.int64], n: int, others: float) -> FloatArray:
    """Return values of some of n sites among all, with `others` for those without."""
    every = np.full((n, *values.shape[1:]), others)
    every[rows] = values
    return every
