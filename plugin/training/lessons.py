"""Readings of sound and of spoilt curves, on which the novelty score is trained, calibrated and tested."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.random import Generator
from numpy.typing import NDArray

from ..engine.curves import Curves
from ..engine.network.transformer import Inputs, Reading, VsTransformer
from .corruptions import Corruption
from .examples import Plan, make_examples
from .observations import Instrument, observe
from .synthetics import Synthetics, draw_synthetics

SOUND = Instrument(kissing_share=0.0, misnumbered_share=0.0)
"""How sound curves are observed: as in training, with its noise, outliers and misstated sigmas, but with no
mode mistaken for another. Those the network is trained to bear, yet the user should know of them."""

EARTHS_PER_DRAW = 1000
BATCH = 256
PLAN = Plan()


@dataclass(frozen=True)
class Lesson:
    """A batch of curves as the network reads them.

    Parameters
    ----------
    reading : Reading
        What the network made of them; points and tokens in half precision, to be kept in memory.
    inputs : Inputs
        What it saw.
    kind : (batch,) int array
        0 for a sound curve, else 1 + place of what spoilt it in the corruptions that were asked for.
    """

    reading: Reading
    inputs: Inputs
    kind: NDArray[np.int64]


@dataclass(frozen=True)
class Menu:
    """What lessons are made of.

    Parameters
    ----------
    corruptions : sequence of Corruption
        The ways to spoil curves.
    sound, spoilt : int
        Sound curves, and curves spoilt in each way, of a look at `EARTHS_PER_DRAW` earths; at most.
    instrument : Instrument
        How they are observed.
    limits : tuple of int
        Upper limits of frequencies a curve, one drawn for each look.
    """

    corruptions: Sequence[Corruption]
    sound: int
    spoilt: int
    instrument: Instrument = SOUND
    limits: tuple[int, ...] = PLAN.point_limits


def study(
    seed: np.random.SeedSequence, network: VsTransformer, earths: int, looks: Sequence[Menu]
) -> Iterator[Lesson]:
    """Yield the lessons of several looks at freshly drawn earths.

    Parameters
    ----------
    seed : SeedSequence
        Source of randomness.
    network : VsTransformer
        Reads the curves.
    earths : int
        Earths to draw.
    looks : sequence of Menu
        What is made of the earths, one look each.
    """
    rng = np.random.default_rng(seed)
    for start in range(0, earths, EARTHS_PER_DRAW):
        synthetics = draw_synthetics(rng, min(EARTHS_PER_DRAW, earths - start))
        for menu in looks:
            yield from _look(rng, network, synthetics, menu)


def _look(rng: Generator, network: VsTransformer, synthetics: Synthetics, menu: Menu) -> Iterator[Lesson]:
    """Yield the lessons of one look at some earths, of curves with like numbers of points each."""
    everyone = np.arange(len(synthetics.frequency))
    limit = int(rng.choice(menu.limits))
    curves, earth = observe(rng, synthetics, everyone, limit, menu.instrument)
    mixed, site, kind = _mix(rng, curves, menu)
    order = np.argsort(mixed.counts, kind="stable")
    for start in range(0, len(order), BATCH):
        chosen = order[start : start + BATCH]
        of = earth[site[chosen]]
        inputs = make_examples(rng, synthetics, mixed.take(chosen), of, PLAN).inputs
        yield Lesson(_read(network, inputs), inputs, kind[chosen])


def _mix(rng: Generator, curves: Curves, menu: Menu) -> tuple[Curves, NDArray[np.int64], NDArray[np.int64]]:
    """Return sound and spoilt curves, the site that each was made from, and its kind."""
    kept = rng.permutation(curves.n_sites)[: menu.sound]
    parts, sites, kinds = [curves.take(kept)], [kept], [np.zeros(len(kept), dtype=np.int64)]
    for place, corruption in enumerate(menu.corruptions):
        spoilt, of = corruption.apply(rng, curves)
        chosen = rng.permutation(len(of))[: menu.spoilt]
        parts.append(spoilt.take(chosen))
        sites.append(of[chosen])
        kinds.append(np.full(len(chosen), place + 1))
    return Curves.joined(parts), np.concatenate(sites), np.concatenate(kinds)


@torch.inference_mode()
def _read(network: VsTransformer, inputs: Inputs) -> Reading:
    reading = network.read(inputs)
    return Reading(reading.points.half(), reading.tokens.half(), reading.pseudo)
