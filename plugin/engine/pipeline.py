"""One request in, one result out: all that the front ends call to invert a survey."""

from __future__ import annotations

import platform
import time
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from .. import __version__
from . import spherical
from .curves import Curves, FloatArray
from .depths import round_depths
from .errors import NothingToInvert
from .layering import Layering
from .profiles import LEVELS, Profiles, depth_to_velocity, mean_velocity
from .progress import Monitor
from .request import Request
from .result import Result
from .scaling import N_DEPTHS, measure
from .survey import Survey

if TYPE_CHECKING:
    from .inversion import Prediction
    from .network import VsTransformer

SUMMARY_SAMPLES = 64
SEED = 20241
POOR_FIT = 1.2
VS30_DEPTH = 30.0
VS30_SHALLOW_ENOUGH = 10.0
VS30_LEVELS = (0.05, 0.50, 0.95)
PACKAGES = ("torch", "numpy", "disba", "geopandas", "rasterio")


@dataclass
class _Columns:
    """The result's columns while the batches of sites fill them."""

    depth: FloatArray
    quantiles: FloatArray
    vs30: FloatArray
    predicted: FloatArray
    chi_direct: FloatArray
    chi: FloatArray
    n_accepted: NDArray[np.int64]

    @classmethod
    def empty(cls, curves: Curves, depths: int, levels: int) -> _Columns:
        n = curves.n_sites
        return cls(
            depth=np.empty((n, depths)),
            quantiles=np.empty((n, depths, levels)),
            vs30=np.full((n, 3), np.nan),
            predicted=np.full(curves.n_points, np.nan),
            chi_direct=np.full(n, np.nan),
            chi=np.full(n, np.nan),
            n_accepted=np.zeros(n, dtype=np.int64),
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
    columns = _invert(curves, request, network, monitor.part(0.02, 0.98))
    predicted = spherical.unflatten_velocity(curves, columns.predicted) if curved else columns.predicted
    native = _profiles(survey.curves, columns, curved)
    status, message = _judge(columns.chi, request)
    monitor.step(1.0, "inverted")
    return Result(
        survey=survey,
        request=request,
        profiles=_on_depths(native, request),
        vs30=columns.vs30,
        z1_0=_depth_of(native, 1000.0),
        z2_5=_depth_of(native, 2500.0),
        predicted=predicted,
        chi_direct=columns.chi_direct,
        chi=columns.chi,
        n_accepted=columns.n_accepted,
        status=status,
        message=message,
        seconds=time.perf_counter() - started,
        provenance=_provenance(survey, request, curved),
    )


def _invert(curves: Curves, request: Request, network: VsTransformer | None, monitor: Monitor) -> _Columns:
    """Run the network and, where samples are asked for, refine and forward-model what it proposes."""
    # Imported here: these pull in PyTorch, which nothing else needs.
    from .inversion import predict
    from .weights import load_network

    columns = _Columns.empty(curves, N_DEPTHS, len(LEVELS))
    done = 0
    n_samples = max(SUMMARY_SAMPLES, request.samples)
    for batch in predict(network or load_network(), curves, request, n_samples):
        part = monitor.part(done / curves.n_sites, (done + len(batch.sites)) / curves.n_sites)
        part.step(0.0, "inverting")
        samples = batch.samples
        columns.depth[batch.sites] = batch.depth
        columns.quantiles[batch.sites] = batch.quantiles
        if request.samples:
            samples = _prove(curves, batch, request, columns, part)
        columns.vs30[batch.sites] = _vs30(batch.depth, samples, *batch.scale.trusted_window())
        done += len(batch.sites)
    return columns


def _prove(
    curves: Curves, batch: Prediction, request: Request, columns: _Columns, monitor: Monitor
) -> FloatArray:
    """Refine a batch and forward-model its samples; fill the columns and return the refined samples."""
    from .refinement import refine
    from .screening import screen

    these, layering = curves.take(batch.sites), Layering.of(batch.depth)
    median, unit = np.log(batch.quantiles[..., LEVELS.index(0.50)]), batch.scale.velocity
    monotonic = not request.lvz
    refined = refine(these, layering, median, batch.covariance, unit, monotonic, monitor.part(0.0, 0.3))
    centre = median + refined.correction
    quantiles = np.exp(centre[..., None] + refined.deviation[..., None] * ndtri(LEVELS))
    normal = np.random.default_rng(SEED).standard_normal((*batch.samples.shape[:2], refined.root.shape[1]))
    samples = centre[:, None] + layering.spread(normal @ refined.root.transpose(0, 2, 1))
    if monotonic:
        quantiles, samples = np.maximum.accumulate(quantiles, 1), np.maximum.accumulate(samples, 2)
    columns.quantiles[batch.sites] = quantiles
    columns.predicted[curves.points_of(batch.sites)] = refined.predicted
    columns.chi_direct[batch.sites], columns.chi[batch.sites] = refined.chi_direct, refined.chi
    wanted = samples[:, : request.samples]
    chi = screen(these, layering, centre, wanted, unit, monitor.part(0.3, 1.0))
    columns.n_accepted[batch.sites] = (chi < 1.0).sum(axis=1)
    return np.exp(samples)


def _vs30(depth: FloatArray, samples: FloatArray, shallowest: FloatArray, deepest: FloatArray) -> FloatArray:
    """Return Vs30 in m/s at `VS30_LEVELS`, (n, 3); NaN where the window does not hold the top 30 m."""
    vs30 = mean_velocity(depth[:, None], samples, VS30_DEPTH)
    levels = np.quantile(vs30, VS30_LEVELS, axis=1).T
    resolved = (deepest >= VS30_DEPTH) & (shallowest <= VS30_SHALLOW_ENOUGH)
    return np.where(resolved[:, None], levels, np.nan)


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


def _on_depths(native: Profiles, request: Request) -> Profiles:
    if request.depths == "native":
        return native
    depths = request.depths or round_depths(native.trusted_min, native.trusted_max)
    return native.at(np.array(depths))


def _depth_of(native: Profiles, threshold: float) -> FloatArray:
    """Return the depth in m where Vs reaches a threshold inside the trusted window, NaN elsewhere.

    A profile that starts above the threshold has its crossing above the window: NaN as well.
    """
    depth = depth_to_velocity(native.depth, np.where(native.trusted, native.vs, -np.inf), threshold)
    first = np.argmax(native.trusted, axis=1)
    starts_above = np.take_along_axis(native.vs, first[:, None], axis=1)[:, 0] >= threshold
    return np.where(starts_above, np.nan, depth)


def _judge(chi: FloatArray, request: Request) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
    """Return status and a sentence for each site."""
    if not request.samples:
        n = len(chi)
        return np.full(n, "ok"), np.full(n, "one pass of the network, not checked by forward modelling")
    poor = ~(chi < POOR_FIT)
    sentences = [
        "no dispersion curve could be computed for the profile"
        if np.isnan(value)
        else f"the profile {'does not explain' if bad else 'explains'} the curve (chi {value:.2f})"
        for value, bad in zip(chi, poor)
    ]
    return np.where(poor, "poor_fit", "ok"), np.array(sentences)


def software() -> dict[str, object]:
    """Return what the numbers depend on besides input and settings: versions and the weights' hash."""
    from .weights import weights_hash

    return {
        "vs_mapper": __version__,
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in PACKAGES},
        "weights_sha256": weights_hash(),
    }


def _provenance(survey: Survey, request: Request, curved: bool) -> dict[str, object]:
    return {
        **software(),
        "input": survey.report.source,
        "settings": asdict(request),
        "spherical_correction": curved,
        "sites": survey.n_sites,
        "points": survey.curves.n_points,
        "rejected": len(survey.report.rejects),
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
