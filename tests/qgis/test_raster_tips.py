"""What hovering over a map says, where QGIS asks rasters for it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from stacks_of_depths import write_stack

from plugin.protocol.display_units import KILOMETRES, METRES
from plugin.protocol.result_files import DISTANCE, SIGMA, VS, VS30, VS30_CARRIED

AT = "make_point(500155, 5299895)"


def said(layer: object, tip: str) -> str:
    from qgis.core import (
        QgsExpression,
        QgsExpressionContext,
        QgsExpressionContextScope,
        QgsExpressionContextUtils,
    )

    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    scope = QgsExpressionContextScope()
    scope.setVariable("layer_cursor_point", QgsExpression(AT).evaluate())
    context.appendScope(scope)
    return QgsExpression.replaceExpressionText(tip, context)


@pytest.fixture
def values(tmp_path: Path, qgis_app: object) -> np.ndarray:
    for file in (VS30.file, DISTANCE.file, SIGMA.file):
        write_stack(tmp_path / file, first_empty=False)
    return write_stack(tmp_path / VS.file)[:, 10, 15]


def test_vs_is_told_with_its_band_and_how_far_the_nearest_site_is(
    project: object, tmp_path: Path, values: np.ndarray
) -> None:
    from plugin.qgis_layers.raster_tips import tip_of
    from plugin.qgis_layers.results import add_results

    layers = add_results(tmp_path, "town", project)
    layers.show_band(3)
    metres = said(layers.vs, tip_of(VS, METRES))
    near = said(layers.vs, f"[% raster_value('{layers.singles[1].id()}', 1, @layer_cursor_point) %]")
    one = f"{values[2]:.0f}"
    assert metres == f"Vs at 20 m: {one} ± {one} m/s (1 sigma)<br>{float(near):.0f} m to the nearest site"
    assert said(layers.sigma, tip_of(SIGMA, METRES)) == metres
    kilometres = said(layers.vs, tip_of(VS, KILOMETRES))
    assert kilometres.startswith(f"Vs at 20 m: {round(float(values[2]) / 1000, 2):g} ± ")
    assert " km/s (1 sigma)" in kilometres


def test_what_is_not_there_is_not_told(project: object, tmp_path: Path, values: np.ndarray) -> None:
    from plugin.qgis_layers.raster_tips import tip_of
    from plugin.qgis_layers.results import add_results

    layers = add_results(tmp_path, "town", project)
    layers.show_band(1)
    assert "Vs" not in said(layers.vs, tip_of(VS, METRES))  # the map is empty there
    project.removeMapLayer(layers.sigma.id())
    layers.show_band(2)
    assert said(layers.vs, tip_of(VS, METRES)).startswith(f"Vs at 10 m: {values[1]:.0f} m/s<br>")


def test_single_numbers_are_told_with_their_units(
    project: object, tmp_path: Path, values: np.ndarray
) -> None:
    from plugin.qgis_layers.raster_tips import tip_of
    from plugin.qgis_layers.results import add_results

    layers = add_results(tmp_path, "town", project)
    vs30 = next(layer for layer in layers.singles if layer.name() == "Vs30")
    assert said(vs30, tip_of(VS30, METRES)).startswith("Vs30: ")
    assert " m/s<br>" in said(vs30, tip_of(VS30, METRES))
    assert " %<br>" in said(vs30, tip_of(VS30_CARRIED, KILOMETRES))


def test_qgis_is_told_where_it_asks(project: object, tmp_path: Path, values: np.ndarray) -> None:
    from plugin.qgis_layers.results import add_results

    vs = add_results(tmp_path, "town", project).vs
    if not hasattr(vs, "mapTipTemplate"):
        pytest.skip("needs QGIS 3.32")
    assert "Vs at 40 m" in said(vs, vs.mapTipTemplate()) or "Vs at" in said(vs, vs.mapTipTemplate())
