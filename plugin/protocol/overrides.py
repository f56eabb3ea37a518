"""What the user says about a survey against, or beyond, what its file says, in words."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Optional

from .read_options import ReadOptions, read_options
from .stack_input import StackPart


@dataclass(frozen=True)
class Overrides:
    """How to read a survey, in words; an empty word leaves it to the file.

    Parameters
    ----------
    crs : str
        Coordinate system of the positions, ``EPSG:n`` or WKT.
    wave, velocity_type, velocity_unit, x_axis, decimal : str
        One of the choices that `options.READING` declares for them.
    mode : int or None
        Mode number, 0 the fundamental; None leaves it to the file.
    highest_mode : int or None
        Highest mode number that is used; None uses all modes.
    first_mode : str
        ``0`` or ``1``, the number that the file gives to the fundamental mode.
    swap_xy : bool
        Whether the coordinates come in the order opposite to what the file says.
    columns : tuple of str
        What columns hold, each as ``c_obs=phase_velocity:km/s``.
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
    decimal: str = ""
    mode: Optional[int] = None
    highest_mode: Optional[int] = None
    first_mode: str = ""
    swap_xy: bool = False
    columns: tuple[str, ...] = ()
    layer: str = ""
    periods: str = ""
    sigma: tuple[StackPart, ...] = ()

    def options(self, crs: Optional[str] = None, layer: Optional[str] = None) -> ReadOptions:
        """Return the engine's options; the arguments are what a layer in QGIS says.

        Raises
        ------
        ValueError
            If columns or modes cannot be understood; the message is for the user.
        """
        return read_options(
            self.columns,
            self.swap_xy,
            crs=self.crs or crs,
            wave=self.wave,
            kind=self.velocity_type,
            layer=self.layer or layer,
            velocity_unit=self.velocity_unit,
            abscissa=self.x_axis,
            decimal=self.decimal,
            mode=_digits(self.mode),
            highest_mode=_digits(self.highest_mode),
            first_mode=self.first_mode,
        )

    @property
    def count(self) -> int:
        """How many things are said."""
        return sum(getattr(self, field.name) != field.default for field in fields(self))


def _digits(mode: Optional[int]) -> Optional[str]:
    return None if mode is None else str(mode)
