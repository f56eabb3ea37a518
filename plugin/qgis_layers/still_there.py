"""Whether a layer is still there: QGIS deletes one that is removed, whoever holds it in Python."""

from __future__ import annotations

from qgis.core import QgsMapLayer
from qgis.PyQt import sip


def is_there(layer: QgsMapLayer | None) -> bool:
    """Return True for a layer that was made and that nobody has removed since."""
    return layer is not None and not sip.isdeleted(layer)
