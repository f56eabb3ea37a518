"""Exports: a folder of results in, files for other programs out.

The folder enters `exporting.export` with the format that is wanted; each format has a module that says what
its files hold (`product`), and `exporting` writes them, all or none. Layered models are made of the table of
layers (`models`), rasters of the maps that were drawn (`map_grid`). Read first: `exporting`, `product`,
`site_model`.
"""

from __future__ import annotations

from ...lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "exporting": ["default_target", "export"],
        "models": ["Models", "load_models"],
        "product": ["Product"],
    },
)
