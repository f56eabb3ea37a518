"""The two programs that make an environment and fill it: uv, and where it cannot be had, venv and pip."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ...protocol.errors import SetupError
from ...protocol.progress import Monitor
from ..children import answer
from .download import tool_wheel, unpacked
from .home import python_in
from .index import Sources

TOOLS_FOLDER = "tools"
_UV = "uv.exe" if os.name == "nt" else "uv"


@dataclass(frozen=True)
class Uv:
    """uv, which fetches in parallel and can also fetch a Python.

    Parameters
    ----------
    program : Path
        The program.
    """

    program: Path

    def create(self, python: Path | str, environment: Path) -> list[str]:
        """Return the command that makes an empty environment."""
        return [
            str(self.program),
            "venv",
            "--no-project",
            "--clear",
            "--python",
            str(python),
            str(environment),
        ]

    def install(self, environment: Path, file: Path, index: str, wheels: Path | None) -> list[str]:
        """Return the command that installs a file of the lock."""
        command = [str(self.program), "pip", "install", "--python", str(python_in(environment)), "--no-deps"]
        command += ["--require-hashes", "--only-binary", ":all:", "--requirements", str(file)]
        command += ["--no-index", "--find-links", str(wheels)] if wheels else []
        return command + (["--index", index, "--index-strategy", "unsafe-best-match"] if index else [])


@dataclass(frozen=True)
class Pip:
    """venv and pip.

    Parameters
    ----------
    wheel : Path or None
        pip as a wheel, which runs without being installed; None where the environment brings pip along.
    """

    wheel: Path | None

    def create(self, python: Path | str, environment: Path) -> list[str]:
        """Return the command that makes an empty environment."""
        without = ["--without-pip"] if self.wheel else []
        return [str(python), "-I", "-m", "venv", "--clear", *without, str(environment)]

    def install(self, environment: Path, file: Path, index: str, wheels: Path | None) -> list[str]:
        """Return the command that installs a file of the lock."""
        pip = [str(self.wheel / "pip")] if self.wheel else ["-m", "pip"]
        command = [str(python_in(environment)), *pip, "install", "--disable-pip-version-check", "--no-input"]
        command += ["--no-deps", "--require-hashes", "--only-binary", ":all:", "--requirement", str(file)]
        command += ["--no-index", "--find-links", str(wheels)] if wheels else []
        return command + (["--extra-index-url", index] if index else [])


def installer(
    home: Path,
    target: str,
    places: Sources,
    wheels: Path | None,
    own: Mapping[str, str],
    monitor: Monitor,
    has_ensurepip: bool,
) -> Uv | Pip:
    """Return uv, found or fetched, or else pip.

    Parameters
    ----------
    home : Path
        The folder of the environments; what is fetched is kept there.
    target : str
        System and processor.
    places : Sources
        Where packages come from.
    wheels : Path or None
        A folder of wheels to take everything from instead.
    own : mapping of str to str
        Variables of the environment.
    monitor : Monitor
        Progress and cancellation.
    has_ensurepip : bool
        Whether the Python can give an environment a pip.

    Raises
    ------
    SetupError
        If neither can be had.
    """
    folder = home / TOOLS_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    on_path = shutil.which("uv", path=own.get("PATH"))
    for program in (Path(on_path) if on_path else None, folder / _UV):
        if program is not None and _runs(program, own):
            return Uv(program)
    reasons = []
    try:
        wheel = tool_wheel("uv", target, places, wheels, folder, own, monitor)
        program = unpacked(wheel, _UV, folder)
        wheel.unlink()
        if _runs(program, own):
            return Uv(program)
        reasons.append("uv does not run here.")
    except SetupError as error:
        reasons.append(str(error))
    try:
        return Pip(tool_wheel("pip", target, places, wheels, folder, own, monitor))
    except SetupError as error:
        reasons.append(str(error))
    if has_ensurepip:
        return Pip(None)
    raise SetupError(f"No installer can be had. {' '.join(reasons)}")


def _runs(program: Path, own: Mapping[str, str]) -> bool:
    """Return True of a uv that runs and is new enough to know all that is asked of it."""
    said = answer([str(program), "pip", "install", "--help"], own, 30.0) or b""
    return b"--require-hashes" in said and b"--index " in said
