"""Sites in the colours of their own Vs at the depth that the map shows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from engine_side import write_results


@pytest.fixture
def layers(mapped: Path, project: object) -> object:
    from plugin.qgis_layers.results import add_results

    return add_results(mapped, "town", project)


def drawn(sites: object) -> dict[str, int]:
    """How many sites each rule draws, where it draws any."""
    from qgis.core import QgsExpression, QgsExpressionContext, QgsExpressionContextUtils

    found = {}
    for rule in sites.renderer().rootRule().children():
        asked, n = QgsExpression(rule.filterExpression()), 0
        for site in sites.getFeatures():
            context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(sites))
            context.setFeature(site)
            n += asked.evaluate(context) == 1
        if n:
            found[rule.label()] = n
    return found


def colours(sites: object) -> list[str]:
    """Colours in which the first rule draws the sites."""
    from qgis.core import QgsExpressionContext, QgsExpressionContextUtils, QgsSymbolLayer

    look = sites.renderer().rootRule().children()[0].symbol().symbolLayer(0)
    fill = look.dataDefinedProperties().property(QgsSymbolLayer.Property.PropertyFillColor)
    found = []
    for site in sites.getFeatures():
        context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(sites))
        context.setFeature(site)
        found.append(fill.valueAsColor(context)[0].name())
    return found


def test_the_table_beside_the_maps_has_what_sites_have_at_their_depths(mapped: Path) -> None:
    lines = (mapped / "map_sites.csv").read_text().splitlines()
    assert lines[0] == "site,vs_2_m,vs_5_m,vs_10_m,vs_20_m"
    assert lines[1] == "S000,237.841,299.07,355.656,422.949"
    assert len(lines) == 10


@pytest.mark.parametrize(("band", "depth", "vs"), [(1, "2 m", 237.841), (4, "20 m", 422.949)])
def test_sites_follow_the_depth_on_the_scale_of_the_map(
    layers: object, band: int, depth: str, vs: float
) -> None:
    layers.show_band(band)
    assert drawn(layers.sites).keys() == {f"Vs at {depth}"}
    assert colours(layers.sites) == [layers.scale.colour_of(vs).name()] * 9


def test_depths_that_the_curves_do_not_resolve_are_grey_and_say_so(mapped: Path, project: object) -> None:
    from plugin.protocol.palettes import VELOCITY
    from plugin.qgis_layers.colours import ColourScale
    from plugin.qgis_layers.site_rules import renderer
    from plugin.qgis_layers.sites import open_sites

    sites = open_sites(mapped / "sites.gpkg")
    scale = ColourScale.spanning(200.0, 400.0, VELOCITY, "m/s")
    sites.setRenderer(renderer(sites, scale, 80.0))
    assert drawn(sites) == {"unresolved": 9}


def test_the_user_says_what_sites_show_and_the_project_keeps_it(
    layers: object, project: object, tmp_path: Path
) -> None:
    from plugin.qgis_layers.shown_results import find_results
    from plugin.qgis_layers.sites import let_show, offered

    assert offered(layers.sites, layers.velocities) == (("depth", "vs30", "status"), "depth")
    let_show(layers.sites, "vs30", layers.velocities)
    layers.show_band(3)
    assert [label[:5] for label in drawn(layers.sites)] == ["Vs30 "]
    let_show(layers.sites, "status", layers.velocities)
    assert list(drawn(layers.sites)) == ["inverted"]
    let_show(layers.sites, "depth", layers.velocities)
    before = drawn(layers.sites)
    folder = Path(layers.vs.source()).parent
    project.write(str(tmp_path / "town.qgs"))
    project.read(str(tmp_path / "town.qgs"))
    again = find_results(folder, project)
    assert drawn(again.sites) == before and list(before) == ["Vs at 10 m"]
    assert offered(again.sites, again.velocities)[1] == "depth"


def test_results_without_the_table_show_vs30(mapped: Path, project: object, tmp_path: Path) -> None:
    from plugin.qgis_layers.results import add_results

    folder = Path(shutil.copytree(mapped, tmp_path / "old"))
    (folder / "map_sites.csv").unlink()
    (folder / "manifest.json").unlink()
    assert [label[:5] for label in drawn(add_results(folder, "old", project).sites)] == ["Vs30 "]


@pytest.mark.parametrize("text", ["", "site\n", "site,vs_5_m\nS000,fast\n", "site,vs_5_m\nS000\n", "\0\0"])
def test_a_damaged_table_colours_nothing(project: object, tmp_path: Path, text: str) -> None:
    from plugin.qgis_layers.site_depths import put_depth
    from plugin.qgis_layers.sites import open_sites

    write_results(tmp_path, 2)
    (tmp_path / "map_sites.csv").write_text(text)
    assert not put_depth(open_sites(tmp_path / "sites.gpkg"), 5.0)


def test_a_long_table_is_read_in_parts(qgis_app: object, tmp_path: Path) -> None:
    from plugin.qgis_layers.site_depths import put_depth, reading
    from plugin.qgis_layers.sites import open_sites

    write_results(tmp_path, 2)
    rows = "".join(f"S{number:03d},250.0\n" for number in range(9000))
    (tmp_path / "map_sites.csv").write_text(f"site,vs_5_m\n{rows}")
    sites = open_sites(tmp_path / "sites.gpkg")
    assert sum(1 for _ in reading(sites)) > 2
    assert sum(1 for _ in reading(sites)) == 0
    assert put_depth(sites, 5.0)


def test_hovering_tells_what_the_site_and_the_map_have(layers: object) -> None:
    from qgis.core import QgsExpression, QgsExpressionContext, QgsExpressionContextUtils

    layers.show_band(3)
    context = QgsExpressionContext(QgsExpressionContextUtils.globalProjectLayerScopes(layers.sites))
    context.setFeature(next(layers.sites.getFeatures()))
    said = QgsExpression.replaceExpressionText(layers.sites.mapTipTemplate(), context)
    assert "<br>Vs at 10 m: 356 m/s<br>Vs at 10 m on the map: 356 m/s" in said
