"""Which results a project shows: found again, and taken out."""

from __future__ import annotations

from collections.abc import Collection, Generator
from contextlib import suppress
from pathlib import Path

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer

from ..protocol.result_files import PRODUCTS, RUN, SITES
from . import colours
from .layer_sources import parts_of
from .result_layers import ResultLayers
from .shown_files import FILES, MAP_LAYERS, NAMES, REJECTS, SIGMA, VS, WITHIN


def find_results(folder: Path, project: QgsProject) -> ResultLayers | None:
    """Return the layers of the project that show a result, styled as they are; None where there are none.

    Layers that are not in the tree, as QGIS's algorithms leave them for a moment, are not shown yet.
    """
    nodes = project.layerTreeRoot()
    shown = {file: project.mapLayer(layer_id) for layer_id, file in layers_in(folder, project).items()}
    shown = {file: layer for file, layer in shown.items() if file in FILES and layer.isValid()}
    shown = {file: layer for file, layer in shown.items() if nodes.findLayer(layer.id()) is not None}
    if not shown:
        return None
    vs, sigma = shown.get(VS), shown.get(SIGMA)
    lines = tuple(shown[key] for key in MAP_LAYERS if key in shown)
    others = (SITES, PRODUCTS, REJECTS, *MAP_LAYERS, VS, SIGMA)
    singles = tuple(layer for file, layer in shown.items() if file not in others)
    group = nodes.findLayer(next(iter(shown.values())).id()).parent()
    scale = colours.scale_of(vs.renderer()) if vs is not None else None
    vectors = (shown.get(SITES), shown.get(PRODUCTS), shown.get(REJECTS))
    return ResultLayers(group, group.name() or folder.name, *vectors, lines, vs, sigma, singles, scale)


def folder_of(layer: QgsMapLayer) -> Path | None:
    """Return the folder of results that a layer shows a file of, None where it shows something else."""
    path = Path(parts_of(layer).get("path") or "")
    return path.parent if path.name in NAMES and (path.parent / RUN).is_file() else None


def newest_folder(project: QgsProject) -> Path | None:
    """Return the folder of the newest results that the project shows, None where it shows none."""
    folders = {folder_of(layer) for layer in project.mapLayers().values()} - {None}
    return max(folders, key=lambda folder: (folder / RUN).stat().st_mtime, default=None)


def layers_in(folder: Path, project: QgsProject) -> dict[str, str]:
    """Return which of the folder's files the project shows, by the ids of their layers."""
    found = {}
    for layer in project.mapLayers().values():
        path = parts_of(layer).get("path")
        if path and Path(path).parent == folder:
            found[layer.id()] = file_of(layer)
    return found


def file_of(layer: QgsMapLayer) -> str:
    """Return what `shown_files` calls the file, or the layer in it, that a layer shows."""
    parts = parts_of(layer)
    name = Path(parts.get("path") or "").name
    within = f"{name}|{parts.get('layerName')}"
    return within if within in WITHIN else name


def reading_anew(folder: Path, files: Collection[str], project: QgsProject) -> Generator[None, None, None]:
    """Let QGIS open GeoPackages of a folder anew, in parts that each take little time.

    In files that have changed below it, if only by a style, it would find no extents and count no features.
    """
    for layer, file in layers_in(folder, project).items():
        shown = project.mapLayer(layer)
        if file.partition("|")[0] in files and isinstance(shown, QgsVectorLayer) and not shown.isEditable():
            shown.dataProvider().reloadData()
            yield


def remove_results(folder: Path, project: QgsProject) -> None:
    """Take the layers that show files of the folder out of the project, and groups that this leaves empty.

    Their files are about to be, or have been, replaced; QGIS would go on showing the old ones.
    """
    for layer_id, file in layers_in(folder, project).items():
        node = project.layerTreeRoot().findLayer(layer_id)
        parent = node.parent() if node is not None else None
        take_off(layer_id, folder / file, project)
        if parent is not None and parent.parent() is not None and not parent.children():
            parent.parent().removeChildNode(parent)


def take_off(layer_id: str, path: Path, project: QgsProject) -> None:
    """Take a layer out of the project whose file has been replaced, with what QGIS knew of the old file.

    It writes statistics of a raster beside it once its layer goes, and would take them for the new one's.
    """
    project.removeMapLayer(layer_id)
    with suppress(OSError):
        path.with_name(f"{path.name}.aux.xml").unlink()
