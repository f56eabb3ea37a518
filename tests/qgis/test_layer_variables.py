"""Variables of layers: each stands there once, and those of the user stay."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")


def names_in(layer: object) -> list[str]:
    """Return the names of a layer's variables, as often as its project or style holds them."""
    return layer.customProperty("variableNames") or []


def test_a_layer_does_not_grow_with_each_depth_that_is_shown(project: object, mapped: Path) -> None:
    from plugin.qgis_layers.results import add_results

    layers = add_results(mapped, "town", project)
    before = {layer.name(): names_in(layer) for layer in layers.all}
    for band in (2, 1, 3):
        layers.show_band(band)
    assert {layer.name(): names_in(layer) for layer in layers.all} == before
    assert all(len(set(names)) == len(names) for names in before.values())
    assert "vs_mapper_site_vs" in before[layers.sites.name()]


def test_variables_of_the_user_stay(project: object) -> None:
    from qgis.core import QgsExpressionContextUtils, QgsVectorLayer

    from plugin.qgis_layers.layer_variables import set_variables

    layer = QgsVectorLayer("Point", "sites", "memory")
    QgsExpressionContextUtils.setLayerVariable(layer, "mine", "a")
    told: list[str] = []
    layer.customPropertyChanged.connect(told.append)
    set_variables(layer, {"vs_mapper_band": 2, "vs_mapper_depth": "5 m"})
    assert told == ["variableNames", "variableValues"]
    set_variables(layer, {"vs_mapper_band": 2})
    assert told == ["variableNames", "variableValues"]
    scope = QgsExpressionContextUtils.layerScope(layer)
    told_of = {name: scope.variable(name) for name in ("mine", "vs_mapper_band", "vs_mapper_depth")}
    assert told_of == {"mine": "a", "vs_mapper_band": "2", "vs_mapper_depth": "5 m"}
