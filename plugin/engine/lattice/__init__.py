"""Cells and the faces between them: what a map is worked out on, and what no barrier lets through.

Widths of cells and lines of barriers enter; a `Lattice` with its faces leaves, some of them closed, and with
it solvers for fields that spread through the faces. Nothing here knows of sites or their values. Read
first: `lattice`, `barriers`.
"""

from __future__ import annotations

from ...lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "barriers": ["Barriers", "CutLattice"],
        "conjugate_gradients": ["LikeSystems", "conjugate_gradients"],
        "faces": ["Faces"],
        "latest": ["Latest"],
        "lattice": ["Lattice"],
        "multigrid": ["Multigrid"],
        "reach": ["Reach", "parted"],
    },
)
