"""What the documents point to is there: files behind links, and the modules and functions that are named."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from plugin.protocol.option import Option
from plugin.protocol.options.every import EVERY

ROOT = Path(__file__).parents[2]
ROOMS = (ROOT / "plugin" / "engine", ROOT / "plugin")
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *(ROOT / "docs").glob("*.md"),
    *(ROOT / "docs" / "guide").glob("*.md"),
]
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
IN_CODE_FONT = sorted(set(re.findall(r"`([^`\n]+)`", ARCHITECTURE)))
PATHS = [word for word in IN_CODE_FONT if re.fullmatch(r"[\w.-]+(/[\w.-]+)+", word)]
FILES = (".csv", ".gpkg", ".json", ".tif")
NAMES = [word for word in IN_CODE_FONT if re.fullmatch(r"\w+(\.\w+)+", word) and not word.endswith(FILES)]


def test_relative_links_in_the_guides_lead_somewhere() -> None:
    broken = []
    for page in PAGES:
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
            if not (page.parent / link).exists():
                broken.append(f"{page.name}: {link}")
    assert not broken


def test_links_to_headings_lead_to_one() -> None:
    broken = []
    for page in PAGES:
        for link, heading in re.findall(r"\]\(([^)#:]*)#([^)]+)\)", page.read_text()):
            target = page.parent / link if link else page
            if heading not in headings(target):
                broken.append(f"{page.name}: {link}#{heading}")
    assert not broken


@pytest.mark.parametrize("option", EVERY, ids=lambda option: option.name)
def test_every_setting_is_among_the_options_of_the_command_line(option: Option) -> None:
    assert f"`{option.option_flag}" in (ROOT / "docs" / "command_line.md").read_text(encoding="utf-8")


@cache
def headings(page: Path) -> set[str]:
    """Return the headings of a page as links have them."""
    titles = re.findall(r"^#+ (.+)$", page.read_text(), re.M)
    return {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}


def test_the_architecture_names_folders_and_walks_through_functions() -> None:
    assert len(PATHS) > 15
    assert len(NAMES) > 40


@pytest.mark.parametrize("path", PATHS)
def test_a_path_of_the_architecture_exists(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_the_architecture_exists(name: str) -> None:
    assert any(is_defined(room, name.split(".")) for room in ROOMS)


def is_defined(folder: Path, names: list[str]) -> bool:
    """Return whether a folder has a module with a function, a class, a method or a constant of these names.

    Nothing is imported: much of this needs QGIS.
    """
    while (folder / names[0]).is_dir() and len(names) > 1:
        folder, names = folder / names[0], names[1:]
    module = folder / f"{names[0]}.py"
    return module.is_file() and has(ast.parse(module.read_text(encoding="utf-8")).body, names[1:])


def has(body: list[ast.stmt], names: list[str]) -> bool:
    """Return whether statements define the first name, and what is in it the others."""
    if not names:
        return True
    found = [statement for statement in body if names[0] in defined_by(statement)]
    return bool(found) and has(getattr(found[0], "body", []), names[1:])


def defined_by(statement: ast.stmt) -> set[str]:
    """Return the names that a statement defines."""
    if isinstance(statement, (ast.FunctionDef, ast.ClassDef)):
        return {statement.name}
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return {target.id for target in targets if isinstance(target, ast.Name)}
