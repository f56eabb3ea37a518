"""The table in which sites are switched off for the next maps."""

from __future__ import annotations

import pytest

pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")

SITES = [("S10", "ok", 310.0), ("S2", "poor_fit", None), ("Ä, b", "ok", 215.4)]


@pytest.fixture
def table(qgis_app: object) -> object:
    from plugin.gui.site_list import SiteList
    from plugin.protocol.display_units import METRES

    made = SiteList()
    made.set_sites(SITES, METRES)
    made.switched = []
    made.model.switched.connect(lambda names, on: made.switched.append((list(names), on)))
    return made


def shown(table: object, column: int = 0) -> list[str]:
    model = table.model
    return [model.data(model.index(row, column)) for row in range(model.rowCount())]


def press(table: object, key: object) -> None:
    from qgis.PyQt.QtTest import QTest

    QTest.keyClick(table.view, key)


def test_a_row_says_name_status_and_vs30(table: object) -> None:
    assert [shown(table, column) for column in range(3)] == [
        ["S10", "S2", "Ä, b"],
        ["ok", "poor fit", "ok"],
        ["310", "", "215"],
    ]


def test_space_switches_what_is_selected_off_and_on_again(table: object) -> None:
    from qgis.PyQt.QtCore import Qt

    table.view.selectRow(0)
    press(table, Qt.Key.Key_Space)
    table.view.selectAll()
    press(table, Qt.Key.Key_Space)
    table.model.set_off([site[0] for site in SITES])
    press(table, Qt.Key.Key_Space)
    every = [site[0] for site in SITES]
    assert table.switched == [(["S10"], False), (every, False), (every, True)]


def test_a_box_is_ticked_where_the_site_is_in_the_maps(table: object) -> None:
    from qgis.PyQt.QtCore import Qt

    box = Qt.ItemDataRole.CheckStateRole
    table.model.set_off(["S2"])
    assert [table.model.data(table.model.index(row, 0), box) for row in range(3)] == [
        Qt.CheckState.Checked,
        Qt.CheckState.Unchecked,
        Qt.CheckState.Checked,
    ]
    assert table.model.setData(table.model.index(1, 0), 2, box)
    assert table.model.flags(table.model.index(1, 0)) & Qt.ItemFlag.ItemIsUserCheckable
    assert table.switched == [(["S2"], True)]


def test_sites_are_found_and_put_in_order(table: object) -> None:
    from qgis.PyQt.QtCore import Qt

    table.view.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    assert shown(table) == ["Ä, b", "S10", "S2"]
    table.search.setText("POOR")
    assert shown(table) == ["S2"]
    table.search.setText("s")
    assert shown(table) == ["S10", "S2"]


def test_the_row_that_one_goes_to_is_told(table: object) -> None:
    from qgis.PyQt.QtCore import Qt

    told = []
    table.chosen.connect(told.append)
    table.view.setCurrentIndex(table.model.index(0, 0))
    press(table, Qt.Key.Key_Down)
    assert told == ["S10", "S2"]
