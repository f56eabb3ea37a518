"""The layer of products: a point a site in the colours of its site class, with a style for each standard."""

from __future__ import annotations

from pathlib import Path

from qgis.core import (
    QgsMapLayerStyle,
    QgsPalettedRasterRenderer,
    QgsRasterLayer,
    QgsRuleBasedRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from ..protocol.class_colours import class_colour
from ..protocol.display_units import DisplayUnit
from ..protocol.product_columns import known_columns
from ..protocol.result_files import PRODUCT_LAYER, PRODUCTS
from ..protocol.site_standards import STANDARDS, Standard
from .empty_fields import empty_fields
from .fields import shown
from .groups import HEADING
from .map_tips import product_tip, said
from .presented import present
from .rasters import LayerError
from .site_rules import marker
from .translated import tr
from .unstyled import open_vector
from .velocity_unit import unit_of_layer

TITLE = tr("Site class")
WHAT = tr(
    "A point a site of the survey, with what follows from the profiles that were drawn for it. Classes rest "
    "on velocity alone. The layer has a style for each standard."
)
UNRESOLVED = QColor("#bdbdbd")


def colour_of(standard: Standard, name: str) -> QColor:
    """Return the colour of a class."""
    return QColor(class_colour(standard, name))


def open_products(path: Path) -> QgsVectorLayer:
    """Return the products of a result as a styled layer.

    Raises
    ------
    LayerError
        If QGIS cannot read the file.
    """
    layer = open_vector(f"{path}|layername={PRODUCT_LAYER}", TITLE)
    if not layer.isValid():
        raise LayerError(
            tr("{file}: QGIS cannot open its layer {layer}").format(file=PRODUCTS, layer=PRODUCT_LAYER)
        )
    style_products(layer)
    return layer


def style_products(layer: QgsVectorLayer) -> None:
    """Give a layer of products a style for each standard whose classes it has, and show the first."""
    fields = [field.name() for field in layer.fields()]
    standards = [each for each in STANDARDS.values() if each.class_column in fields]
    standards.sort(key=lambda each: fields.index(each.class_column))
    names = set(fields) - present(layer, known_columns(fields), WHAT)
    styles = layer.styleManager()
    if standards and standards[0].title in styles.styles():
        styles.setCurrentStyle(standards[0].title)
    elif standards:
        styles.renameStyle(styles.currentStyle(), standards[0].title)
    for standard in reversed(standards):  # the first is the one that stays
        layer.setRenderer(_renderer(standard))
        layer.setMapTipTemplate(_map_tip(standard, names, unit_of_layer(layer)))
        if standard is not standards[0]:
            _keep_as(standard.title, layer)


def _keep_as(title: str, layer: QgsVectorLayer) -> None:
    """Keep how a layer is drawn as one of its styles; to go to each of them and back would take long."""
    style, styles = QgsMapLayerStyle(), layer.styleManager()
    style.readFromLayer(layer)
    styles.removeStyle(title)
    styles.addStyle(title, style)


def tell_again(layer: QgsVectorLayer) -> None:
    """Say on hovering over a site what it says, in the unit that is read now, in every style."""
    names = {field.name() for field in layer.fields()} - empty_fields(layer)
    styles, standards = layer.styleManager(), {each.title: each for each in STANDARDS.values()}
    shown_now = styles.currentStyle()
    for title in styles.styles():
        if title in standards:
            styles.setCurrentStyle(title)
            layer.setMapTipTemplate(_map_tip(standards[title], names, unit_of_layer(layer)))
    styles.setCurrentStyle(shown_now)


def style_class_raster(layer: QgsRasterLayer, key: str) -> None:
    """Give a raster of site classes of a standard its colours and names."""
    standard = STANDARDS[key]
    classes = [
        QgsPalettedRasterRenderer.Class(place, colour_of(standard, name), name)
        for place, name in enumerate(standard.classes)
    ]
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes))


def _renderer(standard: Standard) -> QgsRuleBasedRenderer:
    """Return a rule for every class, headed by the standard, and one for sites without a class."""
    root, rule = QgsRuleBasedRenderer.Rule(None), QgsRuleBasedRenderer.Rule
    column = f'"{standard.class_column}"'
    heading = rule(None, 0, 0, f"{column} IS NOT NULL", standard.title)
    heading.setRuleKey(HEADING)
    for name in standard.classes:
        symbol = marker(colour_of(standard, name), size=2.6)
        heading.appendChild(rule(symbol, 0, 0, f"{column} = '{name}'", name))
    root.appendChild(heading)
    root.appendChild(rule(marker(UNRESOLVED), 0, 0, f"{column} IS NULL", tr("unresolved")))
    return QgsRuleBasedRenderer(root)


def _map_tip(standard: Standard, names: set[str], unit: DisplayUnit) -> str:
    """Return what hovering over a site says."""
    odds = f'round(100 * "{standard.odds_column}", 0)'
    unknown = said(tr("not resolved"))
    head = (
        f"<br>{standard.title}: {shown(standard.class_column)} "
        f"[% if(\"{standard.odds_column}\" IS NULL, {unknown}, '(' || {odds} || ' %)') %]"
        "<br>" + tr("within range: {shown}").format(shown=shown(standard.range_column))
    )
    foot = tr("by {rests_on}; only velocity is assessed").format(rests_on=standard.rests_on)
    return product_tip(names, head, f"<br>{foot}", unit)
