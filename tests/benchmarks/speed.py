"""Curves a second of one pass over a whole survey, reading and writing excluded."""

from __future__ import annotations

import os
import statistics
from typing import Any

import numpy as np

from plugin.engine.curves import Curves
from plugin.engine.network.weights import load_network
from plugin.engine.results.inversion import run
from plugin.protocol.request import Request

from .cache import machine
from .methods import survey_of

SITES = 20_000
RUNS = 3
POINTS = (20, 40)
BAND = (2.0, 25.0)
SEED = 5


def survey_curves(n: int) -> Curves:
    """Return `n` curves of 20 to 40 points at 2 to 25 Hz: power laws of frequency with 3 % noise."""
    rng = np.random.default_rng(SEED)
    counts = rng.integers(POINTS[0], POINTS[1] + 1, n)
    site = np.repeat(np.arange(n), counts)
    place = (np.arange(len(site)) - np.repeat(np.cumsum(counts) - counts, counts)) / (counts[site] - 1)
    frequency = BAND[0] * (BAND[1] / BAND[0]) ** place
    level, slope = rng.uniform(150.0, 400.0, n), rng.uniform(0.15, 0.5, n)
    velocity = level[site] * (10.0 / frequency) ** slope[site]
    velocity = velocity * np.exp(0.03 * rng.standard_normal(len(site)))
    return Curves.from_points(site, frequency, velocity, 0.03 * velocity)


def measure(scale: float) -> dict[str, Any]:
    """Invert a survey several times; return the median rate."""
    survey = survey_of(survey_curves(max(300, round(scale * SITES))))
    network, request = load_network(), Request(samples=0)
    run(survey_of(survey.curves.take(slice(300))), request, network=network)  # first use is slower
    seconds = [run(survey, request, network=network).seconds for _ in range(RUNS)]
    return {
        "sites": survey.n_sites,
        "seconds": seconds,
        "per_second": survey.n_sites / statistics.median(seconds),
        "load": os.getloadavg()[0],
        "machine": machine(),
    }


def text(found: dict[str, Any]) -> str:
    """Return it in words."""
    seconds = ", ".join(f"{s:.1f}" for s in found["seconds"])
    return (
        f"One pass over {found['sites']:,} near-surface sites of 20 to 40 points, without reading and "
        f"writing: {found['per_second']:,.0f} curves/s (median of {len(found['seconds'])} runs: {seconds} s) "
        f"on {found['machine']}; load average at the end {found['load']:.1f}."
    )
