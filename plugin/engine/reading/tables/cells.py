"""The cells of one table column as words, and single words as numbers."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from numpy.typing import NDArray

_FORTRAN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)[dD][+-]?\d{1,3}")


def labels(column: pd.Series) -> tuple[NDArray[np.int64], list[str]]:
    """Return a column's cells as indices into a list of distinct words; a blank cell is the word ``""``."""
    codes, values = pd.factorize(column)
    texts = np.array([*(_text(value) for value in values), ""], dtype=object)
    merged, words = pd.factorize(texts)
    return merged[codes].astype(np.int64), [str(word) for word in words]


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def number(word: str) -> float:
    """Return a word as a number, Fortran's ``1.5D-02`` among them, NaN where it is none."""
    # Not pandas.to_numeric: exponents of many digits make it read beyond its table and crash the process.
    try:
        return float(word) if "_" not in word else np.nan
    except ValueError:
        return float(re.sub("[dD]", "E", word)) if _FORTRAN.fullmatch(word) else np.nan
