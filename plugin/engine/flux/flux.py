"""Values carried from cell to cell by a flux that is conserved, and that passes no closed face.

On square cells u is the value of a cell and q the flux through a face. The flux relaxes by the
Landau-Khalatnikov equation, tau dq/dt = -q - |q|^2 q / g^2 - grad (u - l^2 lap u), and du/dt = -div q, except
in cells that hold sites, where u is pulled towards the sites' values. What is wanted is the steady state, in
which u is the least of a convex energy: linear for the laws `harmonic` (g infinite, l zero) and `smooth`
(l above zero), by Newton's method for `edge-preserving` (g finite).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_matrix, diags

from ...protocol.map_options import FluxLaw
from ..curves import FloatArray
from ..lattice.conjugate_gradients import LikeSystems, conjugate_gradients
from ..lattice.faces import Faces
from ..lattice.lattice import Lattice
from ..lattice.multigrid import Multigrid

_MOST_NEWTON, _MOST_INNER, _MOST_HALVINGS = 40, 60, 30
_INNER = 1e-3  # of what is left in a step of Newton's
_DESCENT = 1e-4  # of what a step promises (Armijo 1966)


@dataclass(frozen=True)
class Flux:
    """How a flux follows from the differences of values.

    Parameters
    ----------
    law : {"harmonic", "edge-preserving", "smooth"}
        Whether it is proportional to the slope, to its cube root where that is steep, or free of peaks.
    strength : float
        Variance that values gain from cell to cell without sites; against the sites' own it decides how
        closely these are followed.
    length : float
        Of `smooth`: distance in m below which the ground is even.
    gradient : float
        Of `edge-preserving`: slope of u in 1/m beyond which it costs less.
    """

    law: FluxLaw
    strength: float
    length: float = 0.0
    gradient: float = np.inf


@dataclass(frozen=True)
class Pull:
    """What sites say, cell by cell.

    Parameters
    ----------
    weight : (n_cells,) float array
        Inverse variance; 0 for a cell without a site.
    value : (n_cells,) float array
        Weighted mean of the sites there.
    """

    weight: FloatArray
    value: FloatArray

    @classmethod
    def of(cls, cells: NDArray[np.intp], values: FloatArray, variance: FloatArray, n_cells: int) -> Pull:
        """Return the pull of sites in some cells, with values and variances (n_sites,) each."""
        weight = np.asarray(np.bincount(cells, 1 / variance, n_cells), dtype=np.float64)
        total = np.bincount(cells, values / variance, n_cells)
        return cls(weight, np.divide(total, weight, out=np.zeros(n_cells), where=weight > 0))


class SteadyFlux:
    """The steady state on a lattice of square cells, for any number of sets of values.

    Parameters
    ----------
    lattice : Lattice
        The cells, all of them square.
    flux : Flux
        The law.
    """

    def __init__(self, lattice: Lattice, flux: Flux) -> None:
        self._lattice, self._flux = lattice, flux
        self._shape = (len(lattice.heights), len(lattice.widths))
        self._linear = Multigrid(lattice.faces, self._shape) if flux.law != "smooth" else None
        self._solved = LikeSystems()

    def __call__(
        self, pull: Pull, strength: float, start: FloatArray | None = None, enough: float = 1e-7
    ) -> FloatArray:
        """Return u (n_cells,); 0 in compartments without sites.

        Parameters
        ----------
        pull : Pull
            The sites.
        strength : float
            As of `Flux`, of these values.
        start : (n_cells,) float array, optional
            A solution of like values, to begin with.
        enough : float, optional
            Share of u by which it may be missed.
        """
        weight = tied(self._lattice, strength * pull.weight)
        if self._linear is None:
            return self._solved(smooth_system(self._lattice, self._flux.length, weight), weight * pull.value)
        u = self._linear.solve(weight, weight * pull.value, start, enough)
        if self._flux.law == "harmonic":
            return u
        return _Newton(self._lattice, self._flux.gradient, weight, pull.value).least(u, enough)


def tied(lattice: Lattice, weight: FloatArray) -> FloatArray:
    """Return pulls (n_cells,) with those of compartments that no site speaks for set to 1: they stay 0."""
    of_sites = np.bincount(lattice.compartments, weight)
    return np.where(of_sites[lattice.compartments] > 0, weight, 1.0)


def smooth_system(lattice: Lattice, length: float, weight: FloatArray) -> csc_matrix:
    """Return the matrix of -div grad (u - length^2 lap u) + weight u."""
    laplacian = lattice.operator(0.0)
    return csc_matrix(laplacian + length**2 * laplacian @ diags(1 / lattice.area) @ laplacian + diags(weight))


def linear_system(lattice: Lattice, coupling: FloatArray, weight: FloatArray) -> csc_matrix:
    """Return the matrix of -div (coupling grad u) + weight u."""
    faces = Faces(lattice.faces.first, lattice.faces.second, coupling)
    return csc_matrix(replace(lattice, faces=faces).operator(0.0) + diags(weight))


def conductances(lattice: Lattice, gradient: float, u: FloatArray) -> FloatArray:
    """Return what one unit of difference drives through each face of an edge-preserving flux, (n_faces,)."""
    faces = lattice.faces
    _, conduct, _ = _response(_slope(lattice, gradient, _differences(faces, u)))
    return faces.coupling * 0.5 * (conduct[faces.first] + conduct[faces.second])


class _Newton:
    """Looks for the least energy of an edge-preserving flux.

    Energy of a cell is that of its slope s: the mean of the squared slopes of its opposite faces, summed over
    both directions. The flux q(s) of the law is its derivative.
    """

    def __init__(self, lattice: Lattice, gradient: float, weight: FloatArray, value: FloatArray) -> None:
        self._lattice, self._gradient = lattice, gradient
        self._weight, self._value = weight, value
        self._scale = (lattice.step * gradient) ** 2
        self._shape = (len(lattice.heights), len(lattice.widths))

    def least(self, u: FloatArray, enough: float) -> FloatArray:
        """Return the least, from a first guess (n_cells,)."""
        faces = self._lattice.faces
        energy = self._energy(u)
        for _ in range(_MOST_NEWTON):
            difference = _differences(faces, u)
            slope = _slope(self._lattice, self._gradient, difference)
            _, conduct, stiffness = _response(slope)
            coupling = faces.coupling * 0.5 * (conduct[faces.first] + conduct[faces.second])
            downhill = -_gathered(faces, coupling * difference, len(u)) - self._weight * (u - self._value)
            step = self._step(difference, coupling, stiffness / self._scale, downhill)
            promised, share = float(step @ downhill), 1.0
            for _ in range(_MOST_HALVINGS):
                there = self._energy(u + share * step)
                if there <= energy - _DESCENT * share * promised:
                    break
                share /= 2
            else:
                break
            u, energy = u + share * step, there
            if np.linalg.norm(step) <= enough * np.linalg.norm(u):
                break
        return u

    def _step(
        self, difference: FloatArray, coupling: FloatArray, stiffness: FloatArray, downhill: FloatArray
    ) -> FloatArray:
        """Return Newton's step, led by the system whose conductances stay as they are."""
        faces, n = self._lattice.faces, len(downhill)
        frozen = Multigrid(Faces(faces.first, faces.second, coupling), self._shape)

        def apply(v: FloatArray) -> FloatArray:
            change = _differences(faces, v)
            bent = difference * _on_faces(faces, stiffness * _in_cells(faces, difference * change, n))
            return _gathered(faces, coupling * change + bent, n) + self._weight * v

        found = conjugate_gradients(apply, downhill, frozen.solver(self._weight), _INNER, _MOST_INNER)
        return frozen.solve(self._weight, downhill) if found is None else found

    def _energy(self, u: FloatArray) -> float:
        slope = _slope(self._lattice, self._gradient, _differences(self._lattice.faces, u))
        flux = _response(slope)[0]
        own = flux**2 / 2 + 3 * flux**4 / 4
        return float(self._scale * own.sum() + 0.5 * (self._weight * (u - self._value) ** 2).sum())


def _response(slope: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return flux, flux over slope and the change of the latter by half the square of the slope; unit law.

    The flux y of a slope x solves y + y^3 = x.
    """
    flux = 2 / np.sqrt(3) * np.sinh(np.arcsinh(1.5 * np.sqrt(3) * slope) / 3)
    conduct = 1 / (1 + flux**2)
    return flux, conduct, -0.5 * conduct**3 / (1 + 3 * flux**2)


def _slope(lattice: Lattice, gradient: float, difference: FloatArray) -> FloatArray:
    """Return the slope in each cell, in units of `gradient`."""
    faces = lattice.faces
    square = _in_cells(faces, 0.5 * difference**2, lattice.n_cells)
    return np.sqrt(square) / (lattice.step * gradient)


def _differences(faces: Faces, u: FloatArray) -> FloatArray:
    return np.where(faces.coupling > 0, u[faces.second] - u[faces.first], 0.0)


def _in_cells(faces: Faces, of_faces: FloatArray, n: int) -> FloatArray:
    return np.asarray(np.bincount(faces.first, of_faces, n) + np.bincount(faces.second, of_faces, n))


def _on_faces(faces: Faces, of_cells: FloatArray) -> FloatArray:
    return np.asarray(of_cells[faces.first] + of_cells[faces.second])


def _gathered(faces: Faces, through: FloatArray, n: int) -> FloatArray:
    """Return what comes out of cells less what goes in, of a flux against the faces' direction."""
    return np.asarray(np.bincount(faces.second, through, n) - np.bincount(faces.first, through, n))
