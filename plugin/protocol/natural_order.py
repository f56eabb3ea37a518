"""The order of names as people count: band 2 before band 10."""

from __future__ import annotations

import re
from typing import Union

_NUMBER = re.compile(r"([0-9]+)")


def counted_up(name: str) -> list[Union[int, str]]:
    """Return what a name is sorted by.

    Examples
    --------
    >>> sorted(["Band10", "Band2"], key=counted_up)
    ['Band2', 'Band10']
    """
    return [int(part) if i % 2 else part for i, part in enumerate(_NUMBER.split(name))]
