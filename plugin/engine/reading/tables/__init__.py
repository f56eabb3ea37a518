"""Tables with columns, from whatever file they come: rows in, `Measurements` out.

Cells enter as text or as a data frame, with names of columns or without. Which column holds what, in which
unit, is read off the names (`columns`, `column_choice`) and, where they do not say it, off the numbers
(`axis`, `units`); rows become sites with places (`sites`, `places`, `georeference`) and points with types
(`point_types`). The readers here are `delimited`, for text with a header, and `plain`, for bare numbers;
the readers of layers and of many formats use the same parts. Read first: `named`, which puts them together,
then `columns`.
"""

from __future__ import annotations

from ....lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "angles": ["degrees", "is_west_or_south"],
        "axis": ["guess_axis"],
        "blanks_below": ["fill_down"],
        "cells": ["labels"],
        "column_choice": ["choose_units", "read_names"],
        "columns": ["Meaning", "is_ground_model", "listed", "read_name", "words_of"],
        "figures": ["Figures", "numbers", "read_figures"],
        "curves_in_columns": ["CurvesInColumns", "curves_in_columns"],
        "file_names": [
            "FileWords",
            "file_words",
            "mode_by_name",
            "name_words",
            "say_types_in_name",
            "with_types_in_name",
        ],
        "georeference": ["decide_crs", "is_geographic", "midpoints", "parse_crs", "unify", "wrap_longitude"],
        "layout": ["Layout", "lay_out", "without_comments"],
        "line_positions": ["LinePositions", "line_positions", "position_column"],
        "named": ["Frame", "has_curves", "measure", "missing_columns"],
        "named_systems": ["agreed", "split_system", "without_bracket"],
        "numerals": ["Evidence", "decide", "readings", "value"],
        "places": ["Places", "file_column", "place_by_file_name", "place_by_table", "read_places"],
        "point_types": ["Types", "kind_of", "mode_of", "read_types", "wave_of"],
        "quantities": ["read_axis", "read_sigma"],
        "rows": ["all_rows", "columns_frame", "head_rows", "measure_layout"],
        "sigma_units": ["decide_sigma_unit"],
        "site_names": ["disambiguate", "group", "name_columns", "of_curves", "row_names"],
        "site_rows": ["Rows", "rows_of"],
        "sites": ["Sites", "find_sites"],
        "telling_columns": ["tell_curves_in_turn", "telling_columns"],
        "units": ["Unit", "guess_velocity_unit", "to_frequency", "to_sigma", "to_velocity", "trend"],
        "unread": ["refuse_tables_below", "reject_points", "tell_places", "tell_sigmas"],
        "velocity_columns": ["phase_beside_group", "refuse_side_by_side", "velocity_columns"],
        "vocabulary": ["Word"],
        "wide": ["WideColumn", "lengthen", "wide_columns", "with_labels"],
    },
    modules=["delimited", "plain"],
)
