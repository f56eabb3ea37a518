"""One setting as it is declared, once; every front end makes its own input from that."""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Optional

Kind = Literal[
    "switch", "whole", "number", "choice", "text", "list", "crs", "raster", "rasters", "lines", "extent"
]


@dataclass(frozen=True)
class Option:
    """What a user can set: a field of a dataclass of this package.

    Parameters
    ----------
    name : str
        The field. The command line has it with dashes, the toolbox in capitals.
    title : str
        What inputs in windows are called, without the unit.
    help : str
        What it does, in sentences.
    kind : Kind
        What it is: yes or no, a whole number, any number, one of a few words, text, several texts, a
        coordinate system, the path of a raster, rasters, lines on the map, or a rectangle on it.
    default : object
        Its value where the user says nothing.
    unit : str
        Unit of a number.
    choices : tuple of str
        The words of a choice.
    labels : mapping of str to str
        What some of them are called in windows, where the word alone does not say enough.
    least, most : float
        Limits of a number; a most of infinity is none.
    positive : bool
        Whether a number must be above `least`, not at it.
    decimals : int
        Decimals of a number in windows.
    factor : float
        What a user's number is of the field: 100 where he gives per cent of a fraction.
    wrong : str
        What is said of a number outside the limits, after the number.
    empty : str
        What stands in windows where nothing is set.
    example : str
        How a text may look.
    understand : callable or None
        Turns a text into the field's value; raises ValueError with words for the user.
    flag, parameter : str
        Names on the command line and in the toolbox, where they are not those of `name`.
    off : str
        What a switch that is on by default does when it is switched off.
    advanced : bool
        Whether the toolbox shows it among the advanced parameters.
    """

    name: str
    title: str
    help: str
    kind: Kind
    default: Any = None
    unit: str = ""
    choices: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    least: float = 0.0
    most: float = math.inf
    positive: bool = False
    decimals: int = 1
    factor: float = 1.0
    wrong: str = "is not a positive number"
    empty: str = ""
    example: str = ""
    understand: Optional[Callable[[str], Any]] = None
    flag: str = ""
    parameter: str = ""
    off: str = ""
    advanced: bool = False

    @property
    def option_flag(self) -> str:
        """The option of the command line, ``--no-…`` for a switch that is on by default."""
        no = "no-" if self.kind == "switch" and self.default else ""
        return self.flag or f"--{no}{self.name.replace('_', '-')}"

    @property
    def parameter_name(self) -> str:
        """The parameter of the toolbox."""
        return self.parameter or self.name.upper()

    @property
    def full_title(self) -> str:
        """The title with the unit."""
        return f"{self.title} ({self.unit})" if self.unit else self.title

    def shown(self, value: float) -> float:
        """Return the number that a user sees for a value of the field."""
        return value * self.factor if self.factor != 1.0 else value

    def value(self, shown: float) -> float:
        """Return the value of the field for a user's number."""
        return shown / self.factor if self.factor != 1.0 else shown

    def parse(self, text: str) -> Any:
        """Return the value that a user's text stands for.

        Raises
        ------
        ValueError
            If it stands for none; the message is for the user.
        """
        if self.kind in ("whole", "number"):
            return self._parse_number(text)
        return self.understand(text) if self.understand is not None else text

    def cells(self, text: str) -> tuple[str, ...]:
        """Return the texts of a list that stand in one text, parted by commas.

        Raises
        ------
        ValueError
            If they cannot be told apart; the message is for the user.
        """
        try:
            cells = next(csv.reader([text], skipinitialspace=True), [])
        except csv.Error as error:
            raise ValueError(f"{self.title}: must stand in one line, parted by commas ({error})") from error
        return tuple(cell.strip() for cell in cells if cell.strip())

    def _parse_number(self, text: str) -> float:
        try:
            number = int(text) if self.kind == "whole" else float(text.rstrip("% "))
        except ValueError:
            raise ValueError(f"{text} is not a {'whole ' if self.kind == 'whole' else ''}number") from None
        if not self._is_within(number):
            raise ValueError(f"{text} {self.wrong}")
        return self.value(number)

    def require(self, value: Any) -> None:
        """Refuse a value of the field that no input would take.

        Raises
        ------
        ValueError
            If it is a number outside the limits, or no word of the choice; the message is for the user.
        """
        if self.kind == "choice" and value is not None and self.choices and value not in self.choices:
            raise ValueError(f"{self.title}: {value} is not one of {', '.join(self.choices)}")
        if self.kind not in ("whole", "number") or value is None:
            return
        if not self._is_within(self.shown(value)):
            raise ValueError(f"{self.title}: {self.shown(value):g} {self.wrong}")

    def _is_within(self, number: float) -> bool:
        above = number > self.least if self.positive else number >= self.least
        return above and number <= self.most and math.isfinite(number)
