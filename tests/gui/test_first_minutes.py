"""A first look: the example and the documentation are a click away."""

from __future__ import annotations

from pathlib import Path

from docks import Wait

ROOT = Path(__file__).parents[2]


def click(widget: object) -> None:
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtTest import QTest

    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_the_example_is_read_at_a_click_and_offered_until_something_is_chosen(
    dock: object, wait_until: Wait
) -> None:
    panel = dock.survey_panel
    assert panel.example_button.isVisible()
    click(panel.example_button)
    assert not panel.example_button.isVisible()
    wait_until(lambda: not dock.reading.busy)
    assert "80 sites" in panel.summary.toPlainText()
    panel.file_box.setFilePath("")
    assert panel.example_button.isVisible()


def test_help_opens_the_documentation_and_its_links(dock: object) -> None:
    from qgis.PyQt.QtCore import QUrl

    click(dock.run_panel.help_button)
    pages = dock.help.pages
    assert dock.help.isVisible()
    assert "Vs Mapper" in pages.toPlainText()
    pages.anchorClicked.emit(QUrl("docs/survey_format.md"))
    assert "Survey format" in pages.toPlainText()
    click(dock.help.back_button)
    assert pages.source().fileName() == "README.md"
    dock.help.close()


def test_every_algorithm_has_a_page_of_help(plugin: object) -> None:
    for algorithm in plugin.provider.algorithms():
        address, _, page = algorithm.helpUrl().partition("/blob/main/")
        assert address.startswith("https://")
        assert (ROOT / page).is_file(), algorithm.name()
