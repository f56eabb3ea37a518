"""Every text that a user reads is translated: through ``tr``, by catalogues that are full."""

from __future__ import annotations

import ast
import re
import string
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from plugin.protocol.options.inverting import INVERSION
from plugin.protocol.options.mapping import MAPS
from plugin.protocol.options.reading import READING, STACK_READING
from plugin.protocol.options.shared import chosen
from plugin.protocol.read_options import VelocityUnit
from tools.translations import DISTRICTS, I18N, all_texts, read

ROOT = Path(__file__).parents[2]
CATALOGUES = sorted(I18N.glob("*.ts"))
# Names of layers' providers, fields, SQL and the like; none is shown.
NOT_OF_WORDS = {
    "__init__.py",
    "aliases.py",
    "compatible.py",
    "documentation.py",
    "fields.py",
    "old_sections.py",
    "own_file.py",
    "systems.py",
    "translated.py",
}
NOT_SHOWN = {
    "0123456789 .,%()/χ Vs Depth Frequency Velocity km",
    "Back",
    "Forward",
    "Home",
    "Hz",
    "Pan",
    "SPATIAL_INDEX=NO",
    "Frequency",
    "Period",
    "Wavelength",
    "Vs Mapper",
    "Vs ± 1 σ",  # the same in all languages
    "Vs Mapper plots",
    "UTF-8",
    "Zoom",
    "scale bar",
    "shear-wave velocity",  # words to find an algorithm by
    "surface waves",
    "lower left",
    "upper left",
    "upper right",
}
NAMES = r"[a-z0-9_./:|*\-#%{}=?;!]+|[A-Z0-9_]+|[A-Za-z][a-z0-9]*(?:[A-Z][a-z0-9]+)+|[a-zA-Z]+/\S+"
FORMULA = re.compile(
    r'"|\bAND\b|\bNOT IN\b|\bIS (?:NOT )?NULL\b|\w\(.*\)$|\|\||\[%|\bSELECT\b|\bINTO\b|\bTABLE\b|\\'
    r"|layername=|mode=ro|^osD|^qgis_process|^gmd:|^@\w+$|^round\(|^to_int\("
)
ASIDE = {
    "getattr",
    "hasattr",
    "setattr",
    "setObjectName",
    "findChild",
    "itemById",
    "counted",
    "compile",
    "TypeVar",
}
ASIDE |= {"search", "match", "partition", "startswith", "tr", "decodeUri", "fromTheme", "index", "replace"}
NO_TEXTS = {"GROUP", "TAGS", "_KEYWORDS", "EXAMPLES", "NAME", "PAGE"}


def is_of_words(text: str) -> bool:
    """True for a sentence or a title, false for a name, a formula and a mere form for values."""
    plain = re.sub(r"\{[^}]*\}|</?\w+>", "", text)
    return (
        text not in NOT_SHOWN
        and re.search(r"[A-Za-z]{2}", plain) is not None
        and re.fullmatch(NAMES, plain.strip()) is None
        and FORMULA.search(text) is None
    )


def literals(module: Path) -> Iterator[tuple[int, str]]:
    """Every text of a module that may be shown, and its line; of formatted ones with ``{}`` for values."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    aside = {id(part) for node in ast.walk(tree) for left in left_aside(node) for part in ast.walk(left)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
            if id(node) not in aside:
                yield node.lineno, "".join(parts)
            aside |= {id(part) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in aside:
            yield node.lineno, node.value


def left_aside(node: ast.AST) -> list[ast.AST]:
    """What of a statement holds no text to show: docstrings, hints, names of objects, translations."""
    found = [hint for hint in (getattr(node, "annotation", None), getattr(node, "returns", None)) if hint]
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        found.append(node.value)
    if isinstance(node, ast.Call):
        function = node.func
        name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
        found += node.args if name in ASIDE else []
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        if isinstance(target, ast.Name) and target.id in NO_TEXTS:
            found.append(node)
    return found


@pytest.mark.parametrize("district", DISTRICTS)
def test_no_word_in_a_plot_is_left_untranslated(district: str) -> None:
    """A single word looks like a name elsewhere; what is called a label is none."""
    found = [
        f"{path.name}:{node.value.lineno}: {node.value.value!r}"
        for path in (ROOT / "plugin" / district).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.keyword)
        and node.arg == "label"
        and isinstance(node.value, ast.Constant)
        and re.search("[A-Za-z]{2}", str(node.value.value))
    ]
    assert found == []


@pytest.mark.parametrize("district", DISTRICTS)
def test_no_text_of_windows_and_layers_is_left_untranslated(district: str) -> None:
    modules = [path for path in (ROOT / "plugin" / district).rglob("*.py") if path.name not in NOT_OF_WORDS]
    assert len(modules) > 10
    found = [
        f"{path.name}:{line}: {text!r}"
        for path in modules
        for line, text in literals(path)
        if is_of_words(text)
    ]
    assert found == []


def test_italian_is_there() -> None:
    assert [catalogue.stem for catalogue in CATALOGUES] == ["vs_mapper_it"]


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.stem)
def test_a_catalogue_holds_every_text_and_no_other(catalogue: Path) -> None:
    """``python -m tools.translations`` brings it up to date."""
    assert sorted(read(catalogue)) == all_texts()


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.stem)
def test_every_word_of_a_choice_in_the_panel_is_in_a_catalogue(catalogue: Path) -> None:
    options = (*READING, *STACK_READING, *chosen(INVERSION, "poisson", "vs30_law"))
    options = (*options, *chosen(MAPS, "method", "law"))
    words = {option.labels.get(word, word) for option in options for word in option.choices}
    units = set(get_args(VelocityUnit))
    assert words - units - set(read(catalogue)) == set()


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.stem)
def test_every_text_has_a_translation_with_its_values_and_marks(catalogue: Path) -> None:
    wrong = [text for text, said in read(catalogue).items() if not said or marks(text) != marks(said)]
    assert wrong == []


def marks(text: str) -> dict[str, list[str]]:
    """What a translation has to keep: values with their formats, tags, patterns of files and outer blanks."""
    values = [
        f"{name}!{turned}:{form}"
        for _, name, form, turned in string.Formatter().parse(text)
        if name is not None
    ]
    return {
        "values": sorted(values),
        "tags": re.findall(r"</?\w+>", text),
        "patterns": re.findall(r"\*\.\w+", text),
        "filters": [";;"] * text.count(";;"),
        "blanks": [text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]],
    }


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.stem)
def test_the_zip_holds_what_qgis_reads_of_a_catalogue(catalogue: Path, package: zipfile.ZipFile) -> None:
    names = package.namelist()
    assert f"vs_mapper/i18n/{catalogue.stem}.qm" in names
    assert f"vs_mapper/i18n/{catalogue.name}" not in names
