"""Whatever is chosen as the survey is read, or refused in one clear line."""

from __future__ import annotations

from pathlib import Path

import pytest
from docks import GOOD, Wait, choose_file, choose_layer, run


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
    wait_until(lambda: not dock.busy)
    assert dock.run_panel.messages()[-1].startswith("broken.csv")
    assert dock.run_panel.run_button.isEnabled()
    assert not project.mapLayers()


def test_running_without_a_choice_asks_for_one(dock: object) -> None:
    dock.run()
    assert dock.run_panel.messages() == [
        "Choose a layer, a file or a folder with dispersion measurements first."
    ]
    assert not dock.busy


def test_depths_that_are_no_numbers_are_refused(dock: object, tmp_path: Path, wait_until: Wait) -> None:
    path = tmp_path / "good.csv"
    path.write_text(GOOD)
    choose_file(dock, path, wait_until)
    dock.options_panel.depths.setText("5, ten")
    dock.run()
    assert "5, ten" in dock.run_panel.messages()[-1]
    assert not dock.busy


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


def test_without_an_engine_one_message_says_what_to_do(
    dock: object, tmp_path: Path, wait_until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vs_mapper.plugin.client.engine import ENGINE

    ENGINE.close()
    monkeypatch.setenv("VS_MAPPER_PYTHON", str(tmp_path / "no" / "python"))
    path = tmp_path / "good.csv"
    path.write_text(GOOD)
    choose_file(dock, path, wait_until)
    run(dock, tmp_path / "out", wait_until)
    (message,) = set(dock.run_panel.messages())
    assert "chosen as the engine's Python, is no Python program that runs. Choose another" in message
    assert not (tmp_path / "out").exists()
