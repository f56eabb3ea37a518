"""What setting up would do: said before anything is fetched."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ...protocol.errors import SetupError
from ..chosen import Chosen
from ..environment import clean_environment
from ..machine import base_python, target
from ..probe import facts_of
from .home import home
from .index import DEFAULT, TORCH_CPU, Sources, offered, sources
from .locked import pinned, pythons, sizes

# How much larger an environment is than what is fetched for it, by PyTorch's build. The cache lies on the
# same disk, where they share the files.
UNPACKED = {"cpu": 3.4, "cuda": 1.8}


@dataclass(frozen=True)
class Plan:
    """What setting up fetches, from where, and where to.

    Parameters
    ----------
    folder : Path
        Folder of the environments.
    python : Path or None
        Python to make the environment from; None to have uv fetch one.
    version : str
        Its version, like ``3.12``.
    build : str
        Build of PyTorch, ``cpu`` or ``cuda``.
    packages : dict of str to float
        Megabytes by package and version.
    places : Sources
        Where packages come from.
    torch_index : str
        A further index for PyTorch alone, empty where the others have it.
    wheels : Path or None
        A folder of wheels to take everything from instead.
    note : str
        What the user should know besides; empty where there is nothing.
    """

    folder: Path
    python: Path | None
    version: str
    build: str
    packages: dict[str, float]
    places: Sources
    torch_index: str = ""
    wheels: Path | None = None
    note: str = ""

    @property
    def megabytes(self) -> int:
        """How much is fetched, roughly."""
        return round(sum(self.packages.values()))

    @property
    def gigabytes_on_disk(self) -> float:
        """How much room it takes, roughly."""
        return self.megabytes * UNPACKED[self.build] / 1000

    @property
    def origins(self) -> tuple[str, ...]:
        """Hosts and folders that packages come from, as the user is told of them."""
        if self.wheels:
            return (str(self.wheels),)
        further = [Sources(self.torch_index).hosts[0]] if self.torch_index else []
        return (*self.places.hosts, *further)

    def lines(self) -> list[str]:
        """Return the plan in words."""
        said = [
            f"{len(self.packages)} packages, about {self.megabytes} MB to fetch and "
            f"{self.gigabytes_on_disk:.1f} GB on the disk",
            f"from {', '.join(self.origins)}",
            f"into {self.folder}",
            f"for Python {self.version}" + (f" ({self.python})" if self.python else ", fetched by uv too"),
        ]
        return [*said, *([self.note] if self.note else [])]


def variables(proxy: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the variables that installers get: this program's, cleaned, and the proxy's."""
    return {**clean_environment(os.environ), **(proxy or {})}


def make_plan(
    settings: Chosen, cuda: bool = False, wheels: Path | None = None, proxy: Mapping[str, str] | None = None
) -> Plan:
    """Return what setting up would do; asks indexes, so it may take seconds.

    Parameters
    ----------
    settings : Chosen
        What the user chose.
    cuda : bool
        Whether PyTorch's build for NVIDIA's cards is wanted.
    wheels : Path or None
        A folder of wheels, to use no network.
    proxy : mapping of str to str or None
        Variables of the proxy.

    Raises
    ------
    SetupError
        If the engine cannot run on this system.
    """
    system = target()
    if not pythons(system):
        raise SetupError(f"The engine's packages are not made for this system ({system}).")
    if cuda and not system.startswith("linux"):
        raise SetupError(
            "PyTorch's CUDA build is set up on Linux alone. Elsewhere install it in a Python of your own and "
            "choose that as the engine's Python."
        )
    own = variables(proxy)
    python = base_python(own)
    version = _version(python) if python else pythons(system)[0]
    places = sources(own)
    build, torch_index, note = _build(system, version, cuda, places, wheels, own)
    return Plan(
        home(settings.folder, own),
        python,
        version,
        build,
        sizes(system, version, build),
        places,
        torch_index,
        wheels.absolute() if wheels else None,
        note,
    )


def _version(python: Path) -> str:
    facts = facts_of(python)
    return ".".join(map(str, facts.version[:2])) if facts else ""


def _build(
    system: str, version: str, cuda: bool, places: Sources, wheels: Path | None, own: Mapping[str, str]
) -> tuple[str, str, str]:
    """Return the build of PyTorch, the further index that it needs, and what to say of it."""
    if cuda or not system.startswith("linux"):
        return ("cuda" if cuda else "cpu"), "", ""
    locked, _ = pinned("torch-cpu.txt", "torch")
    beginning = f"torch-{locked}-cp{version.replace('.', '')}-"
    near = [str(wheels)] if wheels else [*places.links, *places.more]
    mirror = [places.index] if places.index != DEFAULT and not wheels else []
    for place, index in [*((place, "") for place in near), *(() if wheels else ((TORCH_CPU, TORCH_CPU),))] + [
        (place, "") for place in mirror
    ]:
        if any(name.startswith(beginning) for name in offered(place, "torch", own)):
            return "cpu", index, ""
    note = "PyTorch's build for processors alone cannot be had from here, so the one with CUDA is taken."
    return "cuda", "", note


def roughly() -> int:
    """Return about how many megabytes are fetched, without asking anybody; 0 where it cannot be done."""
    system = target()
    return round(sum(sizes(system, next(iter(pythons(system)), ""), "cpu").values()))
