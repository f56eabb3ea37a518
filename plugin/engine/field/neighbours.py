"""What the curves of its nearest neighbours say of each site's profile, its own curve left out.

The exact prediction of the Gaussian field from the nearest sites alone: those farther away add little, and
time and memory grow with the number of sites only (Vecchia 1988; Datta et al. 2016).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from ...protocol.progress import Monitor
from ..curves import FloatArray
from ..workers import Job, Threads
from .correlation import SpaceLaw
from .curve_data import CurveData
from .depth_law import DepthLaw

NEIGHBOURS = 24
CHUNK = 64


@dataclass(frozen=True)
class Foretold:
    """Profiles of ln Vs on the depth nodes, as neighbours foretell them.

    Parameters
    ----------
    mean : (n, nodes) float array
        Mean.
    covariance : (n, nodes, nodes) float array
        Covariance.
    before : (nodes, nodes) float array
        The covariance that a site without neighbours has.
    """

    mean: FloatArray
    covariance: FloatArray
    before: FloatArray


@dataclass(frozen=True)
class Informants:
    """Sites whose curves inform others.

    Parameters
    ----------
    places : (n, d) float array
        Their positions in m.
    curves : CurveData
        Their curves.
    depths : DepthLaw
        Mean and covariance over depth.
    space : SpaceLaw
        Covariance between places.
    """

    places: FloatArray
    curves: CurveData
    depths: DepthLaw
    space: SpaceLaw

    def foretell(self, places: FloatArray, own: NDArray[np.int64], monitor: Monitor) -> Foretold:
        """Return the profiles foretold at places.

        Parameters
        ----------
        places : (n, d) float array
            Where, in m.
        own : (n,) int array
            The informant that each place is itself, whose curve is left out; -1 where it is none.
        monitor : Monitor
            Progress and cancellation.
        """
        nodes = len(self.depths.mean)
        mean, covariance = np.empty((len(places), nodes)), np.empty((len(places), nodes, nodes))
        near = _nearest(self.places, places, own)

        parts = [slice(start, start + CHUNK) for start in range(0, len(places), CHUNK)]

        def job_of(number: int) -> Job[tuple[FloatArray, FloatArray]]:
            def ask(monitor: Monitor) -> tuple[FloatArray, FloatArray]:
                monitor.step(0.0, "asking the neighbours")
                return self._from(near[parts[number]], places[parts[number]])

            return ask

        for number, said in Threads().finished(job_of, [1] * len(parts), monitor):
            mean[parts[number]], covariance[parts[number]] = said
        return Foretold(mean, covariance, self.space.variance * self.depths.covariance)

    def _from(self, near: NDArray[np.int64], places: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return mean and covariance at places (n, d) from the informants (n, k) near each."""
        n, k = near.shape
        numbers = self.curves.data.shape[1]
        design = self.curves.design[near].reshape(n, k * numbers, -1)
        data = self.curves.about(self.depths.mean)[near].reshape(n, -1)
        around = self.places[near]
        among = np.stack([self.space.between(each) for each in around])
        to_site = np.stack([self.space.shared(each, site[None])[:, 0] for each, site in zip(around, places)])
        weighed = design @ self.depths.covariance
        spread = np.repeat(np.repeat(among, numbers, axis=1), numbers, axis=2)
        spread *= weighed @ np.swapaxes(design, 1, 2)
        spread[:, np.arange(k * numbers), np.arange(k * numbers)] += 1.0
        towards = np.repeat(to_site, numbers, axis=1)[..., None] * weighed
        gain = np.linalg.solve(spread, np.concatenate([towards, data[..., None]], axis=2))
        mean = self.depths.mean + (np.swapaxes(towards, 1, 2) @ gain[..., -1:])[..., 0]
        told = np.swapaxes(towards, 1, 2) @ gain[..., :-1]
        return mean, self.space.variance * self.depths.covariance - 0.5 * (told + np.swapaxes(told, 1, 2))


def _nearest(informants: FloatArray, places: FloatArray, own: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the nearest informants of each place, (n, k), without the place itself."""
    k = min(NEIGHBOURS, len(informants) - 1)
    near = cKDTree(informants).query(places, k=k + 1)[1]
    # The one to leave out goes last: the place itself, or where it is no informant the farthest.
    order = np.argsort(near == own[:, None], axis=1, kind="stable")
    return np.take_along_axis(near, order, axis=1)[:, :k]
