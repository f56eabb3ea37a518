"""The columns of a survey's results filled in: site by site, or all sites together."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...protocol.progress import Monitor
from ...protocol.request import Request
from ..curves import Curves, FloatArray
from ..field.standing import FEWEST_SITES, Standing
from ..proof.criteria import POOR_FIT
from ..reading.plausibility import implausible
from ..scaling import measure
from ..waves.elastic import Elastic, Relation
from ..workers import Crew
from .each_alone import Failures
from .joint import Joint
from .side_by_side import SideBySide, Sites
from .site_columns import Columns
from .stages import compiling_first, counting, named
from .verdict import NOVEL

if TYPE_CHECKING:
    from ..network.one_pass import Prediction
    from ..network.transformer import VsTransformer
    from ..proof.linearised import Linearised

RELENTING = ((Standing.EASED, 0.25), (Standing.SET_ASIDE, 0.0))
"""What is done in turn where a curve that its own profile explains is not explained with the neighbours."""


def invert_sites(
    curves: Curves,
    window: tuple[FloatArray, FloatArray],
    request: Request,
    places: FloatArray | str,
    monitor: Monitor,
    crew: Crew,
    network: VsTransformer | None = None,
) -> tuple[Columns, Joint, Failures]:
    """Run the network and, where samples are asked for, refine and forward-model what it proposes.

    Parameters
    ----------
    curves : Curves
        The curves, flattened where the request's correction for the Earth's curvature is on.
    window : pair of (n_sites,) float arrays
        The shallowest and the deepest depth in m that each curve can resolve.
    request : Request
        Settings.
    places : (n_sites, d) float array or str
        Positions in m of sites that are to inform each other, which are refined twice: by themselves, and
        with what their neighbours' curves say; or why they are not.
    monitor : Monitor
        Progress and cancellation.
    crew : Crew
        Whoever works at batches of sites.
    network : VsTransformer, optional
        The network, where it is not the installed one.

    Returns
    -------
    Columns, Joint, Failures
        What was found, how, and the sites at which it failed, whose columns are blank.
    """
    columns, failed = Columns.empty(curves, window, request.ensembles), Failures()
    work = SideBySide(Sites(curves, window), request, crew, network)
    if not isinstance(places, str) and request.samples:
        return _together(work, columns, places, monitor)
    inverting = counting(monitor, "inverting", curves.n_sites)
    _fill(columns, work, compiling_first(inverting) if request.samples else inverting, failed)
    failed.settle(columns.known)
    return columns, Joint.nobody(curves.n_sites, str(places)), failed


def _fill(
    columns: Columns,
    work: SideBySide,
    monitor: Monitor,
    failed: Failures,
    sites: NDArray[np.int64] | None = None,
) -> None:
    """Fill in the columns of sites, by default all."""
    asked = _prove if work.request.samples else _read_directly
    for own, found in work.each(asked, monitor, failed, sites):
        columns.fill(own, found)


def _read_directly(said: Prediction, sites: Sites, request: Request, monitor: Monitor) -> Columns:
    """Return the columns of sites by the network alone."""
    columns = Columns.empty(sites.curves, sites.window, request.ensembles)
    columns.fill_directly(said, request)
    return columns


def _prove(said: Prediction, sites: Sites, request: Request, monitor: Monitor) -> Columns:
    """Return the columns of sites as forward modelling makes them, with what others say of them."""
    from ..proof.proof import prove

    columns = Columns.empty(sites.curves, sites.window, request.ensembles)
    columns.fill_proven(said, prove(sites.curves, said, request, monitor, sites.message), request)
    return columns


def _together(
    work: SideBySide, columns: Columns, places: FloatArray, monitor: Monitor
) -> tuple[Columns, Joint, Failures]:
    """Fill in the columns of sites that inform each other."""
    from ..field.survey_field import informed
    from ..network.one_pass import one_thread_each

    n_sites, monitor = len(places), compiling_first(monitor)
    looking = named(monitor.part(0.0, 0.15), "looking for the water table")
    water_table = _water_table(work, places, columns, looking)
    asked = work if water_table is None else work.with_water_table(water_table)
    by_itself = counting(monitor.part(0.15, 0.35), "each by itself", n_sites)
    alone, failed = _refined_alone(asked, columns, by_itself), Failures()
    inverting = counting(monitor.part(0.5, 0.96), "inverting", n_sites)
    with one_thread_each():  # as many small products as there are sites, and the same digits on any machine
        field = informed(alone, places, _reliable(columns), monitor.part(0.35, 0.5))
    if isinstance(field, str):
        _fill(columns, work, inverting, failed)
        failed.settle(columns.known)
        return columns, Joint.nobody(len(places), field), failed
    work = asked
    _fill(columns, work.told(field.message), inverting, failed)
    joint = Joint.of(field, alone.chi, water_table)
    for (standing, strength), last in zip(RELENTING, (monitor.part(0.96, 0.98), monitor.part(0.98, 1.0))):
        misled = np.flatnonzero(joint.heeding & (alone.chi < POOR_FIT) & ~(columns.chi < POOR_FIT))
        if len(misled):
            _fill(columns, work.told(field.message.eased(strength)), last, failed, misled)
            joint = joint.with_standing(misled, standing)
    failed.settle(columns.known)
    return columns, joint, failed


def _reliable(columns: Columns) -> NDArray[np.bool_]:
    """Return which curves may inform other sites, (n_sites,): those like the training, and of some ground."""
    return (columns.novelty <= NOVEL) & (implausible(columns.curves) == "")


def _water_table(work: SideBySide, places: FloatArray, columns: Columns, monitor: Monitor) -> float | None:
    """Return the depth in m of the water table that some sites' curves speak for, if that is asked."""
    from ..field.agreement import evenly
    from ..field.water_table import MOST_ASKED, MOST_TRIED, likeliest_depth

    scale, poisson = measure(work.sites.curves), work.request.poisson
    soil = Elastic.of(scale, poisson, None).relation == Relation.SOIL
    sites = np.flatnonzero(soil & np.isfinite(places).all(axis=1))
    if work.request.water_table is not None or len(sites) < FEWEST_SITES:
        return None
    sites, turns = evenly(sites, MOST_ASKED), count()

    def evidence(depth: float | None) -> FloatArray:
        turn = next(turns)
        part = monitor.part(turn / MOST_TRIED, (turn + 1) / MOST_TRIED)
        asked = work if depth is None else work.with_water_table(depth)
        return _refined_alone(asked, columns, part, sites).log_evidence[sites]

    return likeliest_depth(evidence)


def _refined_alone(
    work: SideBySide, columns: Columns, monitor: Monitor, sites: NDArray[np.int64] | None = None
) -> Linearised:
    """Refine sites by themselves, by default all.

    One at which that fails has no misfit and no evidence, and says nothing to others.
    """
    from ..proof.linearised import Linearised

    alone = Linearised.empty(work.sites.curves.n_sites, columns.depth.shape[1])
    for own, found in work.each(_refine, monitor, Failures(), sites):
        columns.novelty[own] = found.novelty
        alone.fill(own, found.sites)
    return alone


@dataclass(frozen=True)
class _Refined:
    """Sites refined by themselves, and how unlike the training their curves are."""

    sites: Linearised
    novelty: FloatArray


def _refine(said: Prediction, sites: Sites, request: Request, monitor: Monitor) -> _Refined:
    """Refine sites by themselves."""
    from ..proof.proof import linearise

    return _Refined(linearise(sites.curves, said, request, monitor), said.novelty)
