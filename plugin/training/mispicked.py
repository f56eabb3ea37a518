"""Curves that are not one branch of one site: jumps to another mode, joined sites, stray picks.

Each function returns the spoilt curves of the sites that it applies to, and which sites these are. The
sizes are drawn for dimensionless curves, as `observations.observe` makes them.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from ..engine.curves import Curves
from .mislabelled import rayleigh_phase
from .spoiling import Mask, Spoilt, end_of_band, everywhere, having, keep, per_site, with_velocity

FEET = 3.2808


def mode_jump(rng: Generator, curves: Curves) -> Spoilt:
    """Let the pick of the fundamental mode run onto the first overtone at one end of the band."""
    phase = rayleigh_phase(curves)
    fundamental, overtone = phase & (curves.mode == 0), phase & (curves.mode == 1)
    beyond = end_of_band(rng, curves)
    # Points of one frequency share a key; the fundamental gives way where the overtone takes its place.
    _, key = np.unique(np.stack([curves.site_index, curves.frequency]), axis=1, return_inverse=True)
    key = key.ravel()
    replaced = fundamental & np.isin(key, key[overtone & beyond])
    kept = ~overtone & ~replaced | (overtone & beyond)
    affected = having(curves, overtone & beyond) & having(curves, fundamental & ~replaced)
    mode = np.where(overtone & beyond, 0, curves.mode).astype(np.int8)
    return keep(replace(curves, mode=mode), kept, affected)


def _another_site(rng: Generator, curves: Curves) -> tuple[Curves, NDArray[np.int64]]:
    """Return every site's points followed by those of another one, faster or slower; and whose each is.

    Sites of the same types of curve are paired.
    """
    types = np.zeros(curves.n_sites, dtype=np.int64)
    code = (curves.wave.astype(np.int64) * 2 + curves.kind) * 4 + np.minimum(curves.mode, 3)
    np.bitwise_or.at(types, curves.site_index, 1 << code)
    order = np.lexsort((rng.random(curves.n_sites), types))
    partner = np.empty_like(order)
    partner[order] = np.roll(order, 1)
    other = curves.take(partner)
    ratio = np.exp(rng.choice([-1.0, 1.0], curves.n_sites) * rng.uniform(0.2, 0.8, curves.n_sites))
    other = with_velocity(other, other.velocity * per_site(other, ratio))
    middle = [
        np.bincount(c.site_index, np.log(c.frequency), minlength=c.n_sites) / c.counts
        for c in (curves, other)
    ]
    other = replace(other, frequency=other.frequency * per_site(other, np.exp(middle[0] - middle[1])))
    in_turn = np.arange(2 * curves.n_sites).reshape(2, -1).T.ravel()
    pairs = Curves.joined((curves, other)).take(in_turn)
    return replace(pairs, offsets=pairs.offsets[::2]), pairs.site_index % 2


def _both(curves: Curves, whose: NDArray[np.int64]) -> Mask:
    return having(curves, whose == 0) & having(curves, whose == 1)


def merged_sites(rng: Generator, curves: Curves) -> Spoilt:
    """Merge two sites into one."""
    joined, whose = _another_site(rng, curves)
    return keep(joined, np.ones(joined.n_points, dtype=bool), _both(joined, whose))


def joined_bands(rng: Generator, curves: Curves) -> Spoilt:
    """Join the low frequencies of one site and the high ones of another."""
    joined, whose = _another_site(rng, curves)
    beyond = end_of_band(rng, joined)
    kept = beyond == (whose == 1)
    rest, sites = keep(joined, kept, np.ones(joined.n_sites, dtype=bool))
    whose = whose[kept & np.isin(joined.site_index, sites)]
    good = np.flatnonzero(_both(rest, whose))
    return rest.take(good), sites[good]


def scattered(rng: Generator, curves: Curves) -> Spoilt:
    """Give velocities a scatter of 15 to 50 %, at least twice any stated sigma."""
    size = per_site(curves, rng.uniform(0.15, 0.5, curves.n_sites))
    stated = np.nan_to_num(curves.sigma / curves.velocity)
    error = np.maximum(size, 2.0 * stated) * rng.standard_normal(curves.n_points)
    return keep(
        replace(curves, velocity=curves.velocity * np.exp(error)),
        np.ones(curves.n_points, dtype=bool),
        curves.counts >= 4,
    )


def aliased(rng: Generator, curves: Curves) -> Spoilt:
    """Let the high-frequency end follow a line of constant wavelength, as a spatially aliased pick does."""
    share = per_site(curves, rng.uniform(0.4, 0.75, curves.n_sites))
    order = np.lexsort((curves.frequency, curves.site_index))
    rank = np.empty(curves.n_points)
    rank[order] = curves.place
    corner = np.full(curves.n_sites, np.inf)
    above = rank >= share * per_site(curves, curves.counts)
    np.minimum.at(corner, curves.site_index[above], curves.frequency[above])
    rise = np.maximum(curves.frequency / per_site(curves, corner), 1.0)
    spoilt = with_velocity(curves, curves.velocity * rise)
    return keep(spoilt, np.ones(curves.n_points, dtype=bool), having(curves, rise > 1.1))


def other_unit_in_part(rng: Generator, curves: Curves) -> Spoilt:
    """Give one end of the band in feet per second, the rest in metres per second."""
    end = end_of_band(rng, curves)
    spoilt = with_velocity(curves, curves.velocity * np.where(end, FEET, 1.0))
    return keep(spoilt, np.ones(curves.n_points, dtype=bool), having(curves, end) & having(curves, ~end))


def reversed_order(rng: Generator, curves: Curves) -> Spoilt:
    """List the velocities in the opposite order of the frequencies."""
    order = np.lexsort((curves.frequency, curves.mode, curves.kind, curves.wave, curves.site_index))
    velocity = np.empty(curves.n_points)
    last = curves.offsets[1:][curves.site_index] - 1
    velocity[order] = curves.velocity[order][last - curves.place]
    return with_velocity(curves, velocity), everywhere(curves)
