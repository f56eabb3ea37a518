"""Result files as layers of the project once an algorithm is done, styled as in the dock."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
)
from qgis.PyQt.QtCore import QCoreApplication, QThread

from ..protocol.result_files import REJECT_LAYER, SITE_LAYER, SITES

Arrange = Callable[..., None]

# QGIS keeps a pointer only: whatever Python let go would be gone when the layer is loaded.
_KEPT: dict[str, PostProcessor] = {}


class PostProcessor(QgsProcessingLayerPostProcessorInterface):
    """Arranges a layer after QGIS has loaded it."""

    def __init__(self, arrange: Arrange) -> None:
        super().__init__()
        self.arrange = arrange

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, _feedback: QgsProcessingFeedback
    ) -> None:
        """Arrange the layer; called by QGIS in the main thread."""
        self.arrange(layer, project=context.project())


def load_result(context: QgsProcessingContext, path: Path, group: str, output: str) -> None:
    """Load a file of a results folder once the algorithm is done.

    Parameters
    ----------
    context : QgsProcessingContext
        Of the algorithm; without a project nothing is loaded.
    path : Path
        The file.
    group : str
        What to call the folder's layer group where there is none yet.
    output : str
        The algorithm's output that it is.
    """
    if context.project() is None:
        return

    source = f"{path}|layername={SITE_LAYER}" if path.name == SITES else str(path)
    _load_later(context, source, path.name, path.parent, group, output)


def load_rejects(context: QgsProcessingContext, path: Path, group: str) -> None:
    """Load what a survey lost, where it lost anything that has a place, beside its sites.

    Parameters
    ----------
    context : QgsProcessingContext
        Of the algorithm; without a project nothing is loaded.
    path : Path
        The GeoPackage of the sites.
    group : str
        What to call the folder's layer group where there is none yet.
    """
    from ..qgis_layers.rejects import open_rejects
    from ..qgis_layers.results import REJECTS

    if context.project() is not None and open_rejects(path, REJECT_LAYER) is not None:
        _load_later(context, f"{path}|layername={REJECT_LAYER}", REJECTS, path.parent, group, "REJECTS")


def _load_later(
    context: QgsProcessingContext, source: str, file: str, folder: Path, group: str, output: str
) -> None:
    from ..qgis_layers.placing import place_result
    from ..qgis_layers.results import TITLES

    details = QgsProcessingContext.LayerDetails(TITLES[file], context.project(), output)
    arrange = partial(place_result, file=file, folder=folder, name=group)
    details.setPostProcessor(_kept(source, arrange))
    context.addLayerToLoadOnCompletion(source, details)


def load_section(
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
    path: Path,
    folder: Path,
    group: str,
    title: str,
) -> None:
    """Load a section, where the user wants it loaded; call it once the algorithm is done.

    QGIS shows a layer that it loads by itself for a moment, and complains in red that a section has no
    place on the map. So the section is added unchecked here, except in a model's thread.
    """
    from ..qgis_layers.placing import place_section
    from ..qgis_layers.rasters import LayerError, open_raster

    waiting = context.layersToLoadOnCompletion()
    details = waiting.pop(str(path), None)
    if details is None:
        return
    if QThread.currentThread() == QCoreApplication.instance().thread():
        try:
            layer = open_raster(path, title)
        except LayerError as error:
            feedback.reportError(str(error))
            return
        details.project.addMapLayer(layer, False)
        place_section(layer, folder, group, details.project)
        context.setLayersToLoadOnCompletion(waiting)
        return
    details = context.layerToLoadOnCompletionDetails(str(path))
    details.name = title
    details.setPostProcessor(_kept(str(path), partial(place_section, folder=folder, name=group)))


def _kept(source: str, arrange: Arrange) -> PostProcessor:
    _KEPT[source] = PostProcessor(arrange)
    return _KEPT[source]
