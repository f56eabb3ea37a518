"""The comparison with boreholes as files: tables, a layer of the pairs, and a figure a hole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from ...protocol.errors import OutputError, SurveyError
from ...protocol.manifest import description_of_run, descriptions
from ...protocol.options.comparing import COMPARE
from ...protocol.options.shared import require_possible
from ...protocol.orders import Compare
from ...protocol.outcomes import Compared
from ...protocol.own_files import has_columns, is_marked
from ...protocol.progress import Monitor
from ...protocol.result_columns import COMPARISON_COLUMNS, COMPARISON_DEPTH_COLUMNS, names
from ...protocol.result_files import COMPARISON, COMPARISON_DEPTHS, COMPARISON_FOLDER, COMPARISON_LAYER
from ..files.file_names import safe_names
from ..files.gdal import written_by_gdal
from ..files.result_set import ResultSet, named_in
from ..positions import parse_crs
from .figure import draw_hole
from .hole_table import read_holes
from .scores import Comparison, compare_profiles


def compare(order: Compare, monitor: Monitor | None = None) -> Compared:
    """Compare the results in a folder with boreholes, and write what comes of it.

    Raises
    ------
    OutputError
        If the boreholes cannot be read, none can be paired with a site, or the files cannot be written.
    Cancelled
        If the user asked to stop; nothing is changed then.
    """
    require_possible(order, COMPARE)
    monitor, place = monitor or Monitor(), order.source.place
    if not isinstance(place, Path):
        raise SurveyError(f"{order.source.name}: is not in a file, so that it cannot be read as boreholes")
    monitor.step(0.0, f"reading {order.source.name}")
    target = order.target or order.folder / COMPARISON_FOLDER
    if target.exists() and not target.is_dir():
        raise OutputError(f"{target}: is a file; the comparison needs a folder")
    files = comparison_files(order.folder, target)
    files.require_free([place])
    holes = read_holes(place, order.source.options(), order.depth_unit)
    monitor.step(0.2, "comparing")
    found = compare_profiles(order.folder, holes, order.within)
    paths = _write(found, files, order.folder, monitor.part(0.4, 1.0))
    monitor.step(1.0, "compared")
    return Compared(target, paths, found.summary(), found.sentences, found.notes)


def comparison_files(folder: Path, target: Path) -> ResultSet:
    """Return the files of a comparison; figures of an earlier one go."""
    earlier = [path.name for path in target.glob("*.png") if is_marked(path)]
    fixed = (COMPARISON, COMPARISON_DEPTHS, COMPARISON_LAYER)
    return ResultSet.made_of(
        folder, f"comparison {named_in(folder, target)}", target, (*fixed, *earlier), _is_comparison
    )


def _is_comparison(path: Path) -> bool:
    if path.suffix == ".gpkg":
        return path.is_file() and any(text.startswith("Vs Mapper") for text in descriptions(path))
    columns = (COMPARISON_COLUMNS, COMPARISON_DEPTH_COLUMNS)
    return is_marked(path) or any(has_columns(path, names(each)) for each in columns)


def _write(found: Comparison, files: ResultSet, folder: Path, monitor: Monitor) -> tuple[Path, ...]:
    shown = np.unique(found.pairs.hole)
    figures = [f"{stem}.png" for stem in safe_names(found.holes.names[shown])]
    tables = [COMPARISON, COMPARISON_DEPTHS]
    layers = [COMPARISON_LAYER] if found.holes.crs is not None else []
    every = [*tables, *layers, *figures]
    with replace(files, names=tuple({*every, *files.names})).written() as staging:
        for name, table in zip(tables, (found.table, found.depths)):
            table.to_csv(staging / name, index=False, float_format="%.6g", lineterminator="\n")
        for name in layers:
            _write_layer(found, folder, staging / name)
        for i, (hole, name) in enumerate(zip(shown, figures)):
            monitor.step(i / len(shown), "drawing")
            draw_hole(found, int(hole), staging / name)
    return tuple(files.base / name for name in every)


def _write_layer(found: Comparison, folder: Path, path: Path) -> None:
    """Write a point a pair, at its hole."""
    import geopandas as gpd

    place = gpd.points_from_xy(found.holes.x[found.pairs.hole], found.holes.y[found.pairs.hole])
    layer = gpd.GeoDataFrame(found.table, geometry=place, crs=parse_crs(str(found.holes.crs)).to_wkt())
    with written_by_gdal(path) as where:
        layer.to_file(
            where,
            layer="comparison",
            driver="GPKG",
            engine="pyogrio",
            layer_options={"DESCRIPTION": description_of_run(folder)},
        )
