"""One scale for the velocities of a result: rasters of Vs and Vs30, and sites; or that of one depth."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugin.qgis_layers.elevation import band_ranges


@pytest.fixture
def layers(mapped: Path, project: object) -> object:
    from plugin.qgis_layers.results import add_results

    return add_results(mapped, "town", project)


def scales(layers: object) -> list[object]:
    from plugin.qgis_layers.colours import scale_of

    vs30 = next(layer for layer in layers.singles if layer.source().endswith("vs30.tif"))
    return [scale_of(layer.renderer()) for layer in (layers.vs, vs30)]


def site_ramp(layers: object) -> tuple[float, float, list[str]]:
    """Ends of the scale of sites, and its colours."""
    from qgis.core import QgsSymbolLayer

    look = layers.sites.renderer().rootRule().children()[0].symbol().symbolLayer(0)
    scale = look.dataDefinedProperties().property(QgsSymbolLayer.Property.PropertyFillColor).transformer()
    ramp = scale.colorRamp()
    colours = [ramp.color1(), *(stop.color for stop in ramp.stops()), ramp.color2()]
    return scale.minValue(), scale.maxValue(), [colour.name() for colour in colours]


def test_rasters_and_sites_have_one_scale(layers: object) -> None:
    vs, vs30 = scales(layers)
    assert vs.values == vs30.values and vs.labels == vs30.labels
    assert site_ramp(layers) == (vs.values[0], vs.values[-1], [colour.name() for colour in vs.colours])


def test_a_depth_is_stretched_alone_and_all_come_back(layers: object) -> None:
    from plugin.qgis_layers.stretch import is_stretched, stretch

    (common, _), sites = scales(layers), site_ramp(layers)
    layers.show_band(1)
    alone = stretch(layers, True)
    assert is_stretched(layers)
    assert alone.values[-1] < common.values[-1]
    assert [scale.values for scale in scales(layers)] == [alone.values] * 2
    assert site_ramp(layers) != sites
    stretch(layers, False)
    assert not is_stretched(layers)
    assert scales(layers)[0].values == common.values and site_ramp(layers) == sites


def test_a_scale_given_up_on_the_way_is_not_taken_for_done(layers: object) -> None:
    from plugin.qgis_layers.stretch import is_stretched, stretch, stretching

    stretch(layers, True)
    back = stretching(layers, False)
    next(back)
    next(back)
    assert is_stretched(layers)


def test_sites_keep_what_else_they_show_in_another_scale(layers: object) -> None:
    from plugin.qgis_layers.left_out import LABEL, leave_out
    from plugin.qgis_layers.stretch import stretch

    leave_out(layers.sites, ["S001"])
    stretch(layers, True)
    assert [r.label() for r in layers.sites.renderer().rootRule().children()].count(LABEL) == 1


def test_bands_reach_midway_to_their_neighbours() -> None:
    assert band_ranges([-2.0, -10.0, -20.0]) == {1: (-6.0, 0.0), 2: (-15.0, -6.0), 3: (-25.0, -15.0)}
    assert band_ranges([200.0, 150.0]) == {1: (175.0, 225.0), 2: (125.0, 175.0)}


def test_qgis_slices_the_depths_where_it_can(layers: object) -> None:
    from qgis.core import Qgis

    properties = layers.vs.elevationProperties()
    if not hasattr(Qgis, "RasterElevationMode"):
        pytest.skip("needs QGIS 3.38")
    assert properties.mode() == Qgis.RasterElevationMode.FixedRangePerBand
    ranges = properties.fixedRangePerBand()
    assert (ranges[1].lower(), ranges[1].upper()) == (-3.5, 0.0)
    assert properties.isEnabled() if hasattr(properties, "isEnabled") else True


def test_qgis_elevation_controller_reaches_over_the_maps_unless_the_user_says_otherwise(
    layers: object, project: object
) -> None:
    from qgis.core import Qgis, QgsDoubleRange

    from plugin.qgis_layers.elevation import offer_range

    if not hasattr(Qgis, "RasterElevationMode"):
        pytest.skip("needs QGIS 3.38")
    properties = project.elevationProperties()
    bands = layers.vs.elevationProperties().fixedRangePerBand().values()
    deepest = min(one.lower() for one in bands)
    assert properties.elevationRange() == QgsDoubleRange(deepest, 0.0)
    properties.setElevationRange(QgsDoubleRange(-5.0, 300.0))
    offer_range(layers.vs, project)
    assert properties.elevationRange() == QgsDoubleRange(-5.0, 300.0)


def test_no_rule_of_the_old_colours_is_held_while_qgis_deletes_it(
    layers: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python would write to where it was, and QGIS would crash at some later time."""
    import sys

    from qgis.core import QgsRuleBasedRenderer

    from plugin.qgis_layers import sites
    from plugin.qgis_layers.colours import scale_of

    held = []

    def draw(_layer: object, new: object) -> None:
        kept = sys._getframe(1).f_locals.values()
        kinds = (QgsRuleBasedRenderer, QgsRuleBasedRenderer.Rule)
        flat = [each for value in kept for each in (value if isinstance(value, list) else [value])]
        held.append([each for each in flat if isinstance(each, kinds) and each is not new])

    monkeypatch.setattr(sites, "draw_as", draw)
    sites.recolour_sites(layers.sites, scale_of(layers.vs.renderer()))
    assert held == [[]]
