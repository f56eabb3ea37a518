"""What goes wrong around a run is said in the dock, and nothing is left behind."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import pytest
from docks import GOOD, Wait, choose_file, choose_layer


@pytest.fixture
def full_temporary_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "mkdtemp", refuse)


def test_a_full_temporary_folder_is_told(
    dock: object, tmp_path: Path, wait_until: Wait, full_temporary_folder: None
) -> None:
    path = tmp_path / "good.csv"
    path.write_text(GOOD)
    choose_file(dock, path, wait_until)
    dock.options_panel.folder.setFilePath("")
    dock.run()
    assert not dock.busy
    assert "No temporary folder can be made: [Errno 28] No space left" in dock.run_panel.messages()[-1]


def test_a_layer_that_cannot_be_copied_is_told(
    dock: object, project: object, wait_until: Wait, full_temporary_folder: None
) -> None:
    from qgis.core import QgsFeature, QgsVectorLayer

    layer = QgsVectorLayer("Point?crs=EPSG:32633&field=site:string", "town", "memory")
    layer.dataProvider().addFeatures([QgsFeature(layer.fields())])
    summary = choose_layer(dock, layer, project, wait_until)
    assert summary.startswith("layer town: no temporary folder can be made")


def test_unloading_ends_an_algorithm_of_the_toolbox(
    plugin: object, tmp_path: Path, wait_until: Wait, qgis_app: object
) -> None:
    import qgis.utils
    from qgis.core import (
        QgsApplication,
        QgsProcessingAlgRunnerTask,
        QgsProcessingContext,
        QgsProcessingFeedback,
    )

    path = tmp_path / "good.csv"
    path.write_text(GOOD)
    algorithm = QgsApplication.processingRegistry().algorithmById("vsmapper:invertsurvey")
    context, feedback, ended = QgsProcessingContext(), QgsProcessingFeedback(), []
    given = {"FILE": str(path), "SAMPLES": 1000, "OUTPUT": str(tmp_path / "out"), "LOAD": False}
    task = QgsProcessingAlgRunnerTask(algorithm.create(), given, context, feedback)
    task.executed.connect(lambda *outcome: ended.append(outcome))
    QgsApplication.taskManager().addTask(task)
    begun = time.monotonic()
    wait_until(lambda: feedback.progress() > 0 or time.monotonic() > begun + 3.0)
    qgis.utils.unloadPlugin("vs_mapper")
    wait_until(lambda: bool(ended), 10.0)
    assert not (tmp_path / "out" / "run.json").exists()
