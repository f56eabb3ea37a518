"""What a report says first: what came out, in a few lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from ...protocol.counted import counted
from .contents import Contents
from .words import Chapter, Row

if TYPE_CHECKING:
    import pandas as pd

_CLASSES = {"class_asce7_22": "site classes, ASCE 7-22", "class_ec8": "ground types, EC8 (2004)"}
_MOST_NAMED = 8


def brief(contents: Contents) -> Chapter:
    """Return the chapter that a reader in a hurry reads."""
    return Chapter("In brief", [], [*_vs30(contents.sites), *_classes(contents.sites), *_reach(contents)])


def _vs30(sites: pd.DataFrame) -> Iterator[Row]:
    vs30 = sites["vs30_m_s"].to_numpy(float)
    known = np.isfinite(vs30)
    if not known.any():
        return
    low, middle, high = np.quantile(vs30[known], [0.0, 0.5, 1.0])
    of_all = f"{int(known.sum())} of {counted(len(sites), 'site')}"
    yield "Vs30", f"{low:.0f} to {high:.0f} m/s, median {middle:.0f} m/s, at {of_all}"
    if "vs30_law" in sites:
        short = int((known & (sites["vs30_law"] != "measured").to_numpy()).sum())
        yield "Vs30 carried down", f"at {counted(short, 'site')}, whose curves end above 30 m"


def _classes(sites: pd.DataFrame) -> Iterator[Row]:
    for name, title in _CLASSES.items():
        if name in sites and sites[name].notna().any():
            found = sites[name].value_counts().sort_index()
            yield title, ", ".join(f"{one} at {counted(int(n), 'site')}" for one, n in found.items())


def _reach(contents: Contents) -> Iterator[Row]:
    sites, unit = contents.sites, contents.unit
    low, middle, high = np.nanquantile(unit.factor * sites["doi_m"].to_numpy(float), [0.0, 0.5, 1.0])
    yield (
        "depth of investigation",
        f"{low:.3g} to {high:.3g} {unit.length}, median {middle:.3g} {unit.length}",
    )
    ok = int((sites["status"] == "ok").sum())
    yield "sites with status ok", f"{ok} of {len(sites)}"
    poor = sites.loc[sites["status"] == "poor_fit", "site"].astype(str).tolist()
    if poor:
        more = f" and {len(poor) - _MOST_NAMED} more" if len(poor) > _MOST_NAMED else ""
        yield "curves that no profile explains", ", ".join(poor[:_MOST_NAMED]) + more
