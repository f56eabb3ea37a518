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
    from ..qgis_layers.placing import place_result
    from ..qgis_layers.results import SITES, TITLES

    source = f"{path}|layername=sites" if path.name == SITES else str(path)
    details = QgsProcessingContext.LayerDetails(TITLES[path.name], context.project(), output)
    arrange = partial(place_result, file=path.name, folder=path.parent, name=group)
    details.setPostProcessor(_kept(source, arrange))
    context.addLayerToLoadOnCompletion(source, details)


def arrange_section(context: QgsProcessingContext, path: Path, folder: Path, group: str, title: str) -> None:
    """Style and place a section, where the user wants it loaded."""
    if not context.willLoadLayerOnCompletion(str(path)):
        return
    from ..qgis_layers.placing import place_section

    details = context.layerToLoadOnCompletionDetails(str(path))
    details.name = title
    arrange = partial(place_section, folder=folder, name=group)
    details.setPostProcessor(_kept(str(path), arrange))


def _kept(source: str, arrange: Arrange) -> PostProcessor:
    _KEPT[source] = PostProcessor(arrange)
    return _KEPT[source]
