"""What the user chose to be read: a survey or a raster stack, and what he says of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional, Protocol, Union

from .address import Address
from .errors import SourceError
from .overrides import Overrides
from .progress import Monitor
from .read_options import ReadOptions
from .stack_input import StackPart, parse_periods


class Table(Protocol):
    """A layer that only QGIS has; it is written to a file before it is sent to the engine."""

    def write(self, folder: Path, monitor: Monitor) -> Path:
        """Write all features as they stand into a folder, and return the file."""


# A file or folder that the engine finds out about; where a stack lies on a network; rasters chosen as a
# stack; features of a layer.
Place = Union[Path, Address, tuple[StackPart, ...], Table]


@dataclass(frozen=True)
class Source:
    """Something to read as a survey or a raster stack.

    Parameters
    ----------
    place : Place
        What holds it. A path may be ``PG:`` and a connection string.
    name : str
        What the user calls it: names the layer group and the messages.
    layer : str or None
        Layer inside the file, where it holds several.
    crs : str or None
        The coordinate system that the user set on the layer, where the file does not say.
    overrides : Overrides
        What the user says about it beyond that.
    """

    place: Place
    name: str
    layer: Optional[str] = None
    crs: Optional[str] = None
    overrides: Overrides = field(default_factory=Overrides)

    def options(self) -> ReadOptions:
        """Return how it is to be read.

        Raises
        ------
        SourceError
            If the overrides cannot be understood; the message is for the user.
        """
        try:
            return self.overrides.options(self.crs, self.layer)
        except ValueError as error:
            raise SourceError(f"How to read {self.name}: {error}") from error

    def paths(self) -> tuple[Path, ...]:
        """Return the files and folders that hold it, as far as it is in files."""
        return tuple(part.path for part in self._parts() if isinstance(part.path, Path))

    def addresses(self) -> tuple[Address, ...]:
        """Return the addresses that the user named."""
        return tuple(part.path for part in self._parts() if isinstance(part.path, Address))

    def _parts(self) -> tuple[StackPart, ...]:
        place = (StackPart(self.place),) if isinstance(self.place, (Path, Address)) else self.place
        return (*(place if isinstance(place, tuple) else ()), *self.overrides.sigma)

    def periods(self) -> tuple[float, ...]:
        """Return the periods of a stack that the user gives, none where the files tell them.

        Raises
        ------
        SourceError
            If they cannot be understood; the message is for the user.
        """
        try:
            return parse_periods(self.overrides.periods)
        except ValueError as error:
            raise SourceError(f"How to read {self.name}: {error}") from error
