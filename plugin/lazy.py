"""Public names of a package that are imported when somebody asks for one, and not before (PEP 562).

A package that imports its modules to offer their names costs all of them, with PyTorch and pandas behind
them, to whoever wants one. Modules inside the plugin import from each other by module, as type checkers see.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any


def public_names(
    package: str, homes: Mapping[str, Sequence[str]], modules: Sequence[str] = ()
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """Return what a package defines as ``__getattr__``, ``__dir__`` and ``__all__``.

    Parameters
    ----------
    package : str
        Its ``__name__``.
    homes : mapping of str to sequence of str
        Modules, as they are called from the package on, and the public names that each of them defines.
        None of these may be the name of a module of the package, which would take its place.
    modules : sequence of str
        Modules that are public as such.
    """
    home_of = {name: module for module, names in homes.items() for name in names}
    listed = sorted([*home_of, *modules])

    def look_up(name: str) -> Any:
        if name in modules:
            return import_module(f"{package}.{name}")
        if name not in home_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(import_module(f"{package}.{home_of[name]}"), name)
        setattr(sys.modules[package], name, found)  # found at once the next time
        return found

    return look_up, listed.copy, listed
