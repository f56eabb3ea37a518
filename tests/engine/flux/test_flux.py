"""The conserved flux: its steady states are those of its equation, found another way."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest
from flux_in_time import domains, laplacian, outflow, relaxed, sides
from scipy.optimize import check_grad, minimize

from plugin.engine.flux.flux import Flux, Pull, SteadyFlux, _Newton, conductances
from plugin.engine.lattice.barriers import Barriers, CutLattice
from plugin.engine.lattice.lattice import Lattice
from plugin.engine.lattice.multigrid import Multigrid

BARRIERS = [np.array([(8.3, -9), (8.3, 9.2)]), np.array([(2.2, 14.1), (17.4, 11.3)])]


def grid(side: float = 16.0, step: float = 1.0, cut: bool = True) -> Lattice:
    lattice = Lattice.covering(np.zeros(2), np.full(2, side), step, 0.0)
    return CutLattice.of(lattice, Barriers(BARRIERS)) if cut else lattice


def shape(lattice: Lattice) -> tuple[int, int]:
    return len(lattice.heights), len(lattice.widths)


def open_faces(lattice: Lattice) -> tuple[np.ndarray, np.ndarray]:
    rows, columns = shape(lattice)
    across, up = np.split(lattice.faces.coupling, [rows * (columns - 1)])
    return across.reshape(rows, columns - 1), up.reshape(rows - 1, columns)


def sites(lattice: Lattice, n: int = 12, seed: int = 0) -> Pull:
    rng = np.random.default_rng(seed)
    cells = rng.choice(lattice.n_cells, n, replace=False)
    return Pull.of(cells, rng.normal(size=n), rng.uniform(0.02, 0.5, n), lattice.n_cells)


def steady(lattice: Lattice, flux: Flux, pull: Pull, enough: float = 1e-13) -> np.ndarray:
    return SteadyFlux(lattice, flux)(pull, flux.strength, enough=enough)


HARMONIC = Flux("harmonic", 1.0)
SMOOTH = Flux("smooth", 1.0, length=2.0)
EDGES = Flux("edge-preserving", 1.0, gradient=0.05)


def test_the_linear_limit_is_laplaces_equation() -> None:
    lattice = grid()
    pull = sites(lattice)
    across, up = open_faces(lattice)
    n = lattice.n_cells
    dense = np.array([-laplacian(across, up, row.reshape(shape(lattice))).ravel() for row in np.eye(n)])
    expected = np.linalg.solve(dense + np.diag(pull.weight), pull.weight * pull.value)
    assert steady(lattice, HARMONIC, pull) == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize("flux", [HARMONIC, EDGES])
def test_the_flux_is_conserved_but_for_the_sites_and_balances_over_all(flux: Flux) -> None:
    lattice = grid()
    pull = sites(lattice)
    u = steady(lattice, flux, pull)
    across, up = open_faces(lattice)
    conduct = lattice.faces.coupling
    if flux.law == "edge-preserving":
        conduct = conductances(lattice, flux.gradient, u)
    through = conduct * (u[lattice.faces.first] - u[lattice.faces.second])
    x, y = np.split(through, [across.size])
    out = outflow(x.reshape(across.shape), y.reshape(up.shape)).ravel()
    largest = np.abs(through).max()
    assert largest > 0.01
    assert np.abs(out[pull.weight == 0]).max() < 1e-8 * largest
    assert abs(out[pull.weight > 0].sum()) < 1e-8 * largest
    assert not through[lattice.faces.coupling == 0].any()


def test_the_smooth_law_conserves_the_flux_of_its_potential() -> None:
    lattice = grid()
    pull = sites(lattice)
    u = steady(lattice, SMOOTH, pull).reshape(shape(lattice))
    faces = open_faces(lattice)
    potential = u - SMOOTH.length**2 * laplacian(*faces, u)
    out = -laplacian(*faces, potential).ravel()
    assert np.abs(out[pull.weight == 0]).max() < 1e-7 * np.abs(out).max()
    assert abs(out.sum()) < 1e-7 * np.abs(out).max()


@pytest.mark.parametrize("flux", [HARMONIC, SMOOTH, EDGES])
def test_steady_states_are_where_the_relaxation_in_time_ends(flux: Flux) -> None:
    lattice = grid(5.0)
    pull = sites(lattice, 8)
    at = {"length": flux.length, "gradient": flux.gradient} | (
        {"step": 0.01, "steps": 60_000} if flux.law == "smooth" else {}
    )
    weight, value = (array.reshape(shape(lattice)) for array in (pull.weight, pull.value))
    u, _ = relaxed(*open_faces(lattice), weight, value, **at)
    assert steady(lattice, flux, pull) == pytest.approx(u.ravel(), abs=1e-6)


def test_newton_knows_the_slope_of_its_energy() -> None:
    lattice = grid(6.0)
    pull = sites(lattice, 6)
    newton = _Newton(lattice, 0.1, pull.weight, pull.value)
    across, _ = open_faces(lattice)

    def slope(u: np.ndarray) -> np.ndarray:
        through = conductances(lattice, 0.1, u) * (u[lattice.faces.first] - u[lattice.faces.second])
        x, y = np.split(through, [across.size])
        return outflow(x.reshape(across.shape), y.reshape(-1, across.shape[1] + 1)).ravel() + (
            pull.weight * (u - pull.value)
        )

    u = np.random.default_rng(1).normal(size=lattice.n_cells)
    assert check_grad(newton._energy, slope, u, seed=0) < 1e-4


def test_the_quartic_limit_is_the_least_of_a_p_laplacian() -> None:
    lattice = grid(6.0)
    pull = sites(lattice, 6)
    gradient, p = 1e-6, 4 / 3
    across, up = open_faces(lattice)

    def energy(u: np.ndarray) -> float:
        x, y = sides(across, up, u.reshape(shape(lattice)))
        square = np.zeros(shape(lattice))
        square[:, 1:] += 0.5 * x**2
        square[:, :-1] += 0.5 * x**2
        square[1:] += 0.5 * y**2
        square[:-1] += 0.5 * y**2
        own = 0.5 * (pull.weight * (u - pull.value) ** 2).sum()
        return float(gradient ** (2 / 3) * (square ** (p / 2)).sum() / p + own)

    flux = Flux("edge-preserving", 1.0, gradient=gradient)
    found = steady(lattice, flux, replace(pull, weight=pull.weight * 1.0), enough=1e-10)
    independent = minimize(
        energy, found + 1e-3, method="L-BFGS-B", options={"maxfun": 10**6, "maxiter": 5000}
    )
    assert energy(found) <= independent.fun * (1 + 1e-6)
    assert energy(found) == pytest.approx(independent.fun, rel=1e-3)


def test_steep_slopes_drive_a_flux_of_their_cube_root() -> None:
    lattice = grid(30.0, cut=False)
    x = np.tile(lattice.axes[0], len(lattice.heights))
    drives = [conductances(lattice, 0.01, slope * x)[:-1].max() * slope for slope in (1e3, 8e3)]
    assert drives[1] / drives[0] == pytest.approx(2.0, rel=1e-3)


def test_without_forcing_the_flux_settles_in_domains_whose_walls_lose_energy() -> None:
    a, b = -1.0, 2.0
    energies, norms = zip(*islice(domains((48, 48), a, b, 1.0, seed=3), 4000))
    assert (np.diff(energies) <= 1e-9).all()
    assert np.median(norms[-1]) == pytest.approx(np.sqrt(-a / b), rel=0.02)


@pytest.mark.parametrize("length", [0.0, 0.3])
def test_manufactured_solutions_are_approached_at_second_order(length: float) -> None:
    errors = []
    for n in (16, 32, 64):
        lattice = Lattice.covering(np.full(2, 3.5 / n), np.full(2, 1 - 3.5 / n), 1 / n, 0.0)
        assert shape(lattice) == (n, n)
        x, y = (axis.ravel() for axis in np.meshgrid(*lattice.axes))
        exact = np.cos(np.pi * x) * np.cos(2 * np.pi * y)
        k = 5 * np.pi**2
        source = (k * (1 + length**2 * k) + 1.0) * exact
        weight = np.full(n * n, 1 / n**2)
        flux = Flux("smooth", 1.0, length=length) if length else HARMONIC
        errors.append(np.abs(steady(lattice, flux, Pull(weight, source)) - exact).max())
    assert np.log2(np.array(errors[:-1]) / errors[1:]) == pytest.approx(2.0, abs=0.1)


def test_a_manufactured_solution_of_the_edge_preserving_law_is_approached_at_second_order() -> None:
    errors, gradient = [], 8.0
    for n in (16, 32, 64):
        lattice = Lattice.covering(np.full(2, 3.5 / n), np.full(2, 1 - 3.5 / n), 1 / n, 0.0)
        x, y = (axis.ravel() for axis in np.meshgrid(*lattice.axes))
        exact = np.cos(np.pi * x) * np.cos(2 * np.pi * y)
        flux = Flux("edge-preserving", 1.0, gradient=gradient)
        source = exact - _divergence(x, y, gradient)
        weight = np.full(n * n, 1 / n**2)
        errors.append(np.abs(steady(lattice, flux, Pull(weight, source), enough=1e-11) - exact).max())
    assert np.log2(errors[1] / errors[2]) == pytest.approx(2.0, abs=0.1)


def _divergence(x: np.ndarray, y: np.ndarray, gradient: float, h: float = 1e-4) -> np.ndarray:
    """div q(grad u) of the manufactured solution, by central differences of the exact flux."""

    def flux(x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        u_x = -np.pi * np.sin(np.pi * x) * np.cos(2 * np.pi * y)
        u_y = -2 * np.pi * np.cos(np.pi * x) * np.sin(2 * np.pi * y)
        slope = np.hypot(u_x, u_y)
        low, high = np.zeros_like(slope), slope
        for _ in range(60):
            middle = (low + high) / 2
            above = middle + middle**3 / gradient**2 > slope
            low, high = np.where(above, low, middle), np.where(above, middle, high)
        return low / slope * u_x, low / slope * u_y

    across = flux(x + h, y)[0] - flux(x - h, y)[0]
    return (across + flux(x, y + h)[1] - flux(x, y - h)[1]) / (2 * h)


def test_peaks_at_the_sites_are_gone_by_the_smooth_law() -> None:
    lattice = grid(40.0, cut=False)
    middle = lattice.n_cells // 2
    pull = Pull.of(np.array([middle, 3]), np.array([1.0, 0.0]), np.full(2, 1e-4), lattice.n_cells)
    drop = []
    for flux in (HARMONIC, replace(SMOOTH, length=8.0)):
        u = steady(lattice, flux, pull)
        drop.append(abs(u[middle] - u[middle + 1]) / np.ptp(u))
    assert drop[0] > 0.09 and drop[1] < 0.01


def test_values_do_not_pass_a_barrier_and_compartments_without_sites_stay_zero() -> None:
    lattice = Lattice.covering(np.zeros(2), np.full(2, 16.0), 1.0, 0.0)
    lattice = CutLattice.of(lattice, Barriers([np.array([(8.3, -99), (8.3, 99)])]))
    west = np.tile(lattice.axes[0] < 8.3, len(lattice.heights))
    cell = int(np.flatnonzero(west)[40])
    pull = Pull.of(np.array([cell]), np.array([0.7]), np.array([0.01]), lattice.n_cells)
    for flux in (HARMONIC, SMOOTH, EDGES):
        u = steady(lattice, flux, pull)
        assert u[west] == pytest.approx(0.7, abs=1e-5) and u[~west] == pytest.approx(0.0, abs=1e-6)


def test_very_many_cells_are_solved_as_few_are() -> None:
    lattice = grid(200.0)
    lattice = CutLattice.of(lattice, Barriers([40 * line for line in BARRIERS[1:]] + [BARRIERS[0] * 9]))
    pull = sites(lattice, 100)
    grown = Multigrid(lattice.faces, shape(lattice))
    assert len(grown._levels) >= 2
    u = grown.solve(pull.weight, pull.weight * pull.value, enough=1e-11)
    again = grown.solve(pull.weight, pull.weight * pull.value, start=u + 0.1, enough=1e-11)
    direct = grown._directly(pull.weight, pull.weight * pull.value)
    assert u == pytest.approx(direct, abs=1e-8) and again == pytest.approx(direct, abs=1e-8)
