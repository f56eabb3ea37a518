"""Where a layer of results comes from, as QGIS takes its source apart."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from qgis.core import QgsMapLayer, QgsProviderRegistry


def parts_of(layer: QgsMapLayer) -> dict[str, Any]:
    """Return what the source of a layer names: of a file its ``path``, of one in it the ``layerName``."""
    return dict(_taken_apart(layer.providerType(), layer.source()))


@lru_cache(maxsize=1024)  # asked of all layers again and again
def _taken_apart(provider: str, source: str) -> dict[str, Any]:
    return QgsProviderRegistry.instance().decodeUri(provider, source)
