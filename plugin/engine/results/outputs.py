"""The files of one inversion, written together, and read back for maps and sections."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...protocol.errors import OutputError, SurveyError
from ...protocol.large_tables import (
    LARGE_TABLES,
    MOST_CSV_ROWS,
    PARQUET,
    SITES_PARQUET,
    as_parquet,
    table_in,
)
from ...protocol.manifest import Entry, description, require_whole
from ...protocol.moves import settle
from ...protocol.result_columns import (
    CURVE_COLUMNS,
    PROFILE_COLUMNS,
    TABLES,
    VS_QUANTILES,
    names,
)
from ...protocol.result_files import (
    ENSEMBLES,
    PROFILES,
    REJECTS,
    RUN,
    SITE_LAYER,
    SITES,
    STATUS,
)
from ...protocol.waves import VelocityType, Wave
from ..files.gdal import written_by_gdal
from ..files.result_set import ResultSet
from ..files.table_file import table_file
from ..profiles import Profiles
from ..reading.layers.vector_paths import locate
from ..reading.reject_report import write_rejects
from ..reading.source import open_source
from .ensembles import write_ensembles
from .layered_table import write_layers
from .result import STATUSES, Result
from .result_table import result_table
from .rounding import significant
from .site_table import site_table

if TYPE_CHECKING:
    import pandas as pd

_QUANTILES = names(VS_QUANTILES)
_SITES_PER_WRITE = 20_000


def write_result(result: Result, folder: Path) -> None:
    """Write ``profiles.csv``, ``models.csv``, ``sites.gpkg``, ``curves.csv``, ``rejects.csv``, ``run.json``.

    And ``ensembles.parquet`` where the drawn profiles were kept. Large tables are Parquet where the request
    or their length says so, and the sites are GeoParquet too then. All of them appear at the end, together,
    and what was made of an earlier run in the folder goes.
    Sites without coordinates go into a table without geometry.

    Parameters
    ----------
    result : Result
        What the run returned.
    folder : Path
        Where to write; made where missing.

    Raises
    ------
    OutputError
        If the files cannot be written; nothing is changed then.
    """
    with run_files(folder).written() as staging, ThreadPoolExecutor(1) as beside:
        # Half of what is written, by code that lets others work.
        drawn = beside.submit(_write_drawn, result, staging / ENSEMBLES)
        record = json.dumps(_run(result), indent=2, default=_plain) + "\n"
        (staging / RUN).write_text(record, encoding="utf-8")
        profiles, models, curves = (staging / _named(result, table) for table in LARGE_TABLES)
        _write_profiles(result, profiles)
        write_layers(result.survey.names, result.layered, models)
        sites = site_table(result)
        _write_sites(sites, staging / SITES, description(Entry.of(staging / RUN), Entry.of(profiles)))
        if profiles.suffix == ".parquet":
            sites.to_parquet(staging / SITES_PARQUET, index=False)
        with table_file(curves) as write:
            write(_curve_table(result))
        write_rejects(result.survey, staging / REJECTS, staging / SITES)
        drawn.result()


def _write_drawn(result: Result, path: Path) -> None:
    if result.drawn is not None:
        write_ensembles(result.survey.names, result.drawn, path)


def run_files(folder: Path) -> ResultSet:
    """Return the files of a run in a folder."""
    return ResultSet.of_run(folder, (*TABLES, *PARQUET, RUN))


def tables_note(result: Result) -> str:
    """Return a remark on tables that are Parquet without anybody having asked for it, else nothing."""
    if result.request.tables != "auto" or not _is_large(result):
        return ""
    names = ", ".join(map(as_parquet, LARGE_TABLES))
    return f"{names} are Parquet, as one has more than {MOST_CSV_ROWS:,} rows; --tables csv writes CSV"


def _named(result: Result, table: str) -> str:
    """Return what a large table of a result is called, by its form."""
    form = result.request.tables
    return as_parquet(table) if form == "parquet" or (form == "auto" and _is_large(result)) else table


def _is_large(result: Result) -> bool:
    layers = result.survey.n_sites * result.layered.n_layers
    return max(result.profiles.depth.size, result.survey.curves.n_points, layers) > MOST_CSV_ROWS


def load_sites(folder: Path) -> pd.DataFrame:
    """Read the site table back, a GeoDataFrame where the sites have coordinates.

    Raises
    ------
    OutputError
        If the folder holds no finished run, or a damaged one.
    """
    import geopandas as gpd

    require_finished(folder)
    path = folder / SITES
    if not path.is_file() and (folder / STATUS.file).is_file():
        raise OutputError(f"{folder}: holds a raster stack that was inverted, which has cells and no sites")
    try:
        where = locate(open_source(path), SITE_LAYER)
        if SITE_LAYER not in where.layers():
            raise SurveyError(f"holds no layer {SITE_LAYER}")
        sites = gpd.read_file(where.path, layer=SITE_LAYER)
    except (OSError, RuntimeError, ValueError, SurveyError) as error:
        raise OutputError(f"{path}: cannot be read: {error}") from error
    require_whole(folder, [SITES])
    return sites


def load_profiles(folder: Path) -> Profiles:
    """Read the profiles back, in the order of the site table.

    Raises
    ------
    OutputError
        If the folder holds no finished run, or a damaged one.
    """
    sites = load_sites(folder)
    path = table_in(folder, PROFILES)
    with result_table(path) as table:
        n_depths = len(table) // max(len(sites), 1)
        owners = table["site"].to_numpy().reshape(len(sites), n_depths)
        columns = {
            name: table[name].to_numpy(float).reshape(owners.shape)
            for name in ("depth_m", "vs_m_s", *_QUANTILES)
        }
    if not np.array_equal(owners[:, 0], sites["site"]):
        raise OutputError(f"{path}: its sites are not those of {SITES}; run invert again")
    require_whole(folder, [path.name])
    return Profiles(
        depth=columns["depth_m"],
        vs=columns["vs_m_s"],
        quantiles=np.stack([columns[name] for name in _QUANTILES], axis=-1),
        trusted_min=sites["lambda_min_m"].to_numpy(float) / 4,
        trusted_max=sites["doi_m"].to_numpy(float),
    )


def require_finished(folder: Path) -> None:
    """Refuse a folder without a run, after putting right what a killed one left.

    Raises
    ------
    OutputError
        If it holds none.
    """
    settle(folder)
    if not (folder / RUN).is_file():
        raise OutputError(f"{folder}: holds no finished run ({RUN} is missing); run invert first")


def _write_profiles(result: Result, path: Path) -> None:
    """Write the profiles in blocks of sites, so that memory does not grow with the survey."""
    with table_file(path) as write:
        for start in range(0, max(result.profiles.n_sites, 1), _SITES_PER_WRITE):
            write(_profile_table(result, slice(start, start + _SITES_PER_WRITE)))


def _profile_table(result: Result, block: slice) -> pd.DataFrame:
    """Return one row a site and depth; velocities to six digits, depths in full so that `trusted` holds."""
    import pandas as pd

    profiles = result.profiles
    quantiles = profiles.quantiles[block]
    columns: dict[str, NDArray[Any]] = {
        "site": np.repeat(result.survey.names[block].astype(object), profiles.depth.shape[1]),
        "depth_m": profiles.depth[block].ravel(),
        "vs_m_s": significant(profiles.vs[block].ravel()),
    }
    columns |= {name: significant(quantiles[..., i].ravel()) for i, name in enumerate(_QUANTILES)}
    columns["trusted"] = profiles.trusted[block].ravel().astype(np.int8)
    return pd.DataFrame(columns, columns=names(PROFILE_COLUMNS))


def _write_sites(table: pd.DataFrame, path: Path, run: str) -> None:
    """Write the layer of sites, which says of which run it is."""
    import pyogrio

    try:
        # Version 1.2 is read without a warning by every GDAL that QGIS 3.22 and later come with.
        with written_by_gdal(path) as place:
            pyogrio.write_dataframe(
                table,
                place,
                layer=SITE_LAYER,
                driver="GPKG",
                dataset_options={"VERSION": "1.2"},
                layer_options={"DESCRIPTION": run},
            )
    except (RuntimeError, UnicodeError) as error:  # pyogrio's, and a path that is no Unicode
        raise OSError(str(error)) from error


def _curve_table(result: Result) -> pd.DataFrame:
    """Return one row a dispersion point, in the order of the sites and within a type by frequency."""
    import pandas as pd

    survey, curves = result.survey, result.survey.curves
    order = np.lexsort((curves.frequency, curves.mode, curves.kind, curves.wave, curves.site_index))
    table = pd.DataFrame(
        {
            "site": survey.names.astype(object)[curves.site_index],
            "wave": _labels(Wave)[curves.wave],
            "type": _labels(VelocityType)[curves.kind],
            "mode": curves.mode,
            "frequency_hz": significant(curves.frequency),
            "observed": significant(curves.velocity),
            "sigma": significant(result.sigma),
            "predicted": significant(result.predicted),
            "sigma_from": np.where(curves.has_sigma, "survey", "estimate"),
        },
        columns=names(CURVE_COLUMNS),
    )
    return table.iloc[order]


def _labels(kind: type[Wave] | type[VelocityType]) -> NDArray[np.object_]:
    return np.array([member.name.lower() for member in kind], dtype=object)


def _run(result: Result) -> dict[str, object]:
    """Return the record of the run, without any path of this machine but the input's name."""
    rejects = result.survey.report.rejects
    return {
        **result.provenance,
        "input": Path(result.survey.report.source).name,
        "crs": result.survey.crs,
        "settings": asdict(result.request),
        "counts": {
            "sites": result.survey.n_sites,
            "points": result.survey.curves.n_points,
            **{status: int(np.sum(result.status == status)) for status in STATUSES},
            "sites_not_read": sum(r.whole_site for r in rejects),
            "points_not_read": sum(not r.whole_site for r in rejects),
        },
        "vp_and_density": _relations(result),
        "neighbours": result.joint.record(),
        "seconds": round(result.seconds, 3),
    }


def _relations(result: Result) -> dict[str, object]:
    """Return the relations of Vp and density in words, who took each, and by how much Vp departs from it."""
    names, change = result.elastic.names, 100.0 * result.vp_change
    return {
        name: {
            "sites": int((names == name).sum()),
            "relation": words,
            "vp_change_pct": {
                f"p{level:02d}": round(float(np.percentile(change[names == name], level)), 2)
                for level in (5, 50, 95)
            },
        }
        for name, words in result.elastic.statements().items()
    }


def _plain(value: object) -> object:
    """Turn what JSON does not know into what it does; of a path only the name is kept."""
    if isinstance(value, (np.generic, np.ndarray)):
        return value.tolist()
    return value.name if isinstance(value, Path) else str(value)
