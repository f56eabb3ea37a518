"""Maps of site classes that Vs30 alone decides, from its map and the ends of its band."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtr

from ...protocol.result_files import CLASS_MAPS, VS30
from ..curves import FloatArray
from ..products.standards import bounds_of, velocity_codes
from .product import Part, single_band
from .rasters import NO_CLASS, Bands

_WIDTH = 2 * 1.645  # standard deviations from 5 to 95 %


def class_parts(parts: Sequence[Part]) -> list[Part]:
    """Return the rasters of site classes and of their probabilities; none where Vs30 has no band.

    The class is that of the median Vs30; its probability takes ln Vs30 as normal with the band's width.

    Parameters
    ----------
    parts : sequence of Part
        What else is mapped; Vs30 with its band may be among them.
    """
    vs30 = [part for part in parts if VS30.file in part.files and len(part.files) > 1]
    return [_class_part(key, part) for part in vs30 for key in CLASS_MAPS]


def _class_part(key: str, vs30: Part) -> Part:
    of_class, of_odds = CLASS_MAPS[key]

    def fill(places: FloatArray) -> Sequence[FloatArray]:
        middle, low, high = (level[:, 0] for level in vs30.fill(places))
        codes, odds = classes_and_odds(key, middle, low, high)
        return [codes[:, None], odds[:, None]]

    bands = [Bands([of_class.label], "", classes=True), single_band(of_odds)]
    return Part([of_class.file, of_odds.file], bands, fill, {"CLASSES_FROM": "Vs30 and its 90 % band alone"})


def classes_and_odds(
    key: str, middle: FloatArray, low: FloatArray, high: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return the places of classes among the standard's, `NO_CLASS` where unknown, and their probabilities.

    Parameters
    ----------
    key : str
        A standard that Vs30 alone decides.
    middle, low, high : (n,) float arrays
        Vs30 in m/s: its median, and its 5 and 95 % quantiles.
    """
    known = np.isfinite(middle)
    codes = velocity_codes(key, middle)
    edges = _edges(bounds_of(key))
    centre, deviation = _normal(middle, low, high)
    place = np.where(known, codes, 0)
    share = ndtr((edges[place] - centre) / deviation) - ndtr((edges[place + 1] - centre) / deviation)
    return np.where(known, codes, NO_CLASS).astype(float), np.where(known, share, np.nan)


def class_shares(
    bounds: Sequence[float], middle: FloatArray, low: FloatArray, high: FloatArray
) -> FloatArray:
    """Return the probability of each class between bounds of Vs30, (n, classes), from stiff to soft.

    Parameters
    ----------
    bounds : sequence of float
        Velocities in m/s between the classes, falling.
    middle, low, high : (n,) float arrays
        Vs30 in m/s: its median, and its 5 and 95 % quantiles; NaN gives classes that are not known.
    """
    centre, deviation = (part[:, None] for part in _normal(middle, low, high))
    shares = -np.diff(ndtr((_edges(bounds) - centre) / deviation), axis=1)
    return np.where(np.isfinite(middle)[:, None], shares, np.nan)


def _edges(bounds: Sequence[float]) -> FloatArray:
    return np.array([np.inf, *np.log(bounds), -np.inf])


def _normal(middle: FloatArray, low: FloatArray, high: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return mean and standard deviation of ln Vs30, something where it is not known."""
    known = np.isfinite(middle)
    return np.log(np.where(known, middle, 1.0)), np.log(np.where(known, high / low, np.e)) / _WIDTH
