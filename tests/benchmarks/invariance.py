"""Scale invariance: how far the profile of a scaled curve is from the scaled profile."""

from __future__ import annotations

from typing import Any

import numpy as np

from plugin.engine.results.inversion import run
from plugin.protocol.request import Request

from .methods import survey_of
from .suites import held_out, scaled

CURVES = 500
SCALES = (1e-3, 1e3)
SEED = 7


def measure(scale: float) -> dict[str, Any]:
    """Invert curves and copies scaled at random; return relative differences."""
    suite = held_out(max(8, round(scale * CURVES)))
    rng = np.random.default_rng(SEED)
    length, velocity = np.exp(rng.uniform(*np.log(SCALES), (2, suite.curves.n_sites)))
    _, copies = scaled(suite.earths, suite.curves, length, velocity)
    request = Request(samples=0, depths="native", poisson="unknown", spherical="off")
    plain, large = (run(survey_of(curves), request).profiles for curves in (suite.curves, copies))
    by_depth = np.abs(large.depth / (plain.depth * length[:, None]) - 1.0)
    by_velocity = np.abs(large.quantiles / (plain.quantiles * velocity[:, None, None]) - 1.0)
    return {
        "curves": suite.curves.n_sites,
        "depth": float(by_depth.max()),
        "velocity": float(by_velocity.max()),
        "median": float(np.median(by_velocity.max(axis=(1, 2)))),
    }


def text(found: dict[str, Any]) -> str:
    """Return it in words."""
    return (
        f"{found['curves']} held-out curves and copies scaled by factors of length and velocity, each "
        "log-uniform from 1e-3 to 1e3: greatest relative difference of a quantile of Vs "
        f"{found['velocity']:.1e} (median of the curves' greatest {found['median']:.1e}), of a depth "
        f"{found['depth']:.1e}. One pass, same Poisson class."
    )
