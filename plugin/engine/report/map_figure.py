"""A raster of the run as a figure: with sites, scale, north, legend, and how sure it is beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ...protocol.map_layers import CARRIED
from ...protocol.palettes import DEPTH, LOG_FROM_RATIO, UNCERTAINTY, VELOCITY
from ...protocol.result_files import SIGMA, VS, VS30, VS30_CARRIED, Z1_0, Z2_5, Raster, ends_of
from ..curves import FloatArray
from ..files.gdal import raster_library
from .contents import Contents

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap, Normalize
    from matplotlib.figure import Figure
    from matplotlib.image import AxesImage

_MOST_CELLS = 1000
_HATCHES = ("///", "///////")
_MOST_DEPTHS = 4
_SIGMAS_OF_90 = 1.645
_LEAST_RATIO = 1.2  # from the highest to the lowest colour: ground that is all alike is to look so
_LEAST_SIGMA = 20.0  # %, of the darkest colour
_METRES_A_DEGREE = 111_195.0
_FAR = "blank far from all sites"
_OUT_OF_SIGHT = f"{_FAR} and where no curve around resolves the ground so deep"


@dataclass(frozen=True)
class Extent:
    """Where a raster lies.

    Parameters
    ----------
    bounds : tuple of four float
        West, south, east, north in the units of its system.
    projected : bool
        Whether these are lengths on the ground.
    metres : float
        Metres in one of them; in a degree those to the north.
    """

    bounds: tuple[float, float, float, float]
    projected: bool
    metres: float


@dataclass(frozen=True)
class MapView:
    """A raster and how sure it is.

    Parameters
    ----------
    title : str
        What it shows.
    unit : str
        Of the values.
    values, sigma : (n_rows, n_columns) float arrays
        Values, and one standard deviation in percent of them; NaN where nothing is drawn.
    extent : Extent
        Where it lies.
    palette : tuple of str
        Colours from low to high.
    carried : (n_rows, n_columns) float array or None
        Of Vs30, the share of the top 30 m in percent that is not measured.
    blank : str
        Why cells are empty.
    """

    title: str
    unit: str
    values: FloatArray
    sigma: FloatArray
    extent: Extent
    palette: tuple[str, ...] = VELOCITY
    carried: FloatArray | None = None
    blank: str = _OUT_OF_SIGHT


def map_views(contents: Contents) -> Iterator[MapView]:
    """Yield the maps of single numbers in the folder, then those of Vs at some of the depths."""
    for raster in (VS30, Z1_0, Z2_5):
        ends = [contents.folder / end.file for end in ends_of(raster)]
        path = contents.folder / raster.file
        if path.is_file() and all(end.is_file() for end in ends):
            view = _of_number(raster, path, ends, contents)
            if np.isfinite(view.values).any():
                yield view
    if all((contents.folder / raster.file).is_file() for raster in (VS, SIGMA)):
        yield from _of_depths(contents)


def carried_down(contents: Contents) -> FloatArray | None:
    """Return the share of the top 30 m in percent that is not measured; None where all is."""
    path = contents.folder / VS30_CARRIED.file
    return band_of(path, 1)[0] if path.is_file() else None


def _of_number(raster: Raster, path: Path, ends: list[Path], contents: Contents) -> MapView:
    values, extent = band_of(path, 1)
    low, high = (band_of(end, 1)[0] for end in ends)
    with np.errstate(invalid="ignore", divide="ignore"):
        sigma = 100.0 * np.log(high / low) / (2 * _SIGMAS_OF_90)
    if raster is VS30:
        carried = carried_down(contents)
        return MapView(raster.title, raster.unit, values, sigma, extent, carried=carried, blank=_FAR)
    unit = contents.unit
    return MapView(raster.title, unit.length, values * unit.factor, sigma, extent, DEPTH)


def _of_depths(contents: Contents) -> Iterator[MapView]:
    folder, unit = contents.folder, contents.unit
    with raster_library().open(folder / VS.file, driver="GTiff") as source:
        labels = list(source.descriptions)
    for place in np.unique(np.linspace(0, len(labels) - 1, _MOST_DEPTHS).round().astype(int)):
        values, extent = band_of(folder / VS.file, int(place) + 1)
        if not np.isfinite(values).any():
            continue
        sigma = 100.0 * band_of(folder / SIGMA.file, int(place) + 1)[0] / values
        depth = float(labels[place].split()[1]) * unit.factor
        title = f"Vs at {depth:g} {unit.length}"
        yield MapView(title, unit.velocity, values * unit.factor, sigma, extent)


def band_of(path: Path, band: int) -> tuple[FloatArray, Extent]:
    """Return a band, thinned to what a page shows, and where it lies."""
    with raster_library().open(path, driver="GTiff") as source:
        step = max(1, -(-max(source.shape) // _MOST_CELLS))
        shape = (-(-source.height // step), -(-source.width // step))
        values = source.read(band, out_shape=shape).astype(float)
        if source.nodata is not None and not np.isnan(source.nodata):
            values[values == source.nodata] = np.nan
        projected = source.crs is not None and source.crs.is_projected
        metres = float(source.crs.linear_units_factor[1]) if projected else _METRES_A_DEGREE
        return values, Extent(tuple(source.bounds), projected, metres)


def draw_map(figure: Figure, axes: tuple[Axes, Axes], view: MapView, places: FloatArray) -> None:
    """Draw a map and beside it how sure it is.

    Parameters
    ----------
    figure : Figure
        What they stand in.
    axes : pair of Axes
        For the map and for its uncertainty.
    view : MapView
        The map.
    places : (n_sites, 2) float array
        Sites in the system of the map.
    """
    from matplotlib.colors import LinearSegmentedColormap, Normalize

    norm, ticks = _scale(view.values)
    label = f"{view.title} ({view.unit})"
    most = max(float(np.nanpercentile(view.sigma, 98)), _LEAST_SIGMA)
    sure = LinearSegmentedColormap.from_list("sure", UNCERTAINTY)
    colours = LinearSegmentedColormap.from_list("values", view.palette)
    _panel(figure, axes[0], view, view.values, (colours, norm), label, places, ticks)
    _panel(
        figure, axes[1], view, view.sigma, (sure, Normalize(0.0, most)), "one standard deviation (%)", places
    )  # fmt: skip
    hatch(axes[0], view.extent, view.values, view.carried)
    north_and_scale(axes[0], view.extent)


def hatch(axes: Axes, extent: Extent, values: FloatArray, carried: FloatArray | None) -> None:
    """Hatch where values rest on a Vs30 carried down, the closer the more of the top 30 m is not measured."""
    from matplotlib.patches import Patch

    if carried is None:
        return
    share = np.where(np.isfinite(values), carried, np.nan)
    limits = (*CARRIED, 100.0)
    shown = [
        (low, high, hatch)
        for low, high, hatch in zip(limits, limits[1:], _HATCHES)
        if ((share >= low) & (share < high + (high == limits[-1]))).any()
    ]
    if not shown or min(share.shape) < 2:
        return
    west, south, east, north = extent.bounds
    x = west + (np.arange(share.shape[1]) + 0.5) * (east - west) / share.shape[1]
    y = north - (np.arange(share.shape[0]) + 0.5) * (north - south) / share.shape[0]
    axes.contourf(x, y, share, [*CARRIED, 100.1], colors="none", hatches=_HATCHES)
    patches = [
        Patch(
            facecolor="white",
            edgecolor="black",
            linewidth=0.4,
            hatch=hatch,
            label=f"{low:g} to {high:g} % of the top 30 m not measured",
        )
        for low, high, hatch in shown
    ]
    axes.legend(handles=patches, loc="lower right", fontsize=5.5, framealpha=0.9, handleheight=1.2)


def _scale(values: FloatArray) -> tuple[Normalize, list[float] | None]:
    """Return a scale between the 2 and 98 % quantiles, logarithmic where these lie far apart."""
    from matplotlib.colors import LogNorm, Normalize

    low, high = (float(v) for v in np.nanpercentile(values, [2, 98]))
    if low > 0 and high < _LEAST_RATIO * low:
        middle, half = np.sqrt(low * high), np.sqrt(_LEAST_RATIO)
        low, high = float(middle / half), float(middle * half)
    if low <= 0 or high / low < LOG_FROM_RATIO:
        return Normalize(low, max(high, low * (1 + 1e-6) + 1e-9)), None
    steps = np.multiply.outer(10.0 ** np.arange(-3, 6), (1.0, 1.5, 2.0, 3.0, 5.0, 7.0)).ravel()
    return LogNorm(low, high), [float(step) for step in steps if low <= step <= high]


def _panel(
    figure: Figure,
    axes: Axes,
    view: MapView,
    values: FloatArray,
    colours: tuple[Colormap, Normalize],
    label: str,
    places: FloatArray,
    ticks: list[float] | None = None,
) -> None:
    from matplotlib.ticker import MaxNLocator

    image = draw_cells(axes, view.extent, values, colours, places)
    bar = figure.colorbar(image, ax=axes, orientation="horizontal", pad=0.12, fraction=0.05, extend="both")
    if ticks:
        bar.set_ticks(ticks, labels=[f"{tick:g}" for tick in ticks])
        bar.ax.minorticks_off()
    else:
        bar.locator = MaxNLocator(5)
        bar.update_ticks()
    bar.set_label(label, fontsize=7)
    bar.ax.tick_params(labelsize=6)


def draw_cells(
    axes: Axes,
    extent: Extent,
    values: FloatArray,
    colours: tuple[Colormap, Normalize],
    places: FloatArray,
) -> AxesImage:
    """Draw the cells of a raster where they lie, and the sites as dots."""
    west, south, east, north = extent.bounds
    image = axes.imshow(
        values, extent=(west, east, south, north), cmap=colours[0], norm=colours[1], interpolation="nearest"
    )  # fmt: skip
    axes.plot(*places.T, ".", color="black", markersize=2.2, markeredgewidth=0)
    if not extent.projected:
        axes.set_aspect(1.0 / max(np.cos(np.radians(0.5 * (south + north))), 0.05))
    axes.set(xlim=(west, east), ylim=(south, north))
    axes.tick_params(labelsize=6)
    axes.ticklabel_format(useOffset=False, style="plain")
    axes.locator_params(nbins=4)
    return image


def north_and_scale(axes: Axes, extent: Extent) -> None:
    """Draw an arrow to the north and a bar of a round length, of degrees that at the middle of the map."""
    from matplotlib.patheffects import withStroke

    halo = [withStroke(linewidth=2.5, foreground="white")]
    axes.annotate(
        "N", (0.95, 0.84), (0.95, 0.96), xycoords="axes fraction", fontsize=8, ha="center", va="center",
        arrowprops={"arrowstyle": "<-", "lw": 1.0, "shrinkA": 0, "shrinkB": 0, "path_effects": halo},
        path_effects=halo,
    )  # fmt: skip
    west, south, east, north = extent.bounds
    squeeze = 1.0 if extent.projected else np.cos(np.radians(0.5 * (south + north)))
    metres = extent.metres * squeeze
    width = (east - west) * metres
    power = 10.0 ** np.floor(np.log10(width / 4))
    length = power * max(step for step in (1.0, 2.0, 5.0) if step * power <= width / 4)
    x, y = west + 0.04 * (east - west), south + 0.05 * (north - south)
    axes.plot(
        [x, x + length / metres], [y, y], color="black", linewidth=2.0, solid_capstyle="butt",
        path_effects=[withStroke(linewidth=4.0, foreground="white")],
    )  # fmt: skip
    text = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
    axes.annotate(text, (x, y), (0, 3), textcoords="offset points", fontsize=7, path_effects=halo)
