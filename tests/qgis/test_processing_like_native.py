"""Algorithms take and give what QGIS's own do: choices, extents, destinations, examples, models."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")

from engine_side import write_results

PLAIN = {"CONTOURS": False, "FIGURE": False}


@pytest.fixture
def results(tmp_path: Path) -> Path:
    return write_results(tmp_path / "results", 3)


def algorithms() -> list[Any]:
    from qgis.core import QgsApplication

    return QgsApplication.processingRegistry().providerById("vsmapper").algorithms()


def test_no_name_stands_for_two_parameters(processing: Any) -> None:
    from qgis.core import QgsApplication

    told: list[str] = []

    def tell(message: str, *_more: object) -> None:
        told.append(message)

    QgsApplication.messageLog().messageReceived.connect(tell)
    made = [algorithm.create() for algorithm in algorithms()]
    QgsApplication.messageLog().messageReceived.disconnect(tell)
    assert len(made) > 10
    assert told == []


def test_qgis_is_told_whether_a_result_is_a_raster_and_need_not_try(project: Any, mapped: Path) -> None:
    from qgis.core import QgsProcessingContext, QgsProcessingUtils

    from plugin.processing.loading import load_map_layers, load_result

    context = QgsProcessingContext()
    context.setProject(project)
    load_result(context, mapped / "vs.tif", "town", "VS")
    load_map_layers(context, mapped, {"contours.gpkg"}, "town")
    hints = QgsProcessingUtils.LayerHint
    assert {
        Path(source).suffix[:5]: details.layerTypeHint
        for source, details in context.layersToLoadOnCompletion().items()
    } == {".tif": hints.Raster, ".gpkg": hints.Vector}


@pytest.mark.parametrize("wave", ["love", 1, "1", "Love"])
def test_choices_are_taken_by_word_and_by_number(processing: Any, tmp_path: Path, wave: object) -> None:
    (tmp_path / "town.csv").write_text("frequency_hz,phase_velocity_m_s\n5,400\n8,330\n12,300\n")
    said = processing.run("vsmapper:describesurvey", {"FILE": str(tmp_path / "town.csv"), "WAVE": wave})
    assert "Love phase velocity, mode 0: 3 points" in said["SUMMARY"]


@pytest.mark.parametrize("method", [9, "witching", True])
def test_what_is_no_choice_is_refused(processing: Any, results: Path, method: object) -> None:
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="METHOD"):
        processing.run("vsmapper:mapvs", {"FOLDER": str(results), "METHOD": method})


def test_maps_show_the_extent_with_the_pixels_that_are_asked_for(processing: Any, results: Path) -> None:
    from osgeo import gdal

    extent = "500005,500095,5000005,5000105 [EPSG:32633]"
    given = {"FOLDER": str(results), "EXTENT": extent, "RESOLUTION": 10, "METHOD": "linear", **PLAIN}
    vs = gdal.Open(processing.run("vsmapper:mapvs", given)["VS"])
    assert vs.GetGeoTransform() == (500000, 10, 0, 5000110, 0, -10)
    assert (vs.RasterXSize, vs.RasterYSize) == (10, 11)


def test_a_product_goes_where_it_is_wanted_and_is_loaded_once(
    processing: Any, project: object, results: Path, tmp_path: Path
) -> None:
    target = tmp_path / "elsewhere" / "my_vs.tif"
    made = processing.runAndLoadResults(
        "vsmapper:mapvs", {"FOLDER": str(results), "VS": str(target), "METHOD": "linear", **PLAIN}
    )
    assert Path(made["VS"]) == target
    assert Path(made["DISTANCE"]) == results / "distance.tif"
    assert target.read_bytes() == (results / "vs.tif").read_bytes()
    shown = {Path(layer.source()): layer for layer in project.mapLayers().values()}
    assert target in shown
    assert results / "vs.tif" not in shown
    assert shown[target].renderer().type() == "singlebandpseudocolor"


def test_points_go_into_any_format_with_all_their_fields(
    processing: Any, project: object, results: Path, tmp_path: Path
) -> None:
    from qgis.core import QgsVectorLayer

    target = tmp_path / "classes.geojson"
    made = processing.run(
        "vsmapper:siteproducts",
        {
            "FOLDER": str(results),
            "PRODUCTS": str(target),
            "TABLE": str(tmp_path / "t.csv"),
            "RESPONSE": False,
        },
    )
    layer, own = (
        QgsVectorLayer(source, "points", "ogr")
        for source in (made["PRODUCTS"], f"{results / 'products.gpkg'}|layername=products")
    )
    assert Path(made["PRODUCTS"]) == target
    names = [field.name() for field in layer.fields()]
    assert names == [field.name() for field in own.fields() if field.name() != "fid"]
    assert [f["site"] for f in layer.getFeatures()] == [f["site"] for f in own.getFeatures()]
    assert (tmp_path / "t.csv").read_bytes() == (results / "products.csv").read_bytes()


def test_a_copy_of_what_there_is_none_of_is_told_of(processing: Any, results: Path, tmp_path: Path) -> None:
    from qgis.core import QgsProcessingContext, QgsProcessingFeedback

    class Feedback(QgsProcessingFeedback):
        def pushWarning(self, warning: str) -> None:
            told.append(warning)

    told: list[str] = []
    target = tmp_path / "none.tif"
    given = {"FOLDER": str(results), "P_EC8": str(target), "METHOD": "linear", **PLAIN}
    processing.run("vsmapper:mapvs", given, feedback=Feedback(), context=QgsProcessingContext())
    assert "EC8 2004 class by profiles: probability: the results have none, so nothing was written" in told
    assert not target.exists()


def test_without_a_destination_products_stay_in_the_folder(processing: Any, results: Path) -> None:
    made = processing.run("vsmapper:siteproducts", {"FOLDER": str(results), "RESPONSE": False})
    assert made["PRODUCTS"] == f"{results / 'products.gpkg'}|layername=products"
    assert made["TABLE"] == str(results / "products.csv")


def test_a_model_goes_on_from_one_algorithm_to_the_next(
    processing: Any, results: Path, tmp_path: Path
) -> None:
    from qgis.core import (
        QgsProcessingContext,
        QgsProcessingFeedback,
        QgsProcessingModelAlgorithm,
        QgsProcessingModelChildAlgorithm,
        QgsProcessingModelChildParameterSource,
        QgsProcessingModelOutput,
    )

    value, child = (
        QgsProcessingModelChildParameterSource.fromStaticValue,
        QgsProcessingModelChildParameterSource.fromChildOutput,
    )
    model = QgsProcessingModelAlgorithm("chain", "tests")
    mapping = QgsProcessingModelChildAlgorithm("vsmapper:mapvs")
    mapping.setChildId("map")
    for name, given in {"FOLDER": str(results), "METHOD": "linear", **PLAIN}.items():
        mapping.addParameterSources(name, [value(given)])
    output = QgsProcessingModelOutput("Vs", "Vs")
    output.setChildId("map")
    output.setChildOutputName("VS")
    mapping.setModelOutputs({"Vs": output})
    model.addChildAlgorithm(mapping)
    exporting = QgsProcessingModelChildAlgorithm("vsmapper:exportprofiles")
    exporting.setChildId("export")
    exporting.addParameterSources("FOLDER", [child("map", "OUTPUT")])
    exporting.addParameterSources("OUTPUT", [value(str(tmp_path / "layers"))])
    model.addChildAlgorithm(exporting)
    target = tmp_path / "vs_of_model.tif"
    _, well = model.run({"map:Vs": str(target)}, QgsProcessingContext(), QgsProcessingFeedback())
    assert well
    assert target.is_file()
    assert (tmp_path / "layers" / "layers.csv").is_file()


def test_help_tells_of_every_parameter_and_examples_use_those_that_there_are(processing: Any) -> None:
    for algorithm in algorithms():
        told = algorithm.shortHelpString()
        names = {definition.name() for definition in algorithm.parameterDefinitions()}
        assert all(f"({name}): " in told for name in names), algorithm.name()
        assert algorithm.EXAMPLES
        for example in algorithm.EXAMPLES:
            assert set(example) <= names
            assert f"qgis_process run {algorithm.id()} -- " in told


def test_choices_are_listed_with_their_numbers(processing: Any) -> None:
    (told,) = (each.shortHelpString() for each in algorithms() if each.name() == "mapvs")
    assert "Words, or their numbers: 0 kriging, 1 flux, 2 linear, 3 idw, 4 nearest." in told


def test_every_algorithm_has_a_group_and_a_line_about_it(processing: Any) -> None:
    groups = {each.name(): each.group() for each in algorithms()}
    assert set(groups.values()) == {"Surveys", "From results", "Raster stacks", "Modelling"}
    assert all(each.groupId() and each.shortDescription() for each in algorithms())
