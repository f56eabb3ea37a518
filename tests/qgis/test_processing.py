"""The toolbox's algorithms inside QGIS: what they take, write, load and refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")

from engine_side import command_line, write_results
from osgeo import gdal

VALLEY = Path(__file__).parents[2] / "resources" / "examples" / "near_surface_valley.csv"
GOOD = "site,x,y,frequency_hz,c_obs\n" + "".join(
    f"S{i},{500000 + 40 * i},{5300000 + 35 * (i % 2)},{f},{0.18 + 0.9 / f:.4f}\n"
    for i in range(4)
    for f in (4, 6, 9, 13, 19, 28)
)


@pytest.fixture
def results(tmp_path: Path) -> Path:
    return write_results(tmp_path / "results", 3)


@pytest.fixture
def line(project: object) -> object:
    from qgis.core import QgsFeature, QgsGeometry, QgsVectorLayer

    layer = QgsVectorLayer("LineString?crs=EPSG:32633", "street", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt("LineString (500000 5000050, 500200 5000150)"))
    layer.dataProvider().addFeatures([feature])
    project.addMapLayer(layer)
    return layer


def tree(project: object) -> list[tuple[str, str, bool]]:
    """Group, name and visibility of every layer in the layer tree, from the top."""
    nodes = project.layerTreeRoot().findLayers()
    return [(node.parent().name(), node.name(), node.itemVisibilityChecked()) for node in nodes]


def test_every_algorithm_and_parameter_is_explained(processing: Any) -> None:
    from qgis.core import QgsApplication

    algorithms = QgsApplication.processingRegistry().providerById("vsmapper").algorithms()
    assert len(algorithms) == 11
    for algorithm in algorithms:
        assert algorithm.shortHelpString()
        assert algorithm.canExecute()[0]
        assert all(p.help() for p in algorithm.parameterDefinitions()), algorithm.name()


def test_a_survey_is_described_as_the_overrides_say(processing: Any, tmp_path: Path) -> None:
    path = tmp_path / "town.csv"
    path.write_text(GOOD)
    said = processing.run(
        "vsmapper:describesurvey",
        {
            "FILE": str(path),
            "CRS": "EPSG:32633",
            "WAVE": "love",
            "TYPE": "group",
            "COLUMNS": "c_obs=velocity:km/s",
        },
    )
    assert (said["N_SITES"], said["N_POINTS"]) == (4, 24)
    assert "Love group velocity" in said["SUMMARY"]
    assert "in km/s (by option)" in said["SUMMARY"]
    assert "EPSG:32633" in said["SUMMARY"]


def test_mode_and_order_of_the_coordinates_can_be_given(processing: Any, tmp_path: Path) -> None:
    path = tmp_path / "grid.csv"
    path.write_text("site,lon,lat,period_s,c_km_s\nA,45,120,5,3\nA,45,120,9,3.2\n")
    assert processing.run("vsmapper:describesurvey", {"FILE": str(path)})["N_SITES"] == 0
    said = processing.run("vsmapper:describesurvey", {"FILE": str(path), "SWAP_XY": True, "MODE": 1})
    assert "Rayleigh phase velocity, mode 1: 2 points" in said["SUMMARY"]
    assert "x 120, y 45" in said["SUMMARY"]


def test_overtones_can_be_left_out(processing: Any, tmp_path: Path) -> None:
    path = tmp_path / "picks.csv"
    path.write_text("frequency_hz,phase_velocity_m_s,mode\n5,400,0\n8,330,0\n12,500,1\n20,450,2\n")
    said = processing.run("vsmapper:describesurvey", {"FILE": str(path), "HIGHEST_MODE": 0})
    assert (said["N_SITES"], said["N_POINTS"], said["N_REJECTED"]) == (1, 2, 2)
    assert "“Highest mode used” 0: 2 points are of higher modes and left out" in said["SUMMARY"]


def test_a_layer_of_the_project_is_read(processing: Any, project: object, tmp_path: Path) -> None:
    from qgis.core import QgsVectorLayer

    path = tmp_path / "campaign.csv"
    path.write_text(GOOD.replace("c_obs", "phase_velocity_km_s"))
    layer = QgsVectorLayer(f"file://{path}?xField=x&yField=y&crs=EPSG:32633", "campaign", "delimitedtext")
    project.addMapLayer(layer)
    said = processing.run("vsmapper:describesurvey", {"LAYER": layer})
    assert said["N_SITES"] == 4
    assert "EPSG:32633" in said["SUMMARY"]


@pytest.mark.parametrize(
    ("survey", "message"),
    [
        ({}, "as a layer, as a file or as a folder"),
        ({"FILE": "nowhere.csv"}, "nowhere.csv: no such file"),
        ({"FILE": str(VALLEY), "COLUMNS": "x"}, "not of the form name=quantity"),
        ({"FILE": str(VALLEY), "LAYER": str(VALLEY)}, "one of the three"),
        ({"FILE": str(VALLEY), "COLUMNS": "a=frequency\nb=velocity"}, "Columns: must stand in one line"),
        ({"FILE": str(VALLEY), "COLUMNS": "x" * 200_000}, "Columns: must stand in one line"),
        ({"FILE": str(VALLEY), "CRS": "EPSG:99999"}, "“EPSG:99999” is not known to QGIS"),
        ({"FILE": str(VALLEY), "HIGHEST_MODE": float("nan")}, "Highest mode used: .* is not"),
    ],
)
def test_what_cannot_be_read_fails_with_one_clear_line(
    processing: Any, survey: dict[str, str], message: str
) -> None:
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match=message):
        processing.run("vsmapper:describesurvey", survey)


def test_an_inversion_and_its_maps_load_into_one_group(
    processing: Any, project: object, tmp_path: Path
) -> None:
    path = tmp_path / "town.csv"
    path.write_text(GOOD.replace("c_obs", "phase_velocity_km_s"))
    folder = str(tmp_path / "out")
    processing.runAndLoadResults(
        "vsmapper:invertsurvey",
        {"FILE": str(path), "CRS": "EPSG:32633", "SAMPLES": 0, "DEPTHS": "5,10", "OUTPUT": folder},
    )
    assert tree(project) == [("town", "Sites", True)]
    for _ in range(2):  # the second time the layers of the first are replaced
        made = processing.runAndLoadResults("vsmapper:mapvs", {"FOLDER": folder, "RESOLUTION": 10})
    assert Path(made["VS"]).is_file()
    shown = tree(project)
    assert {group for group, _, _ in shown} == {"town"}
    lines = ["Contours", "± 1 σ %", "Coverage"]
    assert [name for _, name, _ in shown][:5] == ["Sites", *lines, "Vs"]
    assert [name for _, name, visible in shown if visible] == ["Sites", lines[0], "Vs"]
    assert len(shown) == len(project.mapLayers())
    vs = project.mapLayersByName("Vs")[0]
    assert vs.renderer().type() == "singlebandpseudocolor"
    assert vs.bandCount() == 2


def test_contours_and_areas_follow_the_depth_that_is_shown(
    processing: Any, project: object, results: Path
) -> None:
    from plugin.qgis_layers.shown_results import find_results

    processing.runAndLoadResults("vsmapper:mapvs", {"FOLDER": str(results), "DEPTHS": "3, 7"})
    layers = find_results(results, project)
    contours, carried, sure, near = layers.lines
    assert contours.labelsEnabled() and contours.fields().at(2).alias() == "Vs (m/s)"
    for band, depth in ((1, 3.0), (2, 7.0)):
        layers.show_band(band)
        for layer in (contours, sure):
            assert layer.subsetString() == f'"depth_m" = {depth}'
            assert {feature["depth_m"] for feature in layer.getFeatures()} <= {depth}
    assert near.subsetString() == carried.subsetString() == "" and near.featureCount() == 1
    drawn = sum(feature.geometry().area() for feature in sure.getFeatures())
    assert drawn == pytest.approx(next(near.getFeatures()).geometry().area(), rel=0.01)
    assert len(sure.renderer().rootRule().children()) == 6
    processing.runAndLoadResults("vsmapper:mapvs", {"FOLDER": str(results), "CONTOURS": False})
    assert not {"Contours", "Coverage"} & {name for _, name, _ in tree(project)}


def test_a_survey_in_degrees_is_mapped_in_the_projects_system(
    processing: Any, project: Any, tmp_path: Path
) -> None:
    from qgis.core import QgsCoordinateReferenceSystem

    rows = [
        f"S{i},{13 + 0.001 * i},{47 + 0.001 * (i % 2)},{f},{0.18 + 0.9 / f}\n"
        for i in range(4)
        for f in (4, 6, 9, 13, 19, 28)
    ]
    path, folder = tmp_path / "town.csv", str(tmp_path / "out")
    path.write_text("site,lon,lat,frequency_hz,phase_velocity_km_s\n" + "".join(rows))
    processing.run(
        "vsmapper:invertsurvey", {"FILE": str(path), "SAMPLES": 0, "LOAD": False, "OUTPUT": folder}
    )
    for of_project, of_map in (("EPSG:25833", "25833"), ("EPSG:4326", "32633")):
        project.setCrs(QgsCoordinateReferenceSystem(of_project))
        made = processing.run("vsmapper:mapvs", {"FOLDER": folder, "LOAD": False})
        assert gdal.Open(made["VS"]).GetSpatialRef().GetAuthorityCode(None) == of_map


def test_what_is_said_of_errors_and_water_reaches_the_engine(processing: Any, tmp_path: Path) -> None:
    path = tmp_path / "town.csv"
    path.write_text(GOOD.replace("c_obs", "phase_velocity_km_s"))
    wanted = {"RELATIVE_ERROR": 5, "ROBUST": True, "WATER_TABLE": 0, "SAMPLES": 0, "LOAD": False}
    processing.run("vsmapper:invertsurvey", {"FILE": str(path), "OUTPUT": str(tmp_path / "out"), **wanted})
    settings = json.loads((tmp_path / "out" / "run.json").read_text())["settings"]
    assert (settings["relative_error"], settings["robust"], settings["water_table"]) == (0.05, True, 0.0)


def test_maps_are_those_of_the_command_line(processing: Any, results: Path) -> None:
    options = {"RESOLUTION": 25, "METHOD": "idw", "MAX_DISTANCE": 90, "DEPTHS": "3, 7", "LOAD": False}
    made = processing.run("vsmapper:mapvs", {"FOLDER": str(results), **options})
    raster = gdal.Open(made["VS"])
    assert [raster.GetRasterBand(band).GetDescription() for band in (1, 2)] == ["Vs 3 m", "Vs 7 m"]
    values = raster.ReadAsArray()
    command = ["--resolution", "25", "--method", "idw", "--max-distance", "90", "--depths", "3,7"]
    command_line("map", results, *command)
    np.testing.assert_array_equal(gdal.Open(str(results / "vs.tif")).ReadAsArray(), values)


def test_a_sections_trace_and_curtain_load_beside_its_results(
    processing: Any, project: object, results: Path, line: object, tmp_path: Path
) -> None:
    processing.runAndLoadResults("vsmapper:mapvs", {"FOLDER": str(results), "RESOLUTION": 25})
    target = str(tmp_path / "cut.tif")
    made = processing.runAndLoadResults(
        "vsmapper:section", {"FOLDER": str(results), "LINE": line, "OUTPUT": target}
    )
    assert made["OUTPUT"] == target
    found = [(name, shown) for group, name, shown in tree(project) if group == "Sections"]
    assert found == [
        ("A–A\u2032 marks", True),
        ("A–A\u2032 trace", True),
        ("A–A\u2032 curtain", True),
    ]
    # What lay below the maps would not be seen.
    assert project.layerTreeRoot().findGroup("town").children()[0].name() == "Sections"
    processing.runAndLoadResults("vsmapper:mapvs", {"FOLDER": str(results), "RESOLUTION": 50})
    assert project.layerTreeRoot().findGroup("town").children()[0].name() == "Sections"
    assert not any(layer.source() == target for layer in project.mapLayers().values())


def test_a_section_hangs_from_a_raster_layer_of_heights(
    processing: Any, project: object, results: Path, line: object, tmp_path: Path
) -> None:
    from osgeo import gdal, osr

    dem = gdal.GetDriverByName("GTiff").Create(str(tmp_path / "dem.tif"), 2, 2, 1, gdal.GDT_Float32)
    dem.SetGeoTransform((499_000, 1000, 0, 5_001_000, 0, -1000))
    system = osr.SpatialReference()
    system.ImportFromEPSG(32633)
    dem.SetProjection(system.ExportToWkt())
    dem.GetRasterBand(1).Fill(250.0)
    dem = None
    said = {"FOLDER": str(results), "LINE": line, "OUTPUT": str(tmp_path / "cut.tif")}
    processing.runAndLoadResults("vsmapper:section", {**said, "DEM": str(tmp_path / "dem.tif")})
    (curtain,) = project.mapLayersByName("A–A\u2032 curtain")
    heights = [v.z() for f in curtain.getFeatures() for v in f.geometry().vertices()]
    assert 240 < max(heights) <= 250


def test_what_was_not_used_is_a_layer_beside_the_sites(
    processing: Any, project: object, tmp_path: Path
) -> None:
    path, folder = tmp_path / "town.csv", tmp_path / "results"
    path.write_text(GOOD + "lonely,500010,5300090,5,0.3\nS0,500000,5300000,40,-1\n")
    said = {"FILE": str(path), "CRS": "EPSG:32633", "COLUMNS": "c_obs=velocity:km/s", "SAMPLES": 0}
    processing.runAndLoadResults("vsmapper:invertsurvey", {**said, "OUTPUT": str(folder)})
    assert tree(project) == [("town", "Sites", True), ("town", "Warnings", True)]
    layer = project.mapLayersByName("Warnings")[0]
    lost = {(feature["site"], feature["lost"]) for feature in layer.getFeatures()}
    assert lost == {("lonely", "site"), ("S0", "point")}
    assert [rule.label() for rule in layer.renderer().rootRule().children()] == [
        "lost site",
        "lost points",
        "suspect",
    ]


def test_profiles_are_exported(processing: Any, results: Path, tmp_path: Path) -> None:
    out = tmp_path / "models"
    parameters = {"FOLDER": str(results), "FORMAT": "cps", "SITES": "S001, S003", "OUTPUT": str(out)}
    assert processing.run("vsmapper:exportprofiles", parameters)["N_FILES"] == 2
    assert sorted(path.name for path in out.iterdir()) == ["S001.mod", "S003.mod"]
    processing.run("vsmapper:exportprofiles", {"FOLDER": str(results), "OUTPUT": str(out)})
    assert (out / "layers.csv").is_file()
    processing.run("vsmapper:exportprofiles", {**parameters, "FORMAT": "openquake", "SITES": ""})
    assert (out / "openquake_site_model.csv").is_file()
    more = {"DRAWN": True, "DAMPING": 2.5, "FORMAT": "pystrata", "OUTPUT": str(tmp_path / "response")}
    assert processing.run("vsmapper:exportprofiles", {**parameters, **more})["N_FILES"] == 4
    assert ",0.025" in (tmp_path / "response" / "S001.csv").read_text()


def test_a_report_is_written(processing: Any, results: Path) -> None:
    found = processing.run("vsmapper:report", {"FOLDER": str(results), "TITLE": "Ours", "SITES": ""})
    assert found == {"PAGE": str(results / "report.html"), "DOCUMENT": str(results / "report.pdf")}
    assert "<h1>Ours</h1>" in (results / "report.html").read_text(encoding="utf-8")


def test_products_become_a_layer_with_a_style_for_each_standard(
    processing: Any, results: Path, project: object
) -> None:
    parameters = {"FOLDER": str(results), "STANDARDS": "ec8, asce7_16", "DAMPING": 2.5, "MEAN_TO": "5, 12"}
    made = processing.run("vsmapper:siteproducts", parameters)
    table = Path(made["TABLE"]).read_text().splitlines()
    assert table[0].startswith("site,vs30_p05,")
    assert "vs12_p50" in table[0]
    assert len(table) == 10
    for _ in range(2):  # the second time the layer of the first is replaced
        processing.runAndLoadResults("vsmapper:siteproducts", parameters)
    ((_, name, visible),) = tree(project)
    assert (name, visible) == ("Site class", True)
    (layer,) = project.mapLayers().values()
    assert layer.styleManager().styles() == ["ASCE 7-16", "EC8 2004"]
    legend = [(item.label(), item.level()) for item in layer.renderer().legendSymbolItems()]
    assert legend == [("EC8 2004", 0), *((name, 1) for name in "ABCDE"), ("unresolved", 0)]
    node = project.layerTreeRoot().findLayer(layer.id())
    key = layer.renderer().legendSymbolItems()[0].ruleKey()
    assert node.customProperty("expandedLegendNodes") == [key]  # the classes are in sight
    assert layer.attributeAlias(layer.fields().indexOf("vs30_p50")) == "Vs30, 50 % (m/s)"
    layer.styleManager().setCurrentStyle("ASCE 7-16")
    other = layer.renderer().legendSymbolItems()[0]
    assert (other.label(), other.ruleKey()) == ("ASCE 7-16", key)


def test_profiles_are_compared_with_boreholes_of_a_file_or_a_layer(
    processing: Any, results: Path, tmp_path: Path
) -> None:
    from qgis.core import QgsVectorLayer

    rows = "".join(f"S003,{top},{bottom},{vs}\n" for top, bottom, vs in ((0, 5, 250), (5, 25, 380)))
    holes = tmp_path / "holes.csv"
    holes.write_text(f"hole,top_m,bottom_m,vs_m_s\n{rows}")
    layer = QgsVectorLayer(f"file://{holes}?delimiter=,&detectTypes=yes", "holes", "delimitedtext")
    assert layer.isValid()
    for name, given in (("file", {"FILE": str(holes)}), ("layer", {"LAYER": layer})):
        out = tmp_path / name
        made = processing.run(
            "vsmapper:compareboreholes", {"FOLDER": str(results), **given, "OUTPUT": str(out)}
        )
        assert made["N_PAIRS"] == 1
        assert "1 pair of borehole and site" in made["SUMMARY"]
        assert sorted(path.name for path in out.iterdir()) == [
            "S003.png",
            "comparison.csv",
            "comparison_depths.csv",
        ]


def test_cancel_stops_an_inversion_and_leaves_nothing(processing: Any, tmp_path: Path) -> None:
    from qgis.core import QgsProcessingFeedback

    feedback = QgsProcessingFeedback(False)
    feedback.progressChanged.connect(lambda done: feedback.cancel() if done >= 5 else None)
    made = processing.run(
        "vsmapper:invertsurvey",
        {"FILE": str(VALLEY), "SAMPLES": 1000, "OUTPUT": str(tmp_path / "out")},
        feedback=feedback,
    )
    assert made == {}
    assert not (tmp_path / "out" / "profiles.csv").exists()


def test_a_folder_without_results_is_refused(processing: Any, tmp_path: Path) -> None:
    from qgis.core import QgsProcessingException

    with pytest.raises(QgsProcessingException, match="holds no finished run"):
        processing.run("vsmapper:mapvs", {"FOLDER": str(tmp_path)})


def test_a_model_hands_the_results_folder_on(processing: Any, tmp_path: Path) -> None:
    from qgis.core import (
        QgsProcessingModelAlgorithm,
        QgsProcessingModelChildAlgorithm,
        QgsProcessingModelChildParameterSource,
    )

    path = tmp_path / "town.csv"
    path.write_text(GOOD.replace("c_obs", "phase_velocity_km_s"))
    steps = {
        "invert": (
            "vsmapper:invertsurvey",
            {"FILE": str(path), "SAMPLES": 0, "OUTPUT": str(tmp_path / "out")},
        ),
        "export": ("vsmapper:exportprofiles", {"FORMAT": "geopsy", "OUTPUT": str(tmp_path / "models")}),
    }
    model = QgsProcessingModelAlgorithm()
    for name, (algorithm, values) in steps.items():
        child = QgsProcessingModelChildAlgorithm(algorithm)
        child.setChildId(name)
        for parameter, value in values.items():
            fixed = QgsProcessingModelChildParameterSource.fromStaticValue(value)
            child.addParameterSources(parameter, [fixed])
        if name == "export":
            handed = QgsProcessingModelChildParameterSource.fromChildOutput("invert", "OUTPUT")
            child.addParameterSources("FOLDER", [handed])
        model.addChildAlgorithm(child)
    processing.run(model, {})
    assert sorted(p.name for p in (tmp_path / "models").iterdir()) == [f"S{i}.model" for i in range(4)]


@pytest.mark.parametrize(
    ("file", "options", "said"),
    [
        ("three_col_period_vel_sigma.dat", {"X_AXIS": "frequency"}, "column 1: frequency in Hz (by option)"),
        ("qedisp_freq_vel_mode.txt", {"WAVE": "love", "TYPE": "group"}, "Love group velocity"),
        ("wide_pairs.csv", {"VELOCITY_UNIT": "ft/s"}, "in ft/s (by option)"),
        ("maswavespy_dc_wavelength.txt", {"X_AXIS": "period"}, "that is periods 1.887 to 2.508 s"),
        ("geopsy_curve_v3.txt", {"VELOCITY_UNIT": "ft/s"}, "“Velocity unit” ft/s is not used"),
        ("geopsy_v3_tar1.target", {"X_AXIS": "period"}, "“Given against” period is not used"),
        ("cps_surf96.dsp", {"WAVE": "love"}, "“Wave type” love: 12 points keep the wave type"),
        ("swprepost_tar1.csv", {"COLUMNS": "1=period"}, "“Columns” 1=period is not used"),
        ("aftan_DISP.1", {"CRS": "EPSG:3857"}, "“Coordinates” EPSG:3857 not used"),
    ],
)
def test_an_override_works_or_is_said_to_be_without_effect(
    processing: Any, formats: Path, file: str, options: dict[str, str], said: str
) -> None:
    described = processing.run("vsmapper:describesurvey", {"FILE": str(formats / file), **options})
    assert said in described["SUMMARY"]


PROFILES = """name,top_m,bottom_m,vs_m_s,vp_m_s,density_g_cm3
A,0,5,200,400,1.8
A,5,20,350,700,1.9
A,20,,800,1600,2.1
"""


def test_profiles_become_curves_that_are_a_survey(processing: Any, tmp_path: Path) -> None:
    (tmp_path / "profiles.csv").write_text(PROFILES)
    target = tmp_path / "curves.csv"
    made = processing.run(
        "vsmapper:modelcurves",
        {
            "FILE": str(tmp_path / "profiles.csv"),
            "FREQUENCIES": "5, 10",
            "MODES": "0, 1",
            "OUTPUT": str(target),
        },
    )
    assert (made["OUTPUT"], made["N_SITES"], made["N_POINTS"]) == (str(target), 1, 3)
    said = processing.run("vsmapper:describesurvey", {"FILE": str(target)})
    assert "Rayleigh phase velocity, mode 1: 1 point" in said["SUMMARY"]
    assert target.read_text().splitlines()[1].startswith("A,rayleigh,phase,0,5.0,606.65")
