"""Which Python packages the engine needs, found without importing them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib.util import find_spec

REQUIRED = (
    "numpy",
    "scipy",
    "pandas",
    "torch",
    "disba",
    "safetensors",
    "geopandas",
    "rasterio",
    "defusedxml",
    "threadpoolctl",
)


def is_installed(module: str) -> bool:
    """Return True where Python would find the top-level module; nothing is imported."""
    return find_spec(module) is not None


def missing(found: Callable[[str], bool] = is_installed) -> tuple[str, ...]:
    """Return the required packages that this Python does not have, in the order of `REQUIRED`."""
    return tuple(name for name in REQUIRED if not found(name))


def advice(packages: tuple[str, ...]) -> str:
    """Return one message that says what is missing, from which Python, and what to do.

    Parameters
    ----------
    packages : tuple of str
        The missing packages; an empty tuple gives an empty message.
    """
    if not packages:
        return ""
    names = ", ".join(packages)
    verb = "is" if len(packages) == 1 else "are"
    return (
        f"Cannot run: {names} {verb} not installed for the Python that QGIS uses"
        f" ({sys.version_info.major}.{sys.version_info.minor}, {sys.prefix})."
        " Install into a separate environment and start QGIS with it on PYTHONPATH;"
        " README.md, section “Installation into QGIS”, gives the commands for each system."
    )
