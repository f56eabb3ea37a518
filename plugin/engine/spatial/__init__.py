"""Values between sites: what is known at some places in, values and deviations at any place out.

Places, values and their deviations enter. `likelihood` learns a `covariance` from them, `spatial_model`
holds the field on a `lattice` (by `kriging` from few sites, by `lattice_kriging` from many), and `validation`
scores it on blocks of sites left out. Other methods are weights between sites, worked out once for all
depths (`gridding`, `mesh`). Nothing here knows of files or rasters. Read first: `covariance`,
`spatial_model`.
"""

from __future__ import annotations

from ...lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "covariance": ["Covariance", "Kernel"],
        "draws": ["Draws", "most_at_once"],
        "ensembles": ["Ensembles"],
        "gridding": ["Grid", "interpolator", "nearest_neighbours", "weighted"],
        "kriging": ["Kriging"],
        "lattice_kriging": ["LatticeKriging", "nearby_variance"],
        "likelihood": ["fit"],
        "mesh": ["Mesh"],
        "parted_model": ["PartedModel", "about_their_parts", "apart"],
        "parted_weights": ["parted_interpolator"],
        "spatial_model": ["SpatialModel"],
        "validation": ["LeftOut", "Score", "blocked_score", "left_out_blocks"],
        "values": ["Values"],
        "variogram": ["empirical", "modelled"],
    },
)
