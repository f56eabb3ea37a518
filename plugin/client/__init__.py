"""The client: QGIS's one way to the engine; an order in, its outcome out.

The engine runs in a Python of its own, never in QGIS's: `pythons` finds that Python and `setup` makes it. An
order of `plugin.protocol.orders` enters `engine.ask`, which starts the process where none runs (`worker`),
and its outcome leaves, its messages in the words of QGIS's windows (`words`). Where the process dies, `death`
says why; `check` tells what a report of a fault should hold. Nothing here imports a window, or the engine.
Read first: `engine`, `worker`, `pythons`.
"""

from __future__ import annotations

from ..lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "check": ["Report"],
        "chosen": ["Chosen"],
        "engine": ["ENGINE", "ask"],
        "environment": ["clean_environment"],
        "proxies": ["proxy_variables"],
        "pythons": ["EnginePython", "find_engine", "why_missing"],
        "words": ["in_words"],
        "worker": ["Worker"],
    },
)
