"""The sets of curves that the methods are scored on, each with its truth."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from plugin.engine.curves import Curves, FloatArray
from plugin.engine.poisson import Poisson, poisson_class
from plugin.engine.scaling import measure
from plugin.engine.waves.forward import Earths
from plugin.training.examples import Plan, make_examples
from plugin.training.observations import observe as observe_training
from plugin.training.synthetics import draw_synthetics

from .earths.boreholes import draw_boreholes
from .earths.columns import Column, batch
from .earths.crusts import draw_crusts
from .earths.measured import measured
from .earths.published import crust, near_surface
from .earths.reference import data_folder, reference_models
from .views import crust_view, near_surface_view, observe

HELD_OUT_SEED = 7_700_000_001
TEST_SEED = 4_242
HELD_OUT_LENGTHS = {Poisson.UNKNOWN: 1000.0, Poisson.ROCK: 60_000.0, Poisson.SOIL: 60.0}
"""The generator's unit of length in m on the held-out sites, by Poisson class."""


@dataclass(frozen=True)
class Suite:
    """Curves with the earths that they were observed on, site by site.

    Parameters
    ----------
    name, title : str
        Short name, and what it is in words.
    earths : Earths
        The truth, one earth a site.
    curves : Curves
        The observations.
    poisson, reversals : (n_sites,) int arrays
        What every method is told: `Poisson` class, and 1 where Vs may decrease with depth.
    family : (n_sites,) str array
        Kind of earth of each site, for scores by kind.
    """

    name: str
    title: str
    earths: Earths
    curves: Curves
    poisson: NDArray[np.int64]
    reversals: NDArray[np.int64]
    family: NDArray[np.str_]

    def take(self, sites: NDArray[np.integer]) -> Suite:
        """Return some of the sites."""
        chosen = (self.poisson[sites], self.reversals[sites], self.family[sites])
        return Suite(self.name, self.title, self.earths.take(sites), self.curves.take(sites), *chosen)


def held_out(n: int, plan: Plan | None = None) -> Suite:
    """Return `n` examples of the training families from a stream that no training run draws.

    They have the velocities that their Vp was drawn for, because the refinement takes Vp and density from
    physical velocities, and `HELD_OUT_LENGTHS`.
    """
    plan = plan or Plan()
    rng = np.random.default_rng(HELD_OUT_SEED)
    synthetics = draw_synthetics(rng, 2 * n, plan.recipe)
    chosen = np.arange(len(synthetics.frequency))
    curves, earth = observe_training(rng, synthetics, chosen, max(plan.point_limits), plan.instrument)
    curves, earth = curves.take(np.arange(n)), earth[:n]
    inputs = make_examples(rng, synthetics, curves, earth, plan).inputs
    drawn_from = synthetics.batch.poisson[earth]
    length = np.array([HELD_OUT_LENGTHS[Poisson(p)] for p in drawn_from])
    families = np.array([Poisson(p).name.lower() for p in drawn_from])
    return Suite(
        "held_out",
        "Held-out synthetic set (training families)",
        *scaled(synthetics.batch.earths.take(earth), curves, length, synthetics.batch.velocity[earth]),
        poisson=inputs.poisson.numpy(),
        reversals=inputs.reversals.numpy(),
        family=families,
    )


def scaled(earths: Earths, curves: Curves, length: FloatArray, velocity: FloatArray) -> tuple[Earths, Curves]:
    """Return earths (one a site) and their curves with other units of length and velocity, (n_sites,)."""
    site = curves.site_index
    speed = velocity[:, None]
    return (
        replace(
            earths,
            thickness=earths.thickness * length[:, None],
            vs=earths.vs * speed,
            vp=earths.vp * speed,
        ),
        replace(
            curves,
            frequency=curves.frequency * (velocity / length)[site],
            velocity=curves.velocity * velocity[site],
            sigma=curves.sigma * velocity[site],
        ),
    )


def near_surface_sites(n: int) -> Suite:
    """Return published profiles and `n` borehole-like walks, seen through 2-25 or 4-40 Hz at 3 % noise."""
    drawn = draw_boreholes(np.random.default_rng(TEST_SEED), n)
    columns = near_surface() + drawn + _two_layer_reference()
    curves, kept = observe(columns, near_surface_view, TEST_SEED)
    return _suite("near_surface", "Near-surface earths (not of the training families)", columns, curves, kept)


def real_ground() -> Suite:
    """Return profiles measured in real ground, or published of it, seen like the near-surface sites."""
    columns = measured()
    curves, kept = observe(columns, near_surface_view, TEST_SEED)
    return _suite("real_ground", "Real near-surface ground (measured or published)", columns, curves, kept)


def crustal_sites(n: int) -> Suite:
    """Return published and `n` drawn crusts, seen through 5-40 or 6-70 s at 1-1.5 % noise."""
    columns = crust() + draw_crusts(np.random.default_rng(TEST_SEED), n)
    curves, kept = observe(columns, crust_view, TEST_SEED)
    return _suite("crust", "Crustal earths (not of the training families)", columns, curves, kept)


def _two_layer_reference() -> list[Column]:
    """Return the reference model that is not one of the published cases already there."""
    folder = data_folder()
    return reference_models(folder)[:1] if folder else []


def _suite(name: str, title: str, columns: list[Column], curves: Curves, kept: NDArray[np.intp]) -> Suite:
    return Suite(
        name,
        title,
        batch(columns).take(kept),
        curves,
        poisson=poisson_class("auto", measure(curves).velocity),
        reversals=np.ones(len(kept), dtype=np.int64),
        family=np.array([columns[i].family for i in kept]),
    )
