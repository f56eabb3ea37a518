"""A wheel fetched, checked against the lock and unpacked, by the standard library alone."""

from __future__ import annotations

import hashlib
import re
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path
from urllib.request import ProxyHandler, Request, build_opener

from ...protocol.errors import Cancelled, SetupError
from ...protocol.progress import Monitor
from .index import TIMEOUT_S, Sources, offered, proxies
from .locked import TOOLS, pinned

_WORDS = {
    "linux-x86_64": r"manylinux\w*[_.]x86_64",
    "linux-aarch64": r"manylinux\w*[_.]aarch64",
    "windows-x86_64": "win_amd64",
    "macos-aarch64": r"macosx\w*_arm64",
    "macos-x86_64": r"macosx\w*_x86_64",
}
_CHUNK = 1 << 16


def tool_wheel(
    package: str,
    target: str,
    places: Sources,
    wheels: Path | None,
    folder: Path,
    own: Mapping[str, str],
    monitor: Monitor,
) -> Path:
    """Return the wheel of an installer, of the locked version, fetched into a folder.

    Parameters
    ----------
    package : str
        ``uv`` or ``pip``.
    target : str
        System and processor.
    places : Sources
        Where to look.
    wheels : Path or None
        A folder of wheels to take it from instead.
    folder : Path
        Where it is kept.
    own : mapping of str to str
        Variables of the environment, for proxies.
    monitor : Monitor
        Progress and cancellation.

    Raises
    ------
    SetupError
        If it cannot be had, or is not what the lock says.
    """
    version, hashes = pinned(TOOLS, package)
    system = _WORDS.get(target, "(?!)")
    name = re.compile(rf"{package}-{re.escape(version)}-py3-none-(any|[\w.]*{system}[\w.]*)\.whl")
    kept = [path for path in folder.glob(f"{package}-*.whl") if name.fullmatch(path.name)]
    if kept and _hash(kept[0].read_bytes()) in hashes:
        return kept[0]
    for place in [str(wheels)] if wheels else [*places.links, *places.more, places.index]:
        for file, address in offered(place, package, own).items():
            if name.fullmatch(file):
                return _fetched(address, folder / file, hashes, own, monitor)
    raise SetupError(f"{package} {version} is not to be had from {', '.join(places.hosts)}.")


def unpacked(wheel: Path, program: str, folder: Path) -> Path:
    """Return a program that lies in a wheel, unpacked into a folder."""
    target = folder / program
    with zipfile.ZipFile(wheel) as archive:
        (inside,) = (name for name in archive.namelist() if name.endswith(f".data/scripts/{program}"))
        target.write_bytes(archive.read(inside))
    target.chmod(target.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    return target


def _fetched(
    address: str, target: Path, hashes: frozenset[str], own: Mapping[str, str], monitor: Monitor
) -> Path:
    """Fetch a file and keep it under its name only if it is what the lock says."""
    found = bytearray()
    try:
        opener = build_opener(ProxyHandler(proxies(own)))
        # The schemes that an index may have were checked when it was read.
        with opener.open(Request(address.partition("#")[0]), timeout=4 * TIMEOUT_S) as answer:
            total = int(answer.headers.get("Content-Length") or 0)
            for chunk in iter(lambda: answer.read(_CHUNK), b""):
                found += chunk
                if monitor.cancelled():
                    raise Cancelled("cancelled")
                monitor.report(len(found) / max(total, len(found)), f"fetching {target.name.split('-')[0]}")
    except OSError as error:
        raise SetupError(f"{target.name} cannot be fetched: {error}") from error
    if _hash(found) not in hashes:
        raise SetupError(f"{target.name} is not the file that the lock names; nothing of it is used.")
    target.write_bytes(found)
    return target


def _hash(content: bytes | bytearray) -> str:
    return hashlib.sha256(content).hexdigest()
