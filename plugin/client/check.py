"""What a user pastes into a report of a fault: what was found, and whether a small inversion works."""

from __future__ import annotations

import platform
import sys
from dataclasses import dataclass
from pathlib import Path

from .. import __version__
from ..protocol.errors import EngineMissing
from ..protocol.progress import Monitor
from .chosen import Chosen, chosen
from .machine import target
from .probe import facts_of
from .pythons import EnginePython, find_engine
from .setup.home import home
from .setup.locked import BUILDS, hash_of, needed
from .setup.stamp import finished
from .trial import trial
from .versions import unsuitable

_ORIGINS = {
    "chosen": "chosen by the user",
    "made": "made by the plugin",
    "clone": "the .venv of a clone",
    "machine": "found on the machine",
}


@dataclass(frozen=True)
class Report:
    """What was found.

    Parameters
    ----------
    lines : tuple of str
        In words.
    works : bool
        Whether the engine was found and inverted.
    """

    lines: tuple[str, ...]
    works: bool


def check(monitor: Monitor, settings: Chosen | None = None) -> Report:
    """Look for the engine's Python, ask what it holds, and let it invert two sites.

    Parameters
    ----------
    monitor : Monitor
        Progress and cancellation.
    settings : Chosen or None
        What the user chose, None for what QGIS's settings and the environment say.

    Raises
    ------
    Cancelled
        If the user asked to stop.
    """
    wanted = chosen() if settings is None else settings
    lines = [f"Vs Mapper {__version__}", f"System: {platform.platform()} ({target()})", _this_python()]
    try:
        monitor.step(0.0, "looking for the engine")
        found = find_engine(wanted)
    except EngineMissing as error:
        return Report(tuple(map(_private, [*lines, str(error)])), False)
    monitor.step(0.1, "asking the engine's Python")
    about, works = _about(found, wanted)
    lines += about
    if works:
        monitor.step(0.4, "inverting two sites")
        tried = trial(found.path, monitor.cancelled)
        lines, works = [*lines, *tried.lines], tried.works
    return Report(tuple(map(_private, lines)), works)


def _this_python() -> str:
    core = sys.modules.get("qgis.core")
    within = f"QGIS {core.Qgis.QGIS_VERSION}, " if core is not None else ""
    return f"Asked from: {within}Python {platform.python_version()} ({sys.executable})"


def _about(found: EnginePython, wanted: Chosen) -> tuple[list[str], bool]:
    """Return what there is to say of a Python, and whether it has all that the engine needs."""
    lines = [f"Engine's Python: {found.path}, {_ORIGINS[found.origin]}"]
    made = finished(home(wanted.folder), [hash_of(build) for build in BUILDS])
    if found.origin == "made" and made is not None:
        lines.append(f"Lock: {made[1].lock[:12]}, PyTorch's build: {made[1].build}")
    facts = facts_of(found.path, sorted(needed()))
    if facts is None:
        return [*lines, "It does not run."], False
    version = ".".join(map(str, facts.version))
    named = ", ".join(f"{name} {held}" for name, held in facts.packages.items())
    lines.append(f"Python {version}, {facts.bits} bit, {facts.machine}: {named or 'not all packages'}")
    wrong = [facts.error] if facts.error else unsuitable(facts.packages, needed())
    return lines + [f"Not as the engine needs it: {'; '.join(wrong)}"] * bool(wrong), not wrong


def _private(line: str) -> str:
    """Return a line without the user's name in paths."""
    return line.replace(str(Path.home()), "~")
