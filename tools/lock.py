"""Makes the lock of the engine's packages anew: ``make lock``.

Resolves the dependencies of pyproject.toml with uv for all systems and Pythons at once, splits PyTorch's two
builds off, and notes how large everything is. Needs the package index. The hashes of PyTorch's CPU builds
for Linux come from PyTorch's own index; where that does not answer, those of the present lock are kept, as
long as the version stays.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms
from packaging.utils import parse_wheel_filename

from plugin.client.setup.index import DEFAULT, TORCH_CPU, fetch, offered
from plugin.client.setup.locked import FOLDER, pinned

ROOT = Path(__file__).parents[1]
PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14")
INTEL_MAC = "sys_platform == 'darwin' and platform_machine == 'x86_64'"
# As the client names them, with the environment that must resolve.
TARGETS = {
    "linux-x86_64": "sys_platform == 'linux' and platform_machine == 'x86_64'",
    "linux-aarch64": "sys_platform == 'linux' and platform_machine == 'aarch64'",
    "windows-x86_64": "sys_platform == 'win32' and platform_machine == 'AMD64'",
    "macos-aarch64": "sys_platform == 'darwin' and platform_machine == 'arm64'",
    "macos-x86_64": f"{INTEL_MAC} and python_version < '3.13'",
}
# What wheels may ask for at most: glibc 2.35 (Ubuntu 22.04), macOS 14, for which PyTorch's are built.
GLIBC = [f"manylinux_2_{minor}" for minor in range(35, 4, -1)]
PLATFORMS = {
    "linux-x86_64": [f"{name}_x86_64" for name in (*GLIBC, "manylinux2014", "manylinux2010", "manylinux1")],
    "linux-aarch64": [f"{name}_aarch64" for name in (*GLIBC, "manylinux2014")],
    "windows-x86_64": ["win_amd64"],
    "macos-aarch64": list(mac_platforms((14, 0), "arm64")),
    "macos-x86_64": list(mac_platforms((14, 0), "x86_64")),
}
PARTS = {"common": "common.txt", "cpu": "torch-cpu.txt", "cuda": "torch-cuda.txt"}
CPU_BUILD_MB = 192.0
"""Of PyTorch's CPU build for Linux, as long as no lock says better."""
TORCH = "2.13.0"
"""PyTorch's version; its CPU builds for Linux lie on an index of their own, which may not answer."""
# PyTorch's last release for Intel Macs is 2.2, built for numpy 1 and for Python up to 3.12.
CONSTRAINTS = (
    f"torch==2.2.2 ; {INTEL_MAC}",
    f"numpy<2 ; {INTEL_MAC}",
    "rasterio<1.5.1 ; sys_platform == 'darwin'",  # later wheels ask for macOS 15
    f"rasterio<1.4.4 ; {INTEL_MAC}",
    f"pyproj<3.8 ; {INTEL_MAC}",
)
OF_CUDA = re.compile(r"(nvidia|cuda)-|triton$")
LINUX = "sys_platform == 'linux'"
Entry = tuple[str, str]  # name, and the whole entry with its hashes


def main() -> int:
    """Write the lock into the plugin; with ``--check`` see that the index still has it for every system."""
    if sys.argv[1:] == ["--check"]:
        _sizes({part: _entries((FOLDER / file).read_text(encoding="utf-8")) for part, file in PARTS.items()})
        print(f"the lock has a wheel of every package for {', '.join(TARGETS)}")
        return 0
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    constraints = [*CONSTRAINTS, f"torch=={TORCH} ; sys_platform != 'darwin' or platform_machine != 'x86_64'"]
    entries = _compiled(project["dependencies"], constraints)
    cuda = [entry for name, entry in entries if name == "torch" or OF_CUDA.match(name)]
    elsewhere = [entry for name, entry in entries if name == "torch"]
    texts = {
        "common.txt": [entry for name, entry in entries if name != "torch" and not OF_CUDA.match(name)],
        "torch-cuda.txt": cuda,
        "torch-cpu.txt": [_cpu_build(TORCH), *map(_not_on_linux, elsewhere)],
        "tools.txt": [entry for _, entry in _compiled(["uv", "pip"], [])],
    }
    FOLDER.mkdir(exist_ok=True)
    for file, parts in texts.items():
        (FOLDER / file).write_text("\n".join(parts) + "\n", encoding="utf-8")
    sizes = _sizes({part: texts[file] for part, file in PARTS.items()})
    packages = {"needed": _needed(project["dependencies"]), "sizes": sizes}
    (FOLDER / "packages.json").write_text(json.dumps(packages, indent=1) + "\n", encoding="utf-8")
    return 0


def _uv(*arguments: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "uv", *arguments], cwd=folder, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def _compiled(requirements: list[str], constraints: list[str]) -> list[Entry]:
    """Return what the requirements resolve to on every system."""
    environments = list(TARGETS.values())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "wanted.txt").write_text("\n".join(requirements))
        (folder / "constraints.txt").write_text("\n".join(constraints))
        (folder / "pyproject.toml").write_text(
            '[project]\nname = "lock"\nversion = "0"\nrequires-python = ">=3.10,<3.15"\n'
            f"[tool.uv]\nenvironments = {json.dumps(environments)}\n"
            f"required-environments = {json.dumps(environments)}\n"
        )
        text = _uv(
            *("pip", "compile", "--universal", "--generate-hashes", "--no-annotate", "--no-header"),
            *("--python-version", PYTHONS[0], "--fork-strategy", "requires-python", "--quiet"),
            *("--prerelease", "disallow", "--only-binary", ":all:"),
            *("--constraints", "constraints.txt", "wanted.txt"),
            folder=folder,
        )
    return [(re.match(r"[\w.-]+", entry)[0], entry) for entry in _entries(text)]


def _entries(text: str) -> list[str]:
    """Return the entries of a file of requirements, each with its hashes."""
    return re.findall(r"^\S.*(?:\n\s+.*)*", text, re.M)


def _cpu_build(version: str) -> str:
    """Return the entry of PyTorch's CPU build for Linux."""
    files = offered(TORCH_CPU, "torch", os.environ)
    wheel = re.compile(rf"torch-{re.escape(version)}\+cpu-cp\d+-cp\d+-manylinux\w+\.whl")
    found = {address.partition("sha256=")[2] for name, address in files.items() if wheel.fullmatch(name)}
    if not found:
        known, hashes = pinned("torch-cpu.txt", "torch")
        if known != f"{version}+cpu":
            raise SystemExit(f"{TORCH_CPU} does not answer, and the lock has torch {known}, not {version}")
        found = set(hashes)
    lines = [f"torch=={version}+cpu ; {LINUX}", *(f"    --hash=sha256:{one}" for one in sorted(found))]
    return " \\\n".join(lines)


def _not_on_linux(entry: str) -> str:
    """Return an entry for the other systems alone."""
    head, marker, rest = re.match(r"(\S+) ; (.*?)( \\\n[\s\S]*)", entry).groups()
    return f"{head} ; ({marker}) and sys_platform != 'linux'{rest}"


def _needed(requirements: list[str]) -> dict[str, list[str]]:
    """Return the ranges by package; those of single systems stand beside each other."""
    found: dict[str, list[str]] = {}
    for requirement in map(Requirement, requirements):
        found.setdefault(requirement.name, []).append(str(requirement.specifier))
    return found


def _sizes(entries: dict[str, list[str]]) -> dict[str, Any]:
    """Return what is downloaded, in megabytes, by system, Python, part and package."""
    found: dict[str, Any] = {}
    for target in TARGETS:
        for python in PYTHONS:
            if target == "macos-x86_64" and python in ("3.13", "3.14"):
                continue
            sizes = {part: _part(listed, target, python) for part, listed in entries.items()}
            found.setdefault(target, {})[python] = sizes
    return found


def _part(entries: list[str], target: str, python: str) -> dict[str, float]:
    """Return the sizes of the entries that a system and a Python take."""
    sizes = {}
    for entry in entries:
        requirement = Requirement(entry.partition(" \\\n")[0])
        if requirement.marker is None or requirement.marker.evaluate(_environment(target, python)):
            (exact,) = requirement.specifier
            hashes = set(re.findall(r"sha256:(\w+)", entry))
            sizes[f"{requirement.name} {exact.version}"] = _megabytes(
                requirement.name, exact.version, hashes, target, python
            )
    return sizes


def _environment(target: str, python: str) -> dict[str, str]:
    system, _, machine = target.partition("-")
    named = {"linux": "linux", "windows": "win32", "macos": "darwin"}[system]
    machine = {"windows-x86_64": "AMD64", "macos-aarch64": "arm64"}.get(target, machine)
    return {
        "sys_platform": named,
        "platform_machine": machine,
        "python_version": python,
        "python_full_version": f"{python}.9",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
        "platform_system": {"win32": "Windows", "darwin": "Darwin"}.get(named, "Linux"),
        "os_name": "nt" if named == "win32" else "posix",
    }


def _megabytes(package: str, version: str, hashes: set[str], target: str, python: str) -> float:
    """Return the size of the wheel that a system and a Python take.

    The index of PyTorch's CPU builds tells no sizes: those of the present lock are kept.
    """
    if version.endswith("+cpu"):
        return _known_size(f"{package} {version}", target, python)
    wanted = _tags(target, python)
    best = None
    for file in _files(package):
        if file["filename"].endswith(".whl") and file["hashes"]["sha256"] in hashes:
            ranks = [wanted[tag] for tag in parse_wheel_filename(file["filename"])[3] if tag in wanted]
            if ranks and (best is None or min(ranks) < best[0]):
                best = min(ranks), file["size"]
    if best is None:
        raise SystemExit(f"{package} {version} has no wheel for {target}, Python {python}")
    return round(best[1] / 1e6, 2)


@cache
def _files(package: str) -> list[dict[str, Any]]:
    accept = "application/vnd.pypi.simple.v1+json"
    return json.loads(fetch(f"{DEFAULT}/{package}/", os.environ, accept))["files"]


@cache
def _tags(target: str, python: str) -> dict[Tag, int]:
    """Return the tags that a system and a Python take, the best first."""
    version = tuple(map(int, python.split(".")))
    platforms = PLATFORMS[target]
    listed = [*cpython_tags(version, platforms=platforms), *compatible_tags(version, platforms=platforms)]
    return {tag: rank for rank, tag in reversed(list(enumerate(listed)))}


def _known_size(package: str, target: str, python: str) -> float:
    try:
        known = json.loads((FOLDER / "packages.json").read_text())["sizes"]
        return known[target][python]["cpu"][package]
    except (OSError, LookupError):
        return CPU_BUILD_MB


if __name__ == "__main__":
    sys.exit(main())
