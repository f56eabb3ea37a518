"""The client: QGIS's one way to the engine; an order in, its outcome out.

An order of `plugin.protocol.orders` enters `engine.ask`, which has it carried out in a thread while QGIS's
own goes on, and its outcome leaves, its messages in the words of QGIS's windows (`words`). `dependencies`
says which packages the engine lacks, before anything is asked of it, and `site_files` reads single sites of
a result without the engine. Nothing here imports a window. Read first: `engine`.
"""

from __future__ import annotations

from ..lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "dependencies": ["advice", "is_installed", "missing"],
        "engine": ["ask"],
        "isolation": ["import_geospatial", "import_network"],
        "own_thread": ["in_own_thread"],
        "site_files": ["rows_of"],
        "words": ["in_words"],
    },
)
