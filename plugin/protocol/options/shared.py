"""What options of several orders have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

from ..errors import VsMapperError
from ..option import Option
from ..request import (
    Request,
    Vs30Law,
)

_REQUEST = Request()

BY_FILE = "as the file says"
AUTOMATIC = "automatic"


def checked(parse: Callable[[str], object]) -> Callable[[str], str]:
    """Return what takes a text as it is once `parse` understands it."""

    def understand(text: str) -> str:
        parse(text)
        return text

    return understand


def chosen(options: tuple[Option, ...], *names: str) -> tuple[Option, ...]:
    """Return the options of the given names, in that order."""
    of_name = {option.name: option for option in options}
    return tuple(of_name[name] for name in names)


VS30_LAW = Option(
    "vs30_law",
    "Vs30 below the data",
    "What carries Vs30 down where a curve does not reach 30 m: network, the drawn profiles below what the "
    "curve resolves; california (Boore 2004) or japan (Boore and others 2011), relations of measured "
    "profiles, whose scatter widens the band.",
    "choice",
    default=_REQUEST.vs30_law,
    choices=get_args(Vs30Law),
    labels={
        "network": "the drawn profiles",
        "california": "California (Boore 2004)",
        "japan": "Japan (Boore and others 2011)",
    },
)


DEM = Option(
    "dem",
    "Terrain",
    "Raster of heights of the ground, in any coordinate system. Heights are taken to be in metres unless the "
    "file says otherwise.",
    "raster",
    empty="no terrain",
)
"""A field of `request.Request` and of the options of maps and sections."""


KEEP_UNTRUSTED = Option(
    "keep_untrusted",
    "Keep depths that are not resolved",
    "Keep depths that are not resolved, too: outside a quarter of the shortest to half the longest "
    "wavelength of a site or cell.",
    "switch",
    default=False,
)
"""A field of `orders.Invert` (for raster stacks) and of the options of maps and sections."""


def require_possible(settings: object, options: tuple[Option, ...]) -> None:
    """Refuse settings that no input would take, as of a client of its own making.

    Parameters
    ----------
    settings : object
        A dataclass whose fields the options are.
    options : tuple of Option
        Their declarations.

    Raises
    ------
    VsMapperError
        If one is outside its limits; the message says which.
    """
    for option in options:
        try:
            option.require(getattr(settings, option.name, None))
        except ValueError as error:
            raise VsMapperError(str(error)) from None
