"""How well sites agree with what their neighbours foretell: how far to trust it, and which stand out."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray
from ..proof.message import Message

BLURS = (0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8)
JITTER = 1e-6
STANDS_OUT = 3.5


@dataclass(frozen=True)
class Agreement:
    """What is foretold of sites' layers, beside what is known of them without their neighbours.

    Parameters
    ----------
    own : (n_sites, layers) float array
        ln Vs of the refined layers as waves feel them, Vs in m/s.
    own_covariance : (n_sites, layers, layers) float array
        Their covariance by curve and network.
    mean : (n_sites, layers) float array
        The same as neighbours foretell it.
    covariance : (n_sites, layers, layers) float array
        Its covariance.
    before : (n_sites, layers, layers) float array
        The covariance where no neighbour says anything.
    before_mean : (n_sites, layers) float array
        The mean there, the survey's.
    """

    own: FloatArray
    own_covariance: FloatArray
    mean: FloatArray
    covariance: FloatArray
    before: FloatArray
    before_mean: FloatArray

    def take(self, sites: NDArray[np.int64]) -> Agreement:
        """Return that of the given sites, in the given order."""
        return Agreement(*(getattr(self, field.name)[sites] for field in fields(self)))

    def blur(self) -> float:
        """Return by what share of `before` the foretold covariances are too small, one of `BLURS`.

        Ground is not Gaussian; a field that is sharp where the ground has steps would mislead. Of the shares
        the one under which the sites' own profiles are likeliest is taken, each site left out of its field.
        """
        away = (self.own - self.mean)[..., None]

        def likelihood(share: float) -> float:
            covariance = self._expected(share)
            square = (away * np.linalg.solve(covariance, away)).sum()
            return float(-np.linalg.slogdet(covariance)[1].sum() - square)

        return max(BLURS, key=likelihood)

    def deviations(self, blur: float) -> FloatArray:
        """Return how far each site's velocities as a whole are from those foretold, in standard deviations.

        The whole is the generalised mean of the layers' departures, (n_sites,): a site that is 1.3 times too
        fast throughout stands out, one whose interface lies elsewhere less so. Where sites scatter more than
        the field says, their own scatter (1.48 times the median deviation) is the unit.
        """
        one = np.ones((self.own.shape[1], 1))
        weight = np.linalg.solve(self._expected(blur), np.broadcast_to(one, (*self.own.shape, 1)))[..., 0]
        scores = (weight * (self.own - self.mean)).sum(axis=1) / np.sqrt(weight.sum(axis=1))
        return np.asarray(scores / max(1.0, 1.4826 * float(np.median(np.abs(scores)))))

    def message(self, blur: float) -> Message:
        """Return what neighbours say, without what the survey's mean and scatter say of any site."""
        jitter = JITTER * np.eye(self.own.shape[1])
        told = np.linalg.inv(self.covariance + blur * self.before + jitter)
        before = np.linalg.inv((1.0 + blur) * self.before + jitter)
        difference = told - before
        size, direction = np.linalg.eigh(0.5 * (difference + np.swapaxes(difference, 1, 2)))
        kept = np.clip(size, 0.0, None)
        precision = (direction * kept[:, None]) @ np.swapaxes(direction, 1, 2)
        information = told @ self.mean[..., None] - before @ self.before_mean[..., None]
        return Message(precision, information[..., 0])

    def _expected(self, blur: float) -> FloatArray:
        jitter = JITTER * np.eye(self.own.shape[1])
        return self.covariance + blur * self.before + self.own_covariance + jitter


def stand_out(deviations: FloatArray) -> NDArray[np.bool_]:
    """Return which sites fit neither their neighbours nor the field, (n_sites,)."""
    return np.abs(deviations) > STANDS_OUT


def evenly(rows: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Return at most so many of some rows, evenly from the first to the last."""
    if len(rows) <= most:
        return rows
    return rows[np.linspace(0, len(rows) - 1, most).astype(np.int64)]
