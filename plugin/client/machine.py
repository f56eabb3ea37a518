"""The Python programs of the machine, and its name as the lock has it."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from .probe import facts_of
from .setup.locked import pythons

_SYSTEMS = {"linux": "linux", "darwin": "macos", "win32": "windows"}
_PROCESSORS = {"amd64": "x86_64", "x86_64": "x86_64", "aarch64": "aarch64", "arm64": "aarch64"}
_NAME = re.compile(r"python(?:3(?:\.\d+)?)?(?:\.exe)?", re.I)


def target() -> str:
    """Return system and processor as the lock names them, like ``linux-x86_64``."""
    machine = platform.machine().lower()
    return f"{_SYSTEMS.get(sys.platform, sys.platform)}-{_PROCESSORS.get(machine, machine)}"


def pythons_of_the_machine(own: Mapping[str, str]) -> Iterator[Path]:
    """Yield Python programs, this one's own first; the same program only once."""
    seen = set()
    for path in _candidates(own):
        try:
            if not path.is_file():
                continue
            real = path.resolve()
        except OSError:
            continue
        # Microsoft's stand-in opens a shop instead of running.
        if real not in seen and "WindowsApps" not in path.parts:
            seen.add(real)
            yield path


def base_python(own: Mapping[str, str] = os.environ) -> Path | None:
    """Return the Python to make an environment from, None where the machine has none.

    Its version must be one that the lock has; that of the Python that runs this is preferred.
    """
    own_version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    wanted = sorted(pythons(target()), key=lambda version: version != own_version)
    found: dict[str, Path] = {}
    for path in pythons_of_the_machine(own):
        facts = facts_of(path)
        if facts is None or facts.bits != 64 or facts.free_threaded or facts.implementation != "cpython":
            continue
        version = f"{facts.version[0]}.{facts.version[1]}"
        if version in wanted:
            found.setdefault(version, path)
    return next((found[version] for version in wanted if version in found), None)


def _candidates(own: Mapping[str, str]) -> Iterator[Path]:
    if _NAME.fullmatch(Path(sys.executable or "").name):
        yield Path(sys.executable)
    # Inside QGIS on Windows and macOS the program is QGIS itself, and its Python lies beside it.
    prefix, version = Path(sys.base_prefix), f"{sys.version_info[0]}.{sys.version_info[1]}"
    yield from (prefix / name for name in ("python.exe", "python3.exe"))
    yield from (prefix / "bin" / f"python{version}", prefix / "bin" / "python3")
    beside = Path(sys.executable or ".").parent
    yield from (beside / name for name in ("python3", "python", "bin/python3"))
    for name in ("python3.12", "python3.13", "python3.11", "python3.14", "python3.10", "python3", "python"):
        place = shutil.which(name, path=own.get("PATH"))
        if place:
            yield Path(place)
    if sys.platform == "darwin":
        yield from (Path(folder) / "python3" for folder in ("/opt/homebrew/bin", "/usr/local/bin"))
