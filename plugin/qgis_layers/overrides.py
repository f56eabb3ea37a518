"""What the user says about a survey against, or beyond, what its file says; kept without the engine."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..protocol.stack_input import StackPart

if TYPE_CHECKING:
    from ..protocol.read_options import ReadOptions

# The engine's own words, repeated here because importing it takes a second; a test compares them.
WAVES = ("rayleigh", "love")
TYPES = ("phase", "group")
VELOCITY_UNITS = ("m/s", "km/s", "ft/s", "s/m", "s/km")
X_AXES = ("frequency", "period", "wavelength")
HIGHEST_MODE = 100
# What the front ends with windows call the options of the command line.
_WORDS = {
    "--crs": "Coordinates",
    "--wave": "Wave type",
    "--type": "Velocity type",
    "--mode": "Mode",
    "--highest-mode": "Highest mode used",
    "--swap-xy": "Swap x and y",
    "--layer": "Layer in the file",
    "--velocity-unit": "Velocity unit",
    "--x-axis": "Given against",
    "--column": "Columns",
    "--periods": "Periods of rasters",
    "--sigma": "Sigma rasters",
}
_OPTION = re.compile("(?:" + "|".join(_WORDS) + r")(?![\w-])")


@dataclass(frozen=True)
class Overrides:
    """How to read a survey, in words; an empty word leaves it to the file.

    Parameters
    ----------
    crs : str
        Coordinate system of the positions, ``EPSG:n`` or WKT.
    wave, velocity_type, velocity_unit, x_axis : str
        One of `WAVES`, `TYPES`, `VELOCITY_UNITS`, `X_AXES`.
    mode : str
        Mode number in digits, ``0`` the fundamental.
    highest_mode : str
        Highest mode number that is used, in digits; empty uses all modes.
    swap_xy : bool
        Whether the coordinates come in the order opposite to what the file says.
    columns : str
        What columns hold, as ``c_obs=phase_velocity:km/s, 3=sigma``.
    layer : str
        Layer of a file that has several.
    periods : str
        Of a raster stack: periods in s, or frequencies in Hz, of its bands in order, as ``5, 10, 20``.
    sigma : tuple of StackPart
        Of a raster stack: rasters of standard deviations, laid out like it.
    """

    crs: str = ""
    wave: str = ""
    velocity_type: str = ""
    velocity_unit: str = ""
    x_axis: str = ""
    mode: str = ""
    highest_mode: str = ""
    swap_xy: bool = False
    columns: str = ""
    layer: str = ""
    periods: str = ""
    sigma: tuple[StackPart, ...] = ()

    def options(self, crs: str | None = None, layer: str | None = None) -> ReadOptions:
        """Return the engine's options; the arguments are what a layer in QGIS says.

        Raises
        ------
        ValueError
            If columns or modes cannot be understood; the message is for the user.
        """
        from ..protocol.read_options import read_options

        columns = next(csv.reader([self.columns], skipinitialspace=True), [])
        return read_options(
            crs=self.crs or crs,
            wave=self.wave,
            kind=self.velocity_type,
            layer=self.layer or layer,
            columns=[column.strip() for column in columns if column.strip()],
            velocity_unit=self.velocity_unit,
            abscissa=self.x_axis,
            mode=self.mode,
            highest_mode=self.highest_mode,
            swap_xy=self.swap_xy,
        )


AS_THE_FILE_SAYS = Overrides()


def in_words(message: str) -> str:
    """Return a message of the engine with the panel's words for the options of the command line.

    Examples
    --------
    >>> in_words("note: --velocity-unit ft/s is not used: the format fixes s/m")
    'note: “Velocity unit” ft/s is not used: the format fixes s/m'
    """
    return _OPTION.sub(lambda found: f"“{_WORDS[found[0]]}”", message)
