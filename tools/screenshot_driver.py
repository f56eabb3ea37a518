"""Drives the plugin inside QGIS for ``screenshot.py``; QGIS runs it as start-up code."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QTimer
from vs_mapper.tools.tour_steps import drive, open_dock, screen, settle, wait

SURVEY = os.environ["VS_MAPPER_SHOT_SURVEY"]
OUT = Path(os.environ["VS_MAPPER_SHOT_OUT"])
LINE = os.environ["VS_MAPPER_SHOT_LINE"]
SITE = os.environ["VS_MAPPER_SHOT_SITE"]


def main() -> None:
    """Open the dock, read, run, cut a section, and take a picture at each stage."""
    dock = open_dock()
    dock.survey_panel.file_box.setFilePath(SURVEY)
    wait(lambda: not dock.reading.busy, 60)
    screen(OUT / "before.png")
    dock.run()
    wait(lambda: dock.run_panel.bar.value() > 100 or not dock.busy, 120)
    screen(OUT / "running.png")
    wait(lambda: not dock.busy, 240)
    settle(3)
    if SITE:
        dock.results.site_panel.choose(SITE)
    screen(OUT / "after.png")
    if LINE:
        cut_section(dock)
    print("\n".join(dock.run_panel.messages()), flush=True)


def cut_section(dock: object) -> None:
    """Add the line to the map and press the section's button."""
    line = QgsVectorLayer(LINE, "Section line", "ogr")
    QgsProject.instance().addMapLayer(line)
    dock.tabs.setCurrentIndex(2)
    dock.results.section_panel.line_box.setLayer(line)
    dock.results.section_panel.button.click()
    wait(lambda: not dock.results.sections.busy, 60)
    settle(2)
    screen(OUT / "section.png")


QTimer.singleShot(3000, partial(drive, main))
