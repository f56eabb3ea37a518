"""Resolves the engine's packages for every system and Python that it is for: ``make test-resolve``.

A dry run of uv with the dependencies of pyproject.toml, wheels alone: nothing is installed or built. Needs
the package index.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14")
SYSTEMS = {
    "Windows x86-64": "x86_64-pc-windows-msvc",
    "macOS arm64": "aarch64-apple-darwin",
    "macOS x86-64": "x86_64-apple-darwin",
    "Linux x86-64": "x86_64-manylinux_2_28",
    "Linux arm64": "aarch64-manylinux_2_28",
}
MACOS = "14.0"
"""The oldest macOS that PyTorch and pyproj are built for."""
SHOWN = ("numpy", "torch", "pandas", "scipy", "numba", "disba", "rasterio", "geopandas", "pyogrio", "pyproj",
         "shapely")  # fmt: skip
_INTEL_MAC = "PyTorch's last release for Intel Macs, 2.2.2, is built for numpy 1 and for Python up to 3.12"
UNRESOLVED = {("macOS x86-64", "3.13"): _INTEL_MAC, ("macOS x86-64", "3.14"): _INTEL_MAC}


def main() -> int:
    """Print what each system and Python resolves to; return 1 where one does other than expected."""
    print(_line("system", "Python", *SHOWN))
    targets = [(system, python) for system in SYSTEMS for python in PYTHONS]
    wrong = []
    with ThreadPoolExecutor(4) as pool:  # the index is waited for most of the time
        for target, (found, error) in zip(targets, pool.map(_resolve, targets)):
            print(_line(*target, *(found.get(name, "-") for name in SHOWN)), flush=True)
            if not found:
                print(f"  {UNRESOLVED.get(target, error)}")
            if bool(found) == (target in UNRESOLVED):
                wrong.append(f"{' '.join(target)}: {'resolves now' if found else 'does not resolve'}\n")
    print(*wrong, sep="", end="", file=sys.stderr)
    return 1 if wrong else 0


def _resolve(target: tuple[str, str]) -> tuple[dict[str, str], str]:
    """Return the versions by package, none where there is no solution, and uv's reason for that."""
    system, python = target
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--no-header", "--no-annotate"]
    command += ["--only-binary", ":all:", "--python-platform", SYSTEMS[system], "--python-version", python]
    done = subprocess.run(
        [*command, "pyproject.toml"],
        cwd=ROOT,
        env={**os.environ, "MACOSX_DEPLOYMENT_TARGET": MACOS},
        capture_output=True,
        text=True,
    )
    found = dict(re.findall(r"^([\w.-]+)==(\S+)", done.stdout, re.M)) if done.returncode == 0 else {}
    return found, done.stderr.strip()


def _line(system: str, python: str, *versions: str) -> str:
    return f"{system:15}{python:7}" + "".join(f"{version:10}" for version in versions).rstrip()


if __name__ == "__main__":
    sys.exit(main())
