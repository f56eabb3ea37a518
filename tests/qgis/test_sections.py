"""Sections on the map: what is added, and that the map stays on the survey."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from engine_side import command_line, write_results

pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")

LINE = "500000,5000000 500200,5000100 500200,5000200"


@pytest.fixture
def cut(tmp_path: Path) -> Path:
    """A section with a bend through nine sites."""
    folder = write_results(tmp_path / "results", 3)
    command_line("section", folder, "--line", LINE)
    return folder / "section.tif"


def add(cut: Path, project: object) -> list[object]:
    from plugin.qgis_layers.sections import add_section, open_section

    _, scale = open_section(cut, "street", None)
    return add_section(cut, "street", "town", scale, project)


def test_the_map_stays_on_the_survey_with_a_section_in_the_project(project: object, cut: Path) -> None:
    from qgis.core import QgsCoordinateReferenceSystem

    add(cut, project)
    project.setCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    whole = project.viewSettings().fullExtent()
    found = [whole.xMinimum(), whole.yMinimum(), whole.xMaximum(), whole.yMaximum()]
    assert found == pytest.approx([500_000, 5_000_000, 500_200, 5_000_200], abs=0.01)
    assert {layer.crs().authid() for layer in project.mapLayers().values()} == {"EPSG:32633"}


def test_ends_and_bends_of_the_trace_are_marked_with_their_distances(project: object, cut: Path) -> None:
    marks, trace, _ = add(cut, project)
    found = [(f["label"], f["kind"], round(f["distance_m"], 2)) for f in marks.getFeatures()]
    assert found[:3] == [("A", "end", 0.0), ("1", "bend", 223.61), ("A\u2032", "end", 323.61)]
    assert found[3:] == [(f"{at} m", "distance", at) for at in (50, 100, 150, 200, 250)]
    assert [(f["from_mark"], f["to_mark"]) for f in trace.getFeatures()] == [("A", "1"), ("1", "A\u2032")]
    assert marks.labelsEnabled()


def test_the_curtain_hangs_below_the_line_and_has_a_colour_a_velocity(project: object, cut: Path) -> None:
    _, _, curtain = add(cut, project)
    heights = np.array([v.z() for f in curtain.getFeatures() for v in f.geometry().vertices()])
    assert (heights.min(), heights.max()) == (pytest.approx(-20), pytest.approx(-2))
    assert curtain.renderer().classAttribute() == "vs_m_s"
    pytest.importorskip("qgis._3d", reason="this QGIS has no 3-D view")
    assert len(curtain.renderer3D().rootRule().children()) == 24


def test_a_section_that_is_cut_again_takes_the_place_of_its_layers(project: object, cut: Path) -> None:
    add(cut, project)
    add(cut, project)
    assert len(project.mapLayers()) == 3


def test_the_legend_of_a_print_layout_has_the_trace_alone(project: object, cut: Path) -> None:
    from plugin.qgis_layers.parts import at_a_stroke
    from plugin.qgis_layers.print_layout import adding_layout

    trace = add(cut, project)[1]
    layout, _ = at_a_stroke(adding_layout(project, "map", "Town", trace.extent()))
    shown = [node.layer() for node in layout.itemById("legend").model().rootGroup().findLayers()]
    assert shown == [trace]
    model = layout.itemById("legend").model()
    (label,) = model.layerLegendNodes(model.rootGroup().findLayer(trace.id()))
    assert label.data(0) == f"A–A\u2032: {next(trace.getFeatures())['section']}"


def test_a_page_calls_layers_by_whole_titles_but_as_their_user_does(project: object, cut: Path) -> None:
    from plugin.qgis_layers.page_titles import page_title
    from plugin.qgis_layers.results import add_results

    trace, sites = add(cut, project)[1], add_results(cut.parent, "town", project).sites
    line = next(trace.getFeatures())["section"]
    assert (trace.name(), page_title(trace)) == ("A–A\u2032 trace", f"A–A\u2032: {line}")
    assert page_title(sites) == "Sites"
    sites.setName("My wells")
    assert page_title(sites) == "My wells"


def test_layers_of_a_section_lead_to_its_raster(project: object, cut: Path) -> None:
    from plugin.qgis_layers.sections import section_of

    assert {section_of(layer) for layer in add(cut, project)} == {cut}


def test_a_layer_of_an_earlier_version_goes_and_its_file_stays(project: object, cut: Path) -> None:
    from qgis.core import QgsRasterLayer

    from plugin.qgis_layers.old_sections import take_off_sections

    add(cut, project)
    old = QgsRasterLayer(str(cut), "old")
    project.addMapLayer(old, False)
    project.layerTreeRoot().addGroup("Sections").addLayer(old)
    assert take_off_sections(project) == [cut]
    assert len(project.mapLayers()) == 3
    assert cut.is_file()
    assert take_off_sections(project) == []


def test_where_a_section_crosses_barriers_is_read_with_it(project: object, cut: Path) -> None:
    from qgis.core import QgsRasterLayer

    from plugin.qgis_layers.section_raster import read_section

    assert read_section(QgsRasterLayer(str(cut)), cut).crossings == ()
    fault = {"type": "LineString", "coordinates": [[500_100, 4_999_900], [500_100, 5_000_300]]}
    feature = {"type": "Feature", "properties": {"name": "Main"}, "geometry": fault}
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32633"}}
    path = cut.with_name("faults.geojson")
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature]}))
    command_line("section", cut.parent, "--line", LINE, "--barriers", path, "--out", cut)
    [(name, distance)] = read_section(QgsRasterLayer(str(cut)), cut).crossings
    assert name == "Main" and distance == pytest.approx(111.8, abs=0.1)
