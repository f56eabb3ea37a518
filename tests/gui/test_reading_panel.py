"""What the user says about a survey goes to its reader, and its summary shows it."""

from __future__ import annotations

from pathlib import Path

from docks import GOOD, Wait, choose_file, read_summary
from engine_side import write_layer


def test_each_choice_reads_the_survey_again(dock: object, tmp_path: Path, wait_until: Wait) -> None:
    from qgis.core import QgsCoordinateReferenceSystem

    path = tmp_path / "town.csv"
    path.write_text(GOOD.replace("phase_velocity_m_s", "velocity").replace("frequency_hz", "f"))
    choose_file(dock, path, wait_until)
    panel = dock.survey_panel.reading_panel
    assert panel.isCollapsed()
    panel.crs.setCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    assert "EPSG:32633" in read_summary(dock, wait_until)
    for box, word, understood in (
        (panel.wave, "Love", "Love phase velocity"),
        (panel.velocity_type, "group", "Love group velocity"),
        (panel.velocity_unit, "ft/s", "in ft/s (by option)"),
        (panel.x_axis, "period", "column f: period"),
    ):
        box.setCurrentText(word)
        assert understood in read_summary(dock, wait_until)
    assert panel.title() == "How to read it (5 set by hand)"


def test_mode_and_order_of_the_coordinates_can_be_set(dock: object, tmp_path: Path, wait_until: Wait) -> None:
    path = tmp_path / "town.csv"
    path.write_text("site,lon,lat,period_s,c_km_s\nA,45,120,5,3\nA,45,120,9,3.2\n")
    choose_file(dock, path, wait_until)
    assert "longitude and latitude swapped (“Swap x and y”)?" in read_summary(dock, wait_until)
    assert not any("--swap-xy" in message for message in dock.run_panel.messages())
    panel = dock.survey_panel.reading_panel
    panel.swap_xy.setChecked(True)
    assert "x 120, y 45" in read_summary(dock, wait_until)
    panel.mode.setValue(1)
    assert "mode 1: 2 points" in read_summary(dock, wait_until)
    assert panel.title() == "How to read it (2 set by hand)"
    panel.reset()
    assert panel.mode.text() == "as the file says"
    assert not panel.swap_xy.isChecked()


def test_overtones_can_be_left_out(dock: object, tmp_path: Path, wait_until: Wait) -> None:
    path = tmp_path / "picks.csv"
    path.write_text("frequency_hz,phase_velocity_m_s,mode\n5,400,0\n8,330,0\n12,500,1\n20,450,2\n")
    choose_file(dock, path, wait_until)
    panel = dock.survey_panel.reading_panel
    assert panel.highest_mode.text() == "all modes"
    panel.highest_mode.setValue(0)
    assert "1 site, 2 points" in read_summary(dock, wait_until)
    assert "note: “Highest mode used” 0: 2 points are of higher modes" in read_summary(dock, wait_until)
    assert "mode 2 at 20 Hz is above the highest mode asked for, 0 (row 4)" in read_summary(dock, wait_until)
    assert panel.title() == "How to read it (1 set by hand)"
    panel.reset()
    assert "1 site, 4 points" in read_summary(dock, wait_until)


def test_a_layer_in_a_file_of_several_can_be_chosen(dock: object, tmp_path: Path, wait_until: Wait) -> None:
    path = tmp_path / "town.gpkg"
    for name, velocity in (("spring", 3.1), ("autumn", 3.3)):
        table = {"site": ["A"], "c_5s": [velocity], "c_9s": [velocity + 0.1]}
        write_layer(path, name, table, (12.0, 45.0), "EPSG:4326")
    choose_file(dock, path, wait_until)
    assert "velocity 3.1 to 3.2 km/s" in read_summary(dock, wait_until)
    panel = dock.survey_panel.reading_panel
    for layer, understood in (("autumn", "velocity 3.3 to 3.4 km/s"), ("winter", "no layer 'winter'")):
        panel.layer.setText(layer)
        panel.layer.editingFinished.emit()
        assert understood in read_summary(dock, wait_until)


def test_columns_can_be_named_and_a_slip_is_explained(dock: object, tmp_path: Path, wait_until: Wait) -> None:
    path = tmp_path / "town.csv"
    path.write_text(GOOD.replace("phase_velocity_m_s", "picked"))
    choose_file(dock, path, wait_until)
    panel = dock.survey_panel.reading_panel
    for text, understood in (
        ("picked", "How to read town: 'picked' is not of the form name=quantity or name=quantity:unit"),
        ("picked=velocity:m/s", "column picked: "),
    ):
        panel.columns.setText(text)
        panel.columns.editingFinished.emit()
        assert understood in read_summary(dock, wait_until)


def test_another_survey_is_read_as_its_own_file_says(dock: object, tmp_path: Path, wait_until: Wait) -> None:
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text(GOOD)
    choose_file(dock, tmp_path / "one.csv", wait_until)
    dock.survey_panel.reading_panel.wave.setCurrentText("Love")
    assert "Love" in read_summary(dock, wait_until)
    choose_file(dock, tmp_path / "two.csv", wait_until)
    assert "Rayleigh" in read_summary(dock, wait_until)
    assert dock.survey_panel.reading_panel.title() == "How to read it"
