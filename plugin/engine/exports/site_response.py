"""Profiles for site-response analysis: layers with unit weight and damping, as pystrata takes them.

The columns bear the names of ``pystrata.site.Profile.from_dataframe``; the last layer is the half-space. A
site's drawn profiles go into a table of their own, told apart by their number, with their weights.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ...protocol.errors import OutputError
from ...protocol.orders import Export
from ..curves import FloatArray
from ..files.file_names import safe_names
from ..profiles import edges_of
from ..results.ensembles import Ensembles, load_ensembles
from ..results.layered import LayeredEarths
from ..results.rounding import significant
from .models import load_models
from .product import Fill, Product

if TYPE_CHECKING:
    import pandas as pd

_LAYER = ("depth", "thickness", "vel_shear", "unit_wt", "damping")
REPORTED = (*_LAYER, "trusted")
DRAWN = ("profile", "weight", *_LAYER)
_GRAVITY = 9.80665
_DIGITS = 7


def site_response(order: Export) -> Product:
    """Return a table of layers a site and, where they are asked for, one of its drawn profiles."""
    models = load_models(order.folder, order.sites)
    names, damping = [str(name) for name in models.names], order.damping
    stems = safe_names([*names, *(f"{name}_drawn" for name in names)])
    tables: list[Callable[[], pd.DataFrame]] = [
        partial(_reported, models.earths, i, damping) for i in range(len(names))
    ]
    if order.drawn:
        ensembles = load_ensembles(order.folder, names)
        tables += [partial(_drawn, ensembles, models.earths, i, damping) for i in range(len(names))]
    files = {f"{stem}.csv": _writes(table) for stem, table in zip(stems, tables)}
    note = (
        f"damping is {100 * damping:g} % in all layers, which is assumed and not measured (--damping); unit "
        "weight is that of the relation for density"
    )
    return Product(files, (note, *models.notes))


def _reported(earths: LayeredEarths, site: int, damping: float) -> pd.DataFrame:
    import pandas as pd

    thickness = earths.thickness[site]
    values = (_tops(thickness), thickness, earths.vs[site], _weight(earths.density[site]))
    layers = pd.DataFrame(dict(zip(_LAYER, values)))
    return layers.assign(damping=damping, trusted=earths.trusted[site].astype(int))


def _drawn(ensembles: Ensembles, earths: LayeredEarths, site: int, damping: float) -> pd.DataFrame:
    """Return the layers of all drawn profiles; their density is that of the reported layer at their top."""
    import pandas as pd

    depth, kept = ensembles.depth[site], np.flatnonzero(ensembles.weight[site])
    tops = edges_of(depth)
    thickness = np.append(np.diff(tops), 0.0)
    layer = np.searchsorted(_tops(earths.thickness[site]), tops, side="right") - 1
    many = len(kept)
    return pd.DataFrame(
        {
            "profile": np.repeat(np.arange(1, many + 1), len(tops)),
            "weight": np.repeat(ensembles.weight[site][kept], len(tops)),
            "depth": np.tile(tops, many),
            "thickness": np.tile(thickness, many),
            "vel_shear": ensembles.vs[site][kept].astype(float).ravel(),
            "unit_wt": np.tile(_weight(earths.density[site])[layer], many),
            "damping": damping,
        }
    )


def _tops(thickness: FloatArray) -> FloatArray:
    return np.concatenate([[0.0], np.cumsum(thickness[:-1])])


def _weight(density: FloatArray) -> FloatArray:
    """Return unit weight in kN/m3 of density in kg/m3."""
    return density * _GRAVITY / 1000.0


def _writes(table: Callable[[], pd.DataFrame]) -> Fill:
    def write(path: Path) -> None:
        rows = table()
        floats = rows.select_dtypes("float").columns
        if not np.isfinite(rows[floats].to_numpy()).all():
            raise OutputError(f"{path.name}: a layer has no velocity or density")
        rows = rows.assign(**{name: significant(rows[name].to_numpy(), _DIGITS) for name in floats})
        rows.to_csv(path, index=False, lineterminator="\n")

    return write
