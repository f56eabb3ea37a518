"""Small results with known content, for tests of what is done with them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from plugin.engine.curves import Curves
from plugin.engine.profiles import LEVELS, Profiles
from plugin.engine.proof.basis import Basis
from plugin.engine.results.drawn import Drawn
from plugin.engine.results.joint import NOT_ASKED, Joint
from plugin.engine.results.layered import LayeredEarths
from plugin.engine.results.result import Result
from plugin.engine.survey import Reject, Report, Survey
from plugin.protocol.request import Request

DEPTHS = (2.0, 5.0, 10.0, 20.0)
SPREAD = (-0.2, -0.1, 0.0, 0.1, 0.2)


def make_result(
    x: ArrayLike,
    y: ArrayLike,
    crs: str | None = "EPSG:32633",
    surface_vs: ArrayLike | None = None,
    depths: Sequence[float] = DEPTHS,
    wavelengths: tuple[float, float] = (8.0, 40.0),
    **changes: object,
) -> Result:
    """A result whose ln Vs is ln surface_vs + ln(depth)/4 at every site, trusted from 2 to 20 m."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    n_sites = len(x)
    surface_vs = np.full(n_sites, 200.0) if surface_vs is None else np.asarray(surface_vs, float)
    depth = np.tile(np.asarray(depths, float), (n_sites, 1))
    vs = surface_vs[:, None] * depth**0.25
    velocity = np.tile([200.0, 400.0], n_sites)
    curves = Curves.from_points(
        np.repeat(np.arange(n_sites), 2),
        velocity / np.tile(wavelengths, n_sites),
        velocity,
        velocity * 0.03,
    )
    rejects = (Reject("lost", "velocity -310 at 4 Hz is not positive", True),)
    names = np.array([f"S{i:03d}" for i in range(n_sites)])
    columns = {
        "survey": Survey(names, x, y, crs, curves, Report("town.csv", rejects=rejects)),
        "request": Request(),
        "profiles": Profiles(
            depth=depth,
            vs=vs,
            quantiles=vs[..., None] * np.exp(SPREAD),
            trusted_min=np.full(n_sites, wavelengths[0] / 4),
            trusted_max=np.full(n_sites, wavelengths[1] / 2),
        ),
        "layered": layer_a_depth(depth, vs, wavelengths),
        "vp_change": np.zeros(n_sites),
        "vs30": surface_vs[:, None] * np.array([1.5, 2.0, 2.5]),
        "vs30_law": np.full(n_sites, "network", dtype=object),
        "class_names": np.tile(np.array(["D", "D", "C"], dtype=object), (n_sites, 1)),
        "class_odds": np.full((n_sites, 3), 0.75),
        "z1_0": np.full((n_sites, 3), np.nan),
        "z2_5": np.full((n_sites, 3), np.nan),
        "predicted": velocity * 1.01,
        "chi_direct": np.full(n_sites, 0.8),
        "chi": np.full(n_sites, 0.4),
        "n_accepted": np.full(n_sites, 50),
        "n_effective": np.full(n_sites, 40.0),
        "novelty": np.full(n_sites, 0.1),
        "status": np.full(n_sites, "ok"),
        "message": np.full(n_sites, ""),
        "joint": Joint.nobody(n_sites, NOT_ASKED),
        "seconds": 1.0,
        "drawn": three_profiles(depth, vs),
        "provenance": {"weights_sha256": "0" * 64},
    }
    assert len(SPREAD) == len(LEVELS)
    return Result(**{**columns, **changes})


def three_profiles(depth: np.ndarray, vs: np.ndarray, basis: Basis = Basis.ENSEMBLE) -> Drawn:
    """Profiles 0.8, 1.0 and 1.25 times Vs, with weights of 0.25, 0.5 and 0.25."""
    n_sites = len(depth)
    drawn = Drawn.empty(*depth.shape)
    weight, chi = (np.tile(row, (n_sites, 1)) for row in ([0.25, 0.5, 0.25], [0.9, 0.4, 0.8]))
    samples = vs[:, None] * np.array([0.8, 1.0, 1.25])[:, None]
    drawn.put(np.arange(n_sites), depth, vs, np.full(n_sites, basis), samples, weight, chi)
    return drawn


def layer_a_depth(depth: np.ndarray, vs: np.ndarray, wavelengths: tuple[float, float]) -> LayeredEarths:
    """Layers that meet midway in log depth between the depths."""
    bottom = np.sqrt(depth[:, 1:] * depth[:, :-1])
    thickness = np.append(np.diff(bottom, axis=1, prepend=0.0), np.zeros((len(depth), 1)), axis=1)
    trusted = (depth >= wavelengths[0] / 4) & (depth <= wavelengths[1] / 2)
    bounds = vs * np.exp(SPREAD[0]), vs * np.exp(SPREAD[-1])
    return LayeredEarths(thickness, vs, 2 * vs, np.full_like(vs, 2000.0), *bounds, trusted)


def square(
    n: int = 5, spacing: float = 100.0, left: float = 500_000.0, bottom: float = 5_000_000.0
) -> tuple[np.ndarray, np.ndarray]:
    """Coordinates of an n by n grid of sites."""
    steps = np.arange(n) * spacing
    x, y = np.meshgrid(left + steps, bottom + steps)
    return x.ravel(), y.ravel()
