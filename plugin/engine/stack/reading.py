"""Finding out what a stack of rasters holds, from its files, their bands and their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ...protocol.address import is_address
from ...protocol.errors import SurveyError
from ...protocol.read_options import ReadOptions
from ...protocol.stack_input import StackInput, StackPart, stack_name
from ...protocol.waves import VelocityType, Wave
from ..reading.quality import FEWEST_POINTS, HIGHEST, LOWEST
from ..survey import ColumnUse, Report
from .axes import find_axes
from .band_units import uses_of, with_units
from .blocks import refuse_vast_blocks
from .datasets import RawBand
from .files import links_left_out, list_bands
from .grid import shared_grid
from .labels import Axis, Types, require_axis, types_in, velocity_unit
from .stack import GridBand, RasterStack
from .stored import open_notes, stored_notes


def open_stack(
    chosen: Path | StackInput,
    options: ReadOptions | None = None,
    sigma: Path | StackInput | None = None,
    periods: Sequence[float] = (),
) -> RasterStack:
    """Find out what a stack of rasters holds, without reading more than a sample of its cells.

    Parameters
    ----------
    chosen : Path or sequence of StackPart
        A folder of rasters, a raster with several bands, a NetCDF file, a Zarr store, or a CSV list with the
        columns ``file, band, period_s, kind``; or several of them. A part may be at an address, if that is
        open (`stores.opened`).
    options : ReadOptions, optional
        What the user says about it.
    sigma : Path or sequence of StackPart, optional
        A stack of standard deviations in the same layout.
    periods : sequence of float
        Periods in s (frequencies in Hz where the options say so) of the bands of each type in the order
        of the files; empty leaves them to the files.

    Raises
    ------
    SurveyError
        If it cannot be read, its periods cannot be told or its grids differ; the message names the file.
    Cancelled
        If the user asked to stop while something at an address was waited for.
    """
    options, parts = options or ReadOptions(), _parts(chosen)
    name = stack_name(parts)
    try:
        if options.columns or options.units or options.layer or options.swap_xy:
            raise SurveyError("a raster stack has no columns or layers to choose, and no coordinates to swap")
        require_axis(options.abscissa)
        bands, sigmas, axis_use, notes = _read_bands(parts, options, periods)
        if sigma:
            own_sigmas = _read_sigmas(_parts(sigma), _typed_like(bands, options), periods)
            sigmas = sorted([*sigmas, *own_sigmas], key=lambda band: band.what)
        if len(bands) < FEWEST_POINTS:
            wanted = "" if options.highest_mode is None else f" up to mode {options.highest_mode}"
            raise SurveyError(
                f"{len(bands) or 'no'} band of velocities{wanted}; a curve needs two periods or more"
            )
        refuse_vast_blocks([*bands, *sigmas])
        layout, turns, remarks = shared_grid([*bands, *sigmas], options.crs)
        bands, sigmas = ([replace(b, turn=turns[b.dataset]) for b in group] for group in (bands, sigmas))
        bands, unit_uses, unit_notes = with_units(bands, options)
        paired = _pair(bands, sigmas)
    except SurveyError as error:
        own = parts[0].path.name or name
        told = str(error).startswith(own) or is_address(str(error))
        raise SurveyError(str(error) if told else f"{name}: {error}") from error
    used = (axis_use, *unit_uses, *uses_of([band for band in paired if band], "sigma of the ", "default"))
    said = (*notes, *open_notes([*parts, *_parts(sigma or ())]), *unit_notes, *remarks)
    return RasterStack(tuple(bands), paired, layout, Report(name, used, notes=said))


def _parts(chosen: Path | StackInput) -> StackInput:
    return (StackPart(Path(chosen)),) if isinstance(chosen, (str, Path)) else chosen


def _read_bands(
    parts: StackInput, options: ReadOptions, periods: Sequence[float]
) -> tuple[list[GridBand], list[GridBand], ColumnUse, list[str]]:
    """Return the bands of velocities and of sigmas, how their periods were decided, and remarks."""
    raw = [band for part in parts for band in list_bands(part)]
    if not raw:
        raise SurveyError("holds no raster band")
    types = [types_in([" ".join(one.labels), one.context]) for one in raw]
    axes, use, notes = find_axes(raw, types, options.abscissa, periods)
    bands = [_band(*parts, options) for parts in zip(raw, axes, types)]
    highest = max(band.mode for band in bands) if options.highest_mode is None else options.highest_mode
    kept = [i for i, band in enumerate(bands) if band.mode <= highest]
    order = sorted(kept, key=lambda i: bands[i].what)
    velocity = [bands[i] for i in order if not types[i].is_sigma]
    sigma = [bands[i] for i in order if types[i].is_sigma]
    own = [*_unheeded(types, options), *_left_out(bands, options), *links_left_out(parts)]
    return velocity, sigma, use, [*stored_notes(parts), *notes, *own]


def _read_sigmas(parts: StackInput, options: ReadOptions, periods: Sequence[float]) -> list[GridBand]:
    """Return the bands of a stack of standard deviations, whatever they are called."""
    try:
        bands, sigmas, _, _ = _read_bands(parts, options, periods)
    except SurveyError as error:
        raise SurveyError(f"sigma {stack_name(parts)}: {error}") from error
    return [*bands, *sigmas]


def _unheeded(types: Sequence[Types], options: ReadOptions) -> list[str]:
    """Return remarks on choices that the names of bands overrule."""
    waves = sum(options.wave is not None and one.wave not in (None, options.wave) for one in types)
    kinds = sum(options.kind is not None and one.kind not in (None, options.kind) for one in types)
    modes = sum(options.mode is not None and one.mode not in (None, options.mode) for one in types)
    counts = (("--wave", waves, "wave type"), ("--type", kinds, "velocity type"), ("--mode", modes, "mode"))
    return [f"{name}: {n} bands keep the {what} that their names give" for name, n, what in counts if n]


def _left_out(bands: Sequence[GridBand], options: ReadOptions) -> list[str]:
    """Return what the highest mode asked for does to the bands."""
    if options.highest_mode is None:
        return []
    n = sum(band.mode > options.highest_mode for band in bands)
    effect = (
        f"{n} band{'s are' if n > 1 else ' is'} of higher modes and left out" if n else "leaves out nothing"
    )
    return [f"--highest-mode {options.highest_mode}: {effect}"]


def _typed_like(bands: Sequence[GridBand], options: ReadOptions) -> ReadOptions:
    """Return options that give sigmas without a type that of the velocities, where these have but one."""
    types = {(band.wave, band.kind) for band in bands}
    return replace(options, wave=bands[0].wave, kind=bands[0].kind) if len(types) == 1 else options


def _band(raw: RawBand, axis: Axis, types: Types, options: ReadOptions) -> GridBand:
    frequency = axis.frequency
    if not LOWEST <= frequency <= HIGHEST:
        raise SurveyError(f"{raw.name}: a {axis.quantity} of {axis.value:g} {axis.unit} is impossible")
    kind = types.kind if types.kind is not None else options.kind
    wave = types.wave if types.wave is not None else options.wave
    return GridBand(
        dataset=raw.dataset,
        band=raw.band,
        file=raw.file,
        name=raw.name,
        frequency=frequency,
        kind=kind if kind is not None else VelocityType.PHASE,
        wave=wave if wave is not None else Wave.RAYLEIGH,
        mode=(types.mode if types.mode is not None else options.mode) or 0,
        unit=velocity_unit(raw.unit, (*raw.labels, raw.context)),
        is_slowness=types.is_slowness,
    )


def _pair(bands: Sequence[GridBand], sigmas: Sequence[GridBand]) -> tuple[GridBand | None, ...]:
    """Return the sigmas in the order of the velocities, in the velocity's unit where they have none."""
    for group in (bands, sigmas):
        for one, other in zip(group, group[1:]):
            if one.what == other.what:
                raise SurveyError(
                    f"{one.name} and {other.name} are both {one.type_name} at {1 / one.frequency:g} s"
                )
    of = {band.what: band for band in sigmas}
    stray = next((of[what] for what in of if what not in {band.what for band in bands}), None)
    if stray is not None:
        raise SurveyError(
            f"{stray.name}: sigma of the {stray.type_name} at {1 / stray.frequency:g} s, which is not given"
        )
    found = [(band, of.get(band.what)) for band in bands]
    return tuple(s and replace(s, unit=s.unit or band.unit) for band, s in found)
