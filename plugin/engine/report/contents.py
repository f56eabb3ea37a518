"""What a report tells of: all that a folder of results holds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...protocol.display_units import KILOMETRES, METRES, DisplayUnit
from ...protocol.errors import OutputError
from ...protocol.result_files import ENSEMBLES, MAP_RECORD, PRODUCT_TABLE, RUN
from ..profiles import Profiles
from ..results.layered import LayeredEarths
from ..results.layered_table import load_layers
from ..results.outputs import load_profiles, load_sites
from ..results.result_table import result_table
from .observed import Observed, load_curves

if TYPE_CHECKING:
    import pandas as pd

_KILOMETRES_FROM = 1000.0
"""Depth of investigation in m from which kilometres are read more easily."""


@dataclass(frozen=True)
class Contents:
    """A finished run, and what was made of it.

    Parameters
    ----------
    folder : Path
        Where it lies.
    record : dict
        ``run.json``.
    map_record : dict
        ``maps.json``, empty where no map was drawn.
    sites : DataFrame
        The site table.
    profiles : Profiles
        Reported profiles, in the order of the site table.
    layered : LayeredEarths
        The layers that were modelled.
    observed : Observed
        The curves.
    products : DataFrame or None
        ``products.csv``, a row a site like the site table; None where it was not made.
    """

    folder: Path
    record: dict[str, Any]
    map_record: dict[str, Any]
    sites: pd.DataFrame
    profiles: Profiles
    layered: LayeredEarths
    observed: Observed
    products: pd.DataFrame | None = None

    @property
    def unit(self) -> DisplayUnit:
        """Kilometres where the deepest site is looked at over a kilometre down."""
        deepest = float(np.max(self.profiles.trusted_max))
        return KILOMETRES if deepest >= _KILOMETRES_FROM else METRES

    @property
    def has_ensembles(self) -> bool:
        """Whether the drawn profiles were kept."""
        return (self.folder / ENSEMBLES).is_file()

    @property
    def curved(self) -> bool:
        """Whether the Earth's curvature was corrected for."""
        return bool(self.record.get("spherical_correction"))


def load_contents(folder: Path) -> Contents:
    """Read a folder of results.

    Raises
    ------
    OutputError
        If it holds no finished run of curves, or a damaged one.
    """
    sites = load_sites(folder)
    names = sites["site"].to_numpy(dtype=object)
    return Contents(
        folder=folder,
        record=_read(folder / RUN),
        map_record=_read(folder / MAP_RECORD) if (folder / MAP_RECORD).is_file() else {},
        sites=sites,
        profiles=load_profiles(folder),
        layered=load_layers(folder, names),
        observed=load_curves(folder, names),
        products=_products(folder, names),
    )


def _products(folder: Path, names: NDArray) -> pd.DataFrame | None:
    """Return what follows from the profiles, in the order of the site table."""
    path = folder / PRODUCT_TABLE
    if not path.is_file():
        return None
    with result_table(path) as table:
        found = table.set_index("site").loc[list(names)].copy().reset_index()
    return found


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise OutputError(f"{path}: cannot be read: {error}") from error
    if not isinstance(found, dict):
        raise OutputError(f"{path}: cannot be read: it is no record")
    return found
