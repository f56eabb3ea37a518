"""The command line: words in, an order to the engine, paths of results and an exit status out.

The words of a terminal enter `commandline.main`. `arguments`, made from the declared settings of
`plugin.protocol.options`, turns them into an order, `plugin.engine.pipeline` carries it out, and paths
leave on standard output, messages and progress on standard error. `serve` takes orders from a client
instead, as QGIS gives them. Read first: `commandline`, then `arguments`.
"""

from __future__ import annotations

from ..lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "arguments": ["parse"],
        "commandline": ["main"],
        "declared": ["add_options", "values"],
        "setup": ["Check", "SetUp"],
        "terminal": ["ProgressBar"],
    },
)
