"""Layers of a geographic information system: features with attributes in, `Measurements` out.

A file that GDAL opens enters `vector`, a connection string `database`; the features of any layer, as QGIS
hands them over, enter `vector.measure_features`. Points and lines give places, attributes the curves, in
columns as in any table or folded into single cells (`nested`). The sheets of a workbook are read as text
files are (`workbook`). Read first: `vector`, then `vector_paths` for what there is inside archives.
"""

from __future__ import annotations

from ....lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "database": ["is_database", "read_database"],
        "nested": ["unfold"],
        "sheets": ["as_text", "has_no_header", "is_nested"],
        "vector_paths": ["VectorPath", "is_file_geodatabase", "is_vector", "locate"],
        "workbook": ["read_sheet", "read_workbook"],
    },
    modules=["vector"],
)
