"""The files of what follows from drawn profiles: a layer of sites, its table, and amplification."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...protocol.counted import counted
from ...protocol.errors import OutputError
from ...protocol.manifest import description_of_run
from ...protocol.outcomes import Products
from ...protocol.product_columns import AMPLIFICATION_COLUMNS, columns_of, standards_of
from ...protocol.product_options import ProductOptions
from ...protocol.progress import Monitor
from ...protocol.result_columns import names as names_of
from ...protocol.result_files import AMPLIFICATION, PRODUCT_LAYER, PRODUCT_TABLE, PRODUCTS, RUN
from ...protocol.site_standards import NOT_ASSESSED
from ..curves import FloatArray
from ..files.gdal import written_by_gdal
from ..files.result_set import ResultSet
from ..products.vs30 import MEASURED
from ..profiles import edges_of
from .ensembles import Ensembles, ensemble_blocks
from .layered import LayeredEarths
from .layered_table import load_layers
from .outputs import load_sites
from .rounding import significant
from .site_products import Sites, amplification_of, products_of

if TYPE_CHECKING:
    import pandas as pd

_DIGITS = 5


def make_products(folder: Path, options: ProductOptions, monitor: Monitor) -> Products:
    """Compute products of all sites and write ``products.gpkg``, ``products.csv`` and ``amplification.csv``.

    Parameters
    ----------
    folder : Path
        Results of an inversion.
    options : ProductOptions
        Which products, and how.
    monitor : Monitor
        Progress and cancellation.

    Raises
    ------
    OutputError
        If the folder holds no drawn profiles, or the files cannot be written; nothing is changed then.
    """
    import pandas as pd

    files = product_files(folder)
    files.require_free()
    sites = load_sites(folder)
    law = options.vs30_law or _law_of_run(folder)
    parts, amplified = [], []
    done = 0
    for block in _blocks(folder, sites):
        monitor.step(0.95 * done / max(len(sites), 1), "computing products")
        parts.append(pd.DataFrame(products_of(block, options, law)))
        if options.response:
            amplified.append(pd.DataFrame(amplification_of(block, options)))
        done += len(block.drawn.names)
    columns = list(names_of(columns_of(options)))
    table = _rounded(pd.concat(parts, ignore_index=True)[columns])
    monitor.step(0.95, "writing the products")
    written = [PRODUCTS, PRODUCT_TABLE]
    with files.written() as staging:
        _write_layer(table, sites, staging / PRODUCTS, description_of_run(folder))
        table.to_csv(staging / PRODUCT_TABLE, index=False)
        if options.response:
            written.append(AMPLIFICATION)
            of_frequency = list(names_of(AMPLIFICATION_COLUMNS))
            rows = _rounded(pd.concat(amplified, ignore_index=True)[of_frequency])
            rows.to_csv(staging / AMPLIFICATION, index=False)
    monitor.step(1.0, "products written")
    return Products(tuple(folder / name for name in written), _summary(table), _notes(table, options))


def product_files(folder: Path) -> ResultSet:
    """Return the files of products in a folder of results."""
    return ResultSet.made_of(folder, "products", folder, [PRODUCTS, PRODUCT_TABLE, AMPLIFICATION])


def _blocks(folder: Path, sites: pd.DataFrame) -> Iterator[Sites]:
    """Yield the sites with their drawn profiles, block by block."""
    names = sites["site"].to_numpy(object)
    earths = load_layers(folder, names)
    place = {name: i for i, name in enumerate(names)}
    shallowest, deepest = sites["lambda_min_m"].to_numpy(float) / 4, sites["doi_m"].to_numpy(float)
    for drawn in ensemble_blocks(folder):
        chosen = _places(folder, drawn, place)
        density = density_at(earths.take(chosen), drawn.depth)
        yield Sites(drawn, shallowest[chosen], deepest[chosen], density)


def _places(folder: Path, drawn: Ensembles, place: dict[str, int]) -> NDArray[np.int64]:
    try:
        return np.array([place[name] for name in drawn.names], dtype=np.int64)
    except KeyError as error:
        raise OutputError(f"{folder}: the drawn profiles are of other sites; run invert again") from error


def density_at(earths: LayeredEarths, depth: FloatArray) -> FloatArray:
    """Return the density in kg/m3 of layered earths at depths (n_sites, depths)."""
    bottom = np.cumsum(earths.thickness, axis=1)[:, :-1]
    layer = (bottom[:, None] <= edges_of(depth)[..., None] * (1 + 1e-9)).sum(axis=-1)
    return np.take_along_axis(earths.density, layer, axis=1)


def _law_of_run(folder: Path) -> str:
    """Return what carries Vs30 down in the run; earlier versions had no choice."""
    try:
        settings = json.loads((folder / RUN).read_text(encoding="utf-8"))["settings"]
        return str(settings.get("vs30_law", "network"))
    except (OSError, ValueError, LookupError, AttributeError) as error:
        raise OutputError(f"{folder / RUN}: cannot be read: {error}") from error


def _rounded(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with numbers rounded to `_DIGITS` digits."""
    numbers = {
        name: significant(column.to_numpy(float), _DIGITS)
        for name, column in table.items()
        if column.dtype.kind == "f"
    }
    return table.assign(**numbers)


def _write_layer(table: pd.DataFrame, sites: pd.DataFrame, path: Path, run: str) -> None:
    import geopandas as gpd
    import pyogrio

    if "geometry" in sites:
        geometry = sites.set_index("site").geometry.loc[table["site"]].to_numpy()
        table = gpd.GeoDataFrame(table, geometry=geometry, crs=sites.crs)
    try:
        with written_by_gdal(path) as place:
            pyogrio.write_dataframe(
                table,
                place,
                layer=PRODUCT_LAYER,
                driver="GPKG",
                dataset_options={"VERSION": "1.2"},
                layer_options={"DESCRIPTION": run},
            )
    except (RuntimeError, UnicodeError) as error:
        raise OSError(str(error)) from error


def _summary(table: pd.DataFrame) -> str:
    known = table["vs30_p50"].notna()
    measured = int((table["vs30_law"] == MEASURED).sum())
    carried = int(known.sum()) - measured
    down = f", carried down to 30 m at {carried} of them" if carried else ""
    return f"products of {counted(len(table), 'site')}: Vs30 at {int(known.sum())}{down}"


def _notes(table: pd.DataFrame, options: ProductOptions) -> tuple[str, ...]:
    """Return what was not assessed, and where more than one class is within range."""
    notes = [NOT_ASSESSED]
    for standard in standards_of(options):
        several = int(table[standard.range_column].str.contains(" ").sum())
        unknown = int(table[standard.class_column].isna().sum())
        lost = f", not resolved at {unknown}" if unknown else ""
        notes.append(
            f"{standard.title}: more than one class within range at {counted(several, 'site')}{lost}"
        )
    return tuple(notes)
