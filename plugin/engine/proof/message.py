"""What others say of a site's ground before its own curve is looked at: a Gaussian factor for each site.

A site's neighbours, say, know something of it that neither its curve nor the network does. As a factor of
the density of the layers' ln Vs it multiplies every interpretation's prior: it draws their means, tightens
them, and takes weight from those that it contradicts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..curves import FloatArray


@dataclass(frozen=True)
class Message:
    """Factors exp(-x' M x / 2 + h' x) of x, ln Vs of a site's layers as waves feel them, Vs in m/s.

    Parameters
    ----------
    precision : (n_sites, layers, layers) float array
        M, none of whose eigenvalues is negative; zeros where nothing is said.
    information : (n_sites, layers) float array
        h.
    """

    precision: FloatArray
    information: FloatArray

    @property
    def parts(self) -> tuple[FloatArray, FloatArray]:
        """Both arrays."""
        return self.precision, self.information

    @property
    def speaks(self) -> NDArray[np.bool_]:
        """True for the sites of which something is said, (n_sites,)."""
        return np.asarray(self.precision.any(axis=(1, 2)))

    def take(self, sites: NDArray[np.integer]) -> Message:
        """Return those of the given sites, in the given order."""
        return Message(self.precision[sites], self.information[sites])

    def eased(self, strength: float) -> Message:
        """Return the factors to the power `strength`."""
        return Message(strength * self.precision, strength * self.information)

    def silenced(self, sites: NDArray[np.bool_]) -> Message:
        """Return these with nothing said of the sites that are True in (n_sites,)."""
        kept = ~sites
        return Message(self.precision * kept[:, None, None], self.information * kept[:, None])

    def applied(self, mean: FloatArray, precision: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Multiply Gaussian priors by the factors, row by row.

        Parameters
        ----------
        mean : (n_sites, layers + 1) float array
            Mean of the layers' ln Vs and of the departure of Vp, of which nothing is said.
        precision : (n_sites, layers + 1, layers + 1) float array
            Inverse of the covariance.

        Returns
        -------
        mean, precision : float arrays
            Those of the product.
        log_weight : (n_sites,) float array
            ln of the product's integral, up to a constant that is common to the rows of a site.
        """
        tighter, drawn = precision.copy(), (precision @ mean[..., None])[..., 0]
        tighter[:, :-1, :-1] += self.precision
        drawn[:, :-1] += self.information
        product: FloatArray = np.linalg.solve(tighter, drawn[..., None])[..., 0].astype(np.float64)
        volume = np.linalg.slogdet(precision)[1] - np.linalg.slogdet(tighter)[1]
        before = np.einsum("ni,nij,nj->n", mean, precision, mean)
        return product, tighter, 0.5 * (volume - before + (drawn * product).sum(axis=1))
