"""Imports point one way: a district knows the stages before its own, and QGIS's side the protocol alone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLUGIN = ROOT / "plugin"
FRONT_ENDS = ("gui", "processing")

# A district may import those of the lines above its own; those of one line do not know each other.
ORDER = (
    {"plugin", "lazy"},
    {"protocol"},
    {"nouns", "files"},
    {"stores"},
    {"reading", "waves", "products", "lattice"},
    {"network"},
    {"proof"},
    {"field", "spatial"},
    {"flux"},
    {"results"},
    {"maps"},
    {"sections", "stack", "exports", "boreholes"},
    {"report", "modelling"},
    {"description"},
    {"pipeline"},
    {"cli"},
    {"__main__"},
)
BASE, PROTOCOL, *STAGES = ORDER
ENGINE = set().union(*STAGES[:-2])  # without the command line
MAY_IMPORT = {district: set().union(*ORDER[:i]) for i, line in enumerate(ORDER) for district in line}
MAY_IMPORT |= {
    "qgis_layers": BASE | PROTOCOL,
    "client": BASE | PROTOCOL,  # it speaks to the engine, and never imports it
    "cli": MAY_IMPORT["cli"] | {"client"},  # which finds and makes the engine's Python
    "processing": BASE | PROTOCOL | {"client", "qgis_layers"},
    "gui": BASE | PROTOCOL | {"client", "qgis_layers", "processing"},
    "training": BASE | PROTOCOL | ENGINE,
}


def modules(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (PLUGIN / room).rglob("*.py"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def dotted(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


EVERY = sorted(PLUGIN.rglob("*.py"))
OF_QGIS = [path for room in ("gui", "qgis") for path in sorted((ROOT / "tests" / room).glob("*.py"))]
ENGINES = {
    "torch",
    "numba",
    "disba",
    "pandas",
    "geopandas",
    "pyogrio",
    "rasterio",
    "shapely",
    "pyproj",
    "scipy",
}
PATH_OF = {dotted(path): path for path in EVERY}


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree_of(path)))


@cache
def imports_from(path: Path) -> tuple[tuple[str, str], ...]:
    """Return module and name of each ``from module import name``, in functions too, from ``plugin`` on."""
    package, found = path.relative_to(ROOT).parent.parts, []
    for node in nodes_of(path):
        if isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *([node.module] if node.module else [])])
            found += [(base, alias.name) for alias in node.names]
    return tuple(found)


def imports(path: Path) -> Iterator[str]:
    """Yield dotted names of all that a module imports, in functions too; relative ones from ``plugin`` on."""
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
    for base, imported in imports_from(path):
        yield base
        yield f"{base}.{imported}"


def own_imports(path: Path) -> set[str]:
    """Return the modules of the plugin that a module imports, or takes names from."""
    taken = {
        f"{base}.{imported}" if f"{base}.{imported}" in PATH_OF else base
        for base, imported in imports_from(path)
    }
    return (taken & set(PATH_OF)) - {dotted(path)}


def district(module: str) -> str:
    """Return the district of a module of the plugin; the engine's own modules but its verbs are nouns."""
    root, room, inner, *_ = (*module.split("."), "", "")
    if room != "engine":
        return room or root
    return inner if inner in ENGINE else "nouns"


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_a_district_imports_those_before_it_alone(path: Path) -> None:
    own = district(dotted(path))
    wrong = {other for other in own_imports(path) if district(other) not in MAY_IMPORT[own] | {own}}
    assert not wrong


def test_no_two_modules_import_each_other() -> None:
    known = {module: own_imports(path) for module, path in PATH_OF.items()}
    pairs = {(a, b) for a, others in known.items() for b in others if a < b and a in known[b]}
    assert not pairs


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_no_name_with_an_underscore_crosses_a_border(path: Path) -> None:
    own = district(dotted(path))
    crossing = {
        f"{base}.{imported}"
        for base, imported in imports_from(path)
        if base in PATH_OF and district(base) != own and any(map(is_private, [*base.split("."), imported]))
    }
    assert not crossing
    strangers = {i for base, i in imports_from(path) if f"{base}.{i}" in PATH_OF}
    for node in nodes_of(path):
        if (
            isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in strangers
        ):
            assert not is_private(node.attr), f"{node.value.id}.{node.attr}"


def is_private(word: str) -> bool:
    return word.startswith("_") and not word.endswith("__")


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_a_name_is_taken_from_its_module_or_its_district(path: Path) -> None:
    for base, imported in imports_from(path):
        if base in PATH_OF and f"{base}.{imported}" not in PATH_OF:
            assert imported in offered_by(base), f"{base}.{imported}"


@cache
def offered_by(module: str) -> set[str]:
    """Return the names that a module defines, and those that a district lists as its own."""
    offered = set()
    for node in tree_of(PATH_OF[module]).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            offered.add(node.name)
        elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.If)):
            offered |= {
                n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
            }
    if PATH_OF[module].name == "__init__.py":
        offered |= set(getattr(import_module(module), "__all__", ()))
    return offered


@pytest.mark.parametrize("path", modules("protocol", "engine", "cli", "training"), ids=name)
def test_the_engine_knows_neither_qgis_nor_qt_nor_its_side(path: Path) -> None:
    own = district(dotted(path))
    rooms = (*FRONT_ENDS, "qgis_layers", *(() if own == "cli" else ("client",)))
    above = tuple(f"plugin.{room}" for room in rooms)
    for imported in imports(path):
        assert imported.split(".")[0] not in ("qgis", "PyQt5", "PyQt6", "osgeo"), imported
        assert not imported.startswith(above), imported


@pytest.mark.parametrize("path", OF_QGIS, ids=name)
def test_what_tests_qgis_runs_without_the_engines_packages(path: Path) -> None:
    """`tests/helpers/engine_side.py` has the engine's Python do what such a test needs of it."""
    there = ENGINES | {"results", "surveys", "rasters_of_curves", "curve_files"}
    for imported in imports(path):
        assert imported.split(".")[0] not in there, imported
        assert not f"{imported}.".startswith(("plugin.engine.", "plugin.cli.", "plugin.training.")), imported


@pytest.mark.parametrize("path", modules("engine"), ids=name)
def test_the_engine_does_not_need_the_training(path: Path) -> None:
    assert not [i for i in imports(path) if i.startswith("plugin.training")]


@pytest.mark.parametrize("path", modules("qgis_layers", "client"), ids=name)
def test_layers_and_client_know_no_window(path: Path) -> None:
    assert not [i for i in imports(path) if i.startswith("plugin.gui") or "QtWidgets" in i]


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_imports_inside_the_plugin_are_relative(path: Path) -> None:
    absolute = [
        n.module for n in nodes_of(path) if isinstance(n, ast.ImportFrom) and not n.level and n.module
    ]
    assert not [m for m in absolute if m.split(".")[0] in ("plugin", "vs_mapper")]


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_no_assert_pickle_or_bare_except(path: Path) -> None:
    for node in nodes_of(path):
        assert not isinstance(node, ast.Assert), node.lineno
        assert not (isinstance(node, ast.ExceptHandler) and node.type is None), node.lineno
    assert "pickle" not in set(imports(path))


@pytest.mark.parametrize("path", EVERY, ids=name)
def test_it_parses_on_python_3_9(path: Path) -> None:
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 9))
