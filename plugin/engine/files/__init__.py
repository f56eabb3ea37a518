"""How files are opened and written: plain ones alone, whole or not at all, one run at a time in a folder.

Paths enter; what was written appears under its final names when all of it is there. GDAL is kept off the
network and to formats that hold their own data. Nothing here knows what is in the files. Read first:
`result_set`, `atomic`, `gdal`.
"""

from __future__ import annotations

from ...lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "atomic": ["written_whole"],
        "csv_rows": ["write_rows"],
        "file_names": ["safe_names"],
        "folder_lock": ["held"],
        "gdal": ["raster_library", "vector_library"],
        "geopackage": ["write_geopackage"],
        "plain_file": ["require_path", "require_plain"],
        "result_set": ["ResultSet"],
        "table_file": ["table_file"],
    },
)
