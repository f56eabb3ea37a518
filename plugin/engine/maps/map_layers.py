"""Maps as lines and areas: contours of Vs, and where the map is drawn and how sure it is there."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ...protocol.manifest import description_of_run
from ...protocol.map_layers import (
    CARRIED,
    CARRIED_COLUMNS,
    CARRIED_LAYER,
    CONTOUR_COLUMNS,
    CONTOUR_LAYER,
    MAP_LAYERS,
    NEAR_COLUMNS,
    NEAR_LAYER,
    SURE_COLUMNS,
    SURE_LAYER,
    UNCERTAINTIES,
)
from ...protocol.progress import Monitor
from ...protocol.result_columns import Column, names
from ...protocol.result_files import DISTANCE, SIGMA, VS, VS30, VS30_CARRIED
from ..curves import FloatArray
from ..files.gdal import raster_library
from ..files.geopackage import write_geopackage
from .map_plan import MapPlan

if TYPE_CHECKING:
    import geopandas as gpd
    from affine import Affine
    from rasterio.io import DatasetReader

_KINDS = {
    CONTOUR_LAYER: "LineString",
    SURE_LAYER: "MultiPolygon",
    NEAR_LAYER: "MultiPolygon",
    CARRIED_LAYER: "MultiPolygon",
}
_LEVELS = 8  # about so many at a depth
_OUTER = (2, 98)  # percentiles of the values that get levels
_WIDE = 4.0  # ratio of velocities beyond which levels lie evenly in logarithms
_FINEST = 0.005  # of the velocity
_LADDER = (1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)
_STEPS = (1.0, 2.0, 5.0, 10.0)
_SHORTEST = 6.0  # cells; shorter rings would be clutter
_SMOOTH = 0.05  # cells that a line may be moved to have fewer vertices
_MOST_CELLS = 4_000_000  # of a band that is looked at; larger ones are thinned


def write_map_layers(results: Path, staging: Path, plan: MapPlan, monitor: Monitor) -> list[str]:
    """Write ``contours.gpkg`` and ``reach.gpkg`` of the rasters in a folder, band by band.

    Parameters
    ----------
    results : Path
        The folder of the run.
    staging : Path
        Where the rasters are, and where the files go.
    plan : MapPlan
        Of the maps.
    monitor : Monitor
        Progress and cancellation.

    Returns
    -------
    list of str
        The files.
    """
    lines: list[tuple[Any, ...]] = []
    areas: list[tuple[Any, ...]] = []
    with (
        raster_library().open(staging / VS.file, driver="GTiff") as vs,
        raster_library().open(staging / SIGMA.file, driver="GTiff") as sigma,
    ):
        for band, name in enumerate(vs.descriptions, start=1):
            monitor.step((band - 1) / vs.count, "contours")
            depth, values = float(name.split()[1]), _Band.of(vs, band)
            lines += [(depth, *line) for line in _contours(values)]
            areas += [(depth, *area) for area in _areas(_Band.of(sigma, band).values / values.values, values)]
    with raster_library().open(staging / DISTANCE.file, driver="GTiff") as raster:
        distance = _Band.of(raster, 1)
    within = _shapes((distance.values <= plan.max_distance).astype(np.uint8), distance)
    near = [(plan.max_distance, shape) for shape in within.values()]
    layers = {
        CONTOUR_LAYER: _table(lines, CONTOUR_COLUMNS, plan),
        SURE_LAYER: _table(areas, SURE_COLUMNS, plan),
        NEAR_LAYER: _table(near, NEAR_COLUMNS, plan),
    }
    carried = _carried(staging)
    if carried:
        layers[CARRIED_LAYER] = _table(carried, CARRIED_COLUMNS, plan)
    run = description_of_run(results)
    for file, own in MAP_LAYERS.items():
        made = {layer: layers[layer] for layer in own if layer in layers}
        write_geopackage(staging / file, made, run, _KINDS)
    return list(MAP_LAYERS)


def round_levels(low: float, high: float) -> list[float]:
    """Return some eight round values between two positive ones: none of values that are all but the same."""
    if high / low > _WIDE:
        decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)))
        levels = [float(f"{step}e{decade}") for decade in decades for step in _LADDER]
    else:
        least = max((high - low) / _LEVELS, _FINEST * high)
        power = 10.0 ** math.floor(math.log10(least))
        step = next(k * power for k in _STEPS if k * power >= least * (1 - 1e-9))
        levels = [float(f"{step * k:.6g}") for k in range(math.ceil(low / step), math.floor(high / step) + 1)]
    return [level for level in levels if low <= level <= high]


@dataclass(frozen=True)
class _Band:
    """A band of a map, thinned where it is very large."""

    values: FloatArray
    transform: Affine

    @classmethod
    def of(cls, raster: DatasetReader, band: int) -> _Band:
        thin = max(1.0, math.sqrt(raster.width * raster.height / _MOST_CELLS))
        shape = (max(1, round(raster.height / thin)), max(1, round(raster.width / thin)))
        scale = raster.transform.scale(raster.width / shape[1], raster.height / shape[0])
        return cls(raster.read(band, out_shape=shape).astype(np.float64), raster.transform @ scale)

    @property
    def cell(self) -> float:
        """The larger side of a cell."""
        return max(abs(self.transform.a), abs(self.transform.e))


def _contours(vs: _Band) -> Iterator[tuple[float, Any]]:
    """Give the levels of a depth and their lines."""
    import contourpy
    import shapely

    known = np.isfinite(vs.values)
    if not known.any():
        return
    x = vs.transform.c + (np.arange(vs.values.shape[1]) + 0.5) * vs.transform.a
    y = vs.transform.f + (np.arange(vs.values.shape[0]) + 0.5) * vs.transform.e
    generator = contourpy.contour_generator(x, y, np.ma.masked_where(~known, vs.values), corner_mask=True)
    for level in round_levels(*np.percentile(vs.values[known], _OUTER).tolist()):
        lines = [shapely.LineString(line) for line in generator.lines(level)]
        long = [line for line in lines if line.length >= _SHORTEST * vs.cell]
        yield from ((level, line.simplify(_SMOOTH * vs.cell)) for line in long)


def _areas(share: FloatArray, vs: _Band) -> Iterator[tuple[float, float, Any]]:
    """Give the areas of a depth by what one standard deviation is of Vs, from and to percents."""
    limits = (0.0, *UNCERTAINTIES, np.nan)
    class_ = np.searchsorted(UNCERTAINTIES, 100 * share, side="right").astype(np.uint8) + 1
    found = _shapes(np.where(np.isfinite(share), class_, 0).astype(np.uint8), vs)
    yield from ((limits[number - 1], limits[number], area) for number, area in sorted(found.items()))


def _carried(staging: Path) -> list[tuple[float, float, Any]]:
    """Return the areas of the map of Vs30 by the share of 30 m that is not measured, from and to percents."""
    paths = [staging / raster.file for raster in (VS30_CARRIED, VS30)]
    if not all(path.is_file() for path in paths):
        return []
    bands = []
    for path in paths:
        with raster_library().open(path, driver="GTiff") as raster:
            bands.append(_Band.of(raster, 1))
    share, vs30 = bands
    known = np.isfinite(share.values) & np.isfinite(vs30.values)
    class_ = np.searchsorted(CARRIED, np.where(known, share.values, 0.0), side="right").astype(np.uint8)
    limits = (*CARRIED, 100.0)
    found = _shapes(class_, share)
    return [(limits[number - 1], limits[number], area) for number, area in sorted(found.items())]


def _shapes(class_: NDArray[np.uint8], band: _Band) -> dict[int, Any]:
    """Return the areas of classes above 0, along the borders of cells."""
    import shapely
    from rasterio.features import shapes

    parts: dict[int, list[Any]] = {}
    for shape, number in shapes(class_, mask=class_ > 0, transform=band.transform):
        parts.setdefault(int(number), []).append(shapely.geometry.shape(shape))
    return {number: shapely.MultiPolygon(polygons) for number, polygons in parts.items()}


def _table(rows: list[tuple[Any, ...]], columns: tuple[Column, ...], plan: MapPlan) -> gpd.GeoDataFrame:
    """Return rows that end with a shape as a layer in the system of the maps."""
    import geopandas as gpd

    *facts, shapes = zip(*rows) if rows else [()] * (len(columns) + 1)
    values = {name: np.array(fact, dtype=float) for name, fact in zip(names(columns), facts)}
    return gpd.GeoDataFrame(values, geometry=list(shapes), crs=plan.crs)
