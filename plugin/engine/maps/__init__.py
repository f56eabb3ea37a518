"""Maps and sections: the files of a finished run in, rasters out.

The folder of a run and `MapOptions` enter `maps.make_maps`, and GeoTIFFs of Vs, its uncertainty and the
distance to the nearest site leave; a folder and a line enter `section.make_section`, and a `Section` and
its raster leave. Cells and distances are those that `map_plan` decides. Maps are what a spatial model
foretells (`kriged`): `likelihood` learns a `covariance` from the sites, `spatial_model` holds the field on a
`lattice`, `validation` scores it. By other methods, and on sections, weights between sites are worked out
once for all depths (`interpolated`, `gridding`, `mesh`). Read first: `map_plan`, `maps`, `spatial_model`.
"""

from __future__ import annotations

from ...lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "covariance": ["Covariance", "Kernel"],
        "gridding": ["Grid", "interpolator", "nearest_neighbours", "weighted"],
        "interpolated": ["interpolated_columns", "interpolated_profiles"],
        "kriged": ["Kriged", "kriged"],
        "kriging": ["Kriging"],
        "lattice": ["Faces", "Lattice"],
        "lattice_kriging": ["LatticeKriging", "nearby_variance"],
        "likelihood": ["fit"],
        "lines": ["Line", "along_sites", "read_lines"],
        "map_plan": ["MapPlan", "plan_map", "sites_crs", "usable_sites"],
        "map_system": ["map_system"],
        "maps": ["make_maps"],
        "mesh": ["Mesh"],
        "out_of_sight": ["bounds", "completed", "seen"],
        "product": ["Part"],
        "pseudo_section": ["Section"],
        "rasters": ["Bands", "Layout", "finish", "new_raster", "write_array"],
        "section": ["cut_section", "make_section"],
        "section_file": ["write_section"],
        "spatial_model": ["SpatialModel", "Values"],
        "strays": ["strays"],
        "validation": ["Score", "blocked_score"],
    },
)
