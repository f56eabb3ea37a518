"""Whatever is chosen as the survey is read, or refused in one clear line."""

from __future__ import annotations

from pathlib import Path

import pytest
from docks import GOOD, Wait, choose_file, choose_layer


@pytest.mark.parametrize(
    ("content", "word"),
    [("", "empty"), ("a,b\n1,2\n", "column"), ("\x00\x01\x02\x03" * 50, "")],
    ids=["empty", "no known column", "binary"],
)
def test_a_file_that_is_no_survey_gets_a_message_that_names_it(
    dock: object, tmp_path: Path, wait_until: Wait, content: str, word: str
) -> None:
    path = tmp_path / "broken.csv"
    path.write_text(content)
    (line,) = choose_file(dock, path, wait_until).splitlines()
    assert line.startswith("broken.csv")
    assert word in line
    assert "Traceback" not in line and "Unexpected" not in line


def test_running_a_bad_file_says_why_and_leaves_the_dock_usable(
    dock: object, project: object, tmp_path: Path, wait_until: Wait
) -> None:
    path = tmp_path / "broken.csv"
    path.write_text("")
    choose_file(dock, path, wait_until)
    dock.run()
    wait_until(lambda: not dock.running.busy)
    assert dock.run_panel.messages()[-1].startswith("broken.csv")
    assert dock.run_panel.run_button.isEnabled()
    assert not project.mapLayers()


def test_running_without_a_choice_asks_for_one(dock: object) -> None:
    dock.run()
    assert dock.run_panel.messages() == [
        "Choose a layer, a file or a folder with dispersion measurements first."
    ]
    assert not dock.running.busy


def test_depths_that_are_no_numbers_are_refused(dock: object, tmp_path: Path, wait_until: Wait) -> None:
    path = tmp_path / "good.csv"
    path.write_text(GOOD)
    choose_file(dock, path, wait_until)
    dock.options_panel.depths.setText("5, ten")
    dock.run()
    assert "5, ten" in dock.run_panel.messages()[-1]
    assert not dock.running.busy


def test_a_layer_in_memory_is_read_as_it_stands(dock: object, project: object, wait_until: Wait) -> None:
    from qgis.core import QgsFeature, QgsGeometry, QgsPointXY, QgsVectorLayer

    layer = QgsVectorLayer(
        "Point?crs=EPSG:32633&field=site:string&field=frequency_hz:double&field=phase_velocity_m_s:double",
        "campaign",
        "memory",
    )
    features = []
    for line in GOOD.splitlines()[1:]:
        site, x, y, frequency, velocity = line.split(",")
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(float(x), float(y))))
        feature.setAttributes([site, float(frequency), float(velocity)])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    summary = choose_layer(dock, layer, project, wait_until)
    assert "4 sites, 24 points" in summary
    assert "EPSG:32633" in summary


def test_a_layer_of_a_file_is_read_from_that_file(
    dock: object, project: object, tmp_path: Path, wait_until: Wait
) -> None:
    from qgis.core import QgsVectorLayer

    path = tmp_path / "campaign.csv"
    path.write_text(GOOD)
    layer = QgsVectorLayer(f"file://{path}?xField=x&yField=y&crs=EPSG:32633", "campaign", "delimitedtext")
    assert layer.isValid()
    summary = choose_layer(dock, layer, project, wait_until)
    assert "campaign.csv" in summary
    assert "EPSG:32633" in summary


def test_a_missing_package_gives_one_message_and_starts_nothing(
    dock: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    # What Python itself takes as "this cannot be found".
    monkeypatch.setattr(sys, "path", [p for p in sys.path if "site-packages" not in p])
    monkeypatch.delitem(sys.modules, "safetensors", raising=False)
    path = tmp_path / "good.csv"
    path.write_text(GOOD)
    dock.survey_panel.file_box.setFilePath(str(path))
    dock.run()
    assert not dock.running.busy
    message = dock.run_panel.messages()[-1]
    assert "safetensors" in message
    assert "README.md" in message
