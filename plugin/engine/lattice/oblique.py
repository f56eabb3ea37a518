"""Faces of a lattice for ground that changes less along one direction: some couple cells corner to corner.

What a field spreads by is a tensor (h11 h12; h12 h22). Every rectangle between the middles of four cells is
parted into two triangles by the diagonal along which the ground changes less, and the field is plane in each.
"""

from __future__ import annotations

import numpy as np

from ..curves import FloatArray
from .faces import Faces


def oblique(faces: Faces, shape: tuple[int, int], tensor: FloatArray) -> Faces:
    """Return faces and corners through which a field spreads by a tensor.

    Closed faces stay closed, and so do the corners next to them.

    Parameters
    ----------
    faces : Faces
        Those of a lattice: first across the rows, then between them.
    shape : (int, int)
        Rows and columns.
    tensor : (2, 2) float array
        Symmetric, of determinant 1.
    """
    rows, columns = shape
    n_across = rows * (columns - 1)
    across = faces.coupling[:n_across].reshape(rows, columns - 1)
    down = faces.coupling[n_across:].reshape(rows - 1, columns)
    open_ = (across[:-1] > 0) & (across[1:] > 0) & (down[:, :-1] > 0) & (down[:, 1:] > 0)
    corner = abs(float(tensor[0, 1])) * open_
    of_across, of_down = tensor[0, 0] * across, tensor[1, 1] * down
    of_across[:-1] -= corner / 2
    of_across[1:] -= corner / 2
    of_down[:, :-1] -= corner / 2
    of_down[:, 1:] -= corner / 2
    cell = np.arange(rows * columns).reshape(shape)
    ends = (cell[:-1, :-1], cell[1:, 1:]) if tensor[0, 1] > 0 else (cell[:-1, 1:], cell[1:, :-1])
    return Faces(
        np.concatenate([faces.first, ends[0].ravel()]),
        np.concatenate([faces.second, ends[1].ravel()]),
        np.concatenate([of_across.ravel(), of_down.ravel(), corner.ravel()]),
    )
