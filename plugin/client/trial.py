"""Two sites of an example inverted by the engine: whether it works, and once its code is compiled."""

from __future__ import annotations

import csv
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..protocol.counted import counted
from .children import run
from .environment import clean_environment
from .pythons import ROOT

EXAMPLE = ROOT / "resources" / "examples" / "near_surface_valley.csv"
SITES, DEPTHS_M = 2, (5, 10, 30)
_LAST_LINES = 6


@dataclass(frozen=True)
class Trial:
    """What came of it.

    Parameters
    ----------
    lines : tuple of str
        In words.
    works : bool
        Whether the sites were inverted.
    """

    lines: tuple[str, ...]
    works: bool


def trial(python: Path, cancelled: Callable[[], bool]) -> Trial:
    """Invert two sites, refinement included. The first time code is compiled for half a minute, and kept.

    Parameters
    ----------
    python : Path
        The engine's Python.
    cancelled : callable
        Asked ten times a second.

    Raises
    ------
    Cancelled
        If the user asked to stop.
    OSError
        If it cannot be started.
    """
    with tempfile.TemporaryDirectory(prefix="vs_mapper_check_") as name:
        folder = Path(name)
        survey, results = folder / "two_sites.csv", folder / "results"
        survey.write_text(_first_sites(EXAMPLE.read_text(encoding="utf-8")), encoding="utf-8")
        command = [str(python), "-m", "plugin", "invert", str(survey), "--out", str(results)]
        command += ["--depths", ",".join(map(str, DEPTHS_M))]
        started = time.monotonic()
        status, said = run(command, clean_environment(os.environ), cancelled, lambda line: None, folder=ROOT)
        seconds = time.monotonic() - started
        if status:
            return Trial(("An inversion of two sites failed:", *said[-_LAST_LINES:]), False)
        profiles = _profiles(results / "profiles.csv")
    head = f"Inverted {counted(len(profiles), 'site')} of {EXAMPLE.name} in {seconds:.1f} s:"
    return Trial((head, *profiles), True)


def _first_sites(text: str) -> str:
    """Return the rows of the first sites of a survey."""
    head, *rows = text.splitlines()
    sites = list(dict.fromkeys(row.partition(",")[0] for row in rows))[:SITES]
    return "\n".join([head, *(row for row in rows if row.partition(",")[0] in sites)]) + "\n"


def _profiles(path: Path) -> list[str]:
    """Return a line a site."""
    found: dict[str, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            at = f"{float(row['vs_m_s']):.1f} m/s at {float(row['depth_m']):g} m"
            found.setdefault(row["site"], []).append(at)
    return [f"  {site}: Vs {', '.join(values)}" for site, values in found.items()]
