"""What looks like HTML in the names of a file is shown as it stands, and QGIS asks for nothing in it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")

from engine_side import write_named_results
from listener import Listener

Wait = Callable[..., None]


def html(url: str) -> str:
    return f"<img src={url}/img><script src='{url}/script'></script>&amp;A"


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as listener:
        yield listener


@pytest.fixture
def folder(tmp_path: Path, listener: Listener) -> Path:
    """Results of sites, messages and reasons that are HTML."""
    return write_named_results(tmp_path, html(listener.url))


def open_layers(folder: Path) -> list:
    from plugin.qgis_layers.rejects import open_rejects
    from plugin.qgis_layers.sites import open_sites

    return [open_sites(folder / "sites.gpkg"), open_rejects(folder / "sites.gpkg", "rejects")]


def show_tip(layer: object, place: tuple[float, float], project: object, wait_until: Wait) -> object:
    """Hover over a place of a layer; return what must not be forgotten meanwhile."""
    from qgis.core import QgsPointXY, QgsRectangle
    from qgis.gui import QgsMapCanvas, QgsMapTip
    from qgis.PyQt.QtCore import QPoint

    project.addMapLayer(layer, False)
    canvas, tip = QgsMapCanvas(), QgsMapTip()
    canvas.resize(300, 300)
    canvas.setDestinationCrs(layer.crs())
    canvas.setLayers([layer])
    canvas.setExtent(QgsRectangle(place[0] - 300, place[1] - 300, place[0] + 300, place[1] + 300))
    canvas.show()
    canvas.waitWhileRendering()
    point = QgsPointXY(*place)
    pixel = canvas.mapSettings().mapToPixel().transform(point)
    tip.showMapTip(layer, point, QPoint(int(pixel.x()), int(pixel.y())), canvas)
    return canvas, tip


def control(listener: Listener, project: object, wait_until: Wait) -> list[str]:
    """Show a map tip that is HTML, wait until it has asked, and return what was asked for before.

    Where QGIS is built without WebKit, no map tip asks for anything; there it is waited for some time.
    """
    from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsVectorLayer

    layer = QgsVectorLayer("Point?crs=EPSG:32633&field=a:string", "control", "memory")
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(0, 0)))
    feature.setAttributes([f"<img src={listener.url}/control>"])
    layer.dataProvider().addFeatures([feature])
    layer.updateExtents()
    layer.setMapTipTemplate('[% "a" %]')
    shown = show_tip(layer, (0, 0), project, wait_until)
    end = time.monotonic() + 2.0
    has_webkit = "WebKit" in Path("/proc/self/maps").read_text()
    wait_until(
        lambda: (
            any("control" in request for request in listener.requests)
            if has_webkit
            else time.monotonic() > end
        )
    )
    del shown
    return [request for request in listener.requests if "control" not in request]


@pytest.mark.parametrize(("number", "place"), [(0, (0, 0)), (1, (500, 500))], ids=["sites", "rejects"])
def test_a_map_tip_asks_for_nothing(
    folder: Path, listener: Listener, project: object, wait_until: Wait, number: int, place: tuple[int, int]
) -> None:
    shown = show_tip(open_layers(folder)[number], place, project, wait_until)
    assert control(listener, project, wait_until) == []
    del shown


def test_a_map_tip_shows_a_name_as_it_stands(folder: Path, listener: Listener, project: object) -> None:
    from qgis.core import QgsExpression, QgsExpressionContext, QgsExpressionContextUtils

    for layer in open_layers(folder):
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layer))
        context.setFeature(next(layer.getFeatures()))
        tip = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
        escaped = html(listener.url).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assert (tip.count(escaped), "<img" in tip, "<script" in tip) == (2, False, False)


def test_notes_and_metadata_show_names_as_they_stand(
    folder: Path, listener: Listener, project: object
) -> None:
    from qgis.core import QgsLayerNotesUtils

    from plugin.qgis_layers.layer_words import note, tell_origin

    name = html(listener.url)
    (folder / "run.json").write_text(json.dumps({"input": name, "settings": {"poisson": name}}))
    layer = open_layers(folder)[0]
    tell_origin(layer, folder, name, name)
    note(layer, name)
    told = layer.metadata()
    for text in (told.title(), told.abstract(), *told.history()[:2], QgsLayerNotesUtils.layerNotes(layer)):
        assert "&lt;img src=" in text
        assert not any(tag in text for tag in ("<img", "<script"))


def test_forms_and_message_bars_ask_for_nothing(
    folder: Path, listener: Listener, project: object, wait_until: Wait
) -> None:
    from qgis.core import Qgis
    from qgis.gui import QgsAttributeForm, QgsGui, QgsMessageBar

    QgsGui.editorWidgetRegistry().initEditors()
    forms = []
    for layer in open_layers(folder):
        forms.append(QgsAttributeForm(layer, next(layer.getFeatures())))
        forms[-1].show()
        texts = [layer.editorWidgetSetup(i) for i, f in enumerate(layer.fields()) if not f.isNumeric()]
        assert {setup.type() for setup in texts if setup.type() != "Hidden"} <= {"TextEdit", ""}
    bar = QgsMessageBar()
    bar.pushMessage("Vs Mapper", html(listener.url), Qgis.MessageLevel.Warning, 0)
    bar.show()
    assert control(listener, project, wait_until) == []


def test_a_raster_of_results_that_describes_another_is_not_followed(
    tmp_path: Path, listener: Listener, project: object, wait_until: Wait
) -> None:
    from plugin.qgis_layers.rasters import LayerError
    from plugin.qgis_layers.results import add_results

    source = f"<SourceFilename>/vsicurl/{listener.url}.tif</SourceFilename>"
    band = f"<VRTRasterBand dataType='Float32' band='1'><SimpleSource>{source}</SimpleSource></VRTRasterBand>"
    (tmp_path / "vs.tif").write_text(f"<VRTDataset rasterXSize='9' rasterYSize='9'>{band}</VRTDataset>")
    with pytest.raises(LayerError, match=r"^vs\.tif: is no GeoTIFF"):
        add_results(tmp_path, "campaign", project)
    assert control(listener, project, wait_until) == []


def test_labels_take_nothing_as_html(
    folder: Path, listener: Listener, project: object, wait_until: Wait
) -> None:
    from qgis.PyQt.QtCore import Qt

    from plugin.gui.run_panel import RunPanel
    from plugin.gui.site_panel import SitePanel

    sites, run = SitePanel(), RunPanel()
    sites.set_folder(folder)
    wait_until(lambda: not sites.busy)
    run.show_progress(0.5, html(listener.url))
    for panel, label in ((sites, sites.message), (run, run.state)):
        panel.show()
        assert (label.textFormat(), "<img" in label.text()) == (Qt.TextFormat.PlainText, True)
    assert control(listener, project, wait_until) == []
