"""Colour scales, shared by the layers on the map and by the plots in the dock."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from qgis.core import (
    QgsColorRampShader,
    QgsGradientColorRamp,
    QgsGradientStop,
    QgsRasterRenderer,
    QgsRasterShader,
    QgsSingleBandPseudoColorRenderer,
)
from qgis.PyQt.QtGui import QColor

from ..protocol.display_units import METRES, OF_VELOCITY, DisplayUnit
from ..protocol.palettes import LOG_FROM_RATIO
from .ticks import linear_ticks, log_ticks, number
from .translated import tr

DISTANCE = ("#f2f2f2", "#bdbdbd", "#525252")

LEAST_SPAN = 0.05
_BELOW, _ABOVE = "≤ ", "≥ "


def gradient(colours: tuple[str, ...]) -> QgsGradientColorRamp:
    """Return a ramp with the colours evenly spaced between 0 and 1."""
    last = len(colours) - 1
    stops = [QgsGradientStop(i / last, QColor(c)) for i, c in enumerate(colours[1:last], start=1)]
    return QgsGradientColorRamp(QColor(colours[0]), QColor(colours[last]), False, stops)


@dataclass(frozen=True)
class ColourScale:
    """Round values with their colours; colours between them are interpolated linearly.

    Parameters
    ----------
    values : tuple of float
        Increasing values as they are in files, at least two.
    colours : tuple of QColor
        One colour a value.
    unit : str
        Unit in which people read the values.
    factor : float
        What makes values of that unit of those in files.
    """

    values: tuple[float, ...]
    colours: tuple[QColor, ...]
    unit: str
    factor: float = 1.0

    @classmethod
    def spanning(cls, low: float, high: float, palette: tuple[str, ...], unit: str) -> ColourScale:
        """Return a scale of round values that holds [low, high], logarithmic where the range is wide."""
        if high - low < LEAST_SPAN * max(abs(low), abs(high), 1e-9):
            # Values that are all but equal still need two colours, in numbers that can be told apart.
            margin = LEAST_SPAN * max(abs(low), abs(high)) or 1.0
            low, high = low - margin, high + margin
        logarithmic = low > 0 and high / low > LOG_FROM_RATIO
        inner = log_ticks(low, high, 7) if logarithmic else linear_ticks(low, high, 7)
        values = [v for v in inner if low < v < high]
        if not values or values[0] > low:
            values.insert(0, _rounded(low))
        if values[-1] < high:
            values.append(_rounded(high))
        values = np.array(sorted(set(values)))
        place = np.log(values) if logarithmic else values
        place = (place - place[0]) / (place[-1] - place[0])
        ramp = gradient(palette)
        return cls(tuple(values.tolist()), tuple(ramp.color(p) for p in place.tolist()), unit)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The values as people read them; what lies beyond the ends has their colours too."""
        words = [number(v * self.factor) for v in self.values]
        lowest = words[0] if self.values[0] == 0 else f"{_BELOW}{words[0]}"  # nothing is less than none
        return (lowest, *words[1:-1], f"{_ABOVE}{words[-1]}")

    @property
    def labels(self) -> tuple[str, ...]:
        """The same with their unit."""
        return tuple(f"{words} {self.unit}".rstrip() for words in self.numbers)

    @property
    def ramp(self) -> QgsGradientColorRamp:
        """The same colours between 0 and 1."""
        low, span = self.values[0], self.values[-1] - self.values[0]
        inner = zip(self.values[1:-1], self.colours[1:-1])
        stops = [QgsGradientStop((value - low) / span, colour) for value, colour in inner]
        return QgsGradientColorRamp(self.colours[0], self.colours[-1], False, stops)

    def words(self, low: float | None, high: float | None) -> str:
        """Return a class of values without its unit; None has no end."""
        low, high = (None if end is None else number(end * self.factor) for end in (low, high))
        if low is None or high is None:
            return f"≥ {low}" if high is None else f"< {high}"
        return tr("{low} to {high}").format(low=low, high=high)

    def in_unit(self, unit: DisplayUnit) -> ColourScale:
        """Return a scale of velocities as it is read in a unit; any other as it is."""
        if self.unit not in OF_VELOCITY:
            return self
        return replace(self, unit=unit.velocity, factor=unit.factor)

    def rgb(self, values: NDArray[np.float64]) -> NDArray[np.uint8]:
        """Return red, green and blue of values, shape (..., 3), as the renderer draws them."""
        channels = np.array([(c.red(), c.green(), c.blue()) for c in self.colours], dtype=float)
        mixed = [np.interp(values, self.values, channels[:, i]) for i in range(3)]
        return np.stack(mixed, axis=-1).round().astype(np.uint8)

    def colour_of(self, value: float) -> QColor:
        """Return the colour of a value, as the renderer draws it."""
        return QColor(*self.rgb(np.array([value]))[0].tolist())

    def renderer(self, layer_input: object, band: int) -> QgsSingleBandPseudoColorRenderer:
        """Return a pseudo-colour renderer of one band with this scale."""
        shader = QgsColorRampShader(self.values[0], self.values[-1])
        shader.setColorRampType(QgsColorRampShader.Type.Interpolated)
        shader.setColorRampItemList(
            [
                QgsColorRampShader.ColorRampItem(v, c, label)
                for v, c, label in zip(self.values, self.colours, self.labels)
            ]
        )
        legend = shader.legendSettings()
        if legend is not None:
            # The rows carry the unit and every value; the continuous bar would show the two ends only.
            legend.setUseContinuousLegend(False)
        raster_shader = QgsRasterShader(self.values[0], self.values[-1])
        raster_shader.setRasterShaderFunction(shader)
        renderer = QgsSingleBandPseudoColorRenderer(layer_input, band, raster_shader)
        renderer.setClassificationMin(self.values[0])
        renderer.setClassificationMax(self.values[-1])
        return renderer


def scale_of(renderer: QgsRasterRenderer) -> ColourScale | None:
    """Return the scale of a renderer that `ColourScale.renderer` made; None of any other."""
    shader = renderer.shader() if isinstance(renderer, QgsSingleBandPseudoColorRenderer) else None
    function = shader.rasterShaderFunction() if shader is not None else None
    if not isinstance(function, QgsColorRampShader):
        return None
    items = function.colorRampItemList()
    if len(items) < 2:
        return None
    unit = items[0].label.replace(_BELOW, "").partition(" ")[2]
    factor = OF_VELOCITY.get(unit, METRES).factor
    return ColourScale(tuple(item.value for item in items), tuple(item.color for item in items), unit, factor)


def _rounded(value: float) -> float:
    return float(f"{value:.2g}")
