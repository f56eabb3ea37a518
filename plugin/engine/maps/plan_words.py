"""What a user reads of a planned map before it is drawn: one line, and what looks wrong."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from ...protocol.counted import counted
from ..positions import unit_of
from ..spatial.gridding import nearest_neighbours
from .map_plan import FEWEST_KRIGED, WITH_BANDS, MapPlan

_FEW_CELLS, _MANY_CELLS = 10, 25_000_000  # of a map that is told of
_LITTLE_DRAWN = 0.05  # of a map that is told of
_LOOKED_AT = 200  # cells along each side, to see how much is drawn


def summary_of(plan: MapPlan) -> str:
    """Return one line for the user."""
    return (
        f"{plan.grid.n_columns} x {plan.grid.n_rows} cells of {plan.grid.resolution:g} {unit_of(plan.crs)}"
        f"{_on_the_ground(plan)} in {plan.crs.name}; "
        f"{_how(plan)} of log Vs between {counted(len(plan.x), 'site')}; "
        f"cells farther than {plan.max_distance:.4g} m from a site stay empty"
        + "".join(f"; note: {note}" for note in notes_of(plan))
    )


def notes_of(plan: MapPlan) -> list[str]:
    """Return what looks wrong about the map."""
    grid = plan.grid
    found: list[str] = []
    if plan.parting is not None:
        found += plan.parting.notes
    if plan.options.max_sigma is not None and plan.method not in WITH_BANDS:
        found.append("no cell is left empty for its uncertainty, which only kriging knows")
    if plan.without:
        found.append(f"without {counted(len(plan.without), 'site')}: {_shortened(plan.without)}")
    if plan.left_out:
        verb = "lies" if len(plan.left_out) == 1 else "lie"
        found.append(
            f"{counted(len(plan.left_out), 'site')} left out, which {verb} far from all others: "
            f"{_shortened(plan.left_out)} (are the coordinates swapped, or mistyped?)"
        )
    spacings = nearest_neighbours(plan.ground.positions(plan.x, plan.y))
    cell = grid.resolution * float(np.median(plan.ground.unit_lengths(plan.x, plan.y)))
    if len(spacings) and cell > np.median(spacings):
        found.append(f"a cell is larger than the usual distance of sites, {np.median(spacings):.3g} m")
    if grid.n_cells < _FEW_CELLS:
        found.append(f"the map has only {counted(grid.n_cells, 'cell')}")
    if grid.n_cells > _MANY_CELLS:
        found.append(f"the map has {grid.n_cells:,} cells, which takes long and is hard to show")
    if _share_drawn(plan) < _LITTLE_DRAWN:
        found.append(f"less than {_LITTLE_DRAWN:.0%} of the map is near a site, the rest stays empty")
    return found


def _share_drawn(plan: MapPlan) -> float:
    """Return about which share of the cells is near enough to a site."""
    rows, columns = (
        np.unique(np.linspace(0, n - 1, min(n, _LOOKED_AT)).astype(int))
        for n in (plan.grid.n_rows, plan.grid.n_columns)
    )
    x, y = plan.grid.centres(rows, columns)
    cells = plan.ground.positions(x, y)
    cells = cells[np.isfinite(cells).all(axis=1)]
    if len(cells) == 0:
        return 0.0
    distance = cKDTree(plan.ground.positions(plan.x, plan.y)).query(cells)[0]
    return float((distance <= plan.max_distance).sum() / (len(rows) * len(columns)))


def _how(plan: MapPlan) -> str:
    """Return what is done with log Vs."""
    how = f"{plan.method} interpolation"
    if plan.method in WITH_BANDS:
        how = f"{plan.options.law} flux" if plan.method == "flux" else plan.method
    return how if plan.method == plan.options.method else f"{how} (kriging needs {FEWEST_KRIGED} sites)"


def _on_the_ground(plan: MapPlan) -> str:
    """Return how large a cell is in truth, where a unit of the map says something else."""
    if plan.crs.is_geographic or plan.ground.plane is None:
        return ""
    width, height = plan.grid.resolution * np.median(plan.ground.unit_lengths(plan.x, plan.y), axis=0)
    return f" ({width:.3g} m by {height:.3g} m on the ground)"


def _shortened(names: tuple[str, ...]) -> str:
    return ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
