"""The settings of a run, as the panel hands them to the engine."""

from __future__ import annotations

import pytest

pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")

from plugin.protocol.request import Request


@pytest.fixture
def panel(qgis_app: object) -> object:
    from plugin.gui.options_panel import OptionsPanel

    return OptionsPanel()


def test_untouched_options_are_the_defaults_of_the_command_line(panel: object) -> None:
    assert panel.request() == Request()


def test_errors_are_given_in_percent_and_handed_on_as_a_fraction(panel: object) -> None:
    panel.relative_error.setValue(5)
    panel.robust.setChecked(True)
    assert panel.relative_error.text() == "5.0 %"
    assert panel.request().relative_error == pytest.approx(0.05)
    assert panel.request().robust


def test_a_water_table_counts_only_once_it_is_ticked(panel: object) -> None:
    panel.water_table.setValue(2.5)
    assert panel.request().water_table is None
    assert not panel.water_table.isEnabled()
    panel.has_water_table.setChecked(True)
    assert panel.request().water_table == 2.5
    assert panel.water_table.text() == "2.5 m"


def test_sites_inform_each_other_unless_each_is_asked_for_by_itself(panel: object) -> None:
    assert not panel.request().independent
    panel.independent.setChecked(True)
    assert panel.request().independent
