"""The model card names every choice of the data recipe."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import pytest

from plugin.engine.network.weights import DEFAULT_WEIGHTS
from plugin.training.earths import Recipe
from plugin.training.examples import Plan
from plugin.training.observations import Instrument
from plugin.training.synthetics import MIXTURES
from tools import card_words
from tools.model_card import detection_table, mixture_table, recipe_table


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (Recipe(), card_words.RECIPE),
        (Instrument(), card_words.INSTRUMENT),
        (Plan(), card_words.PLAN),
    ],
)
def test_card_has_words_for_every_choice_and_no_others(settings: Any, words: dict[str, str]) -> None:
    assert {name for name, v in asdict(settings).items() if not isinstance(v, dict)} == set(words)
    assert len(recipe_table(settings, words).splitlines()) == len(words) + 2


def test_a_choice_without_words_stops_the_card() -> None:
    @dataclass(frozen=True)
    class Unknown:
        novelty: float = 1.0

    with pytest.raises(KeyError, match="novelty"):
        recipe_table(Unknown(), {})


def test_card_lists_the_mixtures_of_curve_types() -> None:
    lines = mixture_table().splitlines()[2:]
    assert lines[0] == f"| Rayleigh phase mode 0 | {100 * MIXTURES[0][0]:g} % |"
    assert sum(float(line.split("|")[2].rstrip(" %")) for line in lines) == pytest.approx(100.0)


def test_card_tells_how_often_the_novelty_alarm_goes() -> None:
    lines = detection_table(DEFAULT_WEIGHTS).splitlines()
    assert lines[2].startswith("| sound | ")
    assert any(line.startswith("| wavelength read as frequency * |") for line in lines)
