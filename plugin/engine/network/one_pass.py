"""From curves to predictive profiles in one pass of the network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from ...protocol.request import DeviceChoice, Request
from ..curves import Curves, FloatArray
from ..poisson import poisson_class
from ..profiles import LEVELS
from ..scaling import Scale, measure, nondimensionalise
from .novelty import Detector
from .predictive import Predictive
from .transformer import Inputs, VsTransformer

BATCH = 512
READ_POINTS = 16_000
"""Most points of a batch for the network alone: larger batches are no faster and only take memory."""
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
    def samples(self, n: int) -> NDArray[np.floating]:
        """Return `n` profiles drawn for each site, (n_sites, n, depths), Vs in m/s."""
        drawn = self.predictive.sample(n, torch.Generator().manual_seed(SEED)).exp_()
        vs: NDArray[np.floating] = drawn.cpu().numpy()
        vs *= self.scale.velocity[:, None, None].astype(vs.dtype)
        if self.monotonic:
            np.maximum.accumulate(vs, axis=2, out=vs)
        return vs

    @torch.inference_mode()
    def covariance(self) -> FloatArray:
        """Return the covariance of ln Vs between depths, (n_sites, depths, depths)."""
        return self.predictive.covariance().cpu().numpy().astype(float)


def choose_device(choice: DeviceChoice) -> str:
    """Return ``"cuda"`` or ``"cpu"``; ``"auto"`` takes a CUDA device where there is one."""
    if choice != "auto":
        return choice
    return "cuda" if torch.cuda.is_available() else "cpu"


@dataclass(frozen=True)
class Predictor:
    """The network and what goes with it, on the device where they run.

    Parameters
    ----------
    network : VsTransformer
        The network with its weights.
    detector : Detector
        What notices curves that the network was not trained for.
    request : Request
        Supplies the Poisson class and whether velocity may decrease with depth.
    device : str
        Where network and detector are.
    """

    network: VsTransformer
    detector: Detector
    request: Request
    device: str

    @classmethod
    def of(cls, network: VsTransformer, detector: Detector, request: Request) -> Predictor:
        """Put network and detector on the request's device."""
        device = choose_device(request.device)
        return cls(network.to(device), detector.to(device), request, device)

    def predict(self, curves: Curves, sites: NDArray[np.int64]) -> Prediction:
        """Return the prediction of some sites, `BATCH` at most; every curve needs at least two points."""
        curves, lvz = curves.take(sites), self.request.lvz
        scale = measure(curves)
        poisson = torch.from_numpy(poisson_class(self.request.poisson, scale.velocity))
        reversals = torch.full((len(sites),), int(lvz))
        inputs = Inputs.of(nondimensionalise(curves, scale), poisson, reversals).to(self.device)
        with torch.inference_mode():
            reading = self.network.read(inputs)
            predictive = self.network.answer(reading)
            novelty, causes = (found.cpu().numpy() for found in self.detector.judge(reading, inputs))
            log_quantiles = predictive.quantiles(LEVELS).astype(float)
        quantiles = scale.velocity[:, None, None] * np.exp(log_quantiles)
        if not lvz:
            quantiles = np.maximum.accumulate(quantiles, axis=1)
        return Prediction(sites, scale, scale.depth(), quantiles, not lvz, predictive, novelty, causes)


def batches(counts: NDArray[np.int64], request: Request) -> list[NDArray[np.int64]]:
    """Return the sites in batches of like length: at most `BATCH`, of few enough points to read or to prove.

    `counts` (n_sites,) are the numbers of their points.
    """
    most = PROVEN_POINTS if request.samples else READ_POINTS
    found, by_length = [], np.argsort(counts, kind="stable")
    while len(by_length):
        points = np.cumsum(counts[by_length[:BATCH]])
        size = max(int((points <= most).sum()), 1)
        found.append(by_length[:size])
        by_length = by_length[size:]
    return found


def predict(
    network: VsTransformer, detector: Detector, curves: Curves, request: Request
) -> Iterator[Prediction]:
    """Yield the predictions of all sites, batch by batch; see `Predictor`."""
    predictor = Predictor.of(network, detector, request)
    for sites in batches(curves.counts, request):
        yield predictor.predict(curves, sites)


@contextmanager
def one_thread_each() -> Iterator[Callable[[], None]]:
    """Give what a thread calls to run PyTorch on its own processor alone; other threads keep theirs.

    Many small products are faster side by side than each of them on all processors. NumPy's BLAS has the same
    number of threads for all who call it; theirs would wait for each other, so it has one meanwhile.
    """
    threads = torch.get_num_threads()
    torch.mm(*torch.ones((2, 64, 64)))  # the first product chooses the code of all: no two may race to it
    try:
        with threadpool_limits(1, user_api="blas"):
            yield lambda: torch.set_num_threads(1)
    finally:
        torch.set_num_threads(threads)  # new threads follow whoever set it last
