"""QGIS's batch dialog with the toolbox's algorithms: a row a survey, each with its results apart."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")

from docks import Wait


def survey(path: Path, n_sites: int, velocity: float) -> Path:
    rows = [
        f"S{i},{500000 + 40 * i},{5300000 + 35 * (i % 2)},EPSG:32633,{f},{velocity + 900 / f:.1f}\n"
        for i in range(n_sites)
        for f in (4, 6, 9, 13, 19, 28)
    ]
    path.write_text("site,x,y,crs,frequency_hz,phase_velocity_m_s\n" + "".join(rows))
    return path


def run_batch(name: str, rows: list[dict[str, object]], done: Callable[[], bool], wait_until: Wait) -> None:
    """Fill the table of the dialog, a row each, press Run, and close it when all is done."""
    from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog
    from qgis.core import QgsApplication, QgsProcessingContext

    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"vsmapper:{name}")
    dialog = BatchAlgorithmDialog(algorithm)
    panel = dialog.mainWidget()
    panel.addRow(len(rows) - 1)
    destinations = {parameter.name() for parameter in algorithm.destinationParameterDefinitions()}
    for row, given in enumerate(rows):
        for parameter, value in given.items():
            column = panel.parameter_to_column[parameter]
            if parameter in destinations:
                panel.tblParameters.cellWidget(row + 1, column).setValue(str(value))
            else:
                panel.wrappers[row][column].setParameterValue(value, QgsProcessingContext())
    panel.checkLoadLayersOnCompletion.setChecked(True)
    dialog.show()  # hidden, it is taken for closed once the first row is done
    dialog.runAlgorithm()  # since QGIS 3.4x it returns at once
    try:
        wait_until(lambda: done() and QgsApplication.taskManager().countActiveTasks() == 0, 120)
    finally:
        dialog.close()
        dialog.deleteLater()


def test_two_surveys_are_inverted_into_folders_and_groups_of_their_own(
    processing: Any, project: object, tmp_path: Path, wait_until: Wait
) -> None:
    rows = [
        {"FILE": str(survey(tmp_path / "north.csv", 4, 180)), "SAMPLES": 0, "OUTPUT": tmp_path / "one"},
        {"FILE": str(survey(tmp_path / "south.csv", 5, 240)), "SAMPLES": 0, "OUTPUT": tmp_path / "two"},
    ]
    tree = project.layerTreeRoot()
    run_batch("invertsurvey", rows, lambda: len(tree.findGroups()) == len(rows), wait_until)
    read = [json.loads((row["OUTPUT"] / "run.json").read_text()) for row in rows]
    assert [record["input"] for record in read] == ["north.csv", "south.csv"]
    assert [record["counts"]["sites"] for record in read] == [4, 5]
    groups = {node.name(): node.findLayers() for node in tree.findGroups()}
    assert sorted(groups) == ["north", "south"]
    for name, row in zip(("north", "south"), rows):
        assert {Path(node.layer().source().partition("|")[0]).parent for node in groups[name]} == {
            row["OUTPUT"]
        }
