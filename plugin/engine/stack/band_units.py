"""The unit of the numbers of every band of a stack, and how it was decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from ...protocol.errors import SurveyError
from ...protocol.read_options import ReadOptions
from ..curves import FloatArray
from ..reading.layers.raster_files import is_stored, open_dataset, small_cache, told_if_damaged
from ..reading.tables.units import UNITS, guess_velocity_unit
from ..survey import ColumnUse
from .cells import sampled_windows
from .stack import GridBand

if TYPE_CHECKING:
    from rasterio.io import DatasetReader

_SAMPLE = 128
_VAST = 100_000_000  # cells


def with_units(
    bands: list[GridBand], options: ReadOptions
) -> tuple[list[GridBand], list[ColumnUse], list[str]]:
    """Return the bands with their units, how these were decided, and remarks.

    They are the user's, else those of the bands' metadata or names, else decided by the size of the numbers.

    Raises
    ------
    SurveyError
        If a unit is not one of velocity, or a name says slowness and the unit velocity.
    """
    if options.velocity_unit:
        bands = [replace(band, unit=options.velocity_unit) for band in bands]
        return bands, uses_of(bands, "", "option"), []
    named = [band for band in bands if band.unit]
    for band in named:
        _require_velocity(band)
    guesses = {
        slowness: _guess([b for b in bands if not b.unit and b.is_slowness == slowness], slowness)
        for slowness in (False, True)
    }
    guessed = [replace(b, unit=guesses[b.is_slowness][0]) for b in bands if not b.unit]
    bands = [b if b.unit else replace(b, unit=guesses[b.is_slowness][0]) for b in bands]
    notes = [remark for _, remark in guesses.values() if remark]
    return bands, [*uses_of(named, "", "name"), *uses_of(guessed, "", "magnitude")], notes


def uses_of(bands: Sequence[GridBand], prefix: str, decided_by: str) -> list[ColumnUse]:
    """Return one line for each type of velocity: how many bands, their unit, and how it was decided."""
    groups: dict[tuple[str, str], int] = {}
    for band in bands:
        groups[band.type_name, band.unit] = groups.get((band.type_name, band.unit), 0) + 1
    return [
        ColumnUse(f"{count} band{'s' * (count > 1)}", prefix + name, unit, decided_by)
        for (name, unit), count in groups.items()
    ]


def _require_velocity(band: GridBand) -> None:
    dimension = UNITS[band.unit].dimension
    if dimension == "relative":
        raise SurveyError(f"{band.name}: its unit {band.unit} is not one of velocity")
    if band.is_slowness and dimension != "slowness":
        raise SurveyError(
            f"{band.name}: its name says slowness, its unit {band.unit} velocity; give --velocity-unit"
        )


def _guess(bands: list[GridBand], slowness: bool) -> tuple[str, str]:
    """Return the unit that the size of the numbers of bands suggests, and a remark."""
    if not bands:
        return "", ""
    samples = [_sample(band) for band in bands]
    frequency = np.repeat([band.frequency for band in bands], [len(values) for values in samples])
    unit, remark = guess_velocity_unit(np.concatenate(samples), frequency, slowness)
    return unit, f"by their names, {len(bands)} bands hold slowness" if slowness else remark


def _sample(band: GridBand) -> FloatArray:
    """Return some of a band's finite values.

    Of a coarse view, else of its first block that has any; of a vast raster, or one in a store, the same of a
    part of it, because both take as long as the raster is large.

    Raises
    ------
    SurveyError
        If the part of a vast raster holds none.
    """
    with small_cache(), open_dataset(band.dataset) as raster, told_if_damaged(band.name, raster):
        vast = raster.height * raster.width > _VAST or is_stored(raster)
        views = _parts(raster) if vast else _whole(raster, band.band)
        values = np.empty(0)
        while not np.isfinite(values).any() and (view := next(views, None)) is not None:
            values = raster.read(band.band, masked=True, **view).compressed()
        scale, offset = raster.scales[band.band - 1], raster.offsets[band.band - 1]
    values = values[np.isfinite(values)]
    if vast and not len(values):
        raise SurveyError(
            f"{band.name}: no value in a sample of its cells, which would tell its unit; give --velocity-unit"
        )
    return values.astype(np.float64) * scale + offset


def _whole(raster: DatasetReader, band: int) -> Iterator[dict[str, Any]]:
    """Yield what to read of a raster: all of it at a coarse resolution, then block after block."""
    yield {"out_shape": tuple(min(side, _SAMPLE) for side in raster.shape)}
    yield from ({"window": window} for _, window in raster.block_windows(band))


def _parts(raster: DatasetReader) -> Iterator[dict[str, Any]]:
    """Yield windows that are spread over a raster, few of them before many."""
    for most in (16, 256, 4096):
        yield from ({"window": window} for window in sampled_windows(raster.shape, most))
