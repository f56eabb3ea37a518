"""Layers of any provider are read as they stand in QGIS."""

from __future__ import annotations

import json
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")

from engine_side import survey

from plugin.protocol.errors import Cancelled
from plugin.protocol.progress import Monitor
from plugin.qgis_layers.survey_source import SourceError, from_layer, selected

FREQUENCIES = (4.0, 6.0, 9.0, 13.0, 19.0, 28.0)
N_SITES = 4


def memory_layer(fields: str, rows: list[list[Any]]) -> Any:
    """A layer of points 40 m apart, one a row, at the place of the site that its first value names."""
    from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsVectorLayer

    layer = QgsVectorLayer(f"Point?crs=EPSG:32633&{fields}", "town", "memory")
    features = []
    for row in rows:
        feature = QgsFeature(layer.fields())
        place = QgsPointXY(500_000 + 40 * int(row[0][1:]), 5_300_000)
        feature.setGeometry(QgsGeometry.fromPointXY(place))
        feature.setAttributes(row)
        features.append(feature)
    assert layer.dataProvider().addFeatures(features)[0]
    return layer


@pytest.fixture
def town(project: Any) -> Any:
    rows = [[f"S{i}", f, 180 + 900 // f, None if f > 20 else 5] for i in range(N_SITES) for f in FREQUENCIES]
    layer = memory_layer(
        "field=site:string&field=frequency_hz:double&field=phase_velocity_m_s:double&field=sigma_m_s:integer",
        rows,
    )
    project.addMapLayer(layer)
    return layer


def survey_of(layer: Any, request: Any = None) -> Any:
    source = from_layer(layer, request)
    with tempfile.TemporaryDirectory() as folder:
        return survey(source.place.write(Path(folder), Monitor()), source.options())


def test_a_layer_in_memory_is_read_as_the_same_file_would_be(town: Any, tmp_path: Path) -> None:
    import numpy as np
    from qgis.core import QgsCoordinateTransformContext, QgsVectorFileWriter

    path = tmp_path / "town.gpkg"
    options = QgsVectorFileWriter.SaveVectorOptions()
    QgsVectorFileWriter.writeAsVectorFormatV3(town, str(path), QgsCoordinateTransformContext(), options)
    mine, of_file = survey_of(town), survey(path)
    assert mine.names.tolist() == of_file.names.tolist() == [f"S{i}" for i in range(N_SITES)]
    assert mine.crs == of_file.crs == "EPSG:32633"
    for name in ("frequency", "velocity", "sigma"):
        np.testing.assert_array_equal(getattr(mine, name), getattr(of_file, name))
    np.testing.assert_array_equal(mine.x, of_file.x)


def test_only_selected_features_are_read(town: Any) -> None:
    town.selectByExpression("\"site\" IN ('S1', 'S3')")
    assert survey_of(town, selected(town)).names.tolist() == ["S1", "S3"]
    town.removeSelection()
    with pytest.raises(SourceError, match="no feature is selected"):
        selected(town)


def test_a_virtual_layer_is_read(town: Any, project: Any) -> None:
    from qgis.core import QgsVectorLayer

    query = "SELECT * FROM town WHERE frequency_hz < 15"
    layer = QgsVectorLayer(f"?query={query}", "slow part", "virtual")
    assert layer.isValid()
    assert len(survey_of(layer).frequency) == 4 * N_SITES


def test_computed_fields_of_a_file_are_read(tmp_path: Path) -> None:
    from qgis.core import QgsField, QgsVectorLayer
    from qgis.PyQt.QtCore import QVariant

    path = tmp_path / "town.csv"
    path.write_text("site,frequency_hz,picked\n" + "".join(f"A,{f},{0.2 + 1 / f}\n" for f in FREQUENCIES))
    layer = QgsVectorLayer(str(path), "town", "ogr")
    layer.addExpressionField('"picked" * 1000', QgsField("phase_velocity_m_s", QVariant.Double))
    assert survey_of(layer).velocity.max() == pytest.approx(200 + 1000 / FREQUENCIES[0])


def test_lists_and_json_are_passed_through() -> None:
    from qgis.core import QgsFeature, QgsField, QgsVectorLayer
    from qgis.PyQt.QtCore import QVariant

    layer = QgsVectorLayer("Point?crs=EPSG:32633", "lists", "memory")
    layer.dataProvider().addAttributes(
        [
            QgsField("f", QVariant.List, "doublelist", 0, 0, "", QVariant.Double),
            QgsField("c", QVariant.String),
        ]
    )
    layer.updateFields()
    feature = QgsFeature(layer.fields())
    feature.setAttributes([list(FREQUENCIES), json.dumps([300.0] * 6)])
    layer.dataProvider().addFeatures([feature])
    curves = survey_of(layer)
    assert curves.frequency.tolist() == list(FREQUENCIES)
    assert curves.velocity.tolist() == [300.0] * 6


def test_what_the_user_calls_the_fields_is_in_the_copy(town: Any, tmp_path: Path) -> None:
    from qgis.core import QgsVectorLayer

    called = {"frequency_hz": "Frequency (Hz)", "sigma_m_s": "Error", "site": "Error"}
    for name, alias in called.items():
        town.setFieldAlias(town.fields().indexOf(name), alias)
    copy = from_layer(town).place.write(tmp_path, Monitor())
    with closing(sqlite3.connect(copy)) as file:
        rows = file.execute("SELECT table_name, column_name, name FROM gpkg_data_columns").fetchall()
    assert ("features", "frequency_hz", "Frequency (Hz)") in rows
    assert len([row for row in rows if row[2] == "Error"]) == 1  # a GeoPackage has no title twice
    layer = QgsVectorLayer(str(copy), "copy", "ogr")
    assert layer.isValid()
    assert layer.featureCount() == town.featureCount()
    assert survey(copy).names.tolist() == [f"S{i}" for i in range(N_SITES)]


def test_reading_stops_when_asked(town: Any, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        from_layer(town).place.write(tmp_path, Monitor(cancelled=lambda: True))


def test_a_raster_that_is_no_file_is_refused(qgis_app: object) -> None:
    from qgis.core import QgsRasterLayer

    with pytest.raises(SourceError, match="web: is not a raster file"):
        from_layer(QgsRasterLayer("type=xyz&url=http://localhost/", "web", "wms"))


def test_the_toolbox_reads_selected_features_only(processing: Any, town: Any) -> None:
    from qgis.core import QgsProcessingFeatureSourceDefinition

    town.selectByExpression("\"site\" = 'S2'")
    chosen = QgsProcessingFeatureSourceDefinition(town.id(), True)
    assert processing.run("vsmapper:describesurvey", {"LAYER": chosen})["N_SITES"] == 1
    assert processing.run("vsmapper:describesurvey", {"LAYER": town})["N_SITES"] == N_SITES
