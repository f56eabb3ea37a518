"""Maps and sections: the files of a finished run in, rasters out.

The folder of a run and `MapOptions` enter `maps.make_maps`, and GeoTIFFs of Vs, its uncertainty and the
distance to the nearest site leave; a folder and a line enter `section.make_section`, and a `Section` and
its raster leave. Both interpolate between sites by weights that are worked out once for all depths
(`gridding`, `mesh`), on cells and within distances that `map_plan` decides. Read first: `map_plan`,
`gridding`, `maps`.
"""

from __future__ import annotations

from ...lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "gridding": ["Grid", "interpolator", "nearest_neighbours", "weighted"],
        "lines": ["Line", "along_sites", "read_lines"],
        "map_plan": ["MapPlan", "plan_map", "sites_crs", "usable_sites"],
        "maps": ["make_maps"],
        "mesh": ["Mesh"],
        "pseudo_section": ["Section"],
        "rasters": ["Bands", "Layout", "finish", "new_raster", "write_array"],
        "section": ["cut_section", "make_section"],
        "section_file": ["write_section"],
    },
)
