from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch

from plugin.engine.network.novelty import Critic, Detector
from plugin.engine.network.novelty_weights import detector_facts
from plugin.engine.network.transformer import VsTransformer
from plugin.engine.network.weights import load_network
from plugin.training.corruptions import CORRUPTIONS
from plugin.training.detection import NOISE_LEVELS, measure, noisy_menu, summary, suspicions
from plugin.training.lessons import SOUND, Lesson, Menu, study
from plugin.training.novelty import Course, calibrate, train_critic


@pytest.fixture(scope="module")
def network() -> VsTransformer:
    return load_network()


@pytest.fixture(scope="module")
def sound(network: VsTransformer) -> list[Lesson]:
    return list(study(np.random.SeedSequence(1), network, 150, [Menu((), sound=150, spoilt=0, limits=(14,))]))


def test_lessons_hold_sound_and_spoilt_curves(network: VsTransformer) -> None:
    menu = Menu(CORRUPTIONS[:2], sound=30, spoilt=10, limits=(8,))
    kinds = np.concatenate([lesson.kind for lesson in study(np.random.SeedSequence(2), network, 80, [menu])])
    assert np.bincount(kinds).tolist() == [30, 10, 10]


def test_sound_curves_hold_no_mistaken_modes() -> None:
    assert SOUND.kissing_share == SOUND.misnumbered_share == 0.0


def test_the_alarm_is_set_where_one_sound_curve_in_a_hundred_sets_it_off(sound: list[Lesson]) -> None:
    torch.manual_seed(0)
    critic = Critic().eval().requires_grad_(False)
    detector = calibrate(critic, sound)
    values = suspicions(critic, sound)
    assert (values > detector.alarm).mean() == pytest.approx(0.01, abs=0.007)
    assert (values > detector.typical).mean() == pytest.approx(0.5, abs=0.01)


def test_rates_are_those_of_the_alarm(network: VsTransformer) -> None:
    menu = noisy_menu(NOISE_LEVELS[0], 3)
    lessons = list(study(np.random.SeedSequence(3), network, 50, [replace(menu, limits=(8,))]))
    torch.manual_seed(0)
    critic = Critic().eval().requires_grad_(False)
    always, never = (measure(Detector(critic, 0.0, alarm), [lessons] * 2) for alarm in (-1e9, 1e9))
    assert [row.kind for row in always] == ["sound", *(c.title for c in CORRUPTIONS)]
    assert always[0].alarms == 1.0
    assert always[0].alarms_by_noise == (1.0, 1.0)
    assert never[0].alarms == never[1].alarms == 0.0
    assert "period read as frequency" in summary(never)


def test_a_critic_learns_to_tell_spoilt_curves(network: VsTransformer) -> None:
    slowness = CORRUPTIONS[1:2]
    menu = Menu(slowness, sound=100, spoilt=100, limits=(14,))
    lessons = list(study(np.random.SeedSequence(4), network, 110, [menu]))
    critic = train_critic(lessons, slowness, Course(epochs=60), seed=1)
    values, kind = suspicions(critic, lessons), np.concatenate([lesson.kind for lesson in lessons])
    assert (values[kind == 1] > np.median(values[kind == 0])).mean() > 0.9


def test_the_shipped_alarm_goes_as_rarely_as_it_should_on_unseen_curves() -> None:
    rows = {row["kind"]: row for row in detector_facts()["detection"]}
    assert rows["sound"]["curves"] > 5000
    assert rows["sound"]["alarms"] == pytest.approx(0.01, abs=0.004)
    assert set(rows) == {"sound", *(corruption.title for corruption in CORRUPTIONS)}
