"""One request in, one result out: all that the front ends call to invert a survey."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from . import spherical
from .curves import Curves, FloatArray
from .depths import round_depths
from .derived import SUMMARY_SAMPLES, trusted_depth_to, vs30_levels
from .elastic import Elastic
from .errors import NothingToInvert
from .layered import LayeredEarths
from .layering import DEPTHS_PER_LAYER, Layering
from .plausibility import implausible
from .profiles import LEVELS, Profiles
from .progress import Monitor
from .provenance import provenance
from .request import Request
from .result import Result
from .scaling import N_DEPTHS, measure
from .survey import Survey
from .verdict import Evidence, judge

if TYPE_CHECKING:
    from .network import VsTransformer


@dataclass
class _Columns:
    """The result's columns while the batches of sites fill them."""

    depth: FloatArray
    quantiles: FloatArray
    layers: FloatArray
    vs30: FloatArray
    predicted: FloatArray
    chi_direct: FloatArray
    chi: FloatArray
    n_accepted: NDArray[np.int64]
    novelty: FloatArray
    causes: NDArray[np.int64]

    @classmethod
    def empty(cls, curves: Curves, depths: int, levels: int) -> _Columns:
        n = curves.n_sites
        return cls(
            depth=np.empty((n, depths)),
            quantiles=np.empty((n, depths, levels)),
            layers=np.empty((n, -(-depths // DEPTHS_PER_LAYER))),
            vs30=np.full((n, 3), np.nan),
            predicted=np.full(curves.n_points, np.nan),
            chi_direct=np.full(n, np.nan),
            chi=np.full(n, np.nan),
            n_accepted=np.zeros(n, dtype=np.int64),
            novelty=np.empty(n),
            causes=np.zeros((n, 2), dtype=np.int64),
        )


def run(
    survey: Survey,
    request: Request,
    monitor: Monitor | None = None,
    network: VsTransformer | None = None,
) -> Result:
    """Invert every site of a survey.

    Parameters
    ----------
    survey : Survey
        Sites with their curves.
    request : Request
        Settings.
    monitor : Monitor, optional
        Progress and cancellation.
    network : VsTransformer, optional
        The network, where it is loaded already, as for one part of a survey after another.

    Raises
    ------
    NothingToInvert
        If the survey has no site with a curve.
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
    columns = _invert(curves, settled, network, monitor.part(0.02, 0.98))
    predicted = spherical.unflatten_velocity(curves, columns.predicted) if curved else columns.predicted
    native = _profiles(survey.curves, columns, curved)
    status, message = judge(_evidence(survey.curves, columns, request))
    monitor.step(1.0, "inverted")
    return Result(
        survey=survey,
        request=request,
        profiles=_on_depths(native, request),
        layered=_layered(curves, columns, native, request, curved),
        vs30=columns.vs30,
        z1_0=trusted_depth_to(native, 1000.0),
        z2_5=trusted_depth_to(native, 2500.0),
        predicted=predicted,
        chi_direct=columns.chi_direct,
        chi=columns.chi,
        n_accepted=columns.n_accepted,
        novelty=columns.novelty,
        status=status,
        message=message,
        seconds=time.perf_counter() - started,
        provenance=provenance(survey, request, curved),
    )


def _invert(curves: Curves, request: Request, network: VsTransformer | None, monitor: Monitor) -> _Columns:
    """Run the network and, where samples are asked for, refine and forward-model what it proposes."""
    # Imported here: these pull in PyTorch, and proof the forward model, which nothing else needs.
    from .inversion import predict
    from .novelty_weights import load_detector
    from .weights import load_network

    if request.samples:
        from .proof import prove

    columns = _Columns.empty(curves, N_DEPTHS, len(LEVELS))
    done = 0
    for batch in predict(network or load_network(), load_detector(), curves, request):
        part = monitor.part(done / curves.n_sites, (done + len(batch.sites)) / curves.n_sites)
        part.step(0.0, "inverting")
        if request.samples:
            proof = prove(curves.take(batch.sites), batch, request, part)
            quantiles, samples, layers = proof.quantiles, proof.samples, proof.layers
            columns.predicted[curves.points_of(batch.sites)] = proof.predicted
            columns.chi_direct[batch.sites], columns.chi[batch.sites] = proof.chi_direct, proof.chi
            columns.n_accepted[batch.sites] = proof.n_accepted
        else:
            quantiles, samples = batch.quantiles, batch.samples(SUMMARY_SAMPLES)
            median = np.log(quantiles[..., LEVELS.index(0.50)])
            layers = np.exp(Layering.of(batch.depth).average(median))
        columns.layers[batch.sites] = layers
        columns.novelty[batch.sites], columns.causes[batch.sites] = batch.novelty, batch.causes
        columns.depth[batch.sites], columns.quantiles[batch.sites] = batch.depth, quantiles
        columns.vs30[batch.sites] = vs30_levels(batch.depth, samples, *batch.scale.trusted_window())
        done += len(batch.sites)
    return columns


def _profiles(curves: Curves, columns: _Columns, curved: bool) -> Profiles:
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


def _layered(
    curves: Curves, columns: _Columns, native: Profiles, request: Request, curved: bool
) -> LayeredEarths:
    """Return the layers whose curves were predicted, those of the network where none was."""
    elastic = Elastic.of(measure(curves).velocity, request.poisson, request.water_table)
    return LayeredEarths.of(columns.depth, columns.layers, elastic, native, curved)


def _on_depths(native: Profiles, request: Request) -> Profiles:
    if request.depths == "native":
        return native
    depths = request.depths or round_depths(native.trusted_min, native.trusted_max)
    return native.at(np.array(depths))


def _evidence(curves: Curves, columns: _Columns, request: Request) -> Evidence:
    lost = np.isnan(columns.predicted)
    return Evidence(
        chi=columns.chi,
        checked=request.samples > 0,
        missing=np.bincount(curves.site_index, lost, minlength=curves.n_sites).astype(np.int64),
        points=curves.counts,
        novelty=columns.novelty,
        causes=columns.causes,
        implausible=implausible(curves),
    )
