"""What hovering over a site says."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")

from engine_side import write_layer
from stacks_of_depths import write_stack

FIELDS = {"site": "string", "status": "string", "chi": "double", "vs30_m_s": "double", "vp_from": "string"}
VALUES = ["M40", "ok", 0.5, 312.0, "soil"]


def tip(**more: object) -> str:
    from qgis.core import (
        QgsExpression,
        QgsExpressionContext,
        QgsExpressionContextUtils,
        QgsFeature,
        QgsVectorLayer,
    )

    from plugin.qgis_layers.map_tips import site_tip

    kinds = FIELDS | {"message": "string"} | dict.fromkeys(more, "double")
    columns = "&".join(f"field={name}:{kind}" for name, kind in kinds.items())
    layer = QgsVectorLayer(f"Point?{columns}", "sites", "memory")
    feature = QgsFeature(layer.fields())
    feature.setAttributes([*VALUES, "the curve is explained", *more.values()])
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    return QgsExpression.replaceExpressionText(site_tip(list(kinds)), context)


def test_it_names_the_site_its_fit_and_where_vp_is_from(project: object) -> None:
    for words in ("M40", "misfit chi: 0.5", "Vs30: 312 m/s", "soil", "the curve is explained"):
        assert words in tip(vp_change_pct=0.1)


def test_it_tells_a_change_of_vp_that_matters(project: object) -> None:
    assert "Vp changed by -6 %" in tip(vp_change_pct=-6.2)
    assert "changed" not in tip(vp_change_pct=0.1)


def test_results_written_before_vp_could_change_still_have_one(project: object) -> None:
    assert "soil<br>the curve is explained" in tip()


def test_it_tells_of_vs30_what_is_likely_and_how_much_of_it_was_seen(project: object) -> None:
    said = tip(vs30_p05=280.4, vs30_p95=341.0, vs30_measured_pct=62.0)
    assert "<br>Vs30: 312 m/s (280 to 341), 62 % of the top 30 m within reach<br>" in said
    assert "within reach" not in tip(vs30_p05=280.4, vs30_p95=341.0, vs30_measured_pct=100.0)


def test_it_tells_depths_where_the_site_has_them(project: object) -> None:
    assert "<br>depth to Vs 1.0 km/s: 812 m<br>" in tip(z1_0_m=812.0, z1_0_p05=None, z1_0_p95=None)
    assert "km/s: 812 m (600 to ?)" in tip(z1_0_m=812.0, z1_0_p05=600.0, z1_0_p95=None)
    assert "km/s" not in tip(z1_0_m=None)


def test_a_survey_without_vs30_has_none_in_its_tips(project: object) -> None:
    from plugin.qgis_layers.map_tips import product_tip, site_tip

    assert "Vs30" not in site_tip(["site", "status", "chi", "message"])
    crust = ["site", "z_vs2500_p50", "z_vs4200_p50", "z_vs4200_p05", "z_vs4200_p95"]
    said = product_tip(crust, "class", "velocity")
    assert "depth to Vs 4200 m/s: " in said
    assert not any(word in said for word in ("Vs30", "class", "velocity", "2500"))


@pytest.mark.parametrize("crs", ["EPSG:32633", "EPSG:4326"])
def test_it_tells_vs_at_the_depth_that_the_map_shows(project: object, tmp_path: Path, crs: str) -> None:
    from qgis.core import QgsExpression, QgsExpressionContext, QgsExpressionContextUtils, QgsProject

    from plugin.qgis_layers.results import add_results

    values = write_stack(tmp_path / "vs.tif")
    place = (500155.0, 5299895.0) if crs == "EPSG:32633" else (15.0020623, 47.8530)
    write_layer(tmp_path / "sites.gpkg", "sites", {"site": ["A"], "status": ["ok"]}, place, crs)
    layers = add_results(tmp_path, "campaign", QgsProject.instance())
    for band, depth in ((3, "20 m"), (4, "40 m")):
        layers.show_band(band)
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layers.sites))
        site = next(layers.sites.getFeatures())
        context.setFeature(site)
        said = QgsExpression.replaceExpressionText(layers.sites.mapTipTemplate(), context)
        assert f"<br>Vs at {depth} on the map: " in said
        if crs == "EPSG:32633":
            assert f"on the map: {values[band - 1, 10, 15]:.0f} m/s" in said
    project.removeMapLayer(layers.vs.id())
    said = QgsExpression.replaceExpressionText(layers.sites.mapTipTemplate(), context)
    assert "on the map" not in said
