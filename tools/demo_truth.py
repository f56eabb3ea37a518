"""The mapped Vs against a raster of the truth."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from numpy.typing import NDArray
from rasterio.vrt import WarpedVRT

from plugin.engine.curves import FloatArray


@dataclass(frozen=True)
class Comparison:
    """Errors of a map, depth by depth.

    Parameters
    ----------
    depths : (n,) float array
        Depths in m that both rasters have.
    error : (n,) float array
        Median absolute error of Vs relative to the truth; NaN where no cell can be compared.
    cells : (n,) int array
        Cells compared.
    relief : (n,) float array
        Standard deviation of the true ln Vs across the map.
    overall : float
        Median over all cells and depths.
    """

    depths: FloatArray
    error: FloatArray
    cells: NDArray[np.int64]
    relief: FloatArray
    overall: float

    def most_telling(self) -> float:
        """Return the depth in m with the strongest relief among those that are well covered."""
        covered = self.cells >= 0.5 * self.cells.max()
        return float(self.depths[np.argmax(np.where(covered, self.relief, -np.inf))])

    def lines(self) -> list[str]:
        """Return the errors for the user."""
        each = ", ".join(f"{d:g} m {e:.1%}" for d, e in zip(self.depths, self.error) if np.isfinite(e))
        return [f"Median error of the mapped Vs against the truth {self.overall:.1%} ({each})"]


def truth_depths(path: Path) -> tuple[float, ...]:
    """Return the depths in m of the bands of a truth raster, named ``Vs 10 m``."""
    with rasterio.open(path) as raster:
        return tuple(float(name.split()[1]) for name in raster.descriptions)


def compare(result: Path, truth: Path) -> Comparison:
    """Compare two rasters whose bands are named alike, on the cells of the first that are not masked."""
    with rasterio.open(result) as mapped, rasterio.open(truth) as exact:
        grid = {
            "crs": mapped.crs,
            "transform": mapped.transform,
            "width": mapped.width,
            "height": mapped.height,
        }
        with WarpedVRT(exact, **grid) as warped:
            names = [name for name in mapped.descriptions if name in exact.descriptions]
            ratios, relief = [], []
            for name in names:
                ours = mapped.read(mapped.descriptions.index(name) + 1)
                theirs = warped.read(exact.descriptions.index(name) + 1)
                ratio = ours / theirs - 1.0
                ratios.append(np.abs(ratio[np.isfinite(ratio)]))
                relief.append(np.nanstd(np.log(theirs)))
    return Comparison(
        depths=np.array([float(name.split()[1]) for name in names]),
        error=np.array([np.median(r) if len(r) else np.nan for r in ratios]),
        cells=np.array([len(r) for r in ratios]),
        relief=np.array(relief),
        overall=float(np.median(np.concatenate(ratios))),
    )
