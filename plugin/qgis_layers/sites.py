"""The styled layer of survey sites."""

from __future__ import annotations

import math
import sqlite3
from contextlib import closing
from pathlib import Path

from qgis.core import QgsFeatureRequest, QgsMarkerSymbol, QgsRuleBasedRenderer, QgsVectorLayer
from qgis.PyQt.QtGui import QColor

from ..protocol.palettes import VELOCITY
from ..protocol.result_columns import SITE_COLUMNS
from ..protocol.result_files import LINE_SYSTEM, SITE_LAYER
from .colours import ColourScale
from .map_tips import site_tip
from .presented import present
from .rasters import LayerError
from .redrawn import draw_as
from .ticks import number
from .translated import tr
from .unstyled import open_vector

GOOD = QColor("#1b7837")
DOUBTFUL = QColor("#f28e2b")
BAD = QColor("#c1272d")
INVERTED, REJECTED = tr("inverted"), tr("rejected")
HAS_VS30 = '"vs30_m_s" IS NOT NULL'
WHAT = tr("A point a site of the survey, with what its profile says.")


def open_sites(path: Path, name: str = "") -> QgsVectorLayer:
    """Return the sites of a result as a styled layer, coloured by Vs30 where known and else by status.

    Raises
    ------
    LayerError
        If QGIS cannot read the file.
    """
    layer = open_vector(f"{path}|layername={SITE_LAYER}", name or tr("Sites"))
    if not layer.isValid():
        raise LayerError(tr("{name}: QGIS cannot open it as a layer of sites").format(name=path.name))
    style_sites(layer)
    return layer


def site_names(path: Path) -> list[tuple[str, int]]:
    """Return the name of every site of a result and the number by which `one_site` finds it.

    Nothing is kept open; a file that cannot be read has no sites.
    """
    layer = open_vector(f"{path}|layername={SITE_LAYER}", "sites")
    if not layer.isValid() or layer.fields().indexOf("site") < 0:
        return []
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes(["site"], layer.fields())
    return [(str(site["site"]), site.id()) for site in layer.getFeatures(request)]


def one_site(path: Path, number: int) -> dict[str, object]:
    """Return the columns of a site of a result; read as a table, since opening a layer takes far longer.

    Raises
    ------
    LayerError
        If it is no longer there.
    """
    row = None
    try:
        if path.is_file():  # a pipe would be waited for
            with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as table:
                table.row_factory = sqlite3.Row
                row = table.execute(f'SELECT * FROM "{SITE_LAYER}" WHERE fid = ?', (number,)).fetchone()  # nosec B608
    except sqlite3.Error as error:
        raise LayerError(tr("{name}: cannot be read: {error}").format(name=path.name, error=error)) from error
    if row is None:
        raise LayerError(
            tr("{name}: the site is no longer in it; run the inversion again").format(name=path.name)
        )
    return dict(row)


def lie_along_line(layer: QgsVectorLayer) -> bool:
    """Return True where the sites have positions along a line, and none on the map."""
    return layer.crs().description() == LINE_SYSTEM


def style_sites(layer: QgsVectorLayer, velocities: ColourScale | None = None) -> None:
    """Colour a layer of sites in the scale of the velocities, arrange its table, form and map tip."""
    layer.setRenderer(renderer(layer, velocities))
    empty = present(layer, SITE_COLUMNS, WHAT)
    names = {field.name() for field in layer.fields()}
    layer.setMapTipTemplate(site_tip(names - empty))


def recolour_sites(layer: QgsVectorLayer, velocities: ColourScale) -> None:
    """Colour sites in another scale, where they are styled as `style_sites` does; rules of others stay."""
    old = layer.renderer()
    if not isinstance(old, QgsRuleBasedRenderer) or REJECTED not in (
        r.label() for r in old.rootRule().children()
    ):
        return
    new = renderer(layer, velocities)
    own = {label for label, *_ in _status_rules()}
    for rule in old.rootRule().children():
        if rule.label() not in own and not rule.label().startswith((tr("Vs30"), INVERTED)):
            new.rootRule().appendChild(rule.clone())
    draw_as(layer, new)


def renderer(layer: QgsVectorLayer, velocities: ColourScale | None = None) -> QgsRuleBasedRenderer:
    """Return rules for every status, so that no site is ever silently blank."""
    root = QgsRuleBasedRenderer.Rule(None)
    for label, expression, symbol in [*_good_rules(layer, velocities), *_status_rules()]:
        root.appendChild(QgsRuleBasedRenderer.Rule(symbol, 0, 0, expression, label))
    return QgsRuleBasedRenderer(root)


def _good_rules(
    layer: QgsVectorLayer, velocities: ColourScale | None
) -> list[tuple[str, str, QgsMarkerSymbol]]:
    scale = _vs30_scale(layer)
    if scale is None:
        return [(INVERTED, "\"status\" = 'ok'", marker(GOOD))]
    rules = []
    for i, (low, high) in enumerate(zip(scale.values, scale.values[1:])):
        lower = "" if i == 0 else f' AND "vs30_m_s" >= {low}'
        upper = "" if i == len(scale.values) - 2 else f' AND "vs30_m_s" < {high}'
        label = tr("Vs30 {range} {unit}").format(
            range=_range(low if lower else None, high if upper else None), unit=scale.unit
        )
        expression = f"\"status\" = 'ok' AND {HAS_VS30}{lower}{upper}"
        rules.append((label, expression, marker((velocities or scale).colour_of((low + high) / 2))))
    rules.append(
        (tr("Vs30 not reached"), f"\"status\" = 'ok' AND NOT ({HAS_VS30})", marker(QColor("#d9d9d9")))
    )
    return rules


def _range(low: float | None, high: float | None) -> str:
    """Return a class of numbers in words; None has no end."""
    if low is None or high is None:
        return f"≥ {number(low)}" if high is None else f"< {number(high)}"
    return tr("{low} to {high}").format(low=number(low), high=number(high))


def _status_rules() -> list[tuple[str, str, QgsMarkerSymbol]]:
    return [
        (tr("poor fit to the data"), "\"status\" = 'poor_fit'", marker(DOUBTFUL, "triangle", 2.6)),
        (
            tr("outside the training range"),
            "\"status\" = 'outside_training'",
            marker(DOUBTFUL, "diamond", 2.6),
        ),
        (REJECTED, "\"status\" = 'rejected'", marker(BAD, "cross2", 2.4)),
    ]


def _vs30_scale(layer: QgsVectorLayer) -> ColourScale | None:
    """Return a scale over the known Vs30 values, None where no site has one."""
    index = layer.fields().indexOf("vs30_m_s")
    if index < 0:
        return None
    low, high = layer.minimumValue(index), layer.maximumValue(index)
    known = all(isinstance(v, float) and math.isfinite(v) for v in (low, high))
    return ColourScale.spanning(low, high, VELOCITY, "m/s") if known else None


def marker(colour: QColor, shape: str = "circle", size: float = 2.0) -> QgsMarkerSymbol:
    """Return a marker of a size in mm; a ``cross2`` is drawn with lines."""
    outline = "#ffffff" if shape != "cross2" else colour.name()
    return QgsMarkerSymbol.createSimple(
        {
            "name": shape,
            "color": colour.name(),
            "outline_color": "#333333" if colour.lightness() > 150 else outline,
            "outline_width": "0.6" if shape == "cross2" else "0.2",
            "size": str(size),
        }
    )
