"""What a dispersion curve is drawn against."""

from __future__ import annotations

from enum import Enum

import numpy as np
from numpy.typing import NDArray

from ..protocol.display_units import DisplayUnit
from ..qgis_layers.translated import tr

LONG_PERIOD_HZ = 1.0


class Abscissa(Enum):
    """The quantities that stand below a curve."""

    FREQUENCY = "Frequency"
    PERIOD = "Period"
    WAVELENGTH = "Wavelength"

    @property
    def title(self) -> str:
        """What a user calls it, in his language."""
        return {
            Abscissa.FREQUENCY: tr("Frequency"),
            Abscissa.PERIOD: tr("Period"),
            Abscissa.WAVELENGTH: tr("Wavelength"),
        }[self]

    @classmethod
    def usual(cls, frequency: NDArray[np.float64]) -> Abscissa:
        """Return what curves of such frequencies in Hz are usually drawn against."""
        return cls.PERIOD if float(np.median(frequency)) < LONG_PERIOD_HZ else cls.FREQUENCY

    def of(
        self, frequency: NDArray[np.float64], velocity: NDArray[np.float64], unit: DisplayUnit
    ) -> NDArray[np.float64]:
        """Return where points of a curve stand, from Hz and m/s, in the unit of `label`."""
        if self is Abscissa.FREQUENCY:
            return frequency
        return 1 / frequency if self is Abscissa.PERIOD else velocity / frequency * unit.factor

    def label(self, unit: DisplayUnit) -> str:
        """Return quantity and unit."""
        return f"{self.title} ({ {'Frequency': 'Hz', 'Period': 's', 'Wavelength': unit.length}[self.value] })"
