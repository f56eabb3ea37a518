"""Colour scales: round values, even lightness, the same colours on the map and in the plots."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")

from plugin.protocol.palettes import VELOCITY
from plugin.qgis_layers.colours import ColourScale


def lightness(colour: object) -> float:
    """CIELAB L* of a colour."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    luminance = float(np.dot(linear, (0.2126, 0.7152, 0.0722)))
    return 116 * np.cbrt(luminance) - 16


def test_lightness_falls_evenly_from_slow_to_fast(qgis_app: object) -> None:
    from qgis.PyQt.QtGui import QColor

    steps = np.diff([lightness(QColor(c)) for c in VELOCITY])
    assert np.all(steps < -7)
    assert np.ptp(steps) < 6


@given(low=st.floats(1.0, 5000.0), ratio=st.floats(1.0, 50.0))
def test_a_scale_spans_the_values_in_order_with_a_unit(low: float, ratio: float) -> None:
    scale = ColourScale.spanning(low, low * ratio, VELOCITY, "m/s")
    assert list(scale.values) == sorted(set(scale.values))
    assert 2 <= len(scale.values) <= 15
    assert scale.values[0] <= low * 1.1
    assert scale.values[-1] >= low * ratio * 0.9
    assert all(label.endswith(" m/s") for label in scale.labels)


def test_the_plot_uses_the_colours_of_the_map(qgis_app: object) -> None:
    scale = ColourScale.spanning(150.0, 2200.0, VELOCITY, "m/s")
    renderer = scale.renderer(None, 1)
    for value in (160.0, 333.0, 800.0, 2100.0):
        _, red, green, blue, _ = renderer.shader().shade(value)
        assert np.abs(scale.rgb(np.array(value)) - np.array([red, green, blue], float)).max() <= 1


def test_the_ends_of_a_legend_say_that_they_hold_what_lies_beyond() -> None:
    from plugin.qgis_layers.colours import scale_of

    scale = ColourScale.spanning(150.0, 800.0, ("#ffffff", "#000000"), "m/s")
    assert scale.labels[0] == "≤ 150 m/s"
    assert scale.labels[-1] == "≥ 800 m/s"
    assert ColourScale.spanning(0.0, 20.0, ("#ffffff", "#000000"), "%").labels[0] == "0 %"
    assert not any(mark in label for label in scale.labels[1:-1] for mark in "≤≥")
    assert scale_of(scale.renderer(None, 1)).unit == "m/s"


def test_the_legend_of_a_map_of_classes_is_headed_by_its_name(project: object, tmp_path: Path) -> None:
    from osgeo import gdal
    from qgis.core import QgsLayerTreeModel, QgsRasterLayer

    from plugin.qgis_layers.rasters import name_legend
    from plugin.qgis_layers.site_classes import style_class_raster

    path = str(tmp_path / "class_asce7_22.tif")
    raster = gdal.GetDriverByName("GTiff").Create(path, 2, 2, 1, gdal.GDT_Byte)
    raster.GetRasterBand(1).SetDescription("ASCE 7-22 class by Vs30: 0 A, 1 B")
    raster.FlushCache()
    layer = QgsRasterLayer(path, "classes")
    style_class_raster(layer, "asce7_22")
    project.addMapLayer(layer)
    name_legend(layer)
    model = QgsLayerTreeModel(project.layerTreeRoot())
    shown = model.layerLegendNodes(project.layerTreeRoot().findLayer(layer.id()))
    assert [node.data(0) for node in shown[:2]] == ["Class by Vs30", "A"]
