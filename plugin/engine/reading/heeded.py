"""Which of the things that the user said had no effect, because the file or its format says otherwise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ...protocol.counted import counted
from ...protocol.read_options import ReadOptions
from ...protocol.waves import VelocityType, Wave
from ..along_line import NO_MAP, is_along_line
from .measurements import Measurements
from .tables.columns import listed
from .tables.units import UNITS

_AXES = ("frequency", "period", "wavelength")
_WHY_IDLE = "others tell the same, or the column that goes with it is missing"


def tell_unheeded(found: Measurements, options: ReadOptions, layers: bool = True) -> Measurements:
    """Return what was read with a remark for each option that it does not follow.

    Parameters
    ----------
    found : Measurements
        What a reader found.
    options : ReadOptions
        What the user said.
    layers : bool
        Whether the input may hold layers.
    """
    layer = [f"--layer {options.layer} is not used: the file holds no layers"] if options.layer else []
    notes = (
        *_types(found, options),
        *_units(found, options),
        *_columns(found, options),
        *([] if layers else layer),
    )
    return replace(found, notes=(*found.notes, *notes, *_places(found, options)))


def _types(found: Measurements, options: ReadOptions) -> list[str]:
    """Points that state their own type keep it: an option is for those that state none."""
    wave = Wave(options.wave).name.lower() if options.wave is not None else ""
    kind = VelocityType(options.kind).name.lower() if options.kind is not None else ""
    said = (
        ("--wave", wave, options.wave, found.wave, "wave type"),
        ("--type", kind, options.kind, found.kind, "velocity type"),
        ("--mode", str(options.mode), options.mode, found.mode, "mode"),
    )
    return [
        f"{option} {word}: {counted(n, 'point')} keep{'s' * (n == 1)} the {what} that the file "
        "or its format states"
        for option, word, code, codes, what in said
        if code is not None and (n := int(np.sum((codes != int(code)) & (codes >= 0))))
    ]


def _units(found: Measurements, options: ReadOptions) -> list[str]:
    notes = []
    speeds = {use.unit for use in found.columns if "velocity" in use.quantity or "slowness" in use.quantity}
    speeds -= {unit for unit in speeds if not unit or UNITS[unit].dimension == "relative"}
    if options.velocity_unit and speeds and options.velocity_unit not in speeds:
        notes.append(
            f"--velocity-unit {options.velocity_unit} is not used: the format fixes {listed(sorted(speeds))}"
        )
    axes = {use.quantity for use in found.columns if use.quantity in _AXES}
    if options.abscissa and axes and options.abscissa not in axes:
        notes.append(f"--x-axis {options.abscissa} is not used: the format gives {listed(sorted(axes))}")
    return notes


def _columns(found: Measurements, options: ReadOptions) -> list[str]:
    used = {use.column for use in found.columns if use.decided_by != "format"}
    idle = [
        f"{name}={quantity}"
        for quantity, name in options.columns.items()
        if name not in used and quantity != "unused"
    ]
    fixed = all(use.decided_by == "format" for use in found.columns)
    why = "the format fixes its columns" if fixed else _WHY_IDLE
    return [f"--column {listed(idle)} is not used: {why}"] if idle else []


def _places(found: Measurements, options: ReadOptions) -> list[str]:
    nowhere = not np.isfinite(found.x).any()
    given = [f"--crs {options.crs}"] * bool(options.crs) + ["--swap-xy"] * options.swap_xy
    if given and is_along_line(found.crs):
        return [f"{' and '.join(given)} not used: {NO_MAP}"]
    return [f"{' and '.join(given)} not used: there are no coordinates"] if given and nowhere else []
