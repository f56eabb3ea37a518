"""Sites that the user takes out of the maps, by name or by a file of names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...protocol.errors import OutputError

_FILE = "@"
_NAMED = 5


def taken_out(asked: Sequence[str], names: ArrayLike) -> NDArray[np.bool_]:
    """Return which of the sites are taken out.

    Parameters
    ----------
    asked : sequence of str
        Names; one that begins with ``@`` and is no site's is a file with a name a line.
    names : (n,) str array
        The sites of the results.

    Raises
    ------
    OutputError
        If a file cannot be read, or there is no such site.
    """
    sites = np.asarray(names, dtype=object).astype(str)
    known = set(sites.tolist())
    wanted = [name for word in asked for name in _names(word, known)]
    missing = [name for name in dict.fromkeys(wanted) if name not in known]
    if missing:
        more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
        raise OutputError(f"no such site to leave out: {', '.join(missing[:_NAMED])}{more}")
    return np.isin(sites, np.array(wanted, dtype=str)) if wanted else np.zeros(len(sites), dtype=bool)


def _names(word: str, known: set[str]) -> list[str]:
    """Return the names that a word stands for."""
    if not word.startswith(_FILE) or word in known:
        return [word]
    path = Path(word[len(_FILE) :])
    try:
        if not path.is_file():
            raise OutputError(f"{path}: is no file of sites to leave out")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise OutputError(f"{path}: cannot be read as a list of sites: {error}") from error
    return [line.strip() for line in text.splitlines() if line.strip()]
