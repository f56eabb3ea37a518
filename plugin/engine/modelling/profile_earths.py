"""Profiles of a table as layered earths, from the surface to a half-space."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...protocol.errors import SurveyError
from ...protocol.forward_options import ForwardOptions, spaced
from ..boreholes.holes import Holes
from ..curves import FloatArray
from ..scaling import Scale
from ..waves.elastic import Elastic
from ..waves.forward import Earths

_TOUCH = 1e-6
_LEAST_FIRST = 0.01
"""Of the depth of the half-space: layers thinner than this do not make the band of a curve wider."""
_SHORTEST, _LONGEST = 0.5, 5.0
"""Wavelengths in first layers and in depths of the half-space between which a profile shows itself."""
_SQUARE = np.sqrt(4.0 / 3.0)


@dataclass(frozen=True)
class ProfileEarths:
    """Layered earths of profiles, and the points at which their curves are asked for.

    Parameters
    ----------
    which : (n_earths,) int array
        Profile of the table that each is of.
    earths : Earths
        Their layers.
    frequencies : tuple of (n_frequencies,) float arrays
        Frequencies in Hz of each, rising.
    notes : tuple of str
        What was left out or assumed.
    """

    which: NDArray[np.int64]
    earths: Earths
    frequencies: tuple[FloatArray, ...]
    notes: tuple[str, ...]

    @classmethod
    def of(cls, holes: Holes, options: ForwardOptions) -> ProfileEarths:
        """Return the earths of all profiles that are whole.

        Raises
        ------
        SurveyError
            If none is; the message says why for the last.
        """
        notes: list[str] = []
        which, layers = [], []
        for hole in range(len(holes.names)):
            try:
                layers.append(_whole(holes, hole, notes))
                which.append(hole)
            except SurveyError as error:
                notes.append(f"profile {holes.names[hole]}: is left out: {error}")
        if not layers:
            raise SurveyError(f"holds no profile that has a curve: {notes[-1]}")
        given = options.given
        frequencies = tuple(_band(each) if given is None else np.array(given) for each in layers)
        earths, told = _elastic(padded(layers), frequencies, options)
        return cls(np.array(which), earths, frequencies, (*_grouped(notes), *told))


def _whole(holes: Holes, hole: int, notes: list[str]) -> FloatArray:
    """Return thickness, Vs, Vp and density of the layers of one profile, (n_layers, 4), the half-space last.

    Raises
    ------
    SurveyError
        If layers are missing between, or no wave is dispersed in it.
    """
    own = holes.hole == hole
    top, bottom = holes.top[own], holes.bottom[own]
    gap = np.flatnonzero(top[1:] > bottom[:-1] + _TOUCH)
    if len(gap):
        raise SurveyError(f"nothing is known between {bottom[gap[0]]:g} and {top[gap[0] + 1]:g} m")
    name = holes.names[hole]
    if top[0] > _TOUCH:
        notes.append(f"its first layer is taken to begin at the surface|{name}")
    if np.isfinite(bottom[-1]):
        notes.append(f"its last layer is taken to go on below as the half-space|{name}")
    thickness = np.append(np.diff(np.append(0.0, top[1:])), 0.0)
    table = np.column_stack([thickness, holes.vs[own], holes.vp[own], holes.density[own]])
    slow = table[:, 2] <= _SQUARE * table[:, 1]
    if slow.any():
        raise SurveyError(
            f"its Vp of {table[slow, 2][0]:g} m/s is too low beside Vs of {table[slow, 1][0]:g}"
        )
    if len(table) < 2:
        raise SurveyError("it has one layer, whose waves are not dispersed")
    return table


def _grouped(notes: list[str]) -> tuple[str, ...]:
    """Return what is true of several profiles as one note."""
    said: dict[str, list[str]] = {}
    for note in notes:
        text, _, name = note.partition("|")
        said.setdefault(text, []).extend([name] if name else [])
    return tuple(
        text if not names else f"{text}: {', '.join(names[:5])}{' …' if len(names) > 5 else ''}"
        for text, names in said.items()
    )


def _band(layers: FloatArray) -> FloatArray:
    """Return the frequencies whose waves reach from the first layer to well below the last."""
    bottom = np.cumsum(layers[:-1, 0])
    shortest = _SHORTEST * max(bottom[0], _LEAST_FIRST * bottom[-1])
    longest = _LONGEST * bottom[-1]
    vs = [layers[np.searchsorted(bottom, wave / 2), 1] for wave in (longest, shortest)]
    least, most = sorted((vs[0] / longest, vs[1] / shortest))
    return np.array(spaced(least, most))


def padded(layers: list[FloatArray]) -> Earths:
    """Return earths as one batch.

    Parameters
    ----------
    layers : list of (n_layers, 4) float arrays
        Thickness, Vs, Vp and density of the layers of each, the half-space last.
    """
    counts = np.array([len(each) for each in layers])
    table = np.zeros((4, len(layers), counts.max()))
    for earth, each in enumerate(layers):
        table[:, earth, : len(each)] = each.T
        table[1:, earth, len(each) :] = each[-1, 1:, None]
    thickness, vs, vp, density = table
    return Earths(thickness, vs, vp, density, counts)


def _elastic(
    earths: Earths, frequencies: tuple[FloatArray, ...], options: ForwardOptions
) -> tuple[Earths, list[str]]:
    """Return the earths with Vp and density where the table gives none, and what these rest on."""
    used = np.arange(earths.vs.shape[1]) < earths.n_layers[:, None]
    lacks = used & (np.isnan(earths.vp) | np.isnan(earths.density))
    if not lacks.any():
        return earths, []
    depth = earths.thickness.sum(axis=1)
    velocity = depth / (earths.thickness / earths.vs).sum(axis=1)
    least, most = (np.array([end(each) for each in frequencies]) for end in (np.min, np.max))
    elastic = Elastic.of(
        Scale(velocity / least, velocity / most, velocity), options.poisson, options.water_table
    )
    vp, density = elastic.vp_and_density(earths.vs, earths.thickness)
    what = [
        word
        for word, values in (("Vp", earths.vp), ("density", earths.density))
        if np.isnan(values[used]).any()
    ]
    here = elastic.take(np.flatnonzero(lacks.any(axis=1)))
    told = [
        f"{' and '.join(what)} not given; as for {name}: {said}" for name, said in here.statements().items()
    ]
    vp = np.where(np.isnan(earths.vp), np.maximum(vp, 1.0001 * _SQUARE * earths.vs), earths.vp)
    density = np.where(np.isnan(earths.density), density, earths.density)
    return Earths(earths.thickness, earths.vs, vp, density, earths.n_layers), told
