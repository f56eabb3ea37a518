"""Numba's decorator as the engine uses it."""

from __future__ import annotations

from collections.abc import Callable

from numba import njit


def compiled(parallel: bool = False) -> Callable[[Callable], Callable]:
    """Return a decorator that compiles a function, with a cache of its own for each name of this package.

    The checkout is ``plugin`` on the command line and ``vs_mapper.plugin`` in QGIS. Numba would keep
    one cache file for both, but what it holds refers to modules by name and loads under one only.
    """

    def decorate(function: Callable) -> Callable:
        function.__qualname__ = f"{__package__}.{function.__name__}"
        # By numpy's rules a division by zero gives inf or nan; an exception would corrupt a parallel loop.
        return njit(nogil=True, cache=True, parallel=parallel, error_model="numpy")(function)

    return decorate
