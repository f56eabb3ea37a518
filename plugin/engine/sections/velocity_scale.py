"""Colours of velocities in a figure: those of the maps, with round values and the unit of a survey."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ...protocol.display_units import METRES, DisplayUnit, unit_for
from ...protocol.palettes import LOG_FROM_RATIO, VELOCITY
from ..curves import FloatArray
from .observed import ObservedSection
from .pseudo_section import Section

if TYPE_CHECKING:
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import Colormap, Normalize

_LONG = 5000.0  # m
_STEPS = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)
_LEAST_SPAN = 0.05
_LEVELS = 7  # about so many colours with a number


def unit_of_line(metres: float) -> DisplayUnit:
    """Return kilometres for long lines; numbers of four digits are still read with ease."""
    return unit_for(metres) if metres >= _LONG else METRES


@dataclass(frozen=True)
class VelocityScale:
    """Colours of velocities, logarithmic where their range is wide.

    Parameters
    ----------
    low, high : float
        Ends in `unit`.
    unit : DisplayUnit
        Of the velocities that it takes, by its factor.
    """

    low: float
    high: float
    unit: DisplayUnit

    @classmethod
    def of(cls, section: Section, observed: ObservedSection | None = None) -> VelocityScale:
        """Return the scale that suits a section, and what was observed there."""
        known = [section.vs[np.isfinite(section.vs)]]
        known += [observed.velocity] if observed is not None else []
        unit = unit_for(float(section.depth[-1]))
        values = np.concatenate(known) * unit.factor
        low, high = np.percentile(values, (1, 99)) if len(values) else (0.9, 1.1)
        if high - low < _LEAST_SPAN * high:
            low, high = low * (1 - _LEAST_SPAN), high * (1 + _LEAST_SPAN)
        return cls(float(low), float(high), unit)

    @property
    def logarithmic(self) -> bool:
        """True where equal ratios are equally far apart."""
        return self.high > LOG_FROM_RATIO * self.low

    @property
    def colours(self) -> Colormap:
        """Matplotlib's map of colours."""
        from matplotlib.colors import LinearSegmentedColormap

        return LinearSegmentedColormap.from_list("velocity", VELOCITY)

    @property
    def norm(self) -> Normalize:
        """Matplotlib's map of velocities in `unit` to 0 to 1."""
        from matplotlib.colors import LogNorm, Normalize

        return (LogNorm if self.logarithmic else Normalize)(self.low, self.high)

    def mappable(self) -> ScalarMappable:
        """Return what a colour bar is made of."""
        from matplotlib.cm import ScalarMappable

        return ScalarMappable(self.norm, self.colours)

    def rgb(self, velocity: FloatArray) -> FloatArray:
        """Return red, green and blue, from 0 to 1, of velocities in m/s, shape (..., 3)."""
        return np.asarray(self.colours(self.norm(velocity * self.unit.factor)))[..., :3]

    def levels(self) -> list[float]:
        """Return round velocities in `unit` inside the scale, for ticks and contours."""
        if self.logarithmic:
            decades = range(int(np.floor(np.log10(self.low))), int(np.ceil(np.log10(self.high))) + 1)
            rungs = [float(f"{step}e{decade}") for decade in decades for step in _STEPS]
            inside = [rung for rung in rungs if self.low < rung < self.high]
            return inside[:: max(1, round(len(inside) / (1.6 * _LEVELS)))]
        from matplotlib.ticker import MaxNLocator

        ticks: Any = MaxNLocator(_LEVELS, steps=[1, 2, 2.5, 5, 10]).tick_values(self.low, self.high)
        return [float(tick) for tick in ticks if self.low < tick < self.high]
