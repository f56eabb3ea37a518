"""OpenQuake's site model: a CSV of Vs30 and basin depths by longitude and latitude.

The engine takes Z1.0 in metres and Z2.5 in kilometres, refuses two sites whose coordinates are the same to
five decimals, and has ground-motion models compute a basin depth that is -999 from Vs30.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...protocol.counted import counted
from ...protocol.errors import OutputError
from ...protocol.orders import Export
from ...protocol.result_files import SITES, VS30, Z1_0, Z2_5, Raster
from ..curves import FloatArray
from ..ground import Ground
from ..positions import parse_crs, reproject
from ..results.outputs import load_sites
from .map_grid import has_map, load_map
from .product import Product

if TYPE_CHECKING:
    import pandas as pd
    from pyproj import CRS

COLUMNS = ("lon", "lat", "vs30", "vs30measured", "z1pt0", "z2pt5")
_UNKNOWN = -999.0
_MEASURED = "measured"  # `vs30_law` of a site whose curve reaches 30 m
_DECIMALS = 5
_LEAST_DEPTH = 0.1  # m; the engine takes no depth of 0
_MOST_NAMED = 3


def site_model(order: Export) -> Product:
    """Return the site model of the sites of a run, or of the cells of its map."""
    if order.grid:
        rows, notes = _cells(order)
    else:
        rows, notes = _sites(order)
    table, merged = _merged(rows)
    for column, depth in (("z1pt0", "1.0"), ("z2pt5", "2.5")):
        unknown = int((table[column] == _UNKNOWN).sum())
        if unknown:
            notes.append(
                f"{column} is -999 at {unknown} of {counted(len(table), 'place')}, where Vs does not reach "
                f"{depth} km/s: ground-motion models that know -999 compute it from Vs30"
            )
    return Product({"site_model.csv": lambda path: _write(table, path)}, (*notes, *merged))


def _sites(order: Export) -> tuple[pd.DataFrame, list[str]]:
    """Return a row a site that has a place and Vs30."""
    import pandas as pd

    sites = load_sites(order.folder)
    if "geometry" not in sites or sites.crs is None:
        raise OutputError(f"{order.folder / SITES}: the sites have no coordinates on the map")
    sites = _wanted(sites, order)
    placed = ~(sites.geometry.is_empty | sites.geometry.isna()).to_numpy()
    known = sites["vs30_m_s"].notna().to_numpy()
    notes = _left_out(sites["site"].to_numpy(), placed, known)
    kept = sites[placed & known]
    if kept.empty:
        raise OutputError(f"{order.folder}: no site has both a place and Vs30, so there is nothing to export")
    x, y = kept.geometry.x.to_numpy(), kept.geometry.y.to_numpy()
    rows = pd.DataFrame({"site": kept["site"].to_numpy(), **_places(x, y, parse_crs(kept.crs.to_wkt()))})
    measured = _is_measured(kept)
    rows["vs30"], rows["vs30measured"] = kept["vs30_m_s"].to_numpy(float), measured.astype(int)
    if not measured.all():
        notes.append(
            f"vs30measured is 0 at {int((~measured).sum())} of {counted(len(kept), 'site')}, whose curves do "
            f"not reach 30 m, so that Vs30 was carried down: {_named(kept['site'].to_numpy()[~measured])}"
        )
    rows["z1pt0"], rows["z2pt5"] = (kept[r.column].to_numpy(float) for r in (Z1_0, Z2_5))
    return rows, notes


def _is_measured(sites: pd.DataFrame) -> NDArray[np.bool_]:
    """Return True where a site's curve reaches 30 m; of runs that do not say, wherever Vs30 is."""
    if "vs30_law" not in sites:
        return sites["vs30_m_s"].notna().to_numpy()
    return (sites["vs30_law"] == _MEASURED).to_numpy(bool)


def _wanted(sites: pd.DataFrame, order: Export) -> pd.DataFrame:
    if order.sites is None:
        return sites[sites["status"] != "rejected"]
    lacking = [name for name in order.sites if name not in set(sites["site"])]
    if lacking:
        raise OutputError(
            f"{order.folder}: has no site {lacking[0]!r}; its first is {sites['site'].iloc[0]!r}"
        )
    return sites[sites["site"].isin(order.sites)]


def _left_out(names: NDArray[np.object_], placed: NDArray[np.bool_], known: NDArray[np.bool_]) -> list[str]:
    notes = []
    for lost, why in ((~placed, "a place"), (placed & ~known, "Vs30")):
        if lost.any():
            notes.append(
                f"{counted(int(lost.sum()), 'site')} left out for want of {why}: {_named(names[lost])}"
            )
    return notes


def _cells(order: Export) -> tuple[pd.DataFrame, list[str]]:
    """Return a row a cell of the map that has Vs30; measured is what lies near a site that is."""
    import pandas as pd

    vs30 = load_map(order.folder, VS30)
    row, column = np.nonzero(np.isfinite(vs30.values[0]))
    if len(row) == 0:
        raise OutputError(f"{order.folder / VS30.file}: is empty, so there is nothing to export")

    def values(raster: Raster) -> FloatArray:
        if not has_map(order.folder, raster):
            return np.full(len(row), np.nan)
        return load_map(order.folder, raster).values[0][row, column].astype(float)

    x, y = vs30.grid.x[column], vs30.grid.y[row]
    stack = not (order.folder / SITES).is_file()
    near = _distance(order.folder, x, y, vs30.grid.crs) <= order.measured_within
    rows = pd.DataFrame(_places(x, y, vs30.grid.crs))
    rows["vs30"], rows["vs30measured"] = values(VS30), near.astype(int)
    rows["z1pt0"], rows["z2pt5"] = values(Z1_0), values(Z2_5)
    if stack:
        return rows, ["vs30measured is 0: a raster stack has no sites"]
    within = f"within {order.measured_within:g} m of a site whose curve reaches 30 m"
    return rows, [f"vs30measured is 1 at {int(near.sum())} of {counted(len(rows), 'cell')}, {within}"]


def _distance(folder: Path, x: FloatArray, y: FloatArray, crs: CRS) -> FloatArray:
    """Return how far places are from the nearest site that was measured, in m; infinite where none is."""
    from scipy.spatial import cKDTree

    if not (folder / SITES).is_file():  # of a raster stack
        return np.full(len(x), np.inf)
    sites = load_sites(folder)
    sites = sites[_is_measured(sites) & ~(sites.geometry.is_empty | sites.geometry.isna()).to_numpy()]
    if sites.empty:
        return np.full(len(x), np.inf)
    system = parse_crs(sites.crs.to_wkt())
    site_x, site_y = reproject(sites.geometry.x.to_numpy(), sites.geometry.y.to_numpy(), system, crs)
    ground = Ground.around(x, y, crs)
    return np.asarray(cKDTree(ground.positions(site_x, site_y)).query(ground.positions(x, y))[0])


def _places(x: FloatArray, y: FloatArray, crs: CRS) -> dict[str, FloatArray]:
    longitude, latitude = reproject(x, y, crs, parse_crs("EPSG:4326"))
    return {"lon": np.round(longitude, _DECIMALS), "lat": np.round(latitude, _DECIMALS)}


def _merged(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Return one row a place, with the geometric means of what lies there, and what was merged."""
    places = rows.groupby(["lon", "lat"], sort=False)
    logs = rows.assign(
        vs30=np.log(rows["vs30"]),
        **{z: np.log(rows[z].clip(lower=_LEAST_DEPTH)) for z in ("z1pt0", "z2pt5")},
    ).groupby(["lon", "lat"], sort=False)[["vs30", "z1pt0", "z2pt5"]]
    table = np.exp(logs.mean()).assign(vs30measured=places["vs30measured"].min()).reset_index()
    table["z2pt5"] /= 1000.0
    table = table.fillna({"z1pt0": _UNKNOWN, "z2pt5": _UNKNOWN})[list(COLUMNS)]
    repeated = rows[rows.duplicated(["lon", "lat"], keep=False)]
    if repeated.empty:
        return table, []
    who = f": {_named(repeated['site'].to_numpy())}" if "site" in rows else ""
    lost = len(rows) - len(table)
    return table, [
        f"{counted(len(repeated), 'place')} that are the same to {_DECIMALS} decimals of a degree, which the "
        f"engine refuses, became {len(repeated) - lost} with geometric means{who}"
    ]


def _named(names: Sequence[str] | NDArray[np.object_]) -> str:
    shown = ", ".join(str(name) for name in names[:_MOST_NAMED])
    more = len(names) - _MOST_NAMED
    return f"{shown} and {more} more" if more > 0 else shown


def _write(table: pd.DataFrame, path: Path) -> None:
    digits = {"lon": "%.5f", "lat": "%.5f", "vs30": "%.1f", "z1pt0": "%.1f", "z2pt5": "%.4f"}
    text = table.astype({"vs30measured": int}).assign(
        **{column: [form % value for value in table[column]] for column, form in digits.items()}
    )
    text.to_csv(path, index=False, lineterminator="\n")
