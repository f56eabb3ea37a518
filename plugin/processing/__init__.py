"""The toolbox: parameters of algorithms in, layers of results out, with the same orders as everywhere.

Parameters that a user, a model or a script sets enter an algorithm, one a verb of the engine; it makes an
order of them, asks `plugin.client` for its outcome, and the files that come back leave as layers of the
project (`loading`). What algorithms share lies in `algorithm` and in the modules of parameters. Read first:
`provider`, `algorithm`, `invert`.
"""

from __future__ import annotations

from ..lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "algorithm": ["EngineAlgorithm"],
        "provider": ["VsMapperProvider"],
    },
)
