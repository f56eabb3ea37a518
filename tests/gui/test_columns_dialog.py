"""What columns hold is chosen from lists beside their first values, and the survey is read so."""

from __future__ import annotations

from pathlib import Path

from docks import Wait, choose_file, read_summary

ODD = "place,east,north,c_obs,how often,note\n" + "".join(
    f"S{i},{500000 + 40 * i},{5300000 + 35 * (i % 2)},{(180 + 900 / f) / 1000},{f},x\n"
    for i in range(4)
    for f in (4, 6, 9, 13, 19, 28)
)


def test_columns_that_no_name_tells_of_are_chosen(dock: object, tmp_path: Path, wait_until: Wait) -> None:
    (tmp_path / "odd.csv").write_text(ODD)
    assert "4 sites" not in choose_file(dock, tmp_path / "odd.csv", wait_until)
    dock.survey_panel.reading_panel.columns_button.click()
    wait_until(lambda: dock.columns.dialog is not None)
    dialog = dock.columns.dialog
    names = [dialog.table.item(row, 0).text() for row in range(dialog.table.rowCount())]
    assert names == ["place", "east", "north", "c_obs", "how often", "note"]
    assert dialog.table.item(4, 1).text() == "4, 6, 9"
    assert dialog.chosen() == []
    assert dialog.table.columnWidth(3) >= dialog.table.cellWidget(3, 3).sizeHint().width()
    assert dialog.table.rowHeight(3) == dialog.table.cellWidget(3, 3).sizeHint().height()
    for row, quantity, unit in ((0, "site", ""), (3, "phase_velocity", "km/s"), (4, "frequency", "Hz")):
        for place, word in ((2, quantity), (3, unit)):
            box = dialog.table.cellWidget(row, place)
            box.setCurrentIndex(box.findData(word))
    dialog.accept()
    summary = read_summary(dock, wait_until)
    line = dock.survey_panel.reading_panel.columns.text()
    assert line == "place=site,c_obs=phase_velocity:km/s,how often=frequency:Hz"
    assert "4 sites, 24 points" in summary
    assert "band 4 to 28 Hz" in summary
