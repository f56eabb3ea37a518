"""The engine: dispersion curves in, shear-wave velocity profiles, maps and sections out.

An order of `plugin.protocol.orders` enters `pipeline.carry_out`, and its outcome leaves; in between the
districts work one after the other, and none knows a later one: `reading` makes a `Survey` of files,
`network` predicts profiles in one pass, `proof` holds them against the data, `results` says what came of it
and writes it, `maps` and `stack` make rasters. `waves`, which computes the curve of a layered earth, serves
them all, as does `files`, which sees to how files are written. The modules here are the nouns that all of
them speak of, and the verbs that front ends call. Read first: `curves`, `survey` and `profiles`, then
`pipeline`.

Nothing in this package imports QGIS or Qt. Units are SI throughout: metres, metres per second, hertz,
kilograms per cubic metre.
"""

from __future__ import annotations

from ..lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "along_line": ["chainage", "is_along_line"],
        "curves": ["Curves"],
        "description": ["describe"],
        "ground": ["Ground"],
        "pipeline": ["carry_out"],
        "poisson": ["Poisson", "poisson_class"],
        "positions": ["crs_name", "parse_crs", "pointwise", "reproject", "unwrapped"],
        "profiles": ["Profiles", "depth_to_velocity", "mean_velocity"],
        "scaling": ["Dimensionless", "Scale", "measure", "nondimensionalise"],
        "survey": ["ColumnUse", "Reject", "Report", "Survey", "Suspect"],
        "workers": ["Crew", "Threads"],
    },
)
