"""One request in, one result out: the inversion of a survey, batch by batch."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from ...protocol.errors import NothingToInvert
from ...protocol.progress import Monitor
from ...protocol.request import Request
from ..curves import Curves, FloatArray
from ..profiles import Profiles
from ..reading.plausibility import implausible
from ..scaling import measure
from ..survey import Survey
from ..waves import spherical
from ..waves.elastic import Elastic
from ..workers import Crew, Threads
from .depths import round_depths
from .each_alone import Failures
from .ground_limits import impossible
from .invert_sites import invert_sites
from .joint import Joint, places_of, why_alone
from .layered import LayeredEarths
from .provenance import provenance
from .result import Result
from .site_columns import Columns
from .verdict import Evidence, judge, mixes_modes

if TYPE_CHECKING:
    from ..network.transformer import VsTransformer


def run(
    survey: Survey,
    request: Request,
    monitor: Monitor | None = None,
    network: VsTransformer | None = None,
    crew: Crew | None = None,
) -> Result:
    """Invert every site of a survey.

    A site at which the inversion fails is left out, and its reason added to the survey's report.

    Parameters
    ----------
    survey : Survey
        Sites with their curves.
    request : Request
        Settings.
    monitor : Monitor, optional
        Progress and cancellation.
    network : VsTransformer, optional
        The network, where it is not the installed one.
    crew : Crew, optional
        Whoever works at batches of sites; by default the threads of this process.

    Raises
    ------
    NothingToInvert
        If the survey has no site with a curve, or the inversion fails at all of them.
    WeightsError
        If the network's weights cannot be used.
    Cancelled
        If the user stopped the run.
    """
    monitor = monitor or Monitor()
    started = time.perf_counter()
    if not survey.n_sites:
        raise NothingToInvert(f"{survey.report.source}: no site can be inverted; see the reasons above")
    monitor.step(0.0, "loading the network")
    curved = spherical.is_needed(request.spherical, survey.curves)
    curves = spherical.flatten(survey.curves) if curved else survey.curves
    settled = replace(request, spherical="on" if curved else "off")
    window = measure(survey.curves).trusted_window()
    places = why_alone(survey, request) or places_of(survey)
    part = monitor.part(0.02, 0.98)
    columns, joint, failed = invert_sites(curves, window, settled, places, part, crew or Threads(), network)
    if failed.reasons:
        survey, columns, joint = _without(survey, columns, joint, failed)
        curves = columns.curves
    predicted = spherical.unflatten_velocity(curves, columns.predicted) if curved else columns.predicted
    native = _profiles(survey.curves, columns, curved)
    elastic = Elastic.of(measure(curves), request.poisson, joint.water_table_with(request))
    departing = elastic.departing(columns.departure)
    layered = LayeredEarths.of(columns.depth, columns.layers, departing, native, curved)
    vp_change = layered.vp_change(elastic)
    status, message = judge(_evidence(survey.curves, columns, joint, native, vp_change, request))
    monitor.step(1.0, "inverted")
    return Result(
        survey=survey,
        request=request,
        profiles=_on_depths(native, request),
        layered=layered,
        vp_change=vp_change,
        vs30=columns.vs30,
        vs30_law=columns.vs30_law,
        class_names=columns.class_names,
        class_odds=columns.class_odds,
        z1_0=columns.z1_0,
        z2_5=columns.z2_5,
        predicted=predicted,
        chi_direct=columns.chi_direct,
        chi=columns.chi,
        n_accepted=columns.n_accepted,
        n_effective=columns.n_effective,
        novelty=columns.novelty,
        status=status,
        message=message,
        joint=joint,
        seconds=time.perf_counter() - started,
        drawn=columns.drawn,
        provenance=provenance(survey, request, curved),
    )


def _without(
    survey: Survey, columns: Columns, joint: Joint, failed: Failures
) -> tuple[Survey, Columns, Joint]:
    """Return all three without the sites that failed, which go into the report.

    Raises
    ------
    NothingToInvert
        If none is left.
    """
    if len(failed.reasons) == survey.n_sites:
        name, reason = next(iter(failed.listed(survey.names).items()))
        raise NothingToInvert(f"{survey.report.source}: site {name}: {reason}") from failed.first
    kept = np.setdiff1d(np.arange(survey.n_sites), list(failed.reasons))
    return survey.rejecting(failed.reasons), columns.take(kept), joint.take(kept)


def _profiles(curves: Curves, columns: Columns, curved: bool) -> Profiles:
    """Return the profiles on each site's own depths, on the spherical Earth where that was corrected for."""
    shallowest, deepest = measure(curves).trusted_window()
    depth, quantiles = columns.depth, columns.quantiles
    if curved:
        quantiles = quantiles * spherical.unflatten_factor(depth)[..., None]
        depth = spherical.unflatten_depth(depth)
    return Profiles(
        depth=depth,
        vs=quantiles[..., 2],
        quantiles=quantiles,
        trusted_min=shallowest,
        trusted_max=deepest,
    )


def _on_depths(native: Profiles, request: Request) -> Profiles:
    if request.depths == "native":
        return native
    depths = request.depths or round_depths(native.trusted_min, native.trusted_max)
    return native.at(np.array(depths))


def _evidence(
    curves: Curves,
    columns: Columns,
    joint: Joint,
    native: Profiles,
    vp_change: FloatArray,
    request: Request,
) -> Evidence:
    lost = np.isnan(columns.predicted)
    of_curve, of_profile = implausible(curves), impossible(native)
    return Evidence(
        chi=columns.chi,
        checked=request.samples > 0,
        missing=np.bincount(curves.site_index, lost, minlength=curves.n_sites).astype(np.int64),
        points=curves.counts,
        basis=columns.basis,
        n_accepted=columns.n_accepted,
        n_effective=columns.n_effective,
        novelty=columns.novelty,
        causes=columns.causes,
        vp_change=vp_change,
        implausible=np.where(of_curve != "", of_curve, of_profile),
        overtones=mixes_modes(curves),
        standing=joint.standing,
        deviation=joint.deviation,
    )
