"""What users read, in the language of their QGIS: every text of QGIS's side goes through `tr`.

Texts of declared settings and columns are translated where they are shown, as ``tr(option.title)``, and so is
what the engine says of work under way. Its sentences with numbers of a survey stay English.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from ..protocol.option import Option
from ..protocol.phrases import is_of_words, phrases_of
from ..protocol.progress_words import doing

CONTEXT = "VsMapper"
FOLDER = Path(__file__).parents[2] / "i18n"


def tr(text: str) -> str:
    """Return a text in the user's language; in English where there is no translation."""
    return QCoreApplication.translate(CONTEXT, text) if text else ""


def full_title(option: Option) -> str:
    """Return a setting's title with its unit."""
    return f"{tr(option.title)} ({tr(option.unit)})" if option.unit else tr(option.title)


def title_of(words: str) -> str:
    """Return the title of a column or file, whose phrases are translated by themselves, without numbers."""
    return _together(phrases_of(words))


def progress_of(message: str) -> str:
    """Return what the engine says of work under way."""
    return _together(doing(message))


def _together(phrases: Iterable[tuple[str, tuple[str, ...]]]) -> str:
    return "".join(
        tr(phrase).format(*told) if is_of_words(phrase) else phrase.format(*told) for phrase, told in phrases
    )


def of_sites(count: int) -> str:
    """Return a number of sites in words."""
    return tr("1 site") if count == 1 else tr("{count} sites").format(count=count)


def with_unit(title: str, unit: str) -> str:
    """Return the title of a column or file with its unit."""
    return f"{title_of(title)} ({unit})" if unit else title_of(title)


def install() -> QTranslator:
    """Let Qt translate into the language of QGIS; call this before modules with texts are imported.

    Returns
    -------
    QTranslator
        To be handed to `withdraw` when the plugin goes; without a translation it is empty.
    """
    translator = QTranslator()
    if translator.load(QLocale(QgsApplication.locale()), "vs_mapper", "_", str(FOLDER)):
        QCoreApplication.installTranslator(translator)
    return translator


def withdraw(translator: QTranslator) -> None:
    """Take the translation off again."""
    QCoreApplication.removeTranslator(translator)
