"""GeoPackages of results: several layers in one file, each naming its run."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from .gdal import written_by_gdal

if TYPE_CHECKING:
    import geopandas as gpd


def write_geopackage(
    path: Path,
    layers: Mapping[str, gpd.GeoDataFrame],
    description: str,
    kinds: Mapping[str, str] | None = None,
) -> None:
    """Write layers into a file that does not exist.

    Parameters
    ----------
    path : Path
        The file.
    layers : mapping of str to GeoDataFrame
        By their names.
    description : str
        Which run they are of, from `manifest.description_of_run`.
    kinds : mapping of str to str, optional
        Kind of the shapes in each layer, needed of one that may be empty.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    import pyogrio

    try:
        with written_by_gdal(path) as place:
            for i, (name, table) in enumerate(layers.items()):
                pyogrio.write_dataframe(
                    table,
                    place,
                    layer=name,
                    driver="GPKG",
                    append=i > 0,
                    geometry_type=(kinds or {}).get(name),
                    # Version 1.2 is read without a warning by every GDAL that QGIS 3.22 and later come with.
                    dataset_options=None if i else {"VERSION": "1.2"},
                    layer_options={"DESCRIPTION": description},
                )
    except (RuntimeError, UnicodeError) as error:  # pyogrio's, and a path that is no Unicode
        raise OSError(str(error)) from error
