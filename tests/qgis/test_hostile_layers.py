"""Layers that are hard to hand over: what they show is read, or one sentence says why not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import textwrap
import threading
import zipfile
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")

from engine_side import survey

from plugin.protocol.errors import Cancelled, SourceError
from plugin.protocol.progress import Monitor
from plugin.qgis_layers.layer_table import _file_name, _flatten
from plugin.qgis_layers.survey_source import from_layer
from tests.conftest import ROOT
from tests.qgis.test_survey_layers import FREQUENCIES, memory_layer, survey_of

N_SITES = 3
APART = {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT / "tests" / "helpers")}
FIELDS = "field=site:string&field=frequency_hz:double&field=phase_velocity_m_s:double"
HEAD = "site,x,y,frequency_hz,phase_velocity_m_s\n"
PLACES = "xField=x&yField=y&crs=EPSG:32633"


def rows(mark: str = "S", *more: object) -> list[list[Any]]:
    return [[f"{mark}{i}", f, 180 + 900 // f, *more] for i in range(N_SITES) for f in FREQUENCIES]


def table(separator: str = ",", mark: str = "S") -> str:
    cells = [[name, 500_000 + 40 * int(name[1:]), 5_300_000, f, v] for name, f, v in rows(mark)]
    return HEAD.replace(",", separator) + "".join(
        separator.join(str(cell) for cell in line) + "\n" for line in cells
    )


def read_back(layer: Any) -> Any:
    """Return what the engine reads of a layer, from its file or from a copy."""
    source = from_layer(layer)
    return survey(source.place, source.options()) if isinstance(source.place, Path) else survey_of(layer)


@pytest.mark.parametrize(
    "names",
    [
        ("fid", "geom", "ogc_fid", "rowid"),
        ("vs_mapper_fid", "vs_mapper_geometry", "VS_MAPPER_FID_"),
        ('a"b', "it's", "two\nlines", "   ", "ñ 中 €", "a,b"),
    ],
)
def test_fields_of_any_name_are_read(qgis_app: object, names: tuple[str, ...]) -> None:
    from qgis.core import QgsField
    from qgis.PyQt.QtCore import QVariant

    layer = memory_layer(FIELDS, rows())
    layer.dataProvider().addAttributes([QgsField(name, QVariant.Type.Double) for name in names])
    layer.updateFields()
    for feature in layer.getFeatures():
        values = {layer.fields().indexOf(name): 9.5 for name in names}
        layer.dataProvider().changeAttributeValues({feature.id(): values})
    read = survey_of(layer)
    assert read.names.tolist() == ["S0", "S1", "S2"]
    assert len(read.frequency) == N_SITES * len(FREQUENCIES)


def test_fields_that_differ_in_case_only_are_refused_in_a_sentence(qgis_app: object) -> None:
    layer = memory_layer(f"{FIELDS}&field=Site:string", rows("S", "x"))
    with pytest.raises(SourceError, match=r"^layer town: the fields site and Site differ in .* case only"):
        survey_of(layer)


@pytest.mark.parametrize(
    "name",
    ["a/b\\c:*?", "n" * 300, "CON", "nul.txt", ".", "  ", "中" * 200, 'a;b! "c"\n', "sqlite_x", "gpkg_x"],
)
def test_a_layer_of_any_name_is_read(qgis_app: object, name: str) -> None:
    layer = memory_layer(FIELDS, rows())
    layer.setName(name)
    assert survey_of(layer).names.tolist() == ["S0", "S1", "S2"]
    file = _file_name(name)
    assert len(f"{file}.gpkg".encode()) < 120
    assert file.partition(".")[0].lower() not in ("con", "nul")


def test_what_json_has_no_form_for_is_told_as_text(qgis_app: object) -> None:
    from qgis.core import QgsFeature, QgsField, QgsFields
    from qgis.PyQt.QtCore import QDate, QVariant

    fields = QgsFields()
    fields.append(QgsField("notes", QVariant.Type.Map))
    feature = QgsFeature(fields)
    feature.setAttribute(0, {"day": QDate(2024, 2, 29), "none": QVariant(), "list": [1, "b"]})
    _flatten(feature, [0])
    assert json.loads(feature.attribute(0)) == {"day": "2024-02-29", "none": None, "list": [1, "b"]}


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("delimiter=%7C", table("|")),
        ("delimiter=;&decimalPoint=,", table(";").replace(".0", ",0")),
        ("skipLines=1", "S9,1,1,99,99\n" + table()),
        ("encoding=windows-1252", table()),
    ],
)
def test_delimited_text_is_read_as_qgis_reads_it(
    qgis_app: object, tmp_path: Path, query: str, text: str
) -> None:
    from qgis.core import QgsVectorLayer

    path = tmp_path / "town.txt"
    path.write_text(text)
    layer = QgsVectorLayer(f"file://{path}?{query}&{PLACES}", "town", "delimitedtext")
    assert layer.featureCount() == N_SITES * len(FREQUENCIES)
    read = read_back(layer)
    assert read.names.tolist() == ["S0", "S1", "S2"]
    assert sorted(read.frequency[:6]) == list(FREQUENCIES)


def test_delimited_text_has_its_places_where_qgis_shows_them(qgis_app: object, tmp_path: Path) -> None:
    from qgis.core import QgsVectorLayer

    path = tmp_path / "town.csv"
    lines = table().splitlines()
    path.write_text("\n".join([f"{lines[0]},px,py", *(f"{line},400000,5000000" for line in lines[1:])]))
    layer = QgsVectorLayer(f"file://{path}?xField=px&yField=py&crs=EPSG:32633", "town", "delimitedtext")
    assert not isinstance(from_layer(layer).place, Path)


def test_decimal_commas_are_numbers_where_the_layer_shows_numbers(qgis_app: object, tmp_path: Path) -> None:
    from qgis.core import QgsVectorLayer

    path = tmp_path / "italian.csv"
    path.write_text(
        "Sito;Est;Nord;Frequenza (Hz);Velocit\u00e0 (m/s)\nA;432100,5;5348100,25;45;143,1\n"
        "A;432100,5;5348100,25;4;480,9\nB;432200,5;5348150,25;45;132,3\nB;432200,5;5348150,25;4;485,2\n",
        encoding="utf-8",
    )
    query = "delimiter=;&decimalPoint=,&xField=Est&yField=Nord&crs=EPSG:32633"
    read = read_back(QgsVectorLayer(f"file://{path}?{query}", "italian", "delimitedtext"))
    assert read.names.tolist() == ["A", "B"]
    assert (read.x.tolist(), read.y.tolist()) == ([432100.5, 432200.5], [5348100.25, 5348150.25])
    assert read.velocity.tolist() == [143.1, 480.9, 132.3, 485.2]


def test_rows_that_qgis_leaves_out_are_not_read(qgis_app: object, tmp_path: Path) -> None:
    from qgis.core import QgsVectorLayer

    path = tmp_path / "town.csv"
    path.write_text(table().replace("\nS1,500040", "\nS1,"))
    layer = QgsVectorLayer(f"file://{path}?{PLACES}", "town", "delimitedtext")
    assert layer.featureCount() < N_SITES * len(FREQUENCIES)
    assert len(read_back(layer).names) == N_SITES - 1


def test_longitudes_of_the_file_do_not_go_before_the_places_of_the_layer(
    qgis_app: object, tmp_path: Path
) -> None:
    from qgis.core import QgsVectorLayer

    path = tmp_path / "town.csv"
    lines = table().splitlines()
    path.write_text("\n".join([f"{lines[0]},lon,lat", *(f"{line},11.5,45.5" for line in lines[1:])]))
    read = read_back(QgsVectorLayer(f"file://{path}?{PLACES}", "town", "delimitedtext"))
    assert read.crs == "EPSG:32633"
    assert read.x.min() > 1000


def test_a_layer_without_features_is_refused_with_the_likely_reason(qgis_app: object, tmp_path: Path) -> None:
    from qgis.core import QgsVectorLayer

    path = tmp_path / "town.csv"
    path.write_text("site;x;y\nA;432100,5;5348100,2\n")
    layer = QgsVectorLayer(f"file://{path}?delimiter=;&{PLACES}", "town", "delimitedtext")
    with pytest.raises(SourceError, match=r"layer town: QGIS shows no feature of it; .* the decimal sign"):
        from_layer(layer)


def test_the_layer_of_a_file_that_qgis_shows_is_read(qgis_app: object, tmp_path: Path) -> None:
    from qgis.core import QgsCoordinateTransformContext, QgsVectorFileWriter, QgsVectorLayer

    path = str(tmp_path / "both.gpkg")
    options = QgsVectorFileWriter.SaveVectorOptions()
    for mark in ("A", "B"):
        options.layerName = mark
        layer = memory_layer(FIELDS, rows(mark))
        QgsVectorFileWriter.writeAsVectorFormatV3(layer, path, QgsCoordinateTransformContext(), options)
        options.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    for source, wanted in (("|layerid=1", "B0"), ("|layername=B", "B0"), ("", "A0")):
        assert read_back(QgsVectorLayer(path + source, "both", "ogr")).names[0] == wanted


def test_a_file_in_an_archive_is_read(qgis_app: object, tmp_path: Path) -> None:
    from qgis.core import QgsVectorLayer

    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("a.csv", table(mark="A"))
        archive.writestr("b.csv", table(mark="B"))
    layer = QgsVectorLayer(f"/vsizip/{tmp_path}/all.zip/b.csv", "b", "ogr")
    assert read_back(layer).names.tolist() == ["B0", "B1", "B2"]


def test_one_kind_of_geometry_of_a_file_is_read(qgis_app: object, tmp_path: Path) -> None:
    from qgis.core import QgsVectorLayer

    features = []
    for name, frequency, velocity in rows():
        x = 13.0 + int(name[1:]) / 1000
        shape = {"type": "Point", "coordinates": [x, 48.0]}
        if name == "S2":
            shape = {"type": "LineString", "coordinates": [[x, 48.0], [x, 48.001]]}
        values = {"site": name, "frequency_hz": frequency, "phase_velocity_m_s": velocity}
        features.append({"type": "Feature", "geometry": shape, "properties": values})
    path = tmp_path / "mixed.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    for kind, wanted in (("Point", ["S0", "S1"]), ("LineString", ["S2"])):
        layer = QgsVectorLayer(f"{path}|geometrytype={kind}", "mixed", "ogr")
        assert read_back(layer).names.tolist() == wanted


def test_an_encoding_that_the_user_set_is_heeded(qgis_app: object, tmp_path: Path) -> None:
    from qgis.core import QgsCoordinateTransformContext, QgsVectorFileWriter, QgsVectorLayer

    path = tmp_path / "town.shp"
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName, options.fileEncoding = "ESRI Shapefile", "IBM437"
    named = [["S0", *row[1:]] for row in rows()[: len(FREQUENCIES)]]
    layer = memory_layer(
        FIELDS.replace("frequency_hz", "freq_hz").replace("phase_velocity_m_s", "c_m_s"), named
    )
    layer.dataProvider().changeAttributeValues({f.id(): {0: "Süd"} for f in layer.getFeatures()})
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsCoordinateTransformContext(), options)
    path.with_suffix(".cpg").unlink(missing_ok=True)
    shown = QgsVectorLayer(str(path), "town", "ogr")
    shown.setProviderEncoding("IBM437")
    assert {feature["site"] for feature in shown.getFeatures()} == {"Süd"}
    assert read_back(shown).names.tolist() == ["Süd"]


def test_the_copy_is_closed_when_reading_is_cancelled(qgis_app: object, tmp_path: Path) -> None:
    """An open file cannot be removed on Windows, and elsewhere GDAL complains of its loss."""
    layer, opened = memory_layer(FIELDS, rows()), []

    def stop() -> bool:
        opened.append(_open_files(tmp_path))
        return True

    with pytest.raises(Cancelled) as kept:
        from_layer(layer).place.write(tmp_path, Monitor(cancelled=stop))
    assert kept.traceback
    assert any(opened)
    assert not _open_files(tmp_path)


def _open_files(folder: Path) -> list[str]:
    """Return the files in a folder that this process has open."""
    links = [link.readlink() for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    return [link.name for link in links if link.parent == folder]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits the size of files")
@pytest.mark.parametrize("most", [90_000, 400_000])
def test_a_full_disk_is_told(qgis_app: object, tmp_path: Path, most: int) -> None:
    script = f"""
        import resource, signal, sys
        from pathlib import Path
        from qgis.core import QgsApplication
        app = QgsApplication([], False)
        app.initQgis()
        from plugin.protocol.progress import Monitor
        from plugin.qgis_layers.survey_source import from_layer
        from tests.qgis.test_hostile_layers import FIELDS, memory_layer, rows
        source = from_layer(memory_layer(FIELDS, rows() * 400))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))
        try:
            source.place.write(Path({str(tmp_path)!r}), Monitor())
        except Exception as error:
            print(type(error).__name__, error, flush=True)
    """
    command = [sys.executable, "-c", textwrap.dedent(script)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env={**os.environ, **APART})
    assert "SourceError layer town: cannot be written for the engine" in done.stdout


@pytest.mark.parametrize("kind", ["joined", "virtual"])
def test_layers_made_of_others_are_read_while_the_main_thread_waits(project: Any, kind: str) -> None:
    from qgis.core import QgsVectorLayer, QgsVectorLayerJoinInfo

    town = memory_layer(FIELDS, rows())
    project.addMapLayer(town)
    shown = QgsVectorLayer("?query=SELECT * FROM town", "shown", "virtual")
    if kind == "joined":
        shown = memory_layer("field=site:string&field=frequency_hz:double", [row[:2] for row in rows()])
        join = QgsVectorLayerJoinInfo()
        join.setJoinLayer(town)
        join.setJoinFieldName("site")
        join.setTargetFieldName("site")
        shown.addJoin(join)
    source, sizes = from_layer(shown), []

    def write() -> None:
        with tempfile.TemporaryDirectory() as folder:
            sizes.append(source.place.write(Path(folder), Monitor()).stat().st_size)

    thread = threading.Thread(target=write, daemon=True)
    thread.start()
    thread.join(30.0)
    assert sizes


def test_a_layer_that_is_deleted_meanwhile_is_read_to_its_end(project: Any, tmp_path: Path) -> None:
    layer = memory_layer(FIELDS, rows())
    project.addMapLayer(layer)
    source = from_layer(layer)
    project.removeMapLayer(layer.id())
    read = survey(source.place.write(tmp_path, Monitor()), source.options())
    assert len(read.frequency) == N_SITES * len(FREQUENCIES)
