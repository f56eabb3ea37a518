"""Units in a survey: how they are spelled, what they are in SI, and which one a column's numbers suggest."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ...curves import FloatArray


@dataclass(frozen=True)
class Unit:
    """A unit: its dimension, its size in SI and its spellings in column names (words joined by ``_``)."""

    dimension: str
    factor: float
    spellings: str


UNITS: dict[str, Unit] = {
    "Hz": Unit("frequency", 1.0, "hz hertz 1_s"),
    "kHz": Unit("frequency", 1e3, "khz"),
    "mHz": Unit("frequency", 1e-3, "mhz"),
    "s": Unit("time", 1.0, "s sec secs second seconds"),
    "ms": Unit("time", 1e-3, "ms msec millisecond milliseconds"),
    "m/s": Unit("velocity", 1.0, "m_s ms mps m_sec msec m_s_1 m_per_s"),
    "km/s": Unit("velocity", 1e3, "km_s kms kmps km_sec kmsec km_s_1 km_per_s"),
    "ft/s": Unit("velocity", 0.3048, "ft_s fts fps ft_sec ft_s_1 ft_per_s"),
    "s/m": Unit("slowness", 1.0, "s_m spm sec_m s_m_1 s_per_m"),
    "s/km": Unit("slowness", 1e-3, "s_km skm spkm sec_km s_km_1 s_per_km"),
    "m": Unit("length", 1.0, "m meter meters metre metres"),
    "km": Unit("length", 1e3, "km"),
    "deg": Unit("angle", 1.0, "deg degree degrees dd"),
    "%": Unit("relative", 1e-2, "percent pct perc"),
    "fraction": Unit("relative", 1.0, "fraction frac"),
    "ln": Unit("relative", 1.0, "ln log lognormal"),
    "log10": Unit("relative", math.log(10), "log10 log_10"),
}

SPELLINGS: dict[str, tuple[str, ...]] = {
    spelling: tuple(name for name, unit in UNITS.items() if spelling in unit.spellings.split())
    for spelling in {s for unit in UNITS.values() for s in unit.spellings.split()}
}

# As slowness in s/m or as velocity in km/s, 0.032 is the same ground; below 0.02 km/s there is none.
_AS_LIKELY, _NO_GROUND = 1e-3**0.5, 0.02
# The step by which values have to change along the curve to have a trend.
_TREND = 0.05

# Below 0.05 a slowness is in s/m (20 m/s and faster), above it in s/km (20 km/s and slower).
_SLOWNESS_SPLIT = 0.05


def guess_velocity_unit(values: FloatArray, frequency: FloatArray, slowness: bool = False) -> tuple[str, str]:
    """Decide the unit of a column of velocities (or slownesses) from its numbers.

    The median of the positive values decides: below 0.02 it is a slowness in s/m, below 10 a velocity in
    km/s, above 20 in m/s. Between 0.02 and 0.032 it is a slowness only where it grows with frequency.
    Between 10 and 20 the wavelength decides: at 1 Hz and above, 10 to 20 m/s is a very soft soil seen over
    metres; below 1 Hz only km/s gives wavelengths of kilometres.

    Parameters
    ----------
    values, frequency : (n,) float arrays
        The column's numbers, and the frequency of each in Hz.
    slowness : bool
        True where the column's name says that it holds slowness.

    Returns
    -------
    (unit, remark) : tuple of str
        The unit, and a sentence where the decision was a close one, else empty.
    """
    usable = np.isfinite(values) & (values > 0)
    if not usable.any():
        return ("s/m" if slowness else "m/s"), ""
    middle = float(np.median(values[usable]))
    if slowness:
        return ("s/m" if middle < _SLOWNESS_SPLIT else "s/km"), ""
    if middle < 0.1:
        return _soft_or_slow(values[usable], frequency[usable], middle)
    if middle < 10:
        return "km/s", ""
    if middle > 20:
        return "m/s", ""
    pitch = frequency[usable & np.isfinite(frequency) & (frequency > 0)]
    hertz = float(np.median(pitch)) if len(pitch) else 1.0
    unit = "m/s" if hertz >= 1 else "km/s"
    return unit, (
        f"values near {middle:.3g} could be m/s or km/s; taken as {unit}, "
        f"which makes wavelengths near {middle / hertz:.3g} {unit.split('/')[0]}"
    )


def _soft_or_slow(values: FloatArray, frequency: FloatArray, middle: float) -> tuple[str, str]:
    """Tell slowness in s/m from soft ground in km/s."""
    grows = middle < _AS_LIKELY and np.isfinite(frequency).all() and trend(values, frequency) > 0
    unit, other = ("s/m", "km/s") if middle < _NO_GROUND or grows else ("km/s", "s/m")
    speeds = {"s/m": 1 / middle, "km/s": 1000 * middle}
    return unit, (
        f"values near {middle:.3g} are taken as {'slowness in ' if unit == 's/m' else ''}{unit}, that is "
        f"{speeds[unit]:.3g} m/s; as {other} they would be {speeds[other]:.3g} m/s "
        "(--velocity-unit says which)"
    )


def trend(values: FloatArray, along: FloatArray) -> int:
    """Return 1 where values grow along an axis by 5 % or more, -1 where they fall, 0 where neither.

    Parameters
    ----------
    values, along : (n,) float arrays
        At least one value; those whose place is not a number come last.
    """
    third = max(len(values) // 3, 1)
    ordered = values[np.argsort(along, kind="stable")]
    low, high = np.median(ordered[:third]), np.median(ordered[-third:])
    return 0 if abs(high - low) < _TREND * float(np.median(values)) else 1 if high > low else -1


def to_velocity(values: FloatArray, unit: str) -> FloatArray:
    """Convert velocity or slowness in `unit` to velocity in m/s; a slowness of zero gives NaN."""
    scaled = values * UNITS[unit].factor
    if UNITS[unit].dimension != "slowness":
        return scaled
    with np.errstate(over="ignore"):  # of the tiniest numbers, which the checks reject as infinite
        return np.divide(1.0, scaled, out=np.full_like(scaled, np.nan), where=scaled != 0)


def to_sigma(values: FloatArray, unit: str, velocity: FloatArray) -> FloatArray:
    """Convert one standard deviation in `unit` to m/s.

    That of a slowness is carried over to first order, sigma_v = sigma_s v^2; a relative one, and one of the
    logarithm, is multiplied by the velocity.
    """
    scaled = values * UNITS[unit].factor
    power = {"velocity": 0, "relative": 1, "slowness": 2}[UNITS[unit].dimension]
    return scaled * velocity**power


def to_frequency(values: FloatArray, unit: str) -> FloatArray:
    """Convert frequency or period in `unit` to Hz; a period of zero gives NaN."""
    scaled = values * UNITS[unit].factor
    if UNITS[unit].dimension == "frequency":
        return scaled
    with np.errstate(over="ignore"):  # of the tiniest numbers, which the checks reject as infinite
        return np.divide(1.0, scaled, out=np.full_like(scaled, np.nan), where=scaled != 0)
