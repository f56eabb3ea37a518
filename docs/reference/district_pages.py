"""Writes the pages of the reference, one a district, from its docstring and the names that it lists."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterable, Iterator
from enum import Enum
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from sphinx.application import Sphinx

FOLDER = "_pages"
VERBS = "plugin.engine.pipeline"
TOP = ("plugin.protocol", "plugin.engine")


def setup(app: Sphinx) -> dict[str, bool]:
    """Have the pages written before Sphinx looks for them."""
    app.connect("builder-inited", write_pages)
    return {"parallel_read_safe": True}


def write_pages(app: Sphinx) -> None:
    """Write the pages; one that says the same as before keeps its date, and is not built again."""
    folder = Path(app.srcdir) / FOLDER
    folder.mkdir(exist_ok=True)
    modules = [import_module(name) for name in (VERBS, *districts(TOP))]
    texts = {folder / f"{module.__name__}.rst": page(module, modules) for module in modules}
    for path in set(folder.iterdir()) - set(texts):
        path.unlink()
    for path, text in texts.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def districts(packages: Iterable[str]) -> Iterator[str]:
    """Yield packages, each followed by those inside."""
    for package in packages:
        yield package
        yield from districts(inner(package))


def inner(package: str) -> list[str]:
    """Return the packages inside a package."""
    modules = pkgutil.iter_modules(import_module(package).__path__, f"{package}.")
    return [module.name for module in modules if module.ispkg]


def page(module: ModuleType, with_pages: list[ModuleType]) -> str:
    """Return the page of a district or a module; what other pages hold is left to them."""
    name = module.__name__
    title = (inspect.getdoc(module) or name).split(":")[0]
    lines = [*heading(title, "="), f"``{name}``", "", *described(name)]
    if hasattr(module, "__path__") and name not in TOP:
        lines += contents(inner(name))
    for home, names in homes(module).items():
        if home is not module:
            if home in with_pages:
                continue
            lines += [*heading(f"``{home.__name__.rpartition('.')[2]}``", "-"), *described(home.__name__)]
        for each in names:
            lines += entry(f"{name}.{each}", getattr(module, each))
    return "\n".join(lines)


def homes(module: ModuleType) -> dict[ModuleType, list[str]]:
    """Return the public names of a module by the modules that define them, in the order of these.

    A name that is a module's is a home without names.
    """
    found: dict[ModuleType, list[str]] = {}
    for name in getattr(module, "__all__", None) or own_functions(module):
        it = getattr(module, name)
        home = it if inspect.ismodule(it) else inspect.getmodule(it)
        found.setdefault(home, []).extend([] if home is it else [name])
    in_order = sorted(found, key=lambda home: home.__name__)
    return {home: sorted(found[home], key=list(vars(home)).index) for home in in_order}


def own_functions(module: ModuleType) -> list[str]:
    """Return the public functions that a module defines."""
    functions = inspect.getmembers(module, inspect.isfunction)
    return [n for n, f in functions if f.__module__ == module.__name__ and not n.startswith("_")]


def heading(title: str, line: str) -> list[str]:
    """Return a title, underlined."""
    return [title, line * len(title), ""]


def described(module: str) -> list[str]:
    """Return a module's docstring; its name can be referred to from then on."""
    return [f".. automodule:: {module}", "   :no-members:", ""]


def contents(pages: list[str]) -> list[str]:
    """Return links to the pages of the districts within a district."""
    return [".. toctree::", "   :maxdepth: 1", "", *(f"   {page}" for page in pages), ""] if pages else []


def entry(name: str, found: Any) -> list[str]:
    """Return what documents a class, an exception or a function."""
    if not inspect.isclass(found):
        return [f".. autofunction:: {name}", ""]
    if issubclass(found, BaseException):
        return [f".. autoexception:: {name}", ""]
    options = ["   :undoc-members:"] if issubclass(found, Enum) else []
    if hasattr(found, "_fields"):  # the docstring of a named tuple says what its fields are
        options = [f"   :exclude-members: {', '.join(found._fields)}"]
    return [f".. autoclass:: {name}", *options, ""]
