"""Result files as styled layers in a project."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from osgeo import gdal

pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")

from engine_side import write_layer, write_results
from stacks_of_depths import DEPTHS, write_stack


def test_results_become_one_group_with_the_uncertainty_off(project: object, tmp_path: Path) -> None:
    from plugin.qgis_layers.results import add_results

    write_stack(tmp_path / "vs.tif")
    write_stack(tmp_path / "vs_sigma.tif")
    write_stack(tmp_path / "vs_p05.tif")  # stays in the folder
    layers = add_results(tmp_path, "campaign", project)
    nodes = layers.group.findLayers()
    assert [(n.name(), n.itemVisibilityChecked()) for n in nodes] == [
        ("Vs", True),
        ("Vs ± 1 σ", False),
    ]
    assert layers.sites is None
    assert add_results(tmp_path, "campaign", project).group.name() == "campaign (2)"


def test_the_tree_draws_what_is_shown_as_shown(project: object, tmp_path: Path) -> None:
    from qgis.core import QgsLayerTreeModel

    from plugin.qgis_layers.results import add_results

    write_stack(tmp_path / "vs.tif")
    model, told = QgsLayerTreeModel(project.layerTreeRoot()), []

    def tell(index: object) -> None:
        node = model.index2node(index)
        if node is not None:
            told.append((node.name(), node.isVisible()))

    model.dataChanged.connect(tell)
    add_results(tmp_path, "campaign", project)
    model.dataChanged.disconnect(tell)  # else it lives on, and hears of the next test's project
    assert ("Vs", True) in told[-2:]


def test_of_nearly_whole_bands_the_one_that_differs_most_is_shown(project: object, tmp_path: Path) -> None:
    from plugin.qgis_layers.compatible import band_of
    from plugin.qgis_layers.rasters import band_depths
    from plugin.qgis_layers.results import add_results

    write_stack(tmp_path / "vs.tif")
    vs = add_results(tmp_path, "campaign", project).vs
    assert band_of(vs.renderer()) == 3
    assert band_depths(vs) == list(DEPTHS)


def test_removing_results_takes_only_the_layers_of_their_folder(project: object, tmp_path: Path) -> None:
    from plugin.qgis_layers.results import add_results
    from plugin.qgis_layers.shown_results import remove_results

    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_stack(tmp_path / name / "vs.tif")
        add_results(tmp_path / name, name, project)
    remove_results(tmp_path / "one", project)
    assert [g.name() for g in project.layerTreeRoot().findGroups()] == ["two"]
    assert len(project.mapLayers()) == 1


def test_a_damaged_raster_is_named_and_nothing_is_added(project: object, tmp_path: Path) -> None:
    from plugin.qgis_layers.rasters import LayerError
    from plugin.qgis_layers.results import add_results

    (tmp_path / "vs.tif").write_bytes(b"not a raster")
    with pytest.raises(LayerError, match=r"vs\.tif"):
        add_results(tmp_path, "campaign", project)
    assert not project.mapLayers()
    assert not project.layerTreeRoot().children()


def test_a_stack_that_is_masked_everywhere_still_opens(project: object, tmp_path: Path) -> None:
    from plugin.qgis_layers.compatible import band_of
    from plugin.qgis_layers.results import add_results

    write_stack(tmp_path / "vs.tif")
    raster = gdal.Open(str(tmp_path / "vs.tif"), gdal.GA_Update)
    for band in range(1, len(DEPTHS) + 1):
        raster.GetRasterBand(band).Fill(float("nan"))
    raster.FlushCache()
    del raster
    assert band_of(add_results(tmp_path, "campaign", project).vs.renderer()) == 1


def test_what_was_not_used_is_found_again_beside_the_sites(project: object, tmp_path: Path) -> None:
    from plugin.qgis_layers.results import add_results
    from plugin.qgis_layers.shown_results import find_results, remove_results

    sites = {"site": ["A"], "status": ["ok"], "vs30_m_s": [300.0]}
    lost = {"site": ["B"], "lost": ["site"], "reason": ["no valid point"]}
    for layer, columns in (("sites", sites), ("rejects", lost)):
        write_layer(tmp_path / "sites.gpkg", layer, columns, (500000.0, 5300000.0), "EPSG:32633")
    made = add_results(tmp_path, "campaign", project)
    assert [layer.name() for layer in made.all] == ["Sites", "Warnings"]
    found = find_results(tmp_path, project)
    assert (found.sites, found.rejects) == (made.sites, made.rejects)
    remove_results(tmp_path, project)
    assert not project.mapLayers()


def test_results_that_lost_nothing_leave_no_warning_in_the_log(project: object, mapped: Path) -> None:
    from qgis.core import QgsApplication

    from plugin.qgis_layers.results import add_results

    told: list[tuple[str, ...]] = []

    def tell(*message: object) -> None:
        told.append(tuple(map(str, message[:2])))

    QgsApplication.messageLog().messageReceived.connect(tell)
    assert add_results(mapped, "campaign", project).rejects is None
    QgsApplication.messageLog().messageReceived.disconnect(tell)
    assert told == []


def test_layers_that_qgis_puts_beside_the_current_one_go_into_a_group_of_their_own(
    project: object, mapped: Path, tmp_path: Path
) -> None:
    from qgis.core import QgsRasterLayer

    from plugin.qgis_layers.placing import place_result
    from plugin.qgis_layers.results import add_results
    from plugin.qgis_layers.shown_results import find_results

    first = add_results(mapped, "first", project).group
    before = [node.layerId() for node in first.findLayers()]
    other = Path(shutil.copytree(mapped, tmp_path / "other"))
    layers = {file: QgsRasterLayer(str(other / file)) for file in ("vs.tif", "distance.tif")}
    for layer in layers.values():  # all of them before the first is placed
        project.addMapLayer(layer, False)
    assert find_results(other, project) is None
    for layer in layers.values():
        first.insertLayer(0, layer)
    for file, layer in layers.items():
        place_result(layer, file, other, "second", project)
    assert [node.layerId() for node in first.findLayers()] == before
    assert [node.name() for node in project.layerTreeRoot().findGroup("second").findLayers()] == [
        "Vs",
        "Distance",
    ]


def test_fields_of_the_sites_have_titles_units_and_decimals(qgis_app: object, tmp_path: Path) -> None:
    from plugin.protocol.result_columns import SITE_COLUMNS
    from plugin.qgis_layers.sites import open_sites

    write_results(tmp_path, 2)
    layer = open_sites(tmp_path / "sites.gpkg")
    for column in SITE_COLUMNS:
        index = layer.fields().indexOf(column.name)
        assert layer.attributeAlias(index) == column.full_alias
        if column.decimals is not None:
            assert layer.editorWidgetSetup(index).config()["Precision"] == column.decimals
    assert layer.attributeDisplayName(layer.fields().indexOf("vs30_m_s")) == "Vs30 (m/s)"


def test_layers_are_found_whole_although_their_styles_were_written_beside_them(
    mapped: Path, project: object
) -> None:
    from plugin.qgis_layers.results import add_results

    layers = add_results(mapped, "town", project)
    found = {}
    for layer in (layers.sites, *layers.lines):
        layer.dataProvider().updateExtents()
        found[layer.name()] = layer.featureCount(), layer.extent().isEmpty()
    assert {there for there in found.values() if there[0] != 0} <= {(9, False), (1, False)}
    assert len(found) > 3


def test_fields_that_are_named_already_are_left_alone(qgis_app: object, tmp_path: Path) -> None:
    from plugin.protocol.result_columns import SITE_COLUMNS
    from plugin.qgis_layers.fields import name_fields
    from plugin.qgis_layers.sites import open_sites

    write_results(tmp_path, 2)
    layer = open_sites(tmp_path / "sites.gpkg")
    told: list[str] = []
    layer.layerModified.connect(lambda: told.append("modified"))
    layer.updatedFields.connect(lambda: told.append("fields"))
    name_fields(layer, SITE_COLUMNS)
    assert told.count("fields") == 1 and told.count("modified") <= 1


def test_a_form_that_is_saved_keeps_the_numbers_that_it_shows_rounded(
    qgis_app: object, tmp_path: Path
) -> None:
    from qgis.gui import QgsAttributeForm, QgsGui

    from plugin.qgis_layers.sites import open_sites

    QgsGui.editorWidgetRegistry().initEditors()
    write_results(tmp_path, 2, chi=0.123456)
    layer = open_sites(tmp_path / "sites.gpkg")
    site = next(layer.getFeatures())
    assert layer.startEditing()
    form = QgsAttributeForm(layer, site)
    form.changeAttribute("status", "seen")
    assert form.save()
    edited = layer.getFeature(site.id())
    assert edited["status"] == "seen"
    assert edited["chi"] == 0.123456
    layer.rollBack()


def test_slices_at_elevations_are_a_layer_beside_those_at_depths(project: object, tmp_path: Path) -> None:
    from plugin.qgis_layers.results import add_results

    for file in ("vs.tif", "vs_elevation.tif", "vs_elevation_sigma.tif"):
        write_stack(tmp_path / file)
    layers = add_results(tmp_path, "campaign", project)
    assert [layer.name() for layer in layers.all] == [
        "Vs",
        "Vs elev.",
        "± 1 σ elev.",
    ]


def test_maps_run_on_between_cells_and_stacks_show_theirs(project: object, tmp_path: Path) -> None:
    from qgis.core import QgsBilinearRasterResampler

    from plugin.qgis_layers.results import add_results

    write_stack(tmp_path / "vs.tif")
    of_stack = add_results(tmp_path, "stack", project).vs
    (tmp_path / "maps.json").write_text("{}")
    of_survey = add_results(tmp_path, "survey", project).vs
    assert of_stack.resampleFilter().zoomedInResampler() is None
    assert isinstance(of_survey.resampleFilter().zoomedInResampler(), QgsBilinearRasterResampler)


def test_what_qgis_knew_of_rasters_that_were_replaced_is_forgotten(project: object, tmp_path: Path) -> None:
    """It writes statistics beside a raster when its layer goes, which may be after a new one came."""
    from plugin.qgis_layers.results import add_results
    from plugin.qgis_layers.shown_results import remove_results

    def least() -> float:
        layer = add_results(tmp_path, "campaign", project).vs
        return layer.dataProvider().bandStatistics(1).minimumValue

    write_stack(tmp_path / "vs.tif")
    before = least()
    values = write_stack(tmp_path / "new.tif")
    raster = gdal.Open(str(tmp_path / "new.tif"), gdal.GA_Update)
    raster.GetRasterBand(1).WriteArray(values[0] + 1000.0)
    raster.FlushCache()
    del raster
    (tmp_path / "new.tif").replace(tmp_path / "vs.tif")
    remove_results(tmp_path, project)
    assert not list(tmp_path.glob("*.aux.xml"))
    assert least() == pytest.approx(before + 1000.0)


def test_a_raster_that_has_gone_meanwhile_is_named(project: object, tmp_path: Path) -> None:
    from plugin.qgis_layers.rasters import LayerError, open_raster, sample

    write_stack(tmp_path / "vs.tif")
    layer = open_raster(tmp_path / "vs.tif", "Vs")
    (tmp_path / "vs.tif").unlink()
    with pytest.raises(LayerError, match=r"vs\.tif: QGIS cannot open it"):
        sample(layer)
