"""From curves to predictive profiles in one pass of the network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from .curves import Curves, FloatArray
from .network import Inputs, VsTransformer
from .novelty import Detector
from .poisson import poisson_class
from .predictive import Predictive
from .profiles import LEVELS
from .request import DeviceChoice, Request
from .scaling import Scale, measure, nondimensionalise

BATCH = 256
PROVEN_POINTS = 3000
"""Most points of a batch that is forward-modelled: about 0.2 s on one core between two looks at Cancel."""
SEED = 20240


@dataclass(frozen=True)
class Prediction:
    """What the network says of some sites, in physical units.

    Parameters
    ----------
    sites : (n,) int array
        Which sites of the curves these are.
    scale : Scale
        Their units of length and velocity.
    depth : (n, depths) float array
        Depth in m.
    quantiles : (n, depths, 5) float array
        Quantiles of Vs in m/s at `profiles.LEVELS`.
    monotonic : bool
        Whether Vs must not decrease with depth.
    predictive : Predictive
        The joint distribution of ln(Vs / unit of velocity).
    novelty : (n,) float array
        How unlike the training each curve is; see `novelty.Detector.judge`.
    causes : (n, 2) int array
        What may be wrong with it.
    """

    sites: NDArray[np.int64]
    scale: Scale
    depth: FloatArray
    quantiles: FloatArray
    monotonic: bool
    predictive: Predictive
    novelty: FloatArray
    causes: NDArray[np.int64]

    @torch.inference_mode()
    def samples(self, n: int) -> FloatArray:
        """Return `n` profiles drawn for each site, (n_sites, n, depths), Vs in m/s."""
        drawn = self.predictive.sample(n, torch.Generator().manual_seed(SEED)).cpu().numpy()
        vs = self.scale.velocity[:, None, None] * np.exp(drawn.astype(float))
        return np.maximum.accumulate(vs, axis=2) if self.monotonic else vs

    @torch.inference_mode()
    def covariance(self) -> FloatArray:
        """Return the covariance of ln Vs between depths, (n_sites, depths, depths)."""
        return self.predictive.covariance().cpu().numpy().astype(float)


def choose_device(choice: DeviceChoice) -> str:
    """Return ``"cuda"`` or ``"cpu"``; ``"auto"`` takes a CUDA device where there is one."""
    if choice != "auto":
        return choice
    return "cuda" if torch.cuda.is_available() else "cpu"


def predict(
    network: VsTransformer, detector: Detector, curves: Curves, request: Request
) -> Iterator[Prediction]:
    """Yield the predictions of all sites, in batches of sites with curves of like length.

    Parameters
    ----------
    network : VsTransformer
        The network with its weights.
    detector : Detector
        What notices curves that the network was not trained for.
    curves : Curves
        Curves of at least two points a site.
    request : Request
        Supplies the Poisson class, whether velocity may decrease with depth, and the device.
    """
    device = choose_device(request.device)
    network, detector = network.to(device), detector.to(device)
    for sites in _batches(curves.counts, PROVEN_POINTS if request.samples else None):
        yield _predict_batch(network, detector, curves.take(sites), sites, request, device)


def _batches(counts: NDArray[np.int64], most_points: int | None) -> Iterator[NDArray[np.int64]]:
    """Yield sites by number of points: at most `BATCH`, of at most `most_points` unless it is one site."""
    by_length = np.argsort(counts, kind="stable")
    while len(by_length):
        points = np.cumsum(counts[by_length[:BATCH]])
        size = len(points) if most_points is None else max(int((points <= most_points).sum()), 1)
        yield by_length[:size]
        by_length = by_length[size:]


def _predict_batch(
    network: VsTransformer,
    detector: Detector,
    curves: Curves,
    sites: NDArray[np.int64],
    request: Request,
    device: str,
) -> Prediction:
    scale = measure(curves)
    poisson = torch.from_numpy(poisson_class(request.poisson, scale.velocity))
    reversals = torch.full((len(sites),), int(request.lvz))
    inputs = Inputs.of(nondimensionalise(curves, scale), poisson, reversals).to(device)
    with torch.inference_mode():
        reading = network.read(inputs)
        predictive = network.answer(reading)
        novelty, causes = (found.cpu().numpy() for found in detector.judge(reading, inputs))
        quantiles = predictive.quantiles(LEVELS).cpu().numpy()
    quantiles = scale.velocity[:, None, None] * np.exp(quantiles.astype(float))
    if not request.lvz:
        quantiles = np.maximum.accumulate(quantiles, axis=1)
    return Prediction(sites, scale, scale.depth(), quantiles, not request.lvz, predictive, novelty, causes)
