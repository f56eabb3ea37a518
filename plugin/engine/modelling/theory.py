"""The curves that layered earths would show, on a flat Earth or a round one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...protocol.forward_options import ForwardOptions
from ...protocol.waves import VelocityType, Wave
from ..curves import Curves, FloatArray
from ..waves import spherical
from ..waves.forward import Earths, dispersion
from .profile_earths import ProfileEarths, padded

_THICKEST = 20e3
"""In m, of the layers into which a round Earth is cut."""
_WAVES_DEEP, _DEEPEST = 2.0, 2000e3
"""Longest waves, and m, down to which its half-space is."""


def curves_of(profiles: ProfileEarths, options: ForwardOptions) -> Curves:
    """Return the curves of profiles, mode by mode; points that do not exist have a velocity of NaN.

    Parameters
    ----------
    profiles : ProfileEarths
        The earths, and their frequencies.
    options : ForwardOptions
        Kind of wave and velocity, the modes, and whether the Earth is round.
    """
    asked = _asked(profiles, options)
    curved = spherical.is_needed(options.spherical, asked)
    earths = profiles.earths
    if curved:
        longest = float(earths.vs.max() / asked.frequency.min())
        earths = _flat(earths, Wave(int(asked.wave[0])), min(_WAVES_DEEP * longest, _DEEPEST))
    found = dispersion(earths, asked.site_index, asked.frequency, asked.wave, asked.kind, asked.mode)
    return replace(asked, velocity=spherical.unflatten_velocity(asked, found) if curved else found)


def _asked(profiles: ProfileEarths, options: ForwardOptions) -> Curves:
    """Return all points without velocities."""
    modes = len(options.modes)
    counts = [modes * len(each) for each in profiles.frequencies]
    frequency = np.concatenate([np.tile(each, modes) for each in profiles.frequencies])
    mode = np.concatenate([np.repeat(options.modes, len(each)) for each in profiles.frequencies])
    return Curves.from_points(
        np.repeat(np.arange(len(counts)), counts),
        frequency,
        np.full(len(frequency), np.nan),
        wave=Wave[options.wave.upper()],
        kind=VelocityType[options.velocity_type.upper()],
        mode=mode,
        n_sites=len(counts),
    )


def _flat(earths: Earths, wave: Wave, deepest: float) -> Earths:
    """Return the flat Earth's layers that show what those of a round Earth do.

    Thick layers, and the half-space down to a depth in m, are cut: what does not change with depth in a round
    Earth does in the flat one.
    """
    power = spherical.DENSITY_POWER[wave]
    cuts = np.arange(_THICKEST, deepest, _THICKEST)
    layers = [_cut(earths.take(np.array([each])), cuts, power) for each in range(earths.n_earths)]
    return padded(layers)


def _cut(earth: Earths, cuts: FloatArray, power: float) -> FloatArray:
    """Return thickness, Vs, Vp and density of one earth, flat and cut at depths in m, (n_layers, 4)."""
    used = int(earth.n_layers[0])
    own = np.cumsum(earth.thickness[0, : used - 1])
    bottom = np.union1d(own, cuts)
    top = np.append(0.0, bottom)
    layer = np.searchsorted(own, top, side="right")
    flat = spherical.flatten_depth(top)
    thickness = np.append(np.diff(flat), 0.0)
    factor = spherical.unflatten_factor(flat + thickness / 2)
    vs, vp, density = (values[0, layer] for values in (earth.vs, earth.vp, earth.density))
    return np.column_stack([thickness, vs / factor, vp / factor, density * factor**power])
