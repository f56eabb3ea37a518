"""What came of comparing the run with boreholes, as pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ...protocol.manifest import Manifest, require_whole
from ...protocol.result_files import COMPARISON
from ..files.file_names import safe_names
from .pictures import Picture

if TYPE_CHECKING:
    from .contents import Contents

_MOST_TOLD = 3
_OF_ONE = (
    "Left: Vs of the borehole (red) and of the site's profile (blue) with its 90 % band, and profiles that "
    "were drawn (thin). Right: by how much the profile is faster, where the curve resolves the ground; grey: "
    "where it does not."
)
_OF_SOME = (
    "Left: Vs of the borehole (red) and of the sites' profiles (blue) with their 90 % bands. Right: by how "
    "much the profiles are faster, where their curves resolve the ground."
)


def hole_pictures(contents: Contents) -> Iterator[Picture]:
    """Yield the picture of each borehole of the comparisons that the manifest lists, with what came of it."""
    import pandas as pd

    sets = Manifest.read(contents.folder).sets
    for name in sorted(one for one in sets if one.startswith("comparison ")):
        table = next((file for file in sets[name] if Path(file).name == COMPARISON), None)
        if table is None:
            continue
        require_whole(contents.folder, sets[name])
        rows = pd.read_csv(contents.folder / table, dtype={"hole": str, "site": str}, keep_default_na=False)
        told = rows.groupby("hole", sort=False)["message"].agg(list)
        for hole, stem in zip(told.index, safe_names(told.index)):
            path = contents.folder / Path(table).with_name(f"{stem}.png")
            yield Picture(f"Borehole {hole}", _caption(told[hole]), path.read_bytes())


def _caption(messages: list[str]) -> str:
    if len(messages) == 1:  # the picture says it
        return _OF_ONE
    more = len(messages) - _MOST_TOLD
    rest = f" {more} more pairs are in {COMPARISON}." if more > 0 else ""
    shown = (f"{message[:1].upper()}{message[1:]}." for message in messages[:_MOST_TOLD])
    return f"{_OF_SOME} {' '.join(shown)}{rest}"
