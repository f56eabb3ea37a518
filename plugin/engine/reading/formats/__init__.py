"""Exchange formats of other programs: one reader a module, found by content, whatever the file is called.

A `Source` and the user's `ReadOptions` enter a module's ``read``, and `Measurements` leave. Each module is
complete in itself: ``NAME``, ``recognises`` and ``read``, with a word in its docstring on the program that
writes the format; what two formats share lies above, in `tables` or `one_site`. Read first: `surf96` and
`swprepost`, which are short, then `geopsy_target`.
"""

from __future__ import annotations

from ....lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "mat_file": ["numeric_variables"],
    },
    modules=[
        "aftan",
        "cdisp",
        "dispformer",
        "dsurftomo",
        "geopsy_curve",
        "geopsy_target",
        "gpdc",
        "ground_model",
        "maswavespy",
        "matlab",
        "mctomo",
        "rj_mcmc",
        "seis_filo",
        "surf96",
        "swip",
        "swprepost",
        "swprocess",
        "tomographic_map",
    ],
)
