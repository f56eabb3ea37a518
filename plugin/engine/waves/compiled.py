"""Numba's decorator as the engine uses it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numba import njit
from numpy.typing import DTypeLike, NDArray


def compiled(parallel: bool = False) -> Callable[[Callable], Callable]:
    """Return a decorator that compiles a function and keeps what was compiled for the next start.

    By numpy's rules a division by zero gives inf or nan; an exception would corrupt a parallel loop.
    """
    decorate: Callable[[Callable], Callable] = njit(
        nogil=True, cache=True, parallel=parallel, error_model="numpy"
    )
    return decorate


def as_compiled(values: NDArray, kind: DTypeLike = np.float64) -> NDArray:
    """Return values in the one form that compiled code takes, copied where they have another.

    Numba compiles anew, for seconds, for every order in memory and for arrays that may not be written.
    """
    return np.require(values, kind, ["C", "W"])


def is_at_hand(function: Any) -> bool:
    """Return whether what was compiled of a function is kept: its first call takes no minute then."""
    if function.signatures:
        return True
    try:
        return any(Path(function._cache.cache_path).glob(f"{function.__module__.rpartition('.')[2]}.*.nbi"))
    except (AttributeError, OSError):
        return True  # another numba, which does not tell
