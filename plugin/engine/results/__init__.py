"""Results: what the network and the proof found of a survey in, one `Result` and its files out.

A `Survey` and a `Request` enter `inversion.run`, which hands batches of curves to the network and the proof
and collects what they find (`site_columns`) with the `products` that follow from it; each site gets its
status and a sentence (`verdict`), and a `Result` leaves. `outputs` writes it to a folder, all files or none,
and reads it back for maps, sections and exports; `ensembles` has every drawn profile. Read first:
`inversion`, `result`, `outputs`.
"""

from __future__ import annotations

from ...lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "depths": ["at_depths", "round_depths"],
        "drawn": ["Drawn"],
        "ensembles": ["Ensembles", "ensemble_blocks", "load_ensembles", "write_ensembles"],
        "inversion": ["run"],
        "layered": ["LayeredEarths"],
        "layered_table": ["load_layers", "write_layers"],
        "outputs": ["load_profiles", "load_sites", "write_result"],
        "provenance": ["software"],
        "result": ["Result"],
        "site_ensemble": ["drawn_profiles", "site_ensemble"],
        "verdict": ["Evidence", "judge", "mixes_modes"],
    },
)
