"""Styled raster layers of the mapped results, and the choice of their depth."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from osgeo import gdal
from qgis.core import (
    QgsBilinearRasterResampler,
    QgsMapLayerLegendUtils,
    QgsPalettedRasterRenderer,
    QgsProject,
    QgsRasterLayer,
    QgsSingleBandPseudoColorRenderer,
)

from ..protocol.display_units import METRES, DisplayUnit
from .colours import ColourScale, scale_of
from .compatible import band_of, set_band
from .legend_heads import HEADS
from .ticks import depth_words
from .translated import tr
from .unstyled import open_plain_raster

SAMPLE_CELLS = 60_000
# QGIS puts “Band 08: ” before it, in the language of the user.
BAND_NAME = re.compile(r"(?:[^:]+: )?(?P<label>\S+(?: sigma)?) (?P<depth>[0-9.]+) ?(?P<unit>k?m)$")
ENOUGH_OF_BEST = 0.9


class LayerError(Exception):
    """QGIS could not open a result file as a layer."""


def open_raster(path: Path, name: str) -> QgsRasterLayer:
    """Return the file as a layer.

    Raises
    ------
    LayerError
        If it is no GeoTIFF, as all results are, or QGIS cannot read it.
    """
    if not _is_tiff(path):  # a description of something elsewhere would be followed
        raise LayerError(tr("{name}: is no GeoTIFF").format(name=path.name))
    layer = open_plain_raster(str(path), name)
    if not layer.isValid():
        raise LayerError(tr("{name}: QGIS cannot open it as a raster layer").format(name=path.name))
    return layer


def _is_tiff(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(2) in (b"II", b"MM")
    except OSError:
        return False


def sample(layer: QgsRasterLayer) -> NDArray[np.float64]:
    """Return a decimated copy of all bands, shape (n_bands, rows, columns), NaN where masked.

    Raises
    ------
    LayerError
        If the file is no longer there.
    """
    dataset = gdal.Open(layer.source())
    if dataset is None:
        raise LayerError(tr("{name}: QGIS cannot open it as a raster layer").format(name=layer.source()))
    shrink = math.sqrt(max(1.0, dataset.RasterXSize * dataset.RasterYSize / SAMPLE_CELLS))
    values = dataset.ReadAsArray(
        buf_xsize=max(1, int(dataset.RasterXSize / shrink)),
        buf_ysize=max(1, int(dataset.RasterYSize / shrink)),
    )
    values = values.reshape((-1, *values.shape[-2:])).astype(np.float64)
    nodata = dataset.GetRasterBand(1).GetNoDataValue()
    if nodata is not None:
        values[values == nodata] = np.nan
    return values


def style(
    layer: QgsRasterLayer,
    palette: tuple[str, ...],
    unit: str,
    band: int = 1,
    sampled: NDArray[np.float64] | None = None,
    read_in: DisplayUnit = METRES,
) -> ColourScale:
    """Give the layer one colour scale for all its bands, show one of them, and return the scale.

    Parameters
    ----------
    layer : QgsRasterLayer
        The layer.
    palette : tuple of str
        Colours from low to high.
    unit : str
        Unit of its values.
    band : int
        The band to show, from 1.
    sampled : (n_bands, rows, columns) float array or None
        What `sample` gives, where it is known already.
    read_in : DisplayUnit
        Unit in which velocities are read.
    """
    scale = scale_over(sample(layer) if sampled is None else sampled, palette, unit).in_unit(read_in)
    layer.setRenderer(scale.renderer(layer.dataProvider(), band))
    return scale


def scale_over(values: NDArray[np.float64], palette: tuple[str, ...], unit: str) -> ColourScale:
    """Return the scale that holds all of some values but the outermost."""
    values = values[np.isfinite(values)]
    low, high = np.percentile(values, (2, 98)) if values.size else (0.0, 1.0)
    return ColourScale.spanning(float(low), float(high), palette, unit)


def smooth(layer: QgsRasterLayer) -> None:
    """Let a map run on from cell to cell where it is looked at closely, as what it maps does."""
    layer.resampleFilter().setZoomedInResampler(QgsBilinearRasterResampler())


def band_depths(layer: QgsRasterLayer) -> list[float]:
    """Return the depth in m of each band, read from band descriptions such as ``Vs 10 m``; NaN if absent."""
    depths = []
    for band in range(1, layer.bandCount() + 1):
        found = BAND_NAME.match(layer.bandName(band))
        scale = 1000.0 if found and found["unit"] == "km" else 1.0
        depths.append(float(found["depth"]) * scale if found else math.nan)
    return depths


def most_telling_band(values: NDArray[np.float64]) -> int:
    """Return the band, from 1, in which Vs differs most over the map, of those masked the least.

    Parameters
    ----------
    values : (n_bands, rows, columns) float array
        What `sample` gives of the map.
    """
    known = np.isfinite(values).sum(axis=(1, 2))
    candidates = np.flatnonzero(known >= max(1, ENOUGH_OF_BEST * known.max()))
    spread = [np.nanstd(np.log(values[band])) for band in candidates]
    return int(candidates[np.argmax(spread)]) + 1 if len(spread) else 1


def name_legend(layer: QgsRasterLayer) -> None:
    """Head the legend with the band's own name and its unit, without GDAL's “Band 01” and “(Gray)”.

    A GeoTIFF cannot but call its first band gray.
    """
    node = QgsProject.instance().layerTreeRoot().findLayer(layer.id())
    if node is not None and isinstance(
        layer.renderer(), (QgsSingleBandPseudoColorRenderer, QgsPalettedRasterRenderer)
    ):
        name = HEADS.get(Path(layer.source()).name) or _head(layer.bandName(band_of(layer.renderer())))
        scale = scale_of(layer.renderer())
        head = f"{name} ({scale.unit})" if scale is not None and scale.unit else name
        QgsMapLayerLegendUtils.setLegendNodeUserLabel(node, 0, head)
        layer.legendChanged.emit()


def _head(band: str) -> str:
    """Return the name of a band as people read it, without the classes that the legend names one by one."""
    found = BAND_NAME.match(band)
    if found is None:
        return band.partition(": ")[2].partition(":")[0]
    metres = float(found["depth"]) * (1000.0 if found["unit"] == "km" else 1.0)
    label = found["label"].replace("Vs sigma", "± 1 σ")
    return f"{label} {depth_words(metres)}"


def show_band(layer: QgsRasterLayer, band: int) -> None:
    """Draw another band with the same colours."""
    renderer = layer.renderer()
    if band_of(renderer) == band:
        return
    set_band(renderer, band)
    name_legend(layer)
    layer.triggerRepaint()
    layer.emitStyleChanged()
