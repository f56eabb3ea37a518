"""One request in, one result out: all that the front ends call to invert a survey."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from . import spherical
from .basis import Basis
from .curves import Curves, FloatArray
from .depths import round_depths
from .derived import SUMMARY_SAMPLES, depth_levels, vs30_about, vs30_levels
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
from .slowing import felt
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
    z1_0: FloatArray
    z2_5: FloatArray
    predicted: FloatArray
    chi_direct: FloatArray
    chi: FloatArray
    n_accepted: NDArray[np.int64]
    n_effective: FloatArray
    basis: NDArray[np.int64]
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
            z1_0=np.full((n, 3), np.nan),
            z2_5=np.full((n, 3), np.nan),
            predicted=np.full(curves.n_points, np.nan),
            chi_direct=np.full(n, np.nan),
            chi=np.full(n, np.nan),
            n_accepted=np.zeros(n, dtype=np.int64),
            n_effective=np.zeros(n),
            basis=np.full(n, Basis.ONE_PASS, dtype=np.int64),
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
    window = measure(survey.curves).trusted_window()
    columns = _invert(curves, window, settled, network, monitor.part(0.02, 0.98))
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
        seconds=time.perf_counter() - started,
        provenance=provenance(survey, request, curved),
    )


def _invert(
    curves: Curves,
    window: tuple[FloatArray, FloatArray],
    request: Request,
    network: VsTransformer | None,
    monitor: Monitor,
) -> _Columns:
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
            quantiles, layers = proof.quantiles, proof.layers
            samples, weight = proof.samples, proof.weight
            columns.predicted[curves.points_of(batch.sites)] = proof.predicted
            columns.chi_direct[batch.sites], columns.chi[batch.sites] = proof.chi_direct, proof.chi
            columns.n_accepted[batch.sites], columns.n_effective[batch.sites] = (
                proof.n_accepted,
                proof.n_effective,
            )
            columns.basis[batch.sites] = proof.basis
        else:
            quantiles, samples = batch.quantiles, batch.samples(SUMMARY_SAMPLES)
            weight = np.full(samples.shape[:2], 1.0 / SUMMARY_SAMPLES)
            layers = np.exp(Layering.of(batch.depth).average(felt(np.log(quantiles))))
        columns.layers[batch.sites] = layers
        columns.novelty[batch.sites], columns.causes[batch.sites] = batch.novelty, batch.causes
        columns.depth[batch.sites], columns.quantiles[batch.sites] = batch.depth, quantiles
        _summarise(columns, batch.sites, samples, weight, window, request.spherical == "on")
        done += len(batch.sites)
    return columns


def _summarise(
    columns: _Columns,
    sites: NDArray[np.int64],
    samples: FloatArray,
    weight: FloatArray,
    window: tuple[FloatArray, FloatArray],
    curved: bool,
) -> None:
    """Fill in the single numbers of some sites from profiles drawn for them."""
    depth, profile = columns.depth[sites], np.exp(felt(np.log(columns.quantiles[sites])))
    if curved:
        factor = spherical.unflatten_factor(depth)
        samples, profile, depth = (
            samples * factor[:, None],
            profile * factor,
            spherical.unflatten_depth(depth),
        )
    shallowest, deepest = (side[sites] for side in window)
    vs30 = vs30_levels(depth, samples, weight, shallowest, deepest)
    direct = (columns.basis[sites] == Basis.ONE_PASS)[:, None]
    columns.vs30[sites] = np.where(direct, vs30, vs30_about(vs30, depth, profile))
    columns.z1_0[sites] = depth_levels(depth, samples, weight, shallowest, deepest, 1000.0)
    columns.z2_5[sites] = depth_levels(depth, samples, weight, shallowest, deepest, 2500.0)


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
        basis=columns.basis,
        n_accepted=columns.n_accepted,
        n_effective=columns.n_effective,
        novelty=columns.novelty,
        causes=columns.causes,
        implausible=implausible(curves),
    )
