"""A section as it lies on disk, for drawing."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from qgis.core import Qgis, QgsRasterLayer, QgsVectorLayer

from ..protocol.section_layers import MARK_LAYER, OF_BARRIER, layers_of


@dataclass(frozen=True)
class SectionGrid:
    """Vs against distance along a line and depth, in SI units.

    Parameters
    ----------
    distance, depth : (n_columns,), (n_rows,) float arrays
        Centres of the cells in m.
    vs, sigma : (n_rows, n_columns) float arrays
        Vs and its standard deviation in m/s, NaN where masked.
    sites : (n_sites,) float array
        Where the sites project on the line, in m.
    crossings : tuple of (str, float)
        Names of barriers, and where the line crosses them in m.
    """

    distance: NDArray[np.float64]
    depth: NDArray[np.float64]
    vs: NDArray[np.float64]
    sigma: NDArray[np.float64]
    sites: NDArray[np.float64]
    crossings: tuple[tuple[str, float], ...] = ()

    def at(self, distance: float, depth: float) -> tuple[float, float]:
        """Return Vs and its standard deviation in m/s in the cell at a place in m."""
        column, row = np.abs(self.distance - distance).argmin(), np.abs(self.depth - depth).argmin()
        return float(self.vs[row, column]), float(self.sigma[row, column])


def read_section(layer: QgsRasterLayer, path: Path) -> SectionGrid:
    """Return the section that a layer shows, with the sites of the table beside its file.

    Parameters
    ----------
    layer : QgsRasterLayer
        Vs in band 1, its standard deviation in band 2; along x the distance, along y minus the depth, in m.
    path : Path
        Its file; without a table of sites beside it the section has none.
    """
    extent, columns, rows = layer.extent(), layer.width(), layer.height()

    def band(number: int) -> NDArray[np.float64]:
        block = layer.dataProvider().block(number, extent, columns, rows)
        block.convert(Qgis.DataType.Float64)
        return np.frombuffer(bytes(block.data())).reshape(rows, columns)

    return SectionGrid(
        distance=extent.xMinimum() + (np.arange(columns) + 0.5) * layer.rasterUnitsPerPixelX(),
        depth=-extent.yMaximum() + (np.arange(rows) + 0.5) * layer.rasterUnitsPerPixelY(),
        vs=band(1),
        sigma=band(2),
        sites=_site_distances(path.with_name(f"{path.stem}_sites.csv")),
        crossings=_crossings(path),
    )


def _crossings(path: Path) -> tuple[tuple[str, float], ...]:
    """Return where a section crosses barriers, as the marks beside its raster say."""
    beside = layers_of(path)
    if not beside.is_file():
        return ()
    marks = QgsVectorLayer(f"{beside}|layername={MARK_LAYER}", MARK_LAYER, "ogr")
    barred = (mark for mark in marks.getFeatures() if mark["kind"] == OF_BARRIER)
    return tuple((str(mark["label"]), float(mark["distance_m"])) for mark in barred)


def _site_distances(table: Path) -> NDArray[np.float64]:
    if not table.is_file():
        return np.empty(0)
    try:
        with table.open(encoding="utf-8", newline="") as lines:
            return np.array([float(row["distance_m"]) for row in csv.DictReader(lines)])
    except (OSError, KeyError, ValueError):
        return np.empty(0)
