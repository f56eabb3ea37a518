"""What a run finds of every site, column by column, while batches of sites fill the columns in."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...protocol.request import Request
from ...protocol.site_standards import OF_SITES
from ..curves import Curves, FloatArray
from ..products.class_odds import class_odds
from ..products.criteria import criteria_of
from ..products.depths_to import depth_levels
from ..products.vs30 import vs30_of
from ..profiles import LEVELS
from ..proof.basis import Basis
from ..proof.criteria import SUMMARY_SAMPLES
from ..proof.layering import DEPTHS_PER_LAYER, Layering
from ..proof.slowing import felt
from ..scaling import N_DEPTHS
from ..waves import spherical
from .drawn import Drawn

if TYPE_CHECKING:
    from ..network.one_pass import Prediction
    from ..proof.proof import Proof


@dataclass
class Columns:
    """The result's columns; those without a comment are as in `proof.Proof` and `one_pass.Prediction`.

    Parameters
    ----------
    curves : Curves
        The curves, flattened where the Earth's curvature is corrected for.
    window : pair of (n_sites,) float arrays
        The shallowest and the deepest depth in m that each curve can resolve.
    depth : (n_sites, depths) float array
        Depth in m.
    vs30, z1_0, z2_5 : (n_sites, 3) float arrays
        At `products.levels.SUMMARY_LEVELS`.
    vs30_law : (n_sites,) object array
        What carried the profile down to 30 m; see `products.vs30.Vs30`.
    class_names, class_odds : (n_sites, standards) object and float array
        Site classes by `site_standards.OF_SITES`, None where unresolved, and their probabilities.
    drawn : Drawn or None
        The profiles drawn for each site, None where they are not kept.
    """

    curves: Curves
    window: tuple[FloatArray, FloatArray]
    depth: FloatArray
    quantiles: FloatArray
    layers: FloatArray
    departure: FloatArray
    vs30: FloatArray
    vs30_law: NDArray[np.object_]
    class_names: NDArray[np.object_]
    class_odds: FloatArray
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
    drawn: Drawn | None = None

    @classmethod
    def empty(
        cls, curves: Curves, window: tuple[FloatArray, FloatArray], keep_drawn: bool = False
    ) -> Columns:
        """Return columns for the given curves, with a place for drawn profiles where these are kept."""
        n = curves.n_sites
        return cls(
            curves=curves,
            window=window,
            depth=np.full((n, N_DEPTHS), np.nan),
            quantiles=np.full((n, N_DEPTHS, len(LEVELS)), np.nan),
            layers=np.full((n, -(-N_DEPTHS // DEPTHS_PER_LAYER)), np.nan),
            departure=np.zeros(n),
            vs30=np.full((n, 3), np.nan),
            vs30_law=np.full(n, "", dtype=object),
            class_names=np.full((n, len(OF_SITES)), None, dtype=object),
            class_odds=np.full((n, len(OF_SITES)), np.nan),
            z1_0=np.full((n, 3), np.nan),
            z2_5=np.full((n, 3), np.nan),
            predicted=np.full(curves.n_points, np.nan),
            chi_direct=np.full(n, np.nan),
            chi=np.full(n, np.nan),
            n_accepted=np.zeros(n, dtype=np.int64),
            n_effective=np.zeros(n),
            basis=np.full(n, Basis.ONE_PASS, dtype=np.int64),
            novelty=np.full(n, np.nan),
            causes=np.zeros((n, 2), dtype=np.int64),
            drawn=Drawn.empty(n, N_DEPTHS) if keep_drawn else None,
        )

    @property
    def known(self) -> NDArray[np.bool_]:
        """True for the sites whose profiles are numbers, (n_sites,)."""
        numbers = (self.depth[..., None], self.quantiles, self.layers[..., None])
        return np.logical_and.reduce([np.isfinite(each).all(axis=(1, 2)) for each in numbers])

    def take(self, sites: NDArray[np.integer]) -> Columns:
        """Return the columns of the given sites, in the given order."""
        own = {field.name: getattr(self, field.name) for field in fields(self)}
        shallowest, deepest = own.pop("window")
        curves, predicted, drawn = own.pop("curves"), own.pop("predicted"), own.pop("drawn")
        return Columns(
            curves=curves.take(sites),
            window=(shallowest[sites], deepest[sites]),
            predicted=predicted[curves.points_of(sites)],
            drawn=None if drawn is None else drawn.take(sites),
            **{name: values[sites] for name, values in own.items()},
        )

    def fill(self, sites: NDArray[np.int64], part: Columns) -> None:
        """Fill in the columns of the given sites."""
        self.predicted[self.curves.points_of(sites)] = part.predicted
        for name in (field.name for field in fields(self)):
            if name not in ("curves", "window", "predicted", "drawn"):
                getattr(self, name)[sites] = getattr(part, name)
        if self.drawn is not None and part.drawn is not None:
            self.drawn.fill(sites, part.drawn)

    def fill_proven(self, batch: Prediction, proof: Proof, request: Request) -> None:
        """Fill in what forward modelling made of a batch."""
        sites = batch.sites
        self.predicted[self.curves.points_of(sites)] = proof.predicted
        for name in ("departure", "chi_direct", "chi", "n_accepted", "n_effective", "basis"):
            getattr(self, name)[sites] = getattr(proof, name)
        self._fill(batch, proof.quantiles, proof.layers)
        drawn = (proof.samples, proof.weight, proof.sample_chi)
        self._summarise(sites, *drawn, request, proof.informed)

    def fill_directly(self, batch: Prediction, request: Request) -> None:
        """Fill in what the network says of a batch."""
        samples = batch.samples(SUMMARY_SAMPLES)
        weight = np.full(samples.shape[:2], 1.0 / SUMMARY_SAMPLES)
        layers = np.exp(Layering.of(batch.depth).average(felt(np.log(batch.quantiles))))
        self._fill(batch, batch.quantiles, layers)
        chi = np.full_like(weight, np.nan)
        nobody = np.zeros(len(weight), dtype=bool)
        self._summarise(batch.sites, samples, weight, chi, request, nobody)

    def _fill(self, batch: Prediction, quantiles: FloatArray, layers: FloatArray) -> None:
        sites = batch.sites
        self.novelty[sites], self.causes[sites] = batch.novelty, batch.causes
        self.depth[sites], self.quantiles[sites], self.layers[sites] = batch.depth, quantiles, layers

    def _summarise(
        self,
        sites: NDArray[np.int64],
        samples: NDArray[np.floating],
        weight: FloatArray,
        chi: FloatArray,
        request: Request,
        informed: NDArray[np.bool_],
    ) -> None:
        """Fill in the single numbers of some sites from profiles drawn for them, and keep these.

        How rough the ground is, neighbours say too: with them drawn profiles are as rough as it.
        """
        depth: FloatArray = self.depth[sites]
        factor: FloatArray = np.ones((1, 1))
        if request.spherical == "on":
            factor = spherical.unflatten_factor(depth)
            depth, samples = spherical.unflatten_depth(depth), samples * factor[:, None]
        shallowest, deepest = (side[sites] for side in self.window)
        checked = (self.basis[sites] != Basis.ONE_PASS) & ~informed
        profile = np.full_like(depth, np.nan)
        profile[checked] = (np.exp(felt(np.log(self.quantiles[sites]))) * factor)[checked]
        vs30 = vs30_of(depth, samples, weight, profile, shallowest, deepest, request.vs30_law)
        self.vs30[sites], self.vs30_law[sites] = vs30.levels(), vs30.law
        criteria = criteria_of(depth, samples, weight, profile, vs30)
        for i, standard in enumerate(OF_SITES):
            found = class_odds(standard.key, criteria, vs30.weight)
            self.class_names[sites, i], self.class_odds[sites, i] = found.names, found.odds_of_class
        self.z1_0[sites], self.z2_5[sites] = depth_levels(
            depth, samples, weight, shallowest, deepest, (1000.0, 2500.0)
        )
        if self.drawn is not None:
            self.drawn.put(sites, depth, profile, self.basis[sites], samples, weight, chi)
