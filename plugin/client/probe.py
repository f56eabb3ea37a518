"""What a Python program holds, asked of it in a process of its own."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from .children import answer
from .environment import clean_environment

# Runs in any Python 3. Importing takes seconds, so it is done only where every package is there.
_SCRIPT = """
import importlib, importlib.util, json, platform, struct, sys, sysconfig
names, importing = sys.argv[2:], sys.argv[1] == "import"
facts = {
    "version": list(sys.version_info[:3]),
    "bits": 8 * struct.calcsize("P"),
    "machine": platform.machine(),
    "free_threaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
    "implementation": sys.implementation.name,
    "base": sys.base_prefix,
    "pip": importlib.util.find_spec("pip") is not None,
    "ensurepip": importlib.util.find_spec("ensurepip") is not None,
    "venv": importlib.util.find_spec("venv") is not None,
    "packages": {},
    "error": "",
}
there = [name for name in names if importlib.util.find_spec(name) is not None]
if importing and len(there) == len(names):
    from importlib.metadata import version
    for name in names:
        try:
            importlib.import_module(name)
            facts["packages"][name] = version(name)
        except Exception as error:
            facts["error"] = name + ": " + type(error).__name__ + ": " + str(error)
            break
print("\\n" + json.dumps(facts))
"""
QUICK_S, IMPORT_S = 20.0, 180.0
_known: dict[tuple[str, int, tuple[str, ...]], Facts | None] = {}


@dataclass(frozen=True)
class Facts:
    """What a Python program says about itself.

    Parameters
    ----------
    version : tuple of int
        Major, minor, micro.
    bits : int
        Width of an address, 64 or 32.
    machine : str
        The processor that it is built for.
    free_threaded : bool
        Whether it is the build without the global lock, for which hardly any package is made.
    implementation : str
        ``cpython`` or another.
    base : str
        Where the installation lies that it belongs to.
    pip, ensurepip, venv : bool
        Whether it has these.
    packages : dict of str to str
        Versions of what was imported; empty where a package that was asked for is missing.
    error : str
        Why a package could not be imported.
    """

    version: tuple[int, int, int]
    bits: int
    machine: str
    free_threaded: bool
    implementation: str
    base: str
    pip: bool
    ensurepip: bool
    venv: bool
    packages: dict[str, str] = field(default_factory=dict)
    error: str = ""


class NotAsked(Exception):
    """What a program says about itself is not known yet."""


def facts_of(python: Path, packages: Iterable[str] = ()) -> Facts | None:
    """Return what a program says about itself; None where it is no Python 3 or does not answer.

    Answers are kept as long as this program runs and the file stays as it is.

    Parameters
    ----------
    python : Path
        The program.
    packages : iterable of str
        Packages to import there, if it has them all.
    """
    names = tuple(packages)
    key = _key(python, names)
    if key is None:
        return None
    if key not in _known:
        _known[key] = _ask(python, names)
    return _known[key]


def known_facts(python: Path, packages: Iterable[str] = ()) -> Facts | None:
    """Return what `facts_of` has found out already; no program is started.

    Raises
    ------
    NotAsked
        If nothing is known of the program.
    """
    key = _key(python, tuple(packages))
    if key is not None and key not in _known:
        raise NotAsked(str(python))
    return _known[key] if key is not None else None


def forget() -> None:
    """Ask anew the next time: what was installed may have changed."""
    _known.clear()


def _key(python: Path, packages: tuple[str, ...]) -> tuple[str, int, tuple[str, ...]] | None:
    """Return what answers are kept by, None where there is no such file."""
    try:
        return str(python), python.stat().st_mtime_ns, packages
    except OSError:
        return None


def _ask(python: Path, packages: tuple[str, ...]) -> Facts | None:
    command = [str(python), "-I", "-c", _SCRIPT, "import" if packages else "look", *packages]
    said = answer(command, clean_environment(os.environ), IMPORT_S if packages else QUICK_S)
    try:
        told = json.loads((said or b"").decode("utf-8").strip().splitlines()[-1])
        return Facts(**{**told, "version": tuple(told["version"])})
    except (ValueError, LookupError, TypeError):
        return None
