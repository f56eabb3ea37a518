"""Maps: the files of a finished run in, rasters out.

The folder of a run and `MapOptions` enter `maps.make_maps`, and GeoTIFFs of Vs, its uncertainty and the
distance to the nearest site leave. Cells and distances are those that `map_plan` decides. Maps are what a
spatial model foretells (`kriged`); by other methods weights between sites fill them (`interpolated`).
Read first: `map_plan`, `maps`, `kriged`.
"""

from __future__ import annotations

from ...lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "cell_size": ["default_reach", "round_up"],
        "cells": ["Cells", "CellsPart"],
        "draws_file": ["require_room", "write_draws"],
        "from_profiles": ["vs30_depths", "vs30_of"],
        "barrier_lines": ["Parting", "box_of", "parting"],
        "fluxed": ["Fluxed", "fluxed"],
        "interpolated": ["interpolated_columns", "interpolated_profiles"],
        "kriged": ["Kriged", "kriged"],
        "map_layers": ["round_levels", "write_map_layers"],
        "map_plan": ["MapPlan", "in_project", "plan_map"],
        "map_sites": ["sites_crs", "usable_sites"],
        "map_system": ["map_system", "suits"],
        "maps": ["make_maps"],
        "model_figure": ["write_model_figure"],
        "out_of_sight": ["bounds", "completed", "seen"],
        "plan_words": ["notes_of", "summary_of"],
        "product": ["Part"],
        "rasters": ["Bands", "Layout", "finish", "new_raster", "write_array"],
        "strays": ["strays"],
        "survey_model": ["column_values", "fitted", "modelled", "profile_values"],
        "vs30_maps": ["carried_parts", "vs30_parts"],
    },
)
