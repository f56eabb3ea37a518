"""How the curtain below a section's line is drawn: by its Vs in the 3-D view, not at all on the map."""

from __future__ import annotations

from qgis.core import (
    QgsFillSymbol,
    QgsGraduatedSymbolRenderer,
    QgsRendererRange,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from .colours import ColourScale

_SHADES = 24  # steps of colour over the scale
_FASTEST = 1e5  # m/s, more than there is
_FIELD = "vs_m_s"


def style_curtain(layer: QgsVectorLayer, scale: ColourScale) -> None:
    """Colour a curtain by Vs: a legend beside the map, on which upright pieces have no area, and 3-D."""
    ranges = []
    for i, (low, high) in enumerate(zip(scale.values, scale.values[1:])):
        colour = _colour(scale, (low + high) / 2)
        symbol = QgsFillSymbol.createSimple({"color": colour.name(), "outline_style": "no"})
        first, last = i == 0, i == len(scale.values) - 2
        label = f"{scale.words(None if first else low, None if last else high)} {scale.unit}"
        ends = 0.0 if first else low, _FASTEST if last else high
        ranges.append(QgsRendererRange(*ends, symbol, label))
    layer.setRenderer(QgsGraduatedSymbolRenderer(_FIELD, ranges))
    _style_3d(layer, scale)


def _style_3d(layer: QgsVectorLayer, scale: ColourScale) -> None:
    """Give every step of colour a rule, and its pieces the heights of their corners."""
    try:
        from qgis import _3d as three_d
    except ImportError:  # a QGIS that was built without it
        return
    root = three_d.QgsRuleBased3DRenderer.Rule(None)
    low, high = scale.values[0], scale.values[-1]
    edges = [low + (high - low) * i / _SHADES for i in range(_SHADES + 1)]
    for i, (start, stop) in enumerate(zip(edges, edges[1:])):
        above = f'"{_FIELD}" >= {start}' if i else "TRUE"
        below = f'"{_FIELD}" < {stop}' if i < _SHADES - 1 else "TRUE"
        symbol = _symbol(three_d, _colour(scale, (start + stop) / 2))
        root.appendChild(three_d.QgsRuleBased3DRenderer.Rule(symbol, f"{above} AND {below}"))
    renderer = three_d.QgsRuleBased3DRenderer(root)
    renderer.setLayer(layer)
    layer.setRenderer3D(renderer)


def _symbol(three_d: object, colour: QColor) -> object:
    material = three_d.QgsPhongMaterialSettings()
    # Lit from everywhere alike: a shade is a velocity, not a slope.
    material.setAmbient(colour)
    material.setDiffuse(QColor("black"))
    material.setSpecular(QColor("black"))
    symbol = three_d.QgsPolygon3DSymbol()
    # The first since QGIS 3.30.
    (symbol.setMaterialSettings if hasattr(symbol, "setMaterialSettings") else symbol.setMaterial)(material)
    symbol.setCullingMode(three_d.Qgs3DTypes.CullingMode.NoCulling)
    _keep_heights(symbol)
    return symbol


def _keep_heights(symbol: object) -> None:
    """Let corners lie where they are, not on or above the terrain."""
    from qgis import _3d as three_d
    from qgis.core import Qgis

    newer = hasattr(Qgis, "AltitudeClamping")
    symbol.setAltitudeClamping(
        Qgis.AltitudeClamping.Absolute if newer else three_d.Qgs3DTypes.AltClampAbsolute
    )


def _colour(scale: ColourScale, value: float) -> QColor:
    import numpy as np

    return QColor(*scale.rgb(np.array([value]))[0].tolist())
