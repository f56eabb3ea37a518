"""The survey informs its sites: a Gaussian field of ln Vs in space and log depth, what it says of each."""

from __future__ import annotations

from dataclasses import dataclass

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
from .standing import FEWEST_SITES, NO_PLACES, NOTHING_IN_COMMON

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


def informed(
    sites: Linearised, places: FloatArray, reliable: NDArray[np.bool_], monitor: Monitor
) -> SurveyField | str:
    """Return what the curves of a survey say of each other's sites, whatever order they come in.

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
    SurveyField or str
        Why neighbours have nothing to say, `standing.NO_PLACES` or `standing.NOTHING_IN_COMMON`, where they
        have not.
    """
    placed = np.flatnonzero(np.isfinite(places).all(axis=1) & sites.known)
    placed = placed[np.lexsort(places[placed].T[::-1])]
    heard = reliable[placed]
    if not _enough(places[placed[heard]]):
        return NO_PLACES
    survey = _Survey.of(sites.take(placed), places[placed])
    answer = survey.answer(heard, monitor.part(0.0, 0.5))
    if answer is None:
        return NOTHING_IN_COMMON
    kept = heard & ~stand_out(answer.deviations)
    if (heard & ~kept).any() and _enough(survey.places[kept]):
        # What stands out has spoilt what was learnt, too.
        answer = survey.answer(kept, monitor.part(0.5, 1.0)) or answer
    monitor.step(1.0, "the neighbours are asked")
    message = answer.message.silenced(stand_out(answer.deviations))
    return SurveyField(
        message=Message(*(_among(part, placed, len(places), 0.0) for part in message.parts)),
        deviations=_among(answer.deviations, placed, len(places), np.nan),
        space=answer.space,
        blur=answer.blur,
    )


def _enough(places: FloatArray) -> bool:
    return len(np.unique(places, axis=0)) >= FEWEST_SITES


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

    def answer(self, heard: NDArray[np.bool_], monitor: Monitor) -> SurveyField | None:
        """Return what those that are heard say of all; None where they have nothing in common."""
        laws = self.laws(heard, monitor.part(0.0, 0.6))
        if laws is None:
            return None
        agreement = self.agreement(laws, heard, monitor.part(0.6, 1.0))
        blur = agreement.take(evenly(np.flatnonzero(heard), MOST_LEARNT_FROM)).blur()
        return SurveyField(agreement.message(blur), agreement.deviations(blur), laws.space, blur)

    def laws(self, heard: NDArray[np.bool_], monitor: Monitor) -> _Laws | None:
        """Learn from the sites that are heard, or some of them; None where they have nothing in common."""
        rows = np.flatnonzero(heard)
        depths = DepthLaw.of(self.sites.take(evenly(rows, MOST_LEARNT_FROM)), self.nodes)
        few = rows[subset(self.places[rows])]
        space = likeliest_law(self.curves.take(few), self.places[few], depths, monitor)
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
