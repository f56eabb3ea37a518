"""The dock leaves room for the map on a small screen, and every page of it can be reached."""

from __future__ import annotations

import pytest
from docks import Wait

NARROW_PX = 350


def test_no_page_makes_the_dock_wide(dock: object, qgis_app: object) -> None:
    dock.results.map_panel.setCollapsed(False)
    dock.survey_panel.reading_panel.setCollapsed(False)
    qgis_app.processEvents()
    assert dock.minimumSizeHint().width() <= NARROW_PX
    for index in range(dock.tabs.count()):
        area = dock.tabs.widget(index)
        assert area.minimumWidth() <= NARROW_PX
        assert area.widgetResizable()


def test_every_page_has_its_tab_in_sight(dock: object, window: object, qgis_app: object) -> None:
    from qgis.PyQt.QtCore import Qt

    window.window.resizeDocks([dock], [NARROW_PX], Qt.Orientation.Horizontal)
    qgis_app.processEvents()
    bar = dock.tabs.tabBar()
    assert dock.width() <= NARROW_PX
    for index in range(bar.count()):
        place = bar.tabRect(index)
        assert bar.rect().contains(place)
        assert bar.childAt(place.center()) is None


def test_no_input_is_squeezed_where_labels_stand_above_them(
    dock: object, window: object, qgis_app: object
) -> None:
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtWidgets import QAbstractSpinBox, QComboBox

    dock.results.map_panel.setCollapsed(False)
    dock.survey_panel.reading_panel.setCollapsed(False)
    window.window.resizeDocks([dock], [NARROW_PX], Qt.Orientation.Horizontal)
    for index in range(dock.tabs.count()):
        dock.tabs.setCurrentIndex(index)
        for _ in range(5):  # a page is laid out in several turns
            qgis_app.processEvents()
        inputs = [w for kind in (QComboBox, QAbstractSpinBox) for w in dock.findChildren(kind)]
        shown = [w for w in inputs if w.isVisible()]
        assert not [w.accessibleName() for w in shown if w.height() < w.minimumSizeHint().height()]


@pytest.mark.parametrize(("width", "lines"), [(400, 1), (150, 2), (90, 3)])
def test_a_row_of_buttons_goes_on_below_where_it_is_full(qgis_app: object, width: int, lines: int) -> None:
    from qgis.PyQt.QtWidgets import QPushButton, QWidget

    from plugin.gui.wrapping import WrappingRow

    buttons = [QPushButton() for _ in range(3)]
    for button in buttons:
        button.setFixedSize(70, 20)
    page = QWidget()
    page.setLayout(WrappingRow(*buttons))
    page.resize(width, 100)
    page.layout().setGeometry(page.rect())
    assert page.layout().heightForWidth(width) == 20 * lines + 6 * (lines - 1)
    assert len({button.y() for button in buttons}) == lines
    assert max(button.geometry().right() for button in buttons) < width


def test_a_window_that_tasks_made_wider_than_the_desktop_comes_back(dock: object, window: object) -> None:
    room = window.window.screen().availableVirtualGeometry().width()
    window.window.resize(room + 40, 500)
    dock.on_screen.take_back()
    assert (window.window.width(), window.window.height()) == (room, 500)
    window.window.resize(room - 40, 500)
    dock.on_screen.take_back()
    assert window.window.width() == room - 40


def test_a_window_that_cannot_be_narrower_yet_comes_back_as_soon_as_it_can(
    dock: object, window: object, wait_until: Wait
) -> None:
    from qgis.core import QgsApplication

    room = window.window.screen().availableVirtualGeometry().width()
    window.canvas.setMinimumWidth(room + 40)
    window.window.resize(room + 40, 500)
    QgsApplication.taskManager().allTasksFinished.emit()
    wait_until(lambda: dock.on_screen._left < 19)
    assert window.window.width() > room
    window.canvas.setMinimumWidth(0)
    wait_until(lambda: window.window.width() == room)
