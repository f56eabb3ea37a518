"""A section as a GeoTIFF in a coordinate system of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ...protocol.manifest import MADE_BY, descriptions
from ...protocol.own_files import has_columns
from ...protocol.result_files import VS_LEVELS
from ...protocol.section_layers import layers_of
from ..files.gdal import raster_library
from ..files.result_set import ResultSet, named_in
from ..maps.rasters import Bands, Layout, write_array
from ..positions import crs_name, parse_crs
from .figure import FIGURES, is_figure, write_figures
from .observed import ObservedSection
from .pseudo_section import Section
from .section_layers import write_layers

if TYPE_CHECKING:
    import pandas as pd


_COLUMNS = ("site", "distance_m", "offset_m")
_LINE = "SECTION_LINE"


def section_files(results: Path, path: Path) -> ResultSet:
    """Return the files of a section of the run in `results`: the raster, and what lies beside it."""
    figures = (path.with_suffix(ending).name for ending in FIGURES)
    names = (path.name, _table_of(path).name, layers_of(path).name, *figures)
    return ResultSet.made_of(results, f"section {named_in(results, path)}", path.parent, names, _is_section)


def write_section(
    section: Section, observed: ObservedSection | None, results: Path, files: ResultSet, figure: bool = True
) -> list[Path]:
    """Write a section as a GeoTIFF in its own coordinate system, its sites, its layers, and its figure.

    Along x runs the distance from the line's start, along y minus the depth, both in m. Band 1
    is Vs, band 2 its sigma; kriging adds quantiles.

    Parameters
    ----------
    section : Section
        What to write.
    observed : ObservedSection or None
        What the figure shows beside it.
    results : Path
        The folder of the run that it was made of.
    files : ResultSet
        Where, as `section_files` says.

    Returns
    -------
    list of Path
        The raster, the table, where the line lies on a map the layers, and the figure in all its forms.

    Raises
    ------
    OutputError
        If they cannot be written; nothing is changed then.
    """
    shape = (len(section.depth), len(section.distance))
    layout = Layout(0.0, 0.0, section.cell, shape, section_crs(section.line.name))
    tags = {
        _LINE: " ".join(f"{x:.9g},{y:.9g}" for x, y in section.line.coordinates),
        "SECTION_LINE_CRS": crs_name(parse_crs(section.line.crs)),
        "INTERPOLATION": f"{section.along.method}, of logarithms",
        "CORRIDOR_M": f"{section.corridor:.6g}",
    }
    if section.ground is not None:
        tags["TERRAIN"] = section.ground.source
    raster, table, layers, *figures = files.names
    with files.written() as staging:
        write_array(
            staging / raster,
            layout,
            Bands(["Vs", "Vs sigma", *(VS_LEVELS[p].label for p in section.along.levels)], "m/s", tags),
            np.stack([section.vs, section.sigma, *section.along.levels.values()]),
        )
        _site_table(section).to_csv(staging / table, index=False, float_format="%.3f")
        if section.is_on_map:
            write_layers(section, results, staging / layers)
        if figure:
            write_figures(section, observed, [staging / name for name in figures])
    return [path for name in files.names if (path := files.base / name).exists()]


def _table_of(path: Path) -> Path:
    return path.with_name(f"{path.stem}_sites.csv")


def _is_section(path: Path) -> bool:
    """Return True for a file of a section, which a version without manifests may have written."""
    from rasterio.errors import RasterioError

    if not path.is_file():
        return False
    if path.suffix == ".csv":
        return has_columns(path, _COLUMNS)
    if path.suffix == ".gpkg":
        return any(text.startswith(MADE_BY) for text in descriptions(path))
    if path.suffix in FIGURES:
        return is_figure(path)
    try:
        with raster_library().open(path, driver="GTiff") as raster:
            return _LINE in raster.tags()
    except RasterioError:
        return False


def section_crs(name: str) -> str:
    """Return the WKT of a section's own system: metres along the line, and metres up from the surface."""
    clean = name.replace('"', "'")
    metre = 'LENGTHUNIT["metre",1]'
    return (
        f'ENGCRS["Section {clean}",EDATUM["Start of the line, at the surface"],CS[Cartesian,2],'
        f'AXIS["distance along the line",east,ORDER[1],{metre}],AXIS["minus depth",north,ORDER[2],{metre}]]'
    )


def _site_table(section: Section) -> pd.DataFrame:
    import pandas as pd

    columns = (section.sites, section.site_distance, section.site_offset)
    return pd.DataFrame(dict(zip(_COLUMNS, columns))).sort_values("distance_m")
