"""Section rasters that earlier versions put into projects as layers, where they spoil the map's extent."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsMapLayer, QgsProject, QgsProviderRegistry, QgsRasterLayer

_SYSTEM = "Section "  # how the name of a section's own system begins
COMPLAINT = f"No transform available between {_SYSTEM}"
"""How QGIS's complaint of such a layer begins."""


def take_off_sections(project: QgsProject) -> list[Path]:
    """Take the rasters of sections out of a project, and groups that this leaves empty; the files stay.

    Returns
    -------
    list of Path
        Their files.
    """
    taken = [layer for layer in project.mapLayers().values() if _is_section(layer)]
    paths = [
        Path(QgsProviderRegistry.instance().decodeUri("gdal", layer.source())["path"]) for layer in taken
    ]
    for layer in taken:
        node = project.layerTreeRoot().findLayer(layer.id())
        group = node.parent() if node is not None else None
        project.removeMapLayer(layer)
        if group is not None and group.parent() is not None and not group.children():
            group.parent().removeChildNode(group)
    return paths


def _is_section(layer: QgsMapLayer) -> bool:
    if not isinstance(layer, QgsRasterLayer) or layer.providerType() != "gdal":
        return False
    named = layer.crs().description().startswith(_SYSTEM) or f'"{_SYSTEM}' in layer.crs().toWkt()
    return named and Path(layer.source()).suffix.lower() in (".tif", ".tiff")
