"""Variables of layers, which expressions of their styles and map tips ask for."""

from __future__ import annotations

from collections.abc import Mapping

from qgis.core import QgsExpressionContextUtils, QgsMapLayer


def set_variables(layer: QgsMapLayer, values: Mapping[str, object]) -> None:
    """Set variables of a layer, in one go, and only where one of them changes.

    QGIS keeps them as texts, and its own `setLayerVariable` keeps those before, too: the layer would grow
    with each depth that is shown.
    """
    scope = QgsExpressionContextUtils.layerScope(layer)
    before = {name: scope.variable(name) for name in scope.variableNames() if not scope.isReadOnly(name)}
    after = {**before, **{name: str(value) for name, value in values.items()}}
    if after != before:
        QgsExpressionContextUtils.setLayerVariables(layer, after)
