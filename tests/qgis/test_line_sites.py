"""Results of sites along a line, in QGIS."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")

from plugin.protocol.result_files import LINE_SYSTEM
from plugin.qgis_layers.sites import lie_along_line


def test_a_layer_of_sites_along_a_line_is_known_by_its_system(qgis_app: Any, tmp_path: Path) -> None:
    from qgis.core import (
        QgsCoordinateReferenceSystem,
        QgsCoordinateTransformContext,
        QgsVectorFileWriter,
        QgsVectorLayer,
    )

    metre = 'LENGTHUNIT["metre",1]'
    wkt = (
        f'ENGCRS["{LINE_SYSTEM}",EDATUM["Start of the line"],CS[Cartesian,2],'
        f'AXIS["position along the line",east,ORDER[1],{metre}],AXIS["offset",north,ORDER[2],{metre}]]'
    )
    made = QgsVectorLayer("Point?field=site:string", "sites", "memory")
    made.setCrs(QgsCoordinateReferenceSystem.fromWkt(wkt))
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = "sites"
    path = str(tmp_path / "sites.gpkg")
    QgsVectorFileWriter.writeAsVectorFormatV3(made, path, QgsCoordinateTransformContext(), options)
    assert lie_along_line(QgsVectorLayer(f"{path}|layername=sites", "sites", "ogr"))
    assert not lie_along_line(QgsVectorLayer("Point?crs=EPSG:32633", "town", "memory"))
