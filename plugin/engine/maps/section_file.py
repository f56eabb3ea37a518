"""A section as a GeoTIFF in a coordinate system of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ..atomic import written_whole
from ..positions import crs_name, parse_crs
from .pseudo_section import Section
from .rasters import Bands, Layout, write_array

if TYPE_CHECKING:
    import pandas as pd


def write_section(section: Section, path: Path) -> list[Path]:
    """Write a section as a GeoTIFF in its own coordinate system, and the sites used as a table beside it.

    Along x runs the distance from the line's start, along y minus the depth, both in m. Band 1
    is Vs, band 2 its sigma.

    Returns
    -------
    list of Path
        The raster and the table.

    Raises
    ------
    OutputError
        If they cannot be written; nothing is changed then.
    """
    shape = (len(section.depth), len(section.distance))
    layout = Layout(0.0, 0.0, section.cell, shape, section_crs(section.line.name))
    tags = {
        "SECTION_LINE": " ".join(f"{x:.9g},{y:.9g}" for x, y in section.line.coordinates),
        "SECTION_LINE_CRS": crs_name(parse_crs(section.line.crs)),
        "INTERPOLATION": "linear, of logarithms",
        "CORRIDOR_M": f"{section.corridor:.6g}",
    }
    table = path.with_name(f"{path.stem}_sites.csv")
    with written_whole(path.parent) as staging:
        write_array(
            staging / path.name,
            layout,
            Bands(["Vs", "Vs sigma"], "m/s", tags),
            np.stack([section.vs, section.sigma]),
        )
        _site_table(section).to_csv(staging / table.name, index=False, float_format="%.3f")
    return [path, table]


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

    columns = {"site": section.sites, "distance_m": section.site_distance, "offset_m": section.site_offset}
    return pd.DataFrame(columns).sort_values("distance_m")
