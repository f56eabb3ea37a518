"""The lock: which packages, of which versions and with which hashes, and how large they are.

`common.txt` holds all but PyTorch, `torch-cpu.txt` and `torch-cuda.txt` its two builds, `tools.txt` the
installers; `packages.json` says how large they are on each system, and which versions the engine runs with.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "lock"
BUILDS = ("cpu", "cuda")
COMMON, TOOLS = "common.txt", "tools.txt"
_PACKAGES = "packages.json"


def files_of(build: str) -> tuple[Path, Path]:
    """Return the files of the lock for a build of PyTorch."""
    return FOLDER / COMMON, FOLDER / f"torch-{build}.txt"


@cache
def hash_of(build: str) -> str:
    """Return a hash of the lock, the same on every system."""
    total = hashlib.sha256()
    for path in files_of(build):
        total.update(path.read_bytes().replace(b"\r\n", b"\n"))
    return total.hexdigest()


def needed() -> dict[str, list[str]]:
    """Return the ranges of versions that the engine runs with, by package."""
    return _read()["needed"]


def sizes(target: str, python: str, build: str) -> dict[str, float]:
    """Return what is downloaded, in megabytes by package and version; empty for a system without a lock.

    Parameters
    ----------
    target : str
        System and processor, like ``linux-x86_64``.
    python : str
        Version of Python, like ``3.12``.
    build : str
        Build of PyTorch.
    """
    parts = _read()["sizes"].get(target, {}).get(python, {})
    return {**parts.get("common", {}), **parts.get(build, {})} if parts else {}


def pythons(target: str) -> list[str]:
    """Return the versions of Python that the lock has for a system, the preferred first."""
    return sorted(_read()["sizes"].get(target, {}), key=_PREFERRED.index)


def pinned(file: str, package: str) -> tuple[str, frozenset[str]]:
    """Return the version and the SHA-256 hashes of a package in a file of the lock.

    The first entry counts where there are several.
    """
    text = (FOLDER / file).read_text(encoding="utf-8").replace("\\\n", " ")
    found = re.search(rf"^{re.escape(package)}==([^\s;]+)(.*)$", text, re.M)
    if found is None:
        raise LookupError(f"{package} is not in {file}")
    return found[1], frozenset(re.findall(r"--hash=sha256:([0-9a-f]{64})", found[2]))


# Most packages are built for these; the newest and the oldest last.
_PREFERRED = ["3.12", "3.13", "3.11", "3.14", "3.10"]


@cache
def _read() -> dict[str, Any]:
    return json.loads((FOLDER / _PACKAGES).read_text(encoding="utf-8"))
