"""Keeps what QGIS writes into its log on a tour: warnings, and what the plugin itself says there."""

from __future__ import annotations

from pathlib import Path

from qgis.core import Qgis, QgsApplication
from vs_mapper.plugin.gui.attempt import LOG_TAG


def keep_log(path: Path) -> None:
    """Write every warning and error of QGIS's log into a file, and every message of the plugin's."""

    def keep(message: str, tag: str, level: Qgis.MessageLevel) -> None:
        if tag == LOG_TAG or level in (Qgis.MessageLevel.Warning, Qgis.MessageLevel.Critical):
            with path.open("a", encoding="utf-8") as file:
                file.write(f"{tag}: {message}\n")

    QgsApplication.messageLog().messageReceived.connect(keep)
