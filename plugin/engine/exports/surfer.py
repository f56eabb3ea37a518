"""Surfer ASCII grids (DSAA): one a depth, and one of each map of single numbers.

A grid names the middles of its outer cells and its lowest and highest value; rows run upwards, and cells
without a value are 1.70141e38. It has no place for a coordinate system or a unit.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import numpy as np

from ...protocol.errors import OutputError
from ...protocol.orders import Export
from ...protocol.result_files import SIGMA, VS, VS30, Z1_0, Z2_5
from ..curves import FloatArray
from ..positions import crs_name
from .map_grid import MapGrid, has_map, load_map
from .product import Fill, Product

_BLANK = 1.70141e38
_A_LINE = 10
_FORM = "%.7g"


def surfer_grids(order: Export) -> Product:
    """Return a grid a map and depth."""
    files: dict[str, Fill] = {}
    layers = [raster for raster in (VS, SIGMA, VS30, Z1_0, Z2_5) if has_map(order.folder, raster)]
    if not layers:
        raise OutputError(f"{order.folder}: holds no maps; draw the maps first")
    for raster in layers:
        layer, stem = load_map(order.folder, raster), Path(raster.file).stem
        many = raster in (VS, SIGMA)
        names = (
            [f"{stem}_{depth:g}m.grd" for depth in layer.depths(raster.label)] if many else [f"{stem}.grd"]
        )
        files |= {name: partial(_write, layer.grid, values) for name, values in zip(names, layer.values)}
    note = f"coordinates are of {crs_name(layer.grid.crs)}, for which the format has no place"
    return Product(files, (note,))


def _write(grid: MapGrid, values: FloatArray, path: Path) -> None:
    upwards = slice(None, None, -1 if grid.y[0] > grid.y[-1] else 1)
    eastwards = slice(None, None, -1 if grid.x[0] > grid.x[-1] else 1)
    cells, known = values[upwards, eastwards], values[np.isfinite(values)]
    low, high = (known.min(), known.max()) if len(known) else (0.0, 0.0)
    rows, columns = cells.shape
    head = [
        "DSAA",
        f"{columns} {rows}",
        f"{grid.x.min():.10g} {grid.x.max():.10g}",
        f"{grid.y.min():.10g} {grid.y.max():.10g}",
        f"{low:.7g} {high:.7g}",
    ]
    with path.open("w", encoding="ascii", newline="\r\n") as file:
        file.write("\n".join(head) + "\n")
        for row in np.where(np.isfinite(cells), cells, _BLANK).tolist():
            texts = [_FORM % value for value in row]
            lines = (" ".join(texts[i : i + _A_LINE]) for i in range(0, columns, _A_LINE))
            file.write("\n".join(lines) + "\n\n")
