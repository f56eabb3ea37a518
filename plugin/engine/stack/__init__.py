"""Raster stacks: rasters of velocity, one a period, in; rasters of Vs on the same grid out.

Files enter `reading.open_stack`, which finds out what each band holds (`labels`, `axes`, `band_units`) and
where (`grid`), and returns a `RasterStack`; `cells` reads it window by window, every cell a dispersion curve,
and `inversion` inverts the windows as surveys. Finished windows are kept in a `journal`, so that a run that
was stopped goes on, and `output` puts the rasters together, which leave at the end, all or none. Read first:
`stack`, `reading`, `inversion`.
"""

from __future__ import annotations

from ...lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "cells": ["Cells", "Census", "StackReader", "windows"],
        "description": ["count_cells", "describe_stack"],
        "files": ["is_stack"],
        "inversion": ["StackResult", "invert_stack"],
        "labels": ["Axis", "Types"],
        "reading": ["open_stack"],
        "stack": ["GridBand", "RasterStack"],
    },
)
