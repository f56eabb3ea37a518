"""Bands of predicted curves: what the profiles that were drawn for a site predict at each of its points."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...protocol.progress import Monitor
from ..curves import Curves, FloatArray
from ..products.levels import weighted_levels
from ..proof.layering import Layering
from ..results.ensembles import Ensembles
from ..results.layered import LayeredEarths
from ..waves import spherical
from ..waves.forward import Earths, dispersion

PROFILES = 24
"""Profiles of each site that are forward-modelled, the heaviest ones."""


@dataclass(frozen=True)
class CurveBands:
    """The middle and the ends of the 90 % band of predicted velocities.

    Parameters
    ----------
    low, middle, high : (n_points,) float arrays
        In m/s; NaN where no profile predicts the point.
    """

    low: FloatArray
    middle: FloatArray
    high: FloatArray


def curve_bands(
    curves: Curves, ensembles: Ensembles, layered: LayeredEarths, curved: bool, monitor: Monitor
) -> CurveBands:
    """Forward-model drawn profiles and return the bands of their curves.

    Vp and density are to the Vs of a drawn profile as they are to that of the reported one at the same depth.

    Parameters
    ----------
    curves : Curves
        Observed curves of some sites.
    ensembles : Ensembles
        Their drawn profiles.
    layered : LayeredEarths
        Their reported layers.
    curved : bool
        Whether the Earth's curvature was corrected for.
    monitor : Monitor
        Asked before the work.
    """
    monitor.step(0.0, "predicting the curves of drawn profiles")
    heaviest = np.argsort(-ensembles.weight, axis=1, kind="stable")[:, :PROFILES]
    weight = np.take_along_axis(ensembles.weight, heaviest, axis=1)
    log_vs = np.log(np.take_along_axis(ensembles.vs, heaviest[..., None], axis=1).astype(float))
    flat = spherical.flatten(curves) if curved else curves
    earths = _earths(ensembles.depth, log_vs, layered, spherical.density_power(curves) if curved else None)
    n_drawn = weight.shape[1]
    velocity = np.empty((curves.n_points, n_drawn))
    for k in range(n_drawn):
        earth = flat.site_index * n_drawn + k
        one = dispersion(earths, earth, flat.frequency, flat.wave, flat.kind, flat.mode)
        velocity[:, k] = spherical.unflatten_velocity(flat, one) if curved else one
    return CurveBands(*_levels(velocity, weight[curves.site_index]))


def _levels(velocity: FloatArray, weight: FloatArray) -> FloatArray:
    """Return the levels of velocities (n, n_drawn) as rows (3, n); a profile without the mode has no say."""
    found = np.isfinite(velocity)
    weight = np.where(found, weight, 0.0)
    total = weight.sum(axis=1, keepdims=True)
    known = np.flatnonzero(total[:, 0] > 0)
    levels = np.full((len(velocity), 3), np.nan)
    values = np.where(found, velocity, 0.0)[known]
    levels[known] = weighted_levels(values, weight[known] / total[known])
    return levels.T


def _earths(
    depth: FloatArray, log_vs: FloatArray, layered: LayeredEarths, power: FloatArray | None
) -> Earths:
    """Return flat layered earths of profiles (n_sites, n_drawn, depths) on depths (n_sites, depths) in m."""
    n_sites, n_drawn, _ = log_vs.shape
    if power is not None:
        depth = -spherical.EARTH_RADIUS * np.log1p(-depth / spherical.EARTH_RADIUS)
    layering = Layering.of(depth)
    bottom = np.cumsum(layering.thickness, axis=1)
    middle = bottom - layering.thickness / 2
    factor = np.ones_like(middle) if power is None else spherical.unflatten_factor(middle)
    there = _layer_at(layered, middle if power is None else spherical.unflatten_depth(middle))
    ratio, density = (
        np.take_along_axis(v, there, axis=1) for v in (layered.vp / layered.vs, layered.density)
    )
    if power is not None:
        density = density * factor ** power[:, None]
    vs = (np.exp(layering.average(log_vs)) / factor[:, None]).reshape(n_sites * n_drawn, -1)

    def each(values: FloatArray) -> FloatArray:
        every = np.broadcast_to(values[:, None], (n_sites, n_drawn, values.shape[1]))
        return np.asarray(every.reshape(n_sites * n_drawn, -1))

    return Earths.from_layers(each(layering.thickness), vs, vs * each(ratio), each(density))


def _layer_at(layered: LayeredEarths, depth: FloatArray) -> NDArray[np.int64]:
    """Return the reported layer at each depth (n_sites, n) in m."""
    bottoms = np.cumsum(layered.thickness[:, :-1], axis=1)
    return (depth[:, :, None] >= bottoms[:, None, :]).sum(axis=2)
