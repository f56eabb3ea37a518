"""How often the novelty alarm goes: on sound curves, and on curves spoilt in each way."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray

from ..engine.curves import FloatArray
from ..engine.network.novelty import Critic, Detector, suspicion
from .corruptions import CORRUPTIONS
from .lessons import SOUND, Lesson, Menu

NOISE_LEVELS = ((0.003, 0.01), (0.01, 0.03), (0.03, 0.07))
ENOUGH_POINTS = 8


@dataclass(frozen=True)
class Detection:
    """How often the alarm goes on one kind of curve.

    Parameters
    ----------
    kind : str
        What the curves are.
    shown : bool
        Whether the critic was trained on the kind.
    curves : int
        Curves tested.
    alarms, alarms_enough_points : float
        Share of them that sets off the alarm; the same of those with at least `ENOUGH_POINTS` points.
    alarms_by_noise : tuple of float
        The share at each of `NOISE_LEVELS`.
    """

    kind: str
    shown: bool
    curves: int
    alarms: float
    alarms_enough_points: float
    alarms_by_noise: tuple[float, ...]


def noisy_menu(noise: tuple[float, float], spoilt: int) -> Menu:
    """Return all sound curves and some spoilt in each way, at one level of noise."""
    return Menu(CORRUPTIONS, sound=10**6, spoilt=spoilt, instrument=replace(SOUND, noise=noise))


@torch.inference_mode()
def suspicions(critic: Critic, seen: Iterable[Lesson]) -> FloatArray:
    """Return the critic's log odds that a curve is spoilt, for all curves of some lessons."""
    found = [suspicion(critic(lesson.reading, lesson.inputs)).numpy() for lesson in seen]
    return np.concatenate(found).astype(float)


def measure(detector: Detector, by_noise: Iterable[Iterable[Lesson]]) -> list[Detection]:
    """Return how often the alarm goes, for sound curves and then for each of `CORRUPTIONS`.

    Parameters
    ----------
    detector : Detector
        The detector.
    by_noise : iterable of iterables of Lesson
        Lessons of `noisy_menu` at each of `NOISE_LEVELS`, from earths that the detector has not seen.
    """
    levels = [_alarms(detector, seen) for seen in by_noise]
    alarm, kind, points = (np.concatenate(parts) for parts in zip(*levels))
    titles = [("sound", True), *((c.title, c.shown) for c in CORRUPTIONS)]
    return [
        Detection(
            kind=title,
            shown=shown,
            curves=int((kind == k).sum()),
            alarms=_share(alarm[kind == k]),
            alarms_enough_points=_share(alarm[(kind == k) & (points >= ENOUGH_POINTS)]),
            alarms_by_noise=tuple(_share(a[i == k]) for a, i, _ in levels),
        )
        for k, (title, shown) in enumerate(titles)
    ]


def _alarms(
    detector: Detector, seen: Iterable[Lesson]
) -> tuple[NDArray[np.bool_], NDArray[np.int64], NDArray[np.int64]]:
    """Return of each curve whether the alarm goes, its kind and its number of points."""
    parts = [
        (suspicions(detector.critic, [lesson]), lesson.kind, lesson.inputs.present.sum(1).numpy())
        for lesson in seen
    ]
    value, kind, points = (np.concatenate(column) for column in zip(*parts))
    return value > detector.alarm, kind, points


def _share(alarm: NDArray[np.bool_]) -> float:
    return round(float(alarm.mean()), 4) if len(alarm) else math.nan


def summary(found: Sequence[Detection]) -> str:
    """Return one line for each kind of curve."""
    return "\n".join(
        f"{row.kind:<45}{row.curves:>7}{100 * row.alarms:8.1f} %"
        f"{100 * row.alarms_enough_points:8.1f} % with {ENOUGH_POINTS} points or more"
        for row in found
    )
