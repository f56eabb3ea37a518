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


def test_help_opens_the_guide_and_its_links(dock: object) -> None:
    from qgis.PyQt.QtCore import QUrl

    click(dock.run_panel.help_button)
    pages = dock.help.pages
    assert dock.help.isVisible()
    assert "First map in five minutes" in pages.toPlainText()
    pages.anchorClicked.emit(QUrl("survey.md"))
    assert "Preparing a survey" in pages.toPlainText()
    assert pages.horizontalScrollBar().maximum() == 0  # pictures are no wider than the window
    pages.anchorClicked.emit(QUrl("../survey_format.md"))
    assert pages.toPlainText().startswith("Survey format")
    click(dock.help.back_button)
    assert pages.source().fileName() == "survey.md"
    click(dock.help.start_button)
    assert pages.source().fileName() == "index.md"
    dock.help.close()


def test_help_reads_the_pages_of_the_zip(dock: object, tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text("<h1>Guide</h1><p>One <b>page</b>.</p>")
    dock.show_help()
    dock.help.show_page(page)
    assert dock.help.pages.toPlainText() == "Guide\nOne page."
    dock.help.close()


def test_every_algorithm_has_a_page_of_help(plugin: object) -> None:
    for algorithm in plugin.provider.algorithms():
        assert (ROOT / "docs" / f"{algorithm.PAGE}.md").is_file(), algorithm.name()
        assert algorithm.helpUrl().startswith(("file:///", "https://"))
        assert algorithm.PAGE in algorithm.helpUrl()
