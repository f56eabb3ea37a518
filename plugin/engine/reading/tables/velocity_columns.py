"""Which columns of a table are its velocities, one for each type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from ....protocol.errors import SurveyError
from ....protocol.waves import VelocityType
from .columns import Meaning, words_of
from .figures import numbers


def velocity_columns(meanings: Mapping[str, Meaning]) -> tuple[list[str], list[str]]:
    """Return the velocity columns to use, one for each type, and remarks on those put aside."""
    found = {n: m for n, m in meanings.items() if m.quantity in ("velocity", "slowness")}
    typed = any(m.kind is not None for m in found.values())
    chosen: dict[tuple[object, object], str] = {}
    notes = []
    for name, meaning in found.items():
        key = (meaning.kind, meaning.wave)
        if key in chosen or (typed and meaning.kind is None):
            other = chosen.get(key, "the columns that name their velocity type")
            notes.append(f"column {name} is not used beside {other}")
        else:
            chosen[key] = name
    return list(chosen.values()), notes


def phase_beside_group(meanings: dict[str, Meaning]) -> dict[str, Meaning]:
    """Return the meanings with a velocity called c as that of phase, where all others are of groups."""
    speeds = {name: m for name, m in meanings.items() if m.quantity == "velocity"}
    if {m.kind for m in speeds.values()} != {None, VelocityType.GROUP}:
        return meanings
    letters = [name for name, m in speeds.items() if m.kind is None and words_of(name)[:1] == ["c"]]
    phase = {name: replace(meanings[name], kind=VelocityType.PHASE) for name in letters}
    return {**meanings, **phase}


def refuse_side_by_side(data: pd.DataFrame, velocities: Sequence[str]) -> None:
    """Refuse tables side by side: a velocity that stands twice under one name, with other numbers.

    Parameters
    ----------
    data : DataFrame
        The table; `layout` and pandas number names that stand again.
    velocities : sequence of str
        Its velocity columns.

    Raises
    ------
    SurveyError
        If one stands twice.
    """
    for name in velocities:
        twin = next((f"{name}.{n}" for n in (1, 2) if f"{name}.{n}" in data.columns), None)
        if twin is None:
            continue
        mine, other = numbers(data[name]), numbers(data[twin])
        if np.isfinite(other).any() and not np.array_equal(mine, other, equal_nan=True):
            raise SurveyError(
                f"the column {name} stands twice, with other numbers: are these tables side by side? give "
                "each its own file, or put them below each other with a column site; "
                f"--column {name}=velocity takes the first alone"
            )
