"""Imports point one way: front ends -> the engine's front doors -> the rest of the engine."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLUGIN = ROOT / "plugin"
FRONT_ENDS = ("gui", "processing")
FRONT_DOORS = {
    "pipeline",
    "reading",
    "outputs",
    "mapping",
    "section",
    "exports",
    "stack_reading",
    "stack_inversion",
    "site_files",
}
VOCABULARY = {
    "curves",
    "survey",
    "profiles",
    "request",
    "result",
    "progress",
    "errors",
    "options",
    "lines",
    "stack",
    "stack_input",
}
HELPERS = {"georeference", "map_plan"}


def modules(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (PLUGIN / room).rglob("*.py"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imports(path: Path) -> Iterator[str]:
    """Dotted names of everything a module imports, inside functions too; relative ones from ``plugin`` on."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", modules("engine", "training"), ids=name)
def test_the_engine_knows_neither_qgis_nor_qt_nor_a_front_end(path: Path) -> None:
    above = tuple(f"plugin.{room}" for room in (*FRONT_ENDS, "qgis_layers", "runtime"))
    for imported in imports(path):
        assert imported.split(".")[0] not in ("qgis", "PyQt5", "PyQt6", "osgeo"), imported
        assert not imported.startswith(above), imported


@pytest.mark.parametrize("path", modules("engine"), ids=name)
def test_the_engine_does_not_need_the_training(path: Path) -> None:
    assert not [i for i in imports(path) if i.startswith("plugin.training")]


@pytest.mark.parametrize(
    "path", [*modules(*FRONT_ENDS, "qgis_layers", "runtime"), *sorted(PLUGIN.glob("*.py"))], ids=name
)
def test_front_ends_use_the_front_doors_of_the_engine(path: Path) -> None:
    allowed = FRONT_DOORS | VOCABULARY | HELPERS
    used = {i.split(".")[2] for i in imports(path) if i.startswith("plugin.engine.")}
    assert used <= allowed


@pytest.mark.parametrize("path", modules("qgis_layers", "runtime"), ids=name)
def test_layers_and_runtime_know_no_window(path: Path) -> None:
    assert not [i for i in imports(path) if i.startswith("plugin.gui") or "QtWidgets" in i]


@pytest.mark.parametrize("path", sorted(PLUGIN.rglob("*.py")), ids=name)
def test_imports_inside_the_plugin_are_relative(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    absolute = [
        n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and not n.level and n.module
    ]
    assert not [m for m in absolute if m.split(".")[0] in ("plugin", "vs_mapper")]


@pytest.mark.parametrize("path", sorted(PLUGIN.rglob("*.py")), ids=name)
def test_no_assert_pickle_or_bare_except(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not isinstance(node, ast.Assert), node.lineno
        assert not (isinstance(node, ast.ExceptHandler) and node.type is None), node.lineno
    assert "pickle" not in set(imports(path))


@pytest.mark.parametrize("path", sorted(PLUGIN.rglob("*.py")), ids=name)
def test_it_parses_on_python_3_9(path: Path) -> None:
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 9))
