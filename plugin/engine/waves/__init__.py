"""Waves: a layered earth in, the velocities of its surface waves out.

Layers of thickness, Vs, Vp and density (`forward.Earths`; `elastic` gives Vp and density that go with Vs)
enter, with the points of a curve: frequency, wave, velocity type and mode. Phase or group velocities leave
`forward.dispersion`; their derivatives leave `sensitivity`, and curves of earths near one that is known
leave `tracking`. Modes are found on the secular function by counting, so that none is taken for another,
and modes that are hidden from the surface do not count. `spherical` corrects for the Earth's curvature.
Read first: `forward`, `elastic`, then `secular` and `root_search`.
"""

from __future__ import annotations

from ...lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "elastic": ["Elastic", "Relation", "brocher", "poisson_ratio", "vp_over_vs"],
        "forward": ["Earths", "dispersion", "model_alone"],
        "hidden_modes": ["is_hidden"],
        "mode_count": ["count_modes"],
        "root_search": ["find_mode"],
        "sensitivity": ["Nearby"],
        "spherical": [
            "density_power",
            "flatten",
            "flatten_depth",
            "is_needed",
            "unflatten_depth",
            "unflatten_factor",
            "unflatten_velocity",
        ],
        "tracking": ["Anchor"],
        "vp_departure": ["departed", "split", "unknowns_of", "with_departure"],
    },
)
