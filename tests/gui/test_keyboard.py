"""Every widget can be reached by keys, in reading order, and has a name for screen readers."""

from __future__ import annotations

from pathlib import Path

from docks import Wait
from engine_side import write_results


def test_every_widget_that_takes_the_focus_has_a_name(
    dock: object, project: object, tmp_path: Path, wait_until: Wait
) -> None:
    from qgis.PyQt.QtWidgets import QAbstractItemView, QAbstractScrollArea, QLabel, QScrollArea, QWidget

    from plugin.gui.accessible import spoken, takes_focus
    from plugin.qgis_layers.results import add_results

    folder = write_results(tmp_path / "results", 2)
    dock.results.show(folder, add_results(folder, "town", project))
    wait_until(lambda: dock.results.site_panel.plots.figure is not None)
    # Frames scroll what has names, and lists drop down from boxes that do.
    frames = (QScrollArea, QAbstractItemView, QLabel)
    widgets = [w for w in dock.widget().findChildren(QWidget) if takes_focus(w) and not isinstance(w, frames)]
    bare = [w for w in widgets if not spoken(w) and type(w.parentWidget()) is not QAbstractScrollArea]
    assert [(type(w).__name__, w.objectName(), type(w.parentWidget()).__name__) for w in bare] == []
    assert len(widgets) > 60


def test_the_tab_key_goes_through_a_page_as_it_is_read(dock: object) -> None:
    survey = dock.survey_panel
    wanted = [
        *(survey.layer_box, survey.selected_only, survey.folder_button, survey.rasters_button),
        *(survey.example_button, survey.summary, dock.options_panel.lvz, dock.options_panel.samples),
        *(dock.reset_button, dock.results.depth_panel.slider, dock.results.site_panel.box),
        *(dock.results.section_panel.line_box, dock.results.report_panel.title, dock.run_panel.run_button),
    ]
    chain, widget = [], dock.tabs.tabBar()
    for _ in range(2000):
        widget = widget.nextInFocusChain()
        chain.append(widget)
        if widget is dock.tabs.tabBar():
            break
    places = [chain.index(widget) for widget in wanted]
    assert places == sorted(places)


def test_pages_and_the_run_have_keys_of_their_own(dock: object) -> None:
    keys = [dock.tabs.tabText(i).partition("&")[2][0].lower() for i in range(dock.tabs.count())]
    keys += [
        b.text().partition("&")[2][0].lower() for b in (dock.run_panel.run_button, dock.run_panel.help_button)
    ]
    assert len(set(keys)) == len(keys) == 6
