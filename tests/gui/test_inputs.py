"""An input shows its setting's default, holds what is set, and can be put back."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")

from stacks_of_depths import write_stack

from plugin.protocol.extent import Extent
from plugin.protocol.option import Option
from plugin.protocol.options.cutting import SECTION
from plugin.protocol.options.inverting import INVERSION
from plugin.protocol.options.mapping import MAPS
from plugin.protocol.options.reading import READING, STACK_READING

SETTINGS = (*READING, *STACK_READING, *INVERSION, *MAPS, *SECTION)
NOTHING = {"text": "", "list": (), "crs": "", "choice": "", "rasters": ()}


@pytest.mark.parametrize("option", SETTINGS, ids=lambda option: option.name)
def test_an_untouched_input_holds_the_default(qgis_app: object, option: Option) -> None:
    from plugin.gui.inputs import make_input, value_of

    held = value_of(make_input(option), option)
    if option.kind == "number" and option.default is None and not option.empty:
        assert held == 0.0  # a box to tick stands before it
    else:
        assert held == (NOTHING.get(option.kind) if option.default is None else option.default)


@pytest.mark.parametrize("option", SETTINGS, ids=lambda option: option.name)
def test_every_input_explains_itself(qgis_app: object, option: Option) -> None:
    from plugin.gui.inputs import make_input

    assert make_input(option).toolTip() == option.help


@pytest.mark.parametrize(
    ("name", "shown", "value"),
    [("relative_error", 5.0, 0.05), ("samples", 7, 7), ("mode", 2, 2), ("resolution", 0.25, 0.25)],
)
def test_a_number_that_is_set_can_be_cleared(qgis_app: object, name: str, shown: float, value: float) -> None:
    from plugin.gui.inputs import clear, make_input, value_of

    (option,) = (option for option in SETTINGS if option.name == name)
    widget = make_input(option)
    widget.setValue(shown)
    assert value_of(widget, option) == pytest.approx(value)
    clear(widget, option)
    assert value_of(widget, option) == option.default


def test_maps_can_be_drawn_again_over_a_terrain_in_an_extent(project: object, tmp_path: Path) -> None:
    from qgis.core import QgsRasterLayer

    from plugin.gui.map_panel import MapPanel

    write_stack(tmp_path / "vs.tif")
    terrain = QgsRasterLayer(str(tmp_path / "vs.tif"), "terrain")
    project.addMapLayer(terrain)
    panel = MapPanel()
    assert (panel.options().dem, panel.options().extent) == (None, None)
    panel.dem.setLayer(terrain)
    panel.elevations.setText("200, 150")
    panel.extent.setText("1,2,3,4 [EPSG:4326]")
    options = panel.options()
    assert (options.dem, options.elevations) == (tmp_path / "vs.tif", (200.0, 150.0))
    assert options.extent == Extent(1, 2, 3, 4, "EPSG:4326")
    said = []
    panel.complaint.connect(said.append)
    panel.extent.setText("1,2,3")
    panel.set_ready(True)
    panel.button.click()
    assert said == ["“1,2,3” is not an extent such as 500000,501000,5300000,5301000 [EPSG:32633]"]
