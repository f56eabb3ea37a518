"""The sites of a survey before a run: a layer in memory, which no file of the user holds."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsPointXY,
    QgsProject,
    QgsRuleBasedRenderer,
    QgsVectorLayer,
)

from ..protocol.outcomes import Preview
from .compatible import text_field
from .fields import shown
from .site_rules import BAD, DOUBTFUL, GOOD, marker
from .translated import tr

_LOOKS = (
    ("used", tr("to be inverted"), (GOOD, "circle", 2.0)),
    ("suspect", tr("suspect"), (DOUBTFUL, "diamond", 2.8)),
    ("lost", tr("lost site"), (BAD, "cross2", 2.8)),
)


def preview_layer(preview: Preview, name: str) -> QgsVectorLayer:
    """Return the sites of a survey as points, suspects and lost ones marked, with the reason as map tip."""
    layer = QgsVectorLayer("point", name, "memory")
    layer.setCrs(QgsCoordinateReferenceSystem(preview.crs))
    layer.setCustomProperty("skipMemoryLayersCheck", 1)  # nobody is asked to save it
    layer.dataProvider().addAttributes([text_field(field) for field in ("site", "state", "reason")])
    layer.updateFields()
    features = []
    for site in preview.sites:
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(site.x, site.y)))
        feature.setAttributes([site.name, site.state, site.reason])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    root = QgsRuleBasedRenderer.Rule(None)
    for state, label, look in _LOOKS:
        root.appendChild(QgsRuleBasedRenderer.Rule(marker(*look), 0, 0, f"\"state\" = '{state}'", label))
    layer.setRenderer(QgsRuleBasedRenderer(root))
    layer.setMapTipTemplate(f"<b>{shown('site')}</b><br>{shown('reason')}")
    return layer


def show_preview(layer: QgsVectorLayer, project: QgsProject) -> None:
    """Put the layer on top of the project's others."""
    project.addMapLayer(layer, False)
    project.layerTreeRoot().insertLayer(0, layer)
