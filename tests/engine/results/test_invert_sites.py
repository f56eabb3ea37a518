"""Sites refined by themselves before they are asked of each other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from plugin.engine.curves import Curves
from plugin.engine.reading.survey_file import read_survey
from plugin.engine.results.invert_sites import _refined_alone, _reliable
from plugin.engine.results.side_by_side import SideBySide, Sites
from plugin.engine.results.site_columns import Columns
from plugin.engine.scaling import measure
from plugin.protocol.progress import Monitor
from plugin.protocol.request import Request

EXAMPLES = Path(__file__).parents[3] / "resources" / "examples"
WRONG_PICK = 1.4


@pytest.fixture
def curves() -> Curves:
    """Two of the valley's, the second with one pick far off."""
    curves = read_survey(EXAMPLES / "near_surface_valley.csv").curves.take(np.arange(2))
    velocity = curves.velocity.copy()
    velocity[curves.offsets[1] + 8] *= WRONG_PICK
    return replace(curves, velocity=velocity)


def work_at(curves: Curves, request: Request) -> SideBySide:
    return SideBySide(Sites(curves, measure(curves).trusted_window()), request)


def columns_of(curves: Curves) -> Columns:
    return Columns.empty(curves, measure(curves).trusted_window())


@pytest.mark.parametrize("robust", [False, True])
def test_the_misfit_of_a_site_alone_is_by_squares_as_that_of_its_profile_is(
    curves: Curves, robust: bool
) -> None:
    work = work_at(curves, Request(samples=1, robust=robust))
    alone = _refined_alone(work, columns_of(curves), Monitor())
    assert alone.chi[0] < 1.2
    assert alone.chi[1] > 1.9  # where outliers count linearly it is about 1.4


def test_velocities_that_no_ground_has_inform_no_other_site(curves: Curves) -> None:
    columns = columns_of(curves)
    columns.novelty[:] = 0.3
    assert _reliable(columns).tolist() == [True, True]
    factor = np.where(curves.site_index == 1, 100.0, 1.0)
    columns.curves = replace(curves, velocity=factor * curves.velocity, sigma=factor * curves.sigma)
    assert _reliable(columns).tolist() == [True, False]
    columns.novelty[0] = 1.2
    assert _reliable(columns).tolist() == [False, False]


def test_a_site_has_the_same_digits_however_many_threads_there_are(curves: Curves) -> None:
    threads, found = torch.get_num_threads(), []
    try:
        for count in (1, 2):
            torch.set_num_threads(count)
            columns = columns_of(curves.take(np.array([0])))
            work = work_at(columns.curves, Request(samples=1))
            found.append(_refined_alone(work, columns, Monitor()).unknowns)
    finally:
        torch.set_num_threads(threads)
    np.testing.assert_array_equal(found[0], found[1])
