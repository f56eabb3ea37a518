"""Values between sites as a conserved flux carries them: the other map method that respects barriers.

Values at sites and a `lattice` enter, values and deviations at any place leave. The law of the flux is
chosen by leaving out blocks of sites. Read first: `flux`, `flux_model`.
"""

from __future__ import annotations

from ...lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "drawn_variance": ["drawn_variance"],
        "flux": ["Flux", "Pull", "SteadyFlux"],
        "flux_fit": ["FluxFit", "fit_flux"],
        "flux_model": ["FluxModel", "flux_model"],
    },
)
