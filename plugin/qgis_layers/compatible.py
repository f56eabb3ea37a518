"""What QGIS says in other words since some version: the newer where it is there, the older in QGIS 3.22."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from qgis.core import Qgis, QgsSingleBandPseudoColorRenderer


def layer_filters(first: Any, *others: Any) -> Any:
    """Return one filter that lets layers of several kinds through (`QgsMapLayerProxyModel.Filter`).

    Since QGIS 3.34 their union is a bare number, which a box of layers takes with a warning only.
    """
    union = reduce(or_, others, first)
    return Qgis.LayerFilters(union) if hasattr(Qgis, "LayerFilters") else union


def band_of(renderer: QgsSingleBandPseudoColorRenderer) -> int:
    """Return the band, from 1, that a renderer draws (`inputBand` since QGIS 3.38)."""
    return renderer.inputBand() if hasattr(renderer, "inputBand") else renderer.band()


def set_band(renderer: QgsSingleBandPseudoColorRenderer, band: int) -> None:
    """Let a renderer draw a band, from 1 (`setInputBand` since QGIS 3.38)."""
    if hasattr(renderer, "setInputBand"):
        renderer.setInputBand(band)
    else:
        renderer.setBand(band)
