"""What a map is made of: rasters, and what fills their cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ...protocol.result_files import Raster, ends_of
from ..curves import FloatArray
from ..lattice.latest import Latest
from .rasters import Bands

Fill = Callable[[FloatArray], Sequence[FloatArray]]


@dataclass(frozen=True)
class Part:
    """Rasters that are filled together.

    Parameters
    ----------
    files : sequence of str
        Their names.
    bands : sequence of Bands
        What each of them holds.
    fill : callable
        Takes places of cells, (n, 2) or (n, 3) in m, and returns what goes into the rasters,
        an array (n, n_bands) each.
    tags : mapping
        Facts for the files' metadata.
    """

    files: Sequence[str]
    bands: Sequence[Bands]
    fill: Fill
    tags: Mapping[str, str] = field(default_factory=dict)


def depth_bands(raster: Raster, depths: FloatArray) -> Bands:
    """Return the bands of a raster with one a depth."""
    return Bands([f"{raster.label} {depth:g} m" for depth in np.asarray(depths)], raster.unit)


def single_band(raster: Raster) -> Bands:
    """Return the band of a raster of one number a place."""
    return Bands([raster.label], raster.unit)


def banded(raster: Raster, fill: Fill, tags: Mapping[str, str]) -> Part:
    """Return the rasters of a single number and of the ends of its 90 % band; others follow from it."""
    rasters = (raster, *ends_of(raster))
    return Part([r.file for r in rasters], [single_band(r) for r in rasters], Latest(fill), tags)
