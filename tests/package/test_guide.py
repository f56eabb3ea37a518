"""The user guide names what is there: labels of the plugin, words of QGIS, pages and pictures in the ZIP."""

from __future__ import annotations

import ast
import re
import zipfile
from functools import cache
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[2]
PLUGIN = ROOT / "plugin"
GUIDE = ROOT / "docs" / "guide"
PAGES = sorted(GUIDE.glob("*.md"))
DISTRICTS = ("gui", "processing", "qgis_layers", "protocol")
OF_QGIS = {
    "Install Plugin",
    "Log Messages",
    "Map Tips",
    "Plugins",
    "Plugins → Manage and Install Plugins → Install from ZIP",
    "Processing Toolbox",
    "Settings → Options → Network",
    "View → Show Map Tips",
}
MOST_BYTES = 2_000_000


@cache
def words_of_the_plugin() -> set[str]:
    """Every text in the plugin's windows, layers and settings, without the marks of keys."""
    found = set()
    for district in DISTRICTS:
        for module in (PLUGIN / district).rglob("*.py"):
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.add(node.value.replace("&", ""))
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_is_printed_bold_is_a_label_of_the_plugin(page: Path) -> None:
    bold = set(re.findall(r"\*\*(.+?)\*\*", page.read_text(encoding="utf-8")))
    assert bold - words_of_the_plugin() - titles_of_maps() == set()


def titles_of_maps() -> set[str]:
    from plugin.protocol.result_files import OF_SURVEYS

    return {title for raster in OF_SURVEYS for title in (raster.title, raster.full_title)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_is_printed_in_italics_is_a_word_of_qgis(page: Path) -> None:
    italics = re.findall(r"(?<!\*)\*(?!\*)([^*\n]+)\*(?!\*)", page.read_text(encoding="utf-8"))
    assert set(italics) - OF_QGIS == set()


def test_the_first_page_leads_to_every_other() -> None:
    first = (GUIDE / "index.md").read_text(encoding="utf-8")
    assert {page.name for page in PAGES} - {"index.md"} == set(re.findall(r"\]\((\w+\.md)\)", first))


def test_pictures_are_shown_and_small() -> None:
    shown = {name for page in PAGES for name in re.findall(r"\]\(images/([^)]+)\)", page.read_text())}
    pictures = list((GUIDE / "images").iterdir())
    assert {picture.name for picture in pictures} == shown
    assert sum(picture.stat().st_size for picture in pictures) < MOST_BYTES


def test_the_zip_holds_every_page_as_html(package: zipfile.ZipFile) -> None:
    pages = {str(page.relative_to(ROOT).with_suffix("")) for page in (ROOT / "docs").glob("*.md")}
    pages |= {str(page.relative_to(ROOT).with_suffix("")) for page in PAGES}
    names = {name for name in package.namelist() if name.startswith("vs_mapper/docs/")}
    assert {f"vs_mapper/{page}.html" for page in pages} == {n for n in names if n.endswith(".html")}
    assert not [name for name in names if name.endswith(".md")]


def test_links_and_pictures_of_the_pages_are_in_the_zip(package: zipfile.ZipFile) -> None:
    names, broken = set(package.namelist()), []
    folders = {str(folder) for name in names for folder in PurePosixPath(name).parents}
    for name in names:
        if not name.endswith(".html"):
            continue
        text = package.read(name).decode()
        for link in re.findall(r'(?:href|src)="([^"]+)"', text):
            path, _, heading = link.partition("#")
            if ":" in path:
                continue
            target = lies_at(PurePosixPath(name).parent / path) if path else name
            page = package.read(target).decode() if target in names and heading else ""
            if target not in names | folders or (heading and f'id="{heading}"' not in page):
                broken.append(f"{name}: {link}")
    assert broken == []


def test_no_picture_is_wider_than_the_window_of_help(package: zipfile.ZipFile) -> None:
    page = package.read("vs_mapper/docs/guide/index.html").decode()
    assert re.findall(r'<img[^>]*width="(\d+)"', page) == ["780"]


def lies_at(path: PurePosixPath) -> str:
    """A path within the ZIP without its ``..``."""
    parts: list[str] = []
    for part in path.parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)
