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
    QgsProcessingUtils,
)

from ..protocol.result_files import PRODUCT_LAYER, PRODUCTS, REJECT_LAYER, SITE_LAYER, SITES

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

    layer = {SITES: SITE_LAYER, PRODUCTS: PRODUCT_LAYER}.get(path.name)
    source = f"{path}|layername={layer}" if layer else str(path)
    _load_later(context, source, path.name, path.parent, group, output)


def load_map_layers(context: QgsProcessingContext, folder: Path, made: set[str], group: str) -> None:
    """Load contours and areas beside the maps.

    Parameters
    ----------
    context : QgsProcessingContext
        Of the algorithm; without a project nothing is loaded.
    folder : Path
        The results.
    made : set of str
        Names of the files that were written.
    group : str
        What to call the folder's layer group where there is none yet.
    """
    from ..qgis_layers.map_layers import TITLES, holds, source_of

    if context.project() is not None:
        for key in TITLES:
            file, _, name = key.partition("|")
            if file in made and holds(folder, key):
                _load_later(context, source_of(folder, key), key, folder, group, name.upper())


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
    from ..qgis_layers.geopackage import holds_layer
    from ..qgis_layers.shown_files import REJECTS

    if context.project() is not None and holds_layer(path, REJECT_LAYER):
        _load_later(context, f"{path}|layername={REJECT_LAYER}", REJECTS, path.parent, group, "REJECTS")


def _load_later(
    context: QgsProcessingContext, source: str, file: str, folder: Path, group: str, output: str
) -> None:
    from ..qgis_layers.placing import place_result
    from ..qgis_layers.shown_files import TITLES

    hints = QgsProcessingUtils.LayerHint  # unless told so, QGIS tries all kinds, and logs each that it is not
    hint = hints.Raster if file.endswith(".tif") else hints.Vector
    details = QgsProcessingContext.LayerDetails(TITLES[file], context.project(), output, hint)
    arrange = partial(place_result, file=file, folder=folder, name=group)
    details.setPostProcessor(kept(source, arrange))
    context.addLayerToLoadOnCompletion(source, details)


def load_section(context: QgsProcessingContext, path: Path, folder: Path, group: str, name: str) -> None:
    """Load the trace and the curtain of a section once the algorithm is done.

    The section itself has no place on the map, so it is never loaded.

    Parameters
    ----------
    context : QgsProcessingContext
        Of the algorithm; without a project nothing is loaded.
    path : Path
        The section's raster.
    folder : Path
        The results that it was made of.
    group : str
        What to call the folder's layer group where there is none yet.
    name : str
        What to call the section.
    """
    from ..protocol.section_layers import layers_of
    from ..qgis_layers.placing import place_section_layer
    from ..qgis_layers.sections import TITLES, layer_name, source_of

    if context.project() is None or not layers_of(path).is_file():
        return
    for kind in TITLES:
        source = source_of(path, kind)
        title = layer_name(path, kind, name)
        details = QgsProcessingContext.LayerDetails(
            title, context.project(), kind.upper(), QgsProcessingUtils.LayerHint.Vector
        )
        arrange = partial(place_section_layer, kind=kind, path=path, folder=folder, name=group)
        details.setPostProcessor(kept(source, arrange))
        context.addLayerToLoadOnCompletion(source, details)


def kept(source: str, arrange: Arrange) -> PostProcessor:
    """Return what arranges the layer of a source once QGIS has loaded it, alive until then."""
    _KEPT[source] = PostProcessor(arrange)
    return _KEPT[source]
