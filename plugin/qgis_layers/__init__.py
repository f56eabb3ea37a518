"""Layers of QGIS: the user's layers in, as what the engine can read; files of results out, as styled layers.

A layer, a file or rasters that the user chose enter `survey_source` and leave as a `Source` of the
protocol; a layer that is no file is written to one by `layer_table`, and lines are taken by `section_line`.
A folder of results enters `results`, and a group of layers leaves for the project, sites, rasters and
rejects in one style everywhere (`sites`, `rasters`, `rejects`, `colours`, `fields`). Nothing here opens a
window or knows the engine. Read first: `results`, `survey_source`.
"""

from __future__ import annotations

from ..lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "colours": ["ColourScale"],
        "fields": ["name_fields"],
        "groups": ["add_group", "add_layer"],
        "layer_table": ["LayerTable"],
        "placing": ["place_result", "place_section_layer"],
        "rasters": ["LayerError", "band_depths", "open_raster"],
        "rejects": ["open_rejects"],
        "result_layers": ["ResultLayers"],
        "results": ["add_results", "adding_results"],
        "run_record": ["survey_name"],
        "section_line": ["LineError", "line_of", "only_line"],
        "section_raster": ["SectionGrid", "read_section"],
        "sections": ["add_section", "open_section"],
        "shown_results": ["find_results", "folder_of", "newest_folder", "remove_results"],
        "site_classes": ["open_products"],
        "sites": ["one_site", "open_sites", "site_names"],
        "survey_source": ["from_files", "from_layer", "from_rasters", "selected", "stack_part"],
        "ticks": ["linear_ticks", "log_ticks", "number", "rounded"],
    },
)
