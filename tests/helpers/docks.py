"""What tests do with the dock: choose a survey, read what was understood of it, run."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

Wait = Callable[..., None]

GOOD = "site,x,y,frequency_hz,phase_velocity_m_s\n" + "".join(
    f"S{i},{500000 + 40 * i},{5300000 + 35 * (i % 2)},{f},{180 + 900 / f}\n"
    for i in range(4)
    for f in (4, 6, 9, 13, 19, 28)
)


def read_summary(dock: object, wait_until: Wait) -> str:
    """What is understood of the survey, as soon as it is read."""
    wait_until(lambda: not dock.reading.busy)
    return dock.survey_panel.summary.toPlainText()


def choose_file(dock: object, survey: Path | str, wait_until: Wait) -> str:
    dock.survey_panel.file_box.setFilePath(str(survey))
    return read_summary(dock, wait_until)


def choose_layer(dock: object, layer: object, project: object, wait_until: Wait) -> str:
    project.addMapLayer(layer)
    dock.survey_panel.layer_box.setLayer(layer)
    return read_summary(dock, wait_until)


def start(dock: object, folder: Path, samples: int) -> None:
    dock.options_panel.samples.setValue(samples)
    dock.options_panel.folder.setFilePath(str(folder))
    dock.run()


def run(dock: object, folder: Path, wait_until: Wait, samples: int = 0) -> None:
    """Invert what is chosen, to the end."""
    start(dock, folder, samples)
    wait_until(lambda: not dock.busy, 240)


def open_copy(dock: object, project: object, results: Path, folder: Path, name: str) -> None:
    """Show a copy of the results of an earlier run."""
    from plugin.qgis_layers.results import add_results

    shutil.copytree(results, folder)
    dock.results.show(folder, add_results(folder, name, project))
