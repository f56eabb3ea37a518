"""The mark of a finished environment: without it, or with another lock, an environment does not count."""

from __future__ import annotations

import json
from collections.abc import Collection
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from .home import python_in

PREFIX = "env-"
_NAME = "vs_mapper.json"


@dataclass(frozen=True)
class Stamp:
    """What an environment was made of.

    Parameters
    ----------
    lock : str
        Hash of the lock.
    build : str
        Build of PyTorch, ``cpu`` or ``cuda``.
    python : str
        Version of its Python.
    packages : dict of str to str
        Versions by package, as they were imported when it was made.
    """

    lock: str
    build: str
    python: str
    packages: dict[str, str] = field(default_factory=dict)


def write_stamp(environment: Path, stamp: Stamp) -> None:
    """Mark an environment as finished, at one stroke."""
    part = environment / f"{_NAME}.part"
    part.write_text(json.dumps(asdict(stamp), indent=1), encoding="utf-8")
    part.replace(environment / _NAME)


def read_stamp(environment: Path) -> Stamp | None:
    """Return the mark of an environment; None where it is unfinished, or its Python is gone."""
    with suppress(OSError, ValueError, TypeError):
        stamp = Stamp(**json.loads((environment / _NAME).read_text(encoding="utf-8")))
        if python_in(environment).exists() and _base(environment).is_dir():
            return stamp
    return None


def finished(folder: Path, locks: Collection[str]) -> tuple[Path, Stamp] | None:
    """Return the newest finished environment of one of the locks in a folder."""
    found = []
    with suppress(OSError):
        for path in folder.glob(f"{PREFIX}*"):
            stamp = read_stamp(path)
            if stamp is not None and stamp.lock in locks:
                found.append(((path / _NAME).stat().st_mtime, path, stamp))
    return max(found, key=lambda one: one[0])[1:] if found else None


def _base(environment: Path) -> Path:
    """Return where the Python lies that an environment was made from; an update of QGIS may take it away."""
    for line in (environment / "pyvenv.cfg").read_text(encoding="utf-8").splitlines():
        name, _, value = line.partition("=")
        if name.strip() == "home":
            return Path(value.strip())
    raise ValueError("pyvenv.cfg names no home")
