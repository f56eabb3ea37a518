"""Whether numbers are frequencies in Hz or periods in s, where nothing says so."""

from __future__ import annotations

import numpy as np

from ....protocol.read_options import Abscissa, ReadOptions
from ...curves import FloatArray
from .units import guess_velocity_unit, to_velocity, trend


def guess_axis(x: FloatArray, velocity: FloatArray, options: ReadOptions) -> tuple[Abscissa, str]:
    """Decide whether a column is frequency in Hz or period in s, by the majority of three signs.

    1. Where it belongs: velocities under 1 km/s are seen above 1 Hz, faster ones below 1 Hz. No sign where
       the median of the column is between 0.3 and 3.
    2. The unit: near-surface work gives m/s (or slowness in s/m) against Hz, seismology km/s against s.
    3. The trend: the velocity falls with frequency and grows with period. No sign below 5 %.

    Without a majority the unit decides.

    Returns
    -------
    (axis, remark) : tuple of str
        The remark is empty where the user chose the axis.
    """
    if options.abscissa is not None:
        return options.abscissa, ""
    good = np.isfinite(x) & np.isfinite(velocity) & (x > 0) & (velocity > 0)
    x, velocity = x[good], velocity[good]
    if not len(x):
        return "period", ""
    unit = str(options.velocity_unit or guess_velocity_unit(velocity, x)[0])
    if unit in ("m/s", "km/s", "ft/s", "s/m", "s/km"):
        velocity = to_velocity(velocity, unit)
    middle, speed = float(np.median(x)), float(np.median(velocity))
    belongs = 0 if 0.3 <= middle <= 3 else 1 if (speed < 1000) == (middle > 1) else -1
    habit = 1 if unit in ("m/s", "ft/s", "s/m") else -1
    third = -trend(velocity, x)
    axis: Abscissa = "frequency" if (belongs + habit + third or habit) > 0 else "period"
    signs = {1: "frequency", 0: "either", -1: "period"}
    return axis, (
        f"({x.min():g} to {x.max():g}) is taken as {axis} in {'Hz' if axis == 'frequency' else 's'}: "
        f"its size fits {signs[belongs]}, the unit {unit} {signs[habit]}, the trend {signs[third]}"
    )
