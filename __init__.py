"""Vs Mapper: the repository root is the QGIS plugin folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .plugin.gui.plugin import VsMapperPlugin


def classFactory(iface: QgisInterface | None) -> VsMapperPlugin:  # noqa: N802 (QGIS gives the name)
    """Return the plugin; QGIS calls this when it loads the plugin."""
    from .plugin.qgis_layers.translated import install

    translator = install()  # before modules with texts are imported
    from .plugin.gui.plugin import VsMapperPlugin

    return VsMapperPlugin(iface, translator)
