"""Vp and density that go with Vs, stated so that users can check them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from ...protocol.request import SOIL_POISSON_RATIOS, PoissonChoice
from ..curves import FloatArray
from ..scaling import Scale
from .spherical import unflatten_factor
from .vp_departure import departed

CRUST_ABOVE = 1000.0
DRY_POISSON_RATIO = 0.33
LIKELY_WET = (0.01, 0.3)
"""Depths, in longest wavelengths, between which soil whose water table is not known turns from dry to wet."""
ROCK_POISSON_RATIO = 0.25
DEPARTURE = (1.0, 0.5, 0.2)
"""Standard deviation of Vp's departure from each `Relation`; see `vp_departure`."""
UNKNOWN_DEPARTURE = 1.2
"""The same where the user says that the ground is not known."""
WATER_VP = 1500.0
SOIL_DENSITY_AT_300 = 1900.0
SOIL_DENSITY_EXPONENT = 0.15
BROCHER_VP = (0.9409, 2.0947, -0.8206, 0.2683, -0.0251)
BROCHER_DENSITY = (0.0, 1.6612, -0.4721, 0.0671, -0.0043, 0.000106)


class Relation(IntEnum):
    """Which relation gives Vp and density."""

    SOIL = 0
    ROCK = 1
    CRUST = 2


@dataclass(frozen=True)
class Elastic:
    """How Vp and density follow from Vs at each site.

    Parameters
    ----------
    relation : (n_sites,) int array
        `Relation` of each site.
    longest : (n_sites,) float array
        Longest wavelength of each site's curve in m.
    water_table : float or None
        Depth in m from which soil is saturated; None where it is not known.
    power : (n_sites,) float array or None
        Where the layers are the flat equivalent of a spherical Earth's: `spherical.density_power`.
    departure : (n_sites,) float array or None
        How far Vp departs from the relation; see `vp_departure`.
    """

    relation: NDArray[np.int64]
    longest: FloatArray
    water_table: float | None = None
    power: FloatArray | None = None
    departure: FloatArray | None = None

    @classmethod
    def of(
        cls,
        scale: Scale,
        poisson: PoissonChoice,
        water_table: float | None,
        power: FloatArray | None = None,
    ) -> Elastic:
        """Choose each site's relation.

        Soil where the user says so; rock is `CRUST` above a mean velocity of `CRUST_ABOVE` and `ROCK` below
        it; where nothing is said it is `CRUST` above and `SOIL` below.

        Parameters
        ----------
        scale : Scale
            What `scaling.measure` says of the sites' curves.
        poisson : {"auto", "rock", "soil", "unknown"}
            What the user says of the ground.
        water_table : float or None
            Depth in m from which soil is saturated; None where it is not known.
        power : (n_sites,) float array, optional
            `spherical.density_power` where the layers are the flat equivalent of a spherical Earth's.
        """
        slow = Relation.ROCK if poisson == "rock" else Relation.SOIL
        fast = Relation.SOIL if poisson == "soil" else Relation.CRUST
        relation = np.where(scale.velocity > CRUST_ABOVE, fast, slow)
        return cls(relation, scale.longest, water_table, power)

    def take(self, sites: NDArray[np.integer]) -> Elastic:
        """Return the relations of the given sites, in the given order."""
        power = None if self.power is None else self.power[sites]
        departure = None if self.departure is None else self.departure[sites]
        return Elastic(self.relation[sites], self.longest[sites], self.water_table, power, departure)

    def departing(self, departure: FloatArray) -> Elastic:
        """Return the relations with the given departures (n_sites,) of Vp from them."""
        return replace(self, departure=departure)

    def vp_and_density(self, vs: FloatArray, thickness: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return Vp in m/s and density in kg/m3 of layered profiles.

        Parameters
        ----------
        vs : (n_sites, layers) float array
            Vs in m/s.
        thickness : (n_sites, layers) float array
            Thickness in m; 0 for the last layer, the half-space.
        """
        if self.power is not None:
            factor = unflatten_factor(np.cumsum(thickness, axis=1) - thickness / 2)
            vp, density = replace(self, power=None).vp_and_density(vs * factor, thickness)
            return vp / factor, density * factor ** self.power[:, None]
        relations = (self._soil(vs, thickness), rock(vs), brocher(vs))
        chosen = self.relation[:, None]
        vp, density = (np.choose(chosen, values) for values in zip(*relations))
        return vp if self.departure is None else departed(vs, vp, self.departure), density

    def _soil(self, vs: FloatArray, thickness: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return Vp and density of soil; a half-space is as dry as its top."""
        top = np.cumsum(thickness, axis=1) - thickness
        density = SOIL_DENSITY_AT_300 * (vs / 300.0) ** SOIL_DENSITY_EXPONENT
        if self.water_table is None:
            return likely_soil(vs, (top + thickness / 2) / self.longest[:, None]), density
        above = np.clip(self.water_table - top, 0.0, thickness)
        share = above / np.where(thickness > 0, thickness, 1.0)
        return soil(vs, np.where(thickness > 0, share, top < self.water_table)), density

    def departure_deviation(self, poisson: PoissonChoice) -> FloatArray:
        """Return the standard deviation of each site's departure of Vp before its curve is looked at.

        `poisson` is as for `of`.
        """
        usual = np.array(DEPARTURE)[self.relation]
        return np.maximum(usual, UNKNOWN_DEPARTURE) if poisson == "unknown" else usual

    @property
    def names(self) -> NDArray[np.str_]:
        """The name of each site's relation, (n_sites,)."""
        return np.array([relation.name.lower() for relation in Relation])[self.relation]

    def statements(self) -> dict[str, str]:
        """Return each relation in use, by its name, in words with its numbers."""
        return {
            Relation(r).name.lower(): _statement(Relation(r), self.water_table)
            for r in np.unique(self.relation)
        }


def _statement(relation: Relation, water_table: float | None) -> str:
    if relation is Relation.CRUST:
        return "Vp and density of Brocher (2005), for crustal rock and the sediments on it"
    if relation is Relation.ROCK:
        return f"Poisson's ratio {ROCK_POISSON_RATIO:g}; density from Vp by Brocher (2005)"
    density = f"density {SOIL_DENSITY_AT_300:g} (Vs/300 m/s)^{SOIL_DENSITY_EXPONENT:g} kg/m3"
    if water_table is None:
        (dry, wet), (shallow, deep) = SOIL_POISSON_RATIOS, LIKELY_WET
        return (
            f"water table not known: Poisson's ratio {dry:g} down to a depth of {shallow:g} longest "
            f"wavelengths, then rising with ln depth to {wet:g} at {deep:g} of them and below; {density}"
        )
    return (
        f"Poisson's ratio {DRY_POISSON_RATIO:g} above the water table at {water_table:g} m, at least "
        f"Vp = sqrt(({WATER_VP:g} m/s)^2 + 4/3 Vs^2) below it; {density}"
    )


def brocher(vs: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return Vp in m/s and density in kg/m3 of crustal rock (Brocher 2005, regression fits).

    Parameters
    ----------
    vs : float array
        Vs in m/s; values outside 0.3 to 4.5 km/s take the Vp/Vs and the density of that limit.
    """
    inside = np.clip(vs / 1000.0, 0.3, 4.5)
    ratio = np.polynomial.polynomial.polyval(inside, BROCHER_VP) / inside
    return vs * ratio, _brocher_density(1000.0 * inside * ratio)


def _brocher_density(vp: FloatArray) -> FloatArray:
    """Return density in kg/m3 from Vp in m/s, held at its values of 1.5 and 8.5 km/s beyond them."""
    density = np.polynomial.polynomial.polyval(np.clip(vp / 1000.0, 1.5, 8.5), BROCHER_DENSITY)
    return np.asarray(1000.0 * density, dtype=np.float64)


def rock(vs: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return Vp in m/s and density in kg/m3 of slow, weathered rock.

    Poisson's ratio is `ROCK_POISSON_RATIO`. Brocher's Vp would make it a saturated sediment.
    """
    vp = vs * vp_over_vs(ROCK_POISSON_RATIO)
    return vp, _brocher_density(vp)


def soil(vs: FloatArray, dry_share: FloatArray) -> FloatArray:
    """Return Vp in m/s of soil with a known water table.

    Parameters
    ----------
    vs : float array
        Vs in m/s.
    dry_share : float array
        Share of each layer above the water table, 0 to 1. A layer that the water table cuts takes the mean of
        the slownesses.
    """
    dry = vs * vp_over_vs(DRY_POISSON_RATIO)
    wet = saturated(vs, dry)
    return 1.0 / (dry_share / dry + (1.0 - dry_share) / wet)


def saturated(vs: FloatArray, dry: FloatArray) -> FloatArray:
    """Return Vp in m/s of saturated soil, from Vs and the Vp that it would have dry, in m/s.

    It has the bulk modulus of its water, Vp^2 = 1500^2 + 4/3 Vs^2, unless it is stiffer dry.
    """
    return np.maximum(dry, np.sqrt(WATER_VP**2 + 4 / 3 * vs**2))


def likely_soil(vs: FloatArray, depth: FloatArray) -> FloatArray:
    """Return Vp in m/s of soil whose water table is not known.

    The deeper, the likelier it is saturated, so Poisson's ratio rises with ln depth: the curves of the
    training's soils, whose water tables lie at any depth, and those of measured ground are then neither too
    fast nor too slow.

    Parameters
    ----------
    vs : float array
        Vs in m/s.
    depth : float array
        Depth in longest wavelengths of the curve.
    """
    (begin, end), (dry, wet) = np.log(LIKELY_WET), SOIL_POISSON_RATIOS
    share = np.clip((np.log(np.maximum(depth, LIKELY_WET[0])) - begin) / (end - begin), 0.0, 1.0)
    return vs * vp_over_vs(dry + share * (wet - dry))


def vp_over_vs(poisson_ratio: FloatArray | float) -> FloatArray:
    """Return Vp/Vs of an elastic solid of the given Poisson's ratio, below 0.5."""
    return np.asarray(np.sqrt((2 - 2 * poisson_ratio) / (1 - 2 * poisson_ratio)))


def poisson_ratio(vp_over_vs: FloatArray) -> FloatArray:
    """Return Poisson's ratio of an elastic solid of the given Vp/Vs, the inverse of `vp_over_vs`."""
    square = np.asarray(vp_over_vs) ** 2
    return np.asarray((square - 2) / (2 * square - 2))
