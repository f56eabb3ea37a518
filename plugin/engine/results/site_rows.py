"""The rows of some sites in the large tables of a run, found without reading those of the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ...protocol.errors import OutputError
from ...protocol.large_tables import table_in
from ...protocol.manifest import require_whole
from ...protocol.outcomes import SiteRows, SitesShown
from ...protocol.result_files import CURVES, MODELS, PROFILES
from .result_table import result_table
from .row_groups import row_groups

if TYPE_CHECKING:
    import pandas as pd

Cells = Mapping[str, tuple[str, ...]]


def site_rows(folder: Path, sites: Sequence[str]) -> SitesShown:
    """Return curve, profile and layers of sites as text, as a table of CSV has them.

    Parameters
    ----------
    folder : Path
        Results of an inversion.
    sites : sequence of str
        The sites; one that a table lacks has no columns of it.

    Raises
    ------
    OutputError
        If a table is missing or damaged.
    """
    points, profile, layers = (_cells(table_in(folder, table), sites) for table in (CURVES, PROFILES, MODELS))
    rows = (SiteRows(s, points.get(s, {}), profile.get(s, {}), layers.get(s, {})) for s in sites)
    return SitesShown(tuple(rows))


def _cells(path: Path, sites: Sequence[str]) -> dict[str, Cells]:
    """Return the columns of each site's rows."""
    require_whole(path.parent, [path.name], thorough=False)
    rows = _packed(path, sites) if path.suffix == ".parquet" else _all(path)
    groups = rows[rows["site"].isin(list(sites))].groupby("site", sort=False)
    return {str(site): {str(n): _texts(group[n]) for n in group.columns} for site, group in groups}


def _texts(column: pd.Series) -> tuple[str, ...]:
    """Return values as CSV has them, nothing where there is none."""
    blank = column.isna()
    values = column.tolist()
    return tuple("" if gone else str(value) for value, gone in zip(values, blank))


def _all(path: Path) -> pd.DataFrame:
    with result_table(path) as table:
        return table


def _packed(path: Path, sites: Sequence[str]) -> pd.DataFrame:
    """Return the rows of the groups that hold the sites."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        known = row_groups(path)
        wanted = sorted({group for site in sites for group in known.get(site, ())})
        with pq.ParquetFile(path, pre_buffer=False) as file:
            found: pd.DataFrame = file.read_row_groups(wanted).to_pandas()
        return found
    except (OSError, KeyError, TypeError, ValueError, pa.ArrowException) as error:
        raise OutputError(f"{path}: cannot be read: {error}") from error
