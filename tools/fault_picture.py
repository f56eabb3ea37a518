"""Draw the maps of the bundled survey that a fault cuts: ``python -m tools.fault_picture RESULTS PICTURE``.

RESULTS is a folder of ``invert resources/examples/faulted_crust.csv``.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from plugin.engine.curves import FloatArray
from plugin.engine.maps.maps import make_maps
from plugin.engine.reading.lines import read_paths
from plugin.engine.results.outputs import load_sites
from plugin.protocol.lines import WrittenLine
from plugin.protocol.map_options import MapOptions

EXAMPLE = Path(__file__).parents[1] / "resources" / "examples" / "faulted_crust"
DEPTH = 3000.0
FAULT = (WrittenLine(f"{EXAMPLE}_faults.geojson"),)
MAPS: dict[str, dict[str, Any]] = {
    "Kriging": {},
    "Kriging with the fault": {"barriers": FAULT},
    "Flux with the fault": {"method": "flux", "barriers": FAULT},
}
KM = 1000.0


def draw(results: Path, picture: Path) -> None:
    """Draw the ground, its map without the fault, and the maps with it."""
    figure = Figure(figsize=(13.2, 3.15), dpi=150, layout="constrained")
    axes = figure.subplots(1, 1 + len(MAPS), sharex=True, sharey=True)
    with rasterio.open(f"{EXAMPLE}_truth.tif") as raster:
        band = raster.descriptions.index(f"Vs {DEPTH:g} m") + 1
        truth, bounds = raster.read(band), raster.bounds
    limits = tuple(np.round(np.nanquantile(truth, [0.005, 0.995]) / 50) * 50)
    shown = _panel(axes[0], "The ground", truth, bounds, limits)
    sites = load_sites(results)
    for axis, (title, options) in zip(axes[1:], MAPS.items()):
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(shutil.copytree(results, Path(temporary, "run")))
            make_maps(folder, MapOptions(depths=(DEPTH,), contours=False, **options))
            with rasterio.open(folder / "vs.tif") as raster:
                _panel(axis, title, raster.read(1), raster.bounds, limits)
        axis.plot(sites.geometry.x / KM, sites.geometry.y / KM, ".", color="black", markersize=2.5)
    for axis in axes:
        for line in read_paths(Path(f"{EXAMPLE}_faults.geojson"), None, "")[0]:
            axis.plot(*line.T / KM, color="black", linewidth=1.0)
        axis.set(xlim=np.array(bounds[::2]) / KM, ylim=np.array(bounds[1::2]) / KM, aspect="equal")
        axis.set_xlabel("easting (km)", fontsize=8)
        axis.tick_params(labelsize=7)
    axes[0].set_ylabel("northing (km)", fontsize=8)
    bar = figure.colorbar(shown, ax=axes, shrink=0.85, pad=0.01)
    bar.set_label(f"Vs at {DEPTH / KM:g} km (m/s)", fontsize=8)
    bar.ax.tick_params(labelsize=7)
    figure.savefig(picture)


def _panel(axis: Axes, title: str, values: FloatArray, bounds: Any, limits: tuple[float, ...]) -> Any:
    extent = tuple(np.array([bounds.left, bounds.right, bounds.bottom, bounds.top]) / KM)
    axis.set_title(title, fontsize=9)
    axis.set_facecolor("0.93")
    return axis.imshow(values, extent=extent, cmap="RdYlBu", vmin=limits[0], vmax=limits[1])


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tools.fault_picture", description=__doc__)
    parser.add_argument("results", type=Path)
    parser.add_argument("picture", type=Path)
    given = parser.parse_args()
    draw(given.results, given.picture)


if __name__ == "__main__":
    main()
