"""The districts of the plugin, their public names, and what holds of every such name."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[2]
OF_QGIS = ("plugin.gui", "plugin.processing", "plugin.qgis_layers")


def districts() -> list[str]:
    """Every package below `plugin`."""
    inits = (ROOT / "plugin").rglob("__init__.py")
    return [name for name in sorted(map(_package, inits)) if name != "plugin"]


def names(of_qgis: bool) -> list[tuple[str, str]]:
    """District and name of what the districts of one side list."""
    of_side = [district for district in districts() if district.startswith(OF_QGIS) == of_qgis]
    listed = {district: getattr(import_module(district), "__all__", ()) for district in of_side}
    return [(district, name) for district, own in listed.items() for name in own]


def check(district: str, name: str) -> None:
    """A public name is documented, and of its district."""
    package = import_module(district)
    found = getattr(package, name)
    assert f"{_home(found)}.".startswith(f"{district}.")
    assert found.__doc__
    assert not found.__doc__.startswith(f"{name}(")  # what `dataclass` writes where nobody else does
    assert isinstance(found, ModuleType) == (name in modules_of(package))


def modules_of(package: ModuleType) -> set[str]:
    return {module.name for module in pkgutil.iter_modules(package.__path__)}


def _package(init: Path) -> str:
    return ".".join(init.parent.relative_to(ROOT).parts)


def _home(found: object) -> str:
    return str(found.__name__ if isinstance(found, ModuleType) else found.__module__)
