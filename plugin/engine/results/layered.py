"""Profiles as the layered earths that were forward-modelled, which other programs can take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ...protocol.result_columns import LAYER_COLUMNS, names
from ..curves import FloatArray
from ..profiles import LEVELS, Profiles
from ..proof.layering import Layering
from ..waves import spherical
from ..waves.elastic import Elastic


@dataclass(frozen=True)
class LayeredEarths:
    """Layered earths of some sites, all with as many layers; the last one is the half-space.

    Parameters
    ----------
    thickness : (n_sites, n_layers) float array
        In m; 0 for the half-space.
    vs, vp, density : (n_sites, n_layers) float arrays
        Velocities in m/s and density in kg/m3.
    vs_p05, vs_p95 : (n_sites, n_layers) float arrays
        Quantiles of Vs in m/s.
    trusted : (n_sites, n_layers) bool array
        True where all of a layer's depths lie inside the site's trusted window.
    """

    thickness: FloatArray
    vs: FloatArray
    vp: FloatArray
    density: FloatArray
    vs_p05: FloatArray
    vs_p95: FloatArray
    trusted: NDArray[np.bool_]

    @classmethod
    def of(
        cls, depth: FloatArray, vs: FloatArray, elastic: Elastic, profiles: Profiles, curved: bool
    ) -> LayeredEarths:
        """Return the earths that were modelled, with the spread of the profiles that they stand for.

        Parameters
        ----------
        depth : (n_sites, n_depths) float array
            Depths in m that the layers group, on a flat Earth.
        vs : (n_sites, n_layers) float array
            Vs of the layers in m/s, on a flat Earth.
        elastic : Elastic
            How Vp and density follow from Vs, where the layers lie in truth.
        profiles : Profiles
            The sites' profiles on the same depths, on a spherical Earth where it is `curved`.
        curved : bool
            Whether to take the layers back to a spherical Earth, each by the factor at its middle depth.
        """
        layering = Layering.of(depth)
        logs = np.log(profiles.quantiles)
        low, high = (logs[..., LEVELS.index(level)] for level in (0.05, 0.95))
        thickness, factor = layering.thickness, np.ones_like(vs)
        if curved:
            bottom = np.cumsum(thickness, axis=1)
            factor = spherical.unflatten_factor(bottom - thickness / 2)
            thickness = np.diff(spherical.unflatten_depth(bottom), axis=1, prepend=0.0)
        vp, density = elastic.vp_and_density(vs * factor, layering.thickness)
        return cls(
            thickness=thickness,
            vs=vs * factor,
            vp=vp,
            density=density,
            vs_p05=np.exp(layering.average(low)),
            vs_p95=np.exp(layering.average(high)),
            trusted=layering.average(profiles.trusted.astype(float)) == 1,
        )

    def vp_change(self, elastic: Elastic) -> FloatArray:
        """Return the mean share by which the layers' Vp is above or below a relation's, (n_sites,)."""
        usual, _ = elastic.vp_and_density(self.vs, self.thickness)
        return np.asarray((self.vp / usual - 1.0).mean(axis=1))

    @property
    def n_layers(self) -> int:
        """Layers of each site, the half-space among them."""
        return self.thickness.shape[1]

    def take(self, sites: NDArray[np.integer] | slice) -> LayeredEarths:
        """Return the earths of the given sites, in the given order."""
        return LayeredEarths(*(getattr(self, field.name)[sites] for field in fields(self)))

    def site(self, site: int) -> FloatArray:
        """Return thickness, Vp, Vs and density of one site, shape (n_layers, 4)."""
        return np.column_stack([c[site] for c in (self.thickness, self.vp, self.vs, self.density)])

    def columns(self) -> dict[str, NDArray]:
        """Return the columns of a table with a row a layer; the half-space has no bottom."""
        bottom = np.cumsum(self.thickness, axis=1)
        top = bottom - self.thickness
        top[:, 1:] = bottom[:, :-1]  # without the rounding of the difference
        bottom[:, -1] = np.nan
        values = (top, bottom, self.vs, self.vp, self.density, self.vs_p05, self.vs_p95)
        flat: list[NDArray] = [*(value.ravel() for value in values), self.trusted.ravel().astype(np.int8)]
        return dict(zip(names(LAYER_COLUMNS), flat))

    @classmethod
    def from_columns(cls, columns: Mapping[str, NDArray], n_sites: int) -> LayeredEarths:
        """Return the earths of a table as `columns` gives it, with the same number of layers a site.

        Raises
        ------
        KeyError, ValueError
            If a column is missing or the rows do not divide among the sites.
        """
        top, bottom, vs, vp, density, low, high, trusted = (
            np.asarray(columns[name], dtype=np.float64).reshape(n_sites, -1) for name in names(LAYER_COLUMNS)
        )
        thickness = np.where(np.isnan(bottom), 0.0, bottom - top)
        return cls(thickness, vs, vp, density, low, high, trusted != 0)
