"""Numba's decorator as the engine uses it."""

from __future__ import annotations

from collections.abc import Callable

from numba import njit


def compiled(parallel: bool = False) -> Callable[[Callable], Callable]:
    """Return a decorator that compiles a function and keeps what was compiled for the next start.

    By numpy's rules a division by zero gives inf or nan; an exception would corrupt a parallel loop.
    """
    decorate: Callable[[Callable], Callable] = njit(
        nogil=True, cache=True, parallel=parallel, error_model="numpy"
    )
    return decorate
