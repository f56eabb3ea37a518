"""The sets of curves that the methods are scored on, each with its truth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from plugin.engine.curves import Curves, VelocityType
from plugin.engine.forward import Earths
from plugin.engine.poisson import poisson_class
from plugin.engine.scaling import measure
from plugin.training.examples import Plan, make_examples
from plugin.training.observations import observe as observe_training
from plugin.training.synthetics import draw_synthetics

from .earths.boreholes import draw_boreholes
from .earths.columns import Column, batch
from .earths.crusts import draw_crusts
from .earths.published import crust, near_surface
from .earths.reference import data_folder, reference_models
from .views import crust_view, near_surface_view, observe

HELD_OUT_SEED = 7_700_000_001
TEST_SEED = 4_242


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
        Kind of each site, for scores by kind.
    physical : bool
        Whether lengths are in m, so that Vs30 has a meaning.
    """

    name: str
    title: str
    earths: Earths
    curves: Curves
    poisson: NDArray[np.int64]
    reversals: NDArray[np.int64]
    family: NDArray[np.str_]
    physical: bool

    def take(self, sites: NDArray[np.integer]) -> Suite:
        """Return some of the sites."""
        chosen = (self.poisson[sites], self.reversals[sites], self.family[sites])
        return Suite(
            self.name, self.title, self.earths.take(sites), self.curves.take(sites), *chosen, self.physical
        )


def held_out(n: int, plan: Plan | None = None) -> Suite:
    """Return `n` examples of the training families from a stream that no training run draws."""
    plan = plan or Plan()
    rng = np.random.default_rng(HELD_OUT_SEED)
    synthetics = draw_synthetics(rng, 2 * n, plan.recipe)
    chosen = np.arange(len(synthetics.frequency))
    curves, earth = observe_training(rng, synthetics, chosen, plan.point_limits[-2], plan.instrument)
    curves, earth = curves.take(np.arange(n)), earth[:n]
    inputs = make_examples(rng, synthetics, curves, earth, plan).inputs
    return Suite(
        "held_out",
        "Held-out synthetic set (training families)",
        synthetics.batch.earths.take(earth),
        curves,
        inputs.poisson.numpy(),
        inputs.reversals.numpy(),
        _curve_families(curves),
        physical=False,
    )


def near_surface_sites(n: int) -> Suite:
    """Return published profiles and `n` borehole-like walks, seen through 2-25 or 4-40 Hz at 3 % noise."""
    drawn = draw_boreholes(np.random.default_rng(TEST_SEED), n)
    columns = near_surface() + drawn + _two_layer_reference()
    curves, kept = observe(columns, near_surface_view, TEST_SEED)
    return _suite("near_surface", "Near-surface earths (not of the training families)", columns, curves, kept)


def crustal_sites(n: int) -> Suite:
    """Return published and `n` drawn crusts, seen through 5-40 or 6-70 s at 1-1.5 % noise."""
    columns = crust() + draw_crusts(np.random.default_rng(TEST_SEED), n)
    curves, kept = observe(columns, crust_view, TEST_SEED)
    return _suite("crust", "Crustal earths (not of the training families)", columns, curves, kept)


def _two_layer_reference() -> list[Column]:
    """Return the reference model that is not one of the published cases already there."""
    folder = data_folder()
    return reference_models(folder)[:1] if folder else []


def _curve_families(curves: Curves) -> NDArray[np.str_]:
    """Name what each curve is made of."""
    site = curves.site_index

    def any_of(points: NDArray[np.bool_]) -> NDArray[np.bool_]:
        return np.bincount(site, points, minlength=curves.n_sites) > 0

    other = any_of((curves.wave > 0) | (curves.mode > 0))
    group = any_of(curves.kind == VelocityType.GROUP)
    return np.select([other, group], ["with Love or higher modes", "with group"], "phase alone")


def _suite(name: str, title: str, columns: list[Column], curves: Curves, kept: NDArray[np.intp]) -> Suite:
    return Suite(
        name,
        title,
        batch(columns).take(kept),
        curves,
        poisson=poisson_class("auto", measure(curves).velocity),
        reversals=np.ones(len(kept), dtype=np.int64),
        family=np.array([columns[i].family for i in kept]),
        physical=True,
    )
