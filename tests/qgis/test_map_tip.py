"""What hovering over a site says."""

from __future__ import annotations

import pytest

pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")

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

    from plugin.qgis_layers.sites import MAP_TIP

    kinds = FIELDS | {"message": "string"} | dict.fromkeys(more, "double")
    columns = "&".join(f"field={name}:{kind}" for name, kind in kinds.items())
    layer = QgsVectorLayer(f"Point?{columns}", "sites", "memory")
    feature = QgsFeature(layer.fields())
    feature.setAttributes([*VALUES, "the curve is explained", *more.values()])
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
    context.setFeature(feature)
    return QgsExpression.replaceExpressionText(MAP_TIP, context)


def test_it_names_the_site_its_fit_and_where_vp_is_from(project: object) -> None:
    for words in ("M40", "misfit chi: 0.5", "Vs30: 312 m/s", "soil", "the curve is explained"):
        assert words in tip(vp_change_pct=0.1)


def test_it_tells_a_change_of_vp_that_matters(project: object) -> None:
    assert "Vp changed by -6 %" in tip(vp_change_pct=-6.2)
    assert "changed" not in tip(vp_change_pct=0.1)


def test_results_written_before_vp_could_change_still_have_one(project: object) -> None:
    assert "soil<br>the curve is explained" in tip()
