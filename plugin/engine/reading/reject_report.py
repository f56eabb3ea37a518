"""What of a survey was not used, and what looks wrong, as a table and as a layer of the map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ...protocol.errors import OutputError
from ...protocol.own_files import has_columns
from ...protocol.result_columns import REJECT_COLUMNS, names
from ...protocol.result_files import REJECT_LAYER
from ..files.gdal import written_by_gdal
from ..files.result_set import ResultSet
from ..survey import Survey

if TYPE_CHECKING:
    import pandas as pd


def write_rejects(survey: Survey, table: Path, geopackage: Path) -> None:
    """Write ``rejects.csv`` and, where any of it has a place on the map, the layer ``rejects``.

    A row's ``lost`` is ``site``, ``point``, or ``nothing`` where something only looks wrong and was used.

    Parameters
    ----------
    survey : Survey
        The usable sites and their report.
    table : Path
        The CSV file.
    geopackage : Path
        A GeoPackage that exists; the layer is added to it.

    Raises
    ------
    OSError
        If they cannot be written.
    """
    rejects = _rejects(survey)
    rejects.to_csv(table, index=False)
    placed = rejects.dropna(subset=["x", "y"])
    if survey.crs is None or not len(placed):
        return
    import geopandas as gpd
    import pyogrio

    points = gpd.points_from_xy(placed["x"], placed["y"])
    layer = gpd.GeoDataFrame(placed.drop(columns=["x", "y"]), geometry=points, crs=survey.crs)
    try:
        with written_by_gdal(geopackage) as place:
            pyogrio.write_dataframe(layer, place, layer=REJECT_LAYER, driver="GPKG", append=True)
    except (RuntimeError, UnicodeError) as error:  # pyogrio's, and a path that is no Unicode
        raise OSError(str(error)) from error


def reject_file(target: Path) -> ResultSet:
    """Return the table alone, wherever it goes."""
    return ResultSet("rejects", target.parent, (target.name,), is_own=_is_table)


def write_reject_table(survey: Survey, target: Path) -> None:
    """Write the table alone, whole or not at all.

    Parameters
    ----------
    survey : Survey
        The usable sites, if any, and their report.
    target : Path
        The CSV file.

    Raises
    ------
    OutputError
        If it cannot be written, or another file is in its place.
    """
    if not target.parent.is_dir():
        raise OutputError(f"{target}: cannot be written: there is no folder {target.parent}")
    with reject_file(target).written() as staging:
        _rejects(survey).to_csv(staging / target.name, index=False)


def _is_table(path: Path) -> bool:
    return has_columns(path, names(REJECT_COLUMNS))


def _rejects(survey: Survey) -> pd.DataFrame:
    """Return one row for each rejected site, rejected point and suspect, with its place where it has one."""
    import pandas as pd

    report = survey.report
    nowhere = (None, None)
    rows = [
        (r.site, "site" if r.whole_site else "point", r.reason, *(r.place or nowhere)) for r in report.rejects
    ]
    places = dict(zip(survey.names.tolist(), zip(survey.x.tolist(), survey.y.tolist())))
    rows += [
        (s.site, "nothing", f"suspect: {s.reason}", *places.get(s.site, nowhere)) for s in report.suspects
    ]
    table = pd.DataFrame(rows, columns=list(names(REJECT_COLUMNS)))
    return table.astype({"x": float, "y": float})
