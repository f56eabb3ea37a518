"""The test earths are what they are said to be, and none comes from training."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest

from plugin.protocol.waves import VelocityType
from tests.benchmarks.earths import published
from tests.benchmarks.earths.boreholes import draw_boreholes
from tests.benchmarks.earths.columns import batch, true_vs30
from tests.benchmarks.earths.crusts import draw_crusts
from tests.benchmarks.earths.reference import VARIABLE, data_folder, reference_curve, reference_models
from tests.benchmarks.exact import FINE, exact_mode
from tests.benchmarks.suites import crustal_sites, near_surface_sites

EARTHS = Path(__file__).parent / "earths"
needs_data = pytest.mark.skipif(data_folder() is None, reason=f"{VARIABLE} is not set")


def test_no_test_earth_is_made_by_the_training_code() -> None:
    for module in EARTHS.glob("*.py"):
        imports = [
            n.module or "" for n in ast.walk(ast.parse(module.read_text())) if isinstance(n, ast.ImportFrom)
        ]
        assert not [name for name in imports if "training" in name], module.name


@pytest.mark.parametrize("draw", [draw_boreholes, draw_crusts])
def test_drawn_earths_are_the_same_each_time(draw) -> None:  # noqa: ANN001
    first, again = (batch(draw(np.random.default_rng(3), 5)) for _ in range(2))
    np.testing.assert_array_equal(first.vs, again.vs)
    np.testing.assert_array_equal(first.thickness, again.thickness)


def test_suites_are_the_same_each_time() -> None:
    np.testing.assert_array_equal(
        near_surface_sites(4).curves.velocity, near_surface_sites(4).curves.velocity
    )
    np.testing.assert_array_equal(crustal_sites(4).curves.velocity, crustal_sites(4).curves.velocity)


def test_adding_sites_leaves_the_others_as_they_were() -> None:
    few, more = crustal_sites(4).curves, crustal_sites(7).curves
    np.testing.assert_array_equal(few.velocity, more.velocity[: few.n_points])


def test_all_test_earths_are_physical() -> None:
    rng = np.random.default_rng(8)
    columns = published.near_surface() + published.crust() + draw_boreholes(rng, 30) + draw_crusts(rng, 30)
    for column in columns:
        assert (column.vp > 1.2 * column.vs).all(), column.name
        assert (column.thickness[:-1] > 0).all(), column.name
        assert (column.density > 1000).all(), column.name
        assert (column.vs > 30).all(), column.name


def test_generic_rock_has_the_vs30_of_its_paper() -> None:
    rock = [c for c in published.near_surface() if "generic rock" in c.name]
    assert true_vs30(batch(rock))[0] == pytest.approx(618, rel=0.01)


@pytest.mark.parametrize("vs30", [250.0, 350.0, 500.0, 750.0])
def test_sediments_have_the_vs30_they_are_asked_for(vs30: float) -> None:
    depth = np.arange(0.005, 30.0, 0.01)
    assert 30.0 / np.sum(0.01 / published.shi_asimaki_sediment(depth, vs30)) == pytest.approx(vs30, rel=0.03)


@needs_data
def test_typed_tokimatsu_cases_are_the_reference_models() -> None:
    typed = [c for c in published.near_surface() if "Tokimatsu" in c.name]
    for mine, theirs in zip(typed, reference_models(data_folder())[1:]):
        for field in ("thickness", "vs", "vp", "density"):
            np.testing.assert_array_equal(getattr(mine, field), getattr(theirs, field))


@needs_data
@pytest.mark.parametrize("model", range(4))
def test_forward_model_gives_the_reference_curves(model: int) -> None:
    frequency, velocity = reference_curve(data_folder(), model)
    earth = batch(reference_models(data_folder())[model : model + 1])
    order = np.argsort(-frequency)  # of all modes: what is hidden at depth counts in the reference
    modelled = exact_mode(earth, 1 / frequency[order], 0, VelocityType.PHASE, FINE)
    np.testing.assert_allclose(modelled, velocity[order], rtol=2e-3)
