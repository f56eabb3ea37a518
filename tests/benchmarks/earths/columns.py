"""Columns of ground, one at a time, and the batch that the forward model takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from plugin.engine.curves import FloatArray
from plugin.engine.waves.forward import Earths


@dataclass(frozen=True)
class Column:
    """One layered earth.

    Parameters
    ----------
    name : str
        What it is, with its source if it was published.
    family : str
        What it is counted under.
    thickness, vs, vp, density : (n_layers,) float arrays
        Thickness in m (0 for the half-space, the last layer), velocities in m/s, density in kg/m3.
    """

    name: str
    family: str
    thickness: FloatArray
    vs: FloatArray
    vp: FloatArray
    density: FloatArray


def layered(name: str, family: str, rows: Sequence[tuple[float, float, float, float]]) -> Column:
    """Make a column from rows of thickness, Vp, Vs and density in m, m/s and kg/m3."""
    thickness, vp, vs, density = np.array(rows, dtype=np.float64).T
    return Column(name, family, thickness, vs, vp, density)


def batch(columns: Sequence[Column]) -> Earths:
    """Pad columns to a common number of layers."""
    width = max(len(c.vs) for c in columns)

    def table(field: str) -> FloatArray:
        return np.array([np.pad(getattr(c, field), (0, width - len(c.vs)), mode="edge") for c in columns])

    n_layers = np.array([len(c.vs) for c in columns])
    return Earths(table("thickness"), table("vs"), table("vp"), table("density"), n_layers)


def true_vs30(earths: Earths) -> FloatArray:
    """Return the exact Vs30 of layered earths in m/s, shape (n_earths,)."""
    used = np.arange(earths.thickness.shape[1]) < earths.n_layers[:, None] - 1
    bottom = np.cumsum(np.where(used, earths.thickness, np.inf), axis=1)
    top = np.concatenate([np.zeros((earths.n_earths, 1)), bottom[:, :-1]], axis=1)
    inside = np.clip(np.minimum(bottom, 30.0) - np.minimum(top, 30.0), 0.0, None)
    return 30.0 / (inside / earths.vs).sum(axis=1)
