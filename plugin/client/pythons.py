"""The engine's Python, found: the user's choice, the plugin's own, a clone's, or one of the machine's."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ..protocol.errors import EngineMissing
from .chosen import Chosen, chosen
from .machine import pythons_of_the_machine
from .probe import Facts, NotAsked, facts_of, known_facts
from .setup.home import home, python_in
from .setup.locked import BUILDS, hash_of, needed
from .setup.stamp import finished
from .versions import unsuitable

ROOT = Path(__file__).resolve().parents[2]
Asked = Callable[[Path, Iterable[str]], "Facts | None"]
WHAT_TO_DO = (
    "Press “Set up the engine” at the top of the Vs Mapper panel, or run "
    "“python -m plugin setup” in the plugin's folder."
)


@dataclass(frozen=True)
class EnginePython:
    """A Python that the engine runs in.

    Parameters
    ----------
    path : Path
        The program.
    origin : str
        ``chosen``, ``made``, ``clone`` or ``machine``.
    versions : dict of str to str
        Versions by package, where they are known without importing them.
    """

    path: Path
    origin: str
    versions: dict[str, str] = field(default_factory=dict)


def find_engine(settings: Chosen | None = None, root: Path = ROOT) -> EnginePython:
    """Return the Python that the engine runs in.

    The user's choice and the machine's Pythons are asked whether they import everything, in a process of
    their own, which takes seconds the first time; the others are trusted for their marks.

    Parameters
    ----------
    settings : Chosen or None
        What the user chose, None for what QGIS's settings and the environment say.
    root : Path
        The plugin's folder, for a clone's environment.

    Raises
    ------
    EngineMissing
        If there is none; the message says what to do.
    """
    return _found(settings, root, facts_of)


def why_missing(settings: Chosen | None = None, root: Path = ROOT) -> str | None:
    """Return why `find_engine` finds none, empty where it finds one; at once, for no program is started.

    None where it is not known without.
    """
    try:
        _found(settings, root, known_facts)
    except NotAsked:
        return None
    except EngineMissing as error:
        return str(error)
    return ""


def _found(settings: Chosen | None, root: Path, asked: Asked) -> EnginePython:
    wanted = chosen() if settings is None else settings
    if wanted.python:
        return _of_the_user(Path(wanted.python).expanduser(), asked)
    made = finished(home(wanted.folder), [hash_of(build) for build in BUILDS])
    if made is not None:
        environment, stamp = made
        return EnginePython(python_in(environment), "made", stamp.packages)
    of_the_clone = python_in(root / ".venv")
    if of_the_clone.exists():
        return EnginePython(of_the_clone, "clone")
    for found in _of_the_machine(asked):
        return found
    raise EngineMissing(f"The engine is not set up yet. {WHAT_TO_DO}")


def _of_the_user(path: Path, asked: Asked) -> EnginePython:
    found = asked(path, sorted(needed()))
    if found is None:
        raise EngineMissing(
            f"{path}, chosen as the engine's Python, is no Python program that runs. Choose another, or none."
        )
    wrong = [found.error] if found.error else unsuitable(found.packages, needed())
    if wrong:
        raise EngineMissing(
            f"{path}, chosen as the engine's Python, lacks what the engine needs: {'; '.join(wrong)}. "
            f"Choose another, or none. {WHAT_TO_DO}"
        )
    return EnginePython(path, "chosen", found.packages)


def _of_the_machine(asked: Asked) -> Iterator[EnginePython]:
    for path in pythons_of_the_machine(os.environ):
        found = asked(path, sorted(needed()))
        if found is not None and not found.error and not unsuitable(found.packages, needed()):
            yield EnginePython(path, "machine", found.packages)
