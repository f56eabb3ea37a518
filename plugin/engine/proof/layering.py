"""Profiles on the output depths as layered earths, and back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray
from ..waves.elastic import Elastic

if TYPE_CHECKING:
    from ..waves.forward import Earths

DEPTHS_PER_LAYER = 3


@dataclass(frozen=True)
class Layering:
    """Neighbouring output depths grouped into layers that meet midway in log depth.

    Parameters
    ----------
    starts : (layers,) int array
        First depth of each layer.
    depths : int
        Number of output depths.
    thickness : (n_sites, layers) float array
        Thickness in m; 0 for the last layer, the half-space.
    """

    starts: np.ndarray
    depths: int
    thickness: FloatArray

    @classmethod
    def of(cls, depth: FloatArray, depths_per_layer: int = DEPTHS_PER_LAYER) -> Layering:
        """Group the depths (n_sites, depths) in m by `depths_per_layer`."""
        starts = np.arange(0, depth.shape[1], depths_per_layer)
        interfaces = np.sqrt(depth[:, starts[1:] - 1] * depth[:, starts[1:]])
        thickness = np.diff(interfaces, axis=1, prepend=0.0)
        return cls(starts, depth.shape[1], np.concatenate([thickness, np.zeros((len(depth), 1))], axis=1))

    def take(self, sites: NDArray[np.integer]) -> Layering:
        """Return the layers of the given sites, in the given order."""
        return replace(self, thickness=self.thickness[sites])

    @property
    def _counts(self) -> np.ndarray:
        return np.diff(self.starts, append=self.depths)

    def average(self, values: FloatArray) -> FloatArray:
        """Return the layers' means of values on the depths (..., depths)."""
        return np.add.reduceat(values, self.starts, axis=-1) / self._counts

    def average_covariance(self, covariance: FloatArray) -> FloatArray:
        """Return the covariance of the layers' means from that of the depths (..., depths, depths)."""
        return self.average(np.swapaxes(self.average(covariance), -1, -2))

    def spread(self, layers: FloatArray) -> FloatArray:
        """Return each layer's value on all of its depths, (..., depths)."""
        return np.repeat(layers, self._counts, axis=-1)

    def earths(self, log_vs: FloatArray, elastic: Elastic) -> Earths:
        """Return layered earths with the Vp and density that go with their Vs.

        Parameters
        ----------
        log_vs : (n_sites, layers) float array
            ln of Vs in m/s.
        elastic : Elastic
            How Vp and density follow from Vs.
        """
        from ..waves.forward import Earths

        vs = np.exp(log_vs)
        return Earths.from_layers(self.thickness, vs, *elastic.vp_and_density(vs, self.thickness))
