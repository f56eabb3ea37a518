"""What the engine says of work under way is known by its phrases, so that it can be translated."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugin.engine.results.stages import COMPILING
from plugin.protocol.phrases import is_of_words, phrases_of
from plugin.protocol.progress_words import OF_FILES, PHRASES, doing

ENGINE = Path(__file__).parents[2] / "plugin" / "engine"
TAKES_WORDS = {"step": 1, "named": 1, "counting": 1}
"""Calls that say what is being done, and which of their arguments does."""


def said() -> Iterator[tuple[str, str]]:
    """Words of the engine's progress, with ``{}`` for what is put in, and where they stand."""
    for path in sorted(ENGINE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and len(node.args) > 1:
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                words = node.args[TAKES_WORDS.get(name, 0)]
                if name in TAKES_WORDS and isinstance(words, ast.Constant):
                    yield words.value, path.name
                elif name in TAKES_WORDS and isinstance(words, ast.JoinedStr):
                    parts = (p.value if isinstance(p, ast.Constant) else "{}" for p in words.values)
                    yield "".join(parts), path.name


def test_every_word_of_progress_is_known() -> None:
    found = list(said())
    assert len(found) > 50
    for words, place in (*found, (COMPILING, "stages.py")):
        for phrase, _ in phrases_of(words):
            known = phrase in PHRASES or phrase in OF_FILES or f"{phrase} profiles" in PHRASES
            assert known or not is_of_words(phrase) or phrase == "{} MiB", (place, phrase)


@pytest.mark.parametrize(
    ("message", "phrases"),
    [
        ("inverting, 3 of 80 sites: network", ["inverting", ", ", "{} of {} sites", ": ", "network"]),
        ("reading the results", ["reading the results"]),
        ("reading line 4, north: 2.csv", ["reading {}"]),
        ("odd {name}", ["{}"]),
    ],
)
def test_progress_is_taken_apart_into_phrases_and_put_together_again(
    message: str, phrases: list[str]
) -> None:
    parts = doing(message)
    assert [phrase for phrase, _ in parts] == phrases
    assert "".join(phrase.format(*told) for phrase, told in parts) == message
