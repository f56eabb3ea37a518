"""disba's search for a phase velocity in steps (surf96, Herrmann), without the package's plots.

The package imports matplotlib's windows, which takes longer than all else of waves and serves nobody here.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from threading import Lock
from types import ModuleType
from typing import Any

_PACKAGE, _SEARCH = "disba", "disba._cps._surf96"
_one_at_a_time = Lock()


def stepping_search() -> Any:
    """Return disba's compiled ``surf96``.

    Its module is imported below an empty package, which then goes: whoever imports disba gets all of it.
    """
    with _one_at_a_time:
        if _PACKAGE in sys.modules:
            return import_module(_SEARCH).surf96
        found = find_spec(_PACKAGE)
        if found is None or found.submodule_search_locations is None:
            raise ModuleNotFoundError(f"No module named {_PACKAGE!r}", name=_PACKAGE)
        empty = ModuleType(_PACKAGE)
        empty.__path__ = list(found.submodule_search_locations)
        sys.modules[_PACKAGE] = empty
        try:
            return import_module(_SEARCH).surf96
        finally:
            del sys.modules[_PACKAGE]
