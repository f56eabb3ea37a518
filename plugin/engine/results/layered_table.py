"""The table of the layered earths of a run: ``models.csv``."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ...protocol.errors import OutputError
from ...protocol.large_tables import table_in
from ...protocol.manifest import require_whole
from ...protocol.result_columns import LAYER_COLUMNS
from ...protocol.result_columns import names as names_of
from ...protocol.result_files import MODELS
from ..files.table_file import table_file
from .layered import LayeredEarths
from .result_table import result_table
from .rounding import significant

_DIGITS = 9  # more than other numbers get: rounding must not change the curves
_SITES_PER_WRITE = 20_000


def write_layers(names: NDArray, earths: LayeredEarths, path: Path, digits: int = _DIGITS) -> None:
    """Write one row a layer: site, top and bottom in m, Vs, Vp, density, Vs at 5 and 95 %, trusted.

    The half-space has no bottom.

    Parameters
    ----------
    names : (n_sites,) array
        Site names.
    earths : LayeredEarths
        Their layers.
    path : Path
        The file, CSV or Parquet by its ending, written in blocks of sites, so that memory does not grow with
        the survey.
    digits : int
        Significant digits.
    """
    import pandas as pd

    labels = names.astype(object)
    with table_file(path) as write:
        for start in range(0, max(len(labels), 1), _SITES_PER_WRITE):
            block = slice(start, start + _SITES_PER_WRITE)
            columns = earths.take(block).columns()
            rounded = {n: significant(v, digits) if v.dtype.kind == "f" else v for n, v in columns.items()}
            table = pd.DataFrame({"site": np.repeat(labels[block], earths.n_layers), **rounded})
            write(table)


def load_layers(folder: Path, names: NDArray) -> LayeredEarths:
    """Read the layered earths of a run back.

    Parameters
    ----------
    folder : Path
        Where the run was written.
    names : (n_sites,) array
        Its sites, in the order of the site table.

    Raises
    ------
    OutputError
        If the table is missing, damaged or of other sites.
    """
    path = table_in(folder, MODELS)
    if not path.is_file():
        raise OutputError(f"{path}: is missing; run invert again")
    with result_table(path) as table:
        owners = table["site"].to_numpy().reshape(len(names), -1)
        earths = LayeredEarths.from_columns(
            {n: table[n].to_numpy(float) for n in names_of(LAYER_COLUMNS)}, len(names)
        )
    if not np.array_equal(owners[:, 0], names):
        raise OutputError(f"{path}: its sites are not those of the site table; run invert again")
    require_whole(folder, [path.name])
    return earths
