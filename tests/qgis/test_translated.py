"""Texts in the language of the user's QGIS, and numbers as he writes them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")

from plugin.qgis_layers.translated import FOLDER, install, title_of, tr, with_unit, withdraw


@pytest.fixture
def italian(qgis_app: object) -> Iterator[None]:
    """QGIS in Italian."""
    from qgis.core import QgsSettings
    from qgis.PyQt.QtCore import QLocale

    before, settings = QLocale(), QgsSettings()
    settings.setValue("locale/overrideFlag", True)
    settings.setValue("locale/userLocale", "it_IT")
    QLocale.setDefault(QLocale("it_IT"))
    translator = install()
    yield
    withdraw(translator)
    QLocale.setDefault(before)
    for key in ("overrideFlag", "userLocale"):
        settings.remove(f"locale/{key}")


def test_texts_are_in_the_language_of_qgis(italian: None) -> None:
    assert tr("Map again") == "Rifai la mappa"
    assert tr("Section along {name}: {sites}. File {path}").startswith("Sezione lungo {name}")


def test_titles_of_columns_are_translated_phrase_by_phrase(italian: None) -> None:
    assert title_of("depth to Vs 760 m/s, 5 %") == "profondità di Vs 760 m/s, 5 %"
    assert with_unit("longest wavelength", "m") == "lunghezza d'onda massima (m)"


def test_numbers_have_the_decimal_sign_of_the_user(italian: None) -> None:
    from plugin.qgis_layers.ticks import number

    assert (number(2.5), number(1500.0)) == ("2,5", "1500")


def test_english_stays_without_a_translation(qgis_app: object) -> None:
    from plugin.qgis_layers.ticks import number

    assert (tr("Map again"), number(2.5)) == ("Map again", "2.5")
    assert title_of("depth to Vs 760 m/s, 5 %") == "depth to Vs 760 m/s, 5 %"


@pytest.mark.parametrize("catalogue", sorted(FOLDER.glob("*.ts")), ids=lambda path: path.stem)
def test_what_qgis_reads_is_what_was_translated(catalogue: Path, qgis_app: object) -> None:
    """``python -m tools.translations`` makes it anew."""
    from qgis.PyQt.QtCore import QCoreApplication, QTranslator

    translator = QTranslator()
    assert translator.load(str(catalogue.with_suffix(".qm")))
    QCoreApplication.installTranslator(translator)
    messages = ElementTree.parse(catalogue).iter("message")
    said = {m.findtext("source"): m.findtext("translation") for m in messages}
    read = {text: tr(text) for text in said}
    withdraw(translator)
    assert read == said


@pytest.mark.parametrize("before", ["Band 08: ", "Banda 08: ", "Bande 08: ", "バンド 08: ", ""])
def test_depths_are_read_from_the_names_of_bands_in_any_language(before: str) -> None:
    from plugin.qgis_layers.rasters import BAND_NAME

    found = BAND_NAME.match(f"{before}Vs 1.5 km")
    assert (found["depth"], found["unit"]) == ("1.5", "km")


def test_values_in_sentences_have_the_decimal_sign_of_the_user(italian: None) -> None:
    from plugin.gui.remaining import Remaining

    left = Remaining()
    left.told(0.0, "inverting, 0 of 100 sites")
    left.told(1800.0, "inverting, 13 of 100 sites")
    assert left.told(3600.0, "inverting, 25 of 100 sites") == "circa 3,0 h rimanenti"


def test_no_name_of_an_attribute_or_a_column_is_translated() -> None:
    """What is translated is shown; a tuple of names that one of is translated in fails in other languages."""
    import ast

    mixed = []
    for module in (FOLDER.parent / "plugin").rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.Tuple, ast.List)):
                names = [
                    e.value for e in node.elts if isinstance(e, ast.Constant) and isinstance(e.value, str)
                ]
                called = [e for e in node.elts if isinstance(e, ast.Call)]
                said = [e for e in called if isinstance(e.func, ast.Name) and e.func.id == "tr"]
                if said and sum(name.isidentifier() and name.islower() for name in names) > 1:
                    mixed.append(f"{module.name}:{node.lineno}")
    assert mixed == []
