"""Where a raster stack may lie but in plain files: folders and archives of chunks, addresses on a network.

What the user named enters; GDAL gets files out of it, one by one, and reads nothing but these. It never
reaches a network itself: what is at an address is asked for here, at that address alone, and only while the
order lasts whose user named it (`addresses.opened`). Read first: `addresses`, `gdal_files`, `zarr`.
"""

from __future__ import annotations

from ...lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "addresses": ["opened", "store_at"],
        "gdal_files": ["open_stored"],
        "zarr": ["ZarrStore", "is_zarr"],
    },
)
