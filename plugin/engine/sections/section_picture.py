"""The picture of a section: continuous colours that fade where Vs is uncertain, below the ground."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...protocol.display_units import DisplayUnit
from ..curves import FloatArray
from .pseudo_section import Section
from .velocity_scale import VelocityScale, unit_of_line

FADES_FROM, FADED = 0.10, 0.50
"""One standard deviation as a share of Vs, at which colours begin to fade, and are palest."""
_PALEST = 0.22
_SOFT_EDGE = 0.25  # of the depth of investigation, over which colours go below it
_COLUMNS, _ROWS = 1000, 500  # of the image
BLANK = np.array([0.93, 0.93, 0.93])
_ROOM = 0.06  # above the highest ground, of the height


@dataclass(frozen=True)
class SectionPicture:
    """A section in the units of a figure.

    Parameters
    ----------
    along, down : DisplayUnit
        Of distances, and of depths and velocities.
    extent : (float, float, float, float)
        Left, right, bottom and top in these units; heights without ground are minus the depth.
    image : (rows, columns, 4) uint8 array
        Red, green, blue and opacity, the top row first.
    contoured : tuple of three (n_rows, n_columns) float arrays
        Distance, height and Vs of the cells, Vs NaN where it is not known or not resolved.
    """

    along: DisplayUnit
    down: DisplayUnit
    extent: tuple[float, float, float, float]
    image: NDArray[np.uint8]
    contoured: tuple[FloatArray, FloatArray, FloatArray]

    @classmethod
    def of(cls, section: Section, scale: VelocityScale) -> SectionPicture:
        """Return the picture of a section in the colours of a scale."""
        along, down = unit_of_line(section.course.length), scale.unit
        ground = section.surface(section.distance)
        deepest = section.depth[-1] + section.depth[0]
        low, high = float(ground.min() - deepest), float(ground.max())
        high += _ROOM * (high - low) if section.has_ground else 0.0
        x = np.linspace(0.0, section.course.length, _COLUMNS)
        height = np.linspace(high, low, _ROWS)
        image = _image(section, scale, x, section.surface(x) - height[:, None])
        extent = (0.0, section.course.length * along.factor, low * down.factor, high * down.factor)
        across = np.broadcast_to(section.distance * along.factor, section.vs.shape)
        heights = (ground - section.depth[:, None]) * down.factor
        resolved = section.depth[:, None] <= section.window[1]
        vs = np.where(resolved, section.vs * down.factor, np.nan)
        return cls(along, down, extent, image, (across, heights, vs))


def _image(section: Section, scale: VelocityScale, x: FloatArray, depth: FloatArray) -> NDArray[np.uint8]:
    """Return the colours at distances (n,) and depths (m, n)."""
    width, height = section.cell
    place = np.stack([depth / height - 0.5, np.broadcast_to(x / width - 0.5, depth.shape)])
    known = np.isfinite(section.vs)
    vs, relative = (
        _smooth(np.where(known, values, 1.0), known, place)
        for values in (np.log(section.vs), section.sigma / section.vs)
    )
    there = _between(known.astype(float), place) >= 0.5
    reach = np.interp(x, section.distance, np.nan_to_num(section.window[1]))
    sure = np.clip((FADED - relative) / (FADED - FADES_FROM), 0.0, 1.0)
    share = np.clip((depth / np.maximum(reach, height) - 1) / _SOFT_EDGE, 0.0, 1.0)
    strength = _PALEST + (1 - _PALEST) * sure
    colour = 1 - strength[..., None] * (1 - scale.rgb(np.exp(vs)))
    shown = np.where(there, 1.0 - share, 0.0)[..., None]
    colour = shown * colour + (1 - shown) * BLANK
    inside = (depth >= 0) & (depth <= section.depth[-1] + section.depth[0])
    shades = np.concatenate([colour, inside[..., None]], axis=-1)
    return np.asarray(np.round(255 * shades), dtype=np.uint8)


def _smooth(values: FloatArray, known: NDArray[np.bool_], place: FloatArray) -> FloatArray:
    """Return values between cells, those that are not known taken from the nearest that are."""
    from scipy.ndimage import distance_transform_edt

    if not known.any():
        return np.ones(place.shape[1:])
    nearest = distance_transform_edt(~known, return_distances=False, return_indices=True)
    return _between(values[tuple(nearest)], place)


def _between(cells: FloatArray, place: FloatArray) -> FloatArray:
    from scipy.ndimage import map_coordinates

    return np.asarray(map_coordinates(cells, place, order=1, mode="nearest"))
