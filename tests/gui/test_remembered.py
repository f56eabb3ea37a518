"""Options outlive the session, those of one survey do not, and all can be put back."""

from __future__ import annotations

from pathlib import Path


def test_options_are_kept_but_not_those_of_one_survey(qgis_app: object, tmp_path: Path) -> None:
    from plugin.gui.dock import OF_ONE_SURVEY
    from plugin.gui.options_panel import OptionsPanel
    from plugin.gui.remembered import Remembered

    def panel() -> tuple[OptionsPanel, Remembered]:
        made = OptionsPanel()
        return made, Remembered(made, OF_ONE_SURVEY)

    before, memory = panel()
    before.samples.setValue(7)
    before.lvz.setChecked(False)
    before.poisson.setCurrentIndex(before.poisson.findData("rock"))
    before.depths.setText("5, 10")
    before.folder.setFilePath(str(tmp_path))
    memory.keep()
    after, memory = panel()
    memory.restore()
    assert (after.samples.value(), after.lvz.isChecked(), after.poisson.currentData()) == (7, False, "rock")
    assert (after.depths.text(), after.folder.filePath()) == ("", "")
    after.depths.setText("5, 10")
    memory.reset()
    fresh, memory = panel()
    assert after.request() == fresh.request()
    memory.restore()
    assert fresh.request() == after.request()


def test_reset_reads_the_survey_again_as_its_file_says(dock: object, tmp_path: Path) -> None:
    panel = dock.survey_panel.reading_panel
    told = []
    panel.changed.connect(lambda: told.append(panel.overrides().wave))
    panel.wave.setCurrentIndex(2)
    dock.reset_button.click()
    assert told == ["love", ""]
    dock.reset_button.click()
    assert told == ["love", ""]


def test_a_kept_number_that_is_none_gives_way_to_the_default(qgis_app: object) -> None:
    from qgis.core import QgsSettings

    from plugin.gui.options_panel import OptionsPanel
    from plugin.gui.remembered import SECTION, Remembered

    for text in ("nan", "inf", "-inf"):
        QgsSettings().setValue(f"{SECTION}/relative_error", float(text))
        panel = OptionsPanel()
        memory = Remembered(panel, ())
        memory.restore()
        assert panel.request().relative_error == 0.03
    memory.reset()
