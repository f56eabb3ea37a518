"""Bring the translations up to date: ``python -m tools.translations`` (pylupdate6, and lrelease of Qt).

Texts in ``tr`` of QGIS's side, and those of declared settings, columns, files and work under way, go into
``i18n/*.ts``. There what is new waits for its translation; what is translated becomes ``i18n/*.qm``, which
QGIS reads.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from plugin.protocol import result_columns, result_files
from plugin.protocol.column_groups import HEADINGS
from plugin.protocol.map_layers import MAP_LAYERS
from plugin.protocol.option import Option
from plugin.protocol.options.comparing import HOLE_READING
from plugin.protocol.options.every import EVERY
from plugin.protocol.options.shared import DEM, KEEP_UNTRUSTED, VS30_LAW
from plugin.protocol.phrases import is_of_words, phrases_of
from plugin.protocol.product_columns import columns_of
from plugin.protocol.product_options import ProductOptions
from plugin.protocol.progress_words import OF_FILES, PHRASES
from plugin.protocol.result_columns import Column
from plugin.protocol.section_layers import CURTAIN_COLUMNS, MARK_COLUMNS, TRACE_COLUMNS

ROOT = Path(__file__).parents[1]
I18N = ROOT / "i18n"
CONTEXT = "VsMapper"
DISTRICTS = ("gui", "processing", "qgis_layers")
# Qt's own program for Python is part of PyQt6, which the tests of QGIS's side bring along.
QGIS_SIDE = ROOT / ".environments" / "qgis"


def main() -> int:
    """Update and compile every translation; return 1 where texts wait for theirs."""
    texts, waiting = all_texts(), 0
    for catalogue in sorted(I18N.glob("*.ts")):
        update(catalogue, texts)
        missing = [source for source, translation in read(catalogue).items() if not translation]
        print(f"{catalogue.name}: {len(texts)} texts, {len(missing)} without a translation")
        print("\n".join(f"  {text!r}" for text in missing))
        waiting += len(missing)
        subprocess.run(["lrelease", "-silent", str(catalogue)], check=True)
    return 1 if waiting else 0


def all_texts() -> list[str]:
    """Return every text that is translated, in a lasting order."""
    return sorted({*texts_of_code(), *texts_declared()})


def texts_of_code() -> Iterator[str]:
    """Yield the texts in calls of ``tr``, and what algorithms are told of in their classes."""
    for district in DISTRICTS:
        for module in sorted((ROOT / "plugin" / district).rglob("*.py")):
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
                yield from texts_of(node)


def texts_of(node: ast.AST) -> Iterator[str]:
    """Yield the text of a call of ``tr``, of the name of a group of algorithms, or of what one does."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
        if isinstance(node.args[0], ast.Constant):
            yield node.args[0].value
    elif isinstance(node, ast.ClassDef):
        named = {
            statement.targets[0].id: statement.value
            for statement in node.body
            if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)
        }
        group, name = (named.get(key) for key in ("GROUP", "NAME"))
        if isinstance(group, ast.Constant) and group.value:
            yield group.value
        if isinstance(name, ast.Constant) and name.value:
            yield ast.get_docstring(node) or ""


def texts_declared() -> Iterator[str]:
    """Yield what windows and layers show of settings, columns and files."""
    for option in (*EVERY, *HOLE_READING, KEEP_UNTRUSTED, VS30_LAW, DEM):
        yield from words_of(option)
    titles = [column.alias for column in columns_shown()]
    titles += [raster.title for raster in (*result_files.OF_SURVEYS, result_files.STATUS)]
    for title in titles:
        yield from (phrase for phrase, _ in phrases_of(title) if is_of_words(phrase))
    yield from HEADINGS
    yield from (*PHRASES, *OF_FILES)


def columns_shown() -> Iterator[Column]:
    """Yield the columns of tables that QGIS shows."""
    for table in (*result_columns.TABLES.values(), *result_columns.COMPARISON_TABLES.values()):
        yield from table
    yield from columns_of(ProductOptions(mean_between=((1.0, 2.0),), steepest=(1.0, 2.0)))
    for layers in MAP_LAYERS.values():
        for columns in layers.values():
            yield from columns
    yield from (*MARK_COLUMNS, *TRACE_COLUMNS, *CURTAIN_COLUMNS)


def words_of(option: Option) -> Iterator[str]:
    """Yield the words of a setting; its example is the same in all languages, and so are most units."""
    words = (option.title, option.help, option.empty, *option.labels.values())
    yield from (text for text in words if is_of_words(text))
    if " " in option.unit:
        yield option.unit


def update(catalogue: Path, texts: list[str]) -> None:
    """Bring a catalogue up to date: what is new is added, what is gone is taken out."""
    with tempfile.TemporaryDirectory() as temporary:
        module = Path(temporary, "texts.py")
        lines = [f"QT_TRANSLATE_NOOP({CONTEXT!r}, {text!r})" for text in texts]
        module.write_text("\n".join(lines), encoding="utf-8")
        command = ["-m", "PyQt6.lupdate.pylupdate", "--no-obsolete", "--ts", str(catalogue), str(module)]
        environment = {"PYTHONPATH": str(QGIS_SIDE / "qt6"), "PATH": "/usr/bin:/bin"}
        python = str(QGIS_SIDE / "bin" / "python")
        subprocess.run([python, *command], check=True, env=environment, stdout=subprocess.DEVNULL)
    tree = ElementTree.parse(catalogue)
    for message in tree.iter("message"):
        for place in message.findall("location"):  # of a module that is gone
            message.remove(place)
    write(tree, catalogue)


def read(catalogue: Path) -> dict[str, str]:
    """Return the translations of a catalogue by their texts, empty where there is none yet."""
    found = {}
    for message in ElementTree.parse(catalogue).iter("message"):
        translation = message.find("translation")
        done = translation is not None and translation.get("type") is None
        found[message.findtext("source", "")] = (translation.text or "") if done else ""
    return found


def write(tree: ElementTree.ElementTree, catalogue: Path) -> None:
    """Write a catalogue, a message after the other."""
    ElementTree.indent(tree, " ")
    text = ElementTree.tostring(tree.getroot(), encoding="unicode")
    head = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n'
    catalogue.write_text(f"{head}{text}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
