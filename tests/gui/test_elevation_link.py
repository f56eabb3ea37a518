"""QGIS's elevation controller chooses the depth of the panel, too."""

from __future__ import annotations

from pathlib import Path

import pytest
from stacks_of_depths import DEPTHS, write_stack


def test_the_slice_that_the_controller_cuts_is_the_depth_that_is_chosen(
    qgis_app: object, tmp_path: Path
) -> None:
    from qgis.core import Qgis, QgsDoubleRange
    from qgis.gui import QgsMapCanvas

    from plugin.gui.elevation_link import ElevationLink
    from plugin.qgis_layers.elevation import give_elevations
    from plugin.qgis_layers.rasters import open_raster

    if not hasattr(Qgis, "RasterElevationMode"):
        pytest.skip("needs QGIS 3.38")
    write_stack(tmp_path / "vs.tif")
    raster = open_raster(tmp_path / "vs.tif", "Vs")
    give_elevations(raster)
    canvas, told = QgsMapCanvas(), []
    link = ElevationLink(canvas)
    link.band_chosen.connect(told.append)
    canvas.setZRange(QgsDoubleRange(-DEPTHS[0], -DEPTHS[0]))  # nothing is followed yet
    link.follow(raster)
    for depth in (DEPTHS[1], DEPTHS[0]):
        canvas.setZRange(QgsDoubleRange(-depth, -depth))
    canvas.setZRange(QgsDoubleRange())
    assert told == [2, 1]
