"""Kriging with barriers: as without where there are none, blind across them where there are."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix, diags
from scipy.spatial.distance import cdist

from plugin.engine.flux.drawn_variance import drawn_variance
from plugin.engine.flux.flux import Pull, linear_system
from plugin.engine.flux.flux_model import _incidence
from plugin.engine.lattice.barriers import Barriers, CutLattice
from plugin.engine.lattice.lattice import Lattice, symmetric_solver
from plugin.engine.spatial.covariance import Kernel
from plugin.engine.spatial.gridding import weighted
from plugin.engine.spatial.parted_model import PartedModel, about_their_parts
from plugin.engine.spatial.parted_weights import parted_interpolator
from plugin.engine.spatial.spatial_model import SpatialModel
from plugin.engine.spatial.values import Values
from plugin.protocol.progress import Monitor

SIDE = 1000.0
FAULT = np.array([(520.0, -5000.0), (480.0, 5000.0)])


def cells(*lines: np.ndarray) -> CutLattice:
    return CutLattice.of(
        Lattice.covering(np.full(2, -100.0), np.full(2, SIDE + 100), 20.0, 0.0), Barriers(lines)
    )


def survey(jump: float = 0.0, seed: int = 0, n: int = 90) -> Values:
    rng = np.random.default_rng(seed)
    places = rng.uniform(0, SIDE, (n, 2))
    field = np.linalg.cholesky(Kernel(500.0, 0.01)(cdist(places, places)) + 1e-8 * np.eye(n)) @ rng.normal(
        size=n
    )
    mean = 6 + field + jump * (places[:, 0] > 500) + 0.01 * rng.normal(size=n)
    return Values(places, mean[:, None], np.full((n, 1), 0.02), np.ones(1))


def points() -> np.ndarray:
    return np.random.default_rng(9).uniform(0, SIDE, (300, 2))


def test_barriers_that_are_not_there_change_nothing() -> None:
    values = survey()
    covariance = values.fitted()
    plain = SpatialModel(values, covariance, np.zeros(2), np.full(2, SIDE), 400.0, Monitor())(points())
    parted = PartedModel(values, covariance, cells(), 400.0, Monitor())(points())
    assert np.abs(plain[0] - parted[0]).max() < 0.01
    assert np.median(np.abs(np.log(plain[1] / parted[1]))) < 0.1


def test_one_side_is_kriged_as_if_the_other_were_not_there() -> None:
    values = survey(jump=0.5)
    lattice = cells(FAULT)
    covariance = about_their_parts(values, lattice).fitted()
    west = values.places[:, 0] < 500
    own = values.take(np.flatnonzero(west))
    places = points()[points()[:, 0] < 470]
    both = PartedModel(values, covariance, lattice, 400.0, Monitor())(places)
    alone = SpatialModel(own, covariance, np.zeros(2), np.full(2, SIDE), 400.0, Monitor())(places)
    assert np.abs(both[0] - alone[0]).mean() < 0.01
    truth = survey(jump=0.0).mean
    assert np.abs(both[0].mean() - truth[west].mean()) < 0.03


def test_the_mean_of_each_side_is_taken_away_before_the_covariance_is_fitted() -> None:
    values, lattice = survey(jump=0.5), cells(FAULT)
    with_jump, without = values.fitted(), about_their_parts(values, lattice).fitted()
    assert without.variance[0] < 0.5 * with_jump.variance[0]


def test_padding_keeps_apart_what_barriers_part_within() -> None:
    short = np.array([(500.0, -200.0), (500.0, 1200.0)])
    lattice = cells(short)
    assert lattice.compartments.max() == 1
    assert lattice.padded(3000.0).compartments.max() == 1


def test_variances_from_draws_are_those_of_the_inverse() -> None:
    fault = Barriers([np.array([(4.2, -9.0), (4.2, 5.0)])])
    lattice = CutLattice.of(Lattice.covering(np.zeros(2), np.full(2, 8.0), 1.0, 0.0), fault)
    rng = np.random.default_rng(0)
    pull = Pull.of(
        rng.choice(lattice.n_cells, 9, replace=False), np.zeros(9), np.full(9, 0.3), lattice.n_cells
    )
    system = linear_system(lattice, lattice.faces.coupling, pull.weight)
    exact = np.diag(np.linalg.inv(system.toarray()))
    roots = [_incidence(lattice, lattice.faces.coupling), csr_matrix(diags(np.sqrt(pull.weight)))]
    assert (roots[0] @ roots[0].T + roots[1] @ roots[1].T).toarray() == pytest.approx(system.toarray())
    drawn = drawn_variance(symmetric_solver(system), roots, draws=20_000)
    assert drawn == pytest.approx(exact, rel=0.06)
    few = drawn_variance(symmetric_solver(system), roots)
    assert np.std(few / exact) < 2 * np.sqrt(2 / 200)


def test_weights_of_a_place_are_of_the_sites_on_its_side() -> None:
    wall = Barriers([np.array([[52.0, -1e3], [52.0, 1e3]])])
    lattice = CutLattice.of(Lattice.covering(np.zeros(2), np.full(2, 100.0), 5.0, 0.0), wall)
    sites = np.array([[10.0, 20.0], [40, 80], [60, 20], [90, 80]])
    places = np.array([[50.0, 50.0], [54.0, 50.0], [10.0, 20.0]])
    weights = parted_interpolator(sites, "linear", lattice)(places).toarray()
    assert weights[[0, 2], 2:].max() == 0 and weights[1, :2].max() == 0
    assert weights.sum(axis=1) == pytest.approx(1) and weights[2, 0] == pytest.approx(1)
    alone = parted_interpolator(sites[:2], "nearest", lattice)(places)
    assert weighted(alone, np.ones((2, 1))).ravel() == pytest.approx([1, np.nan, 1], nan_ok=True)
