"""Proof: the network's predictions in, profiles that are held against the data out.

A `Prediction` and its `Curves` enter `prove`. Each rival interpretation of a curve (`interpretations`) is
refined (`refinement`) until its forward-modelled curve fits; candidates drawn near the refined ones are
forward-modelled, kept where they fit, and weighed (`ensemble`); what the network, the refined and the drawn
profiles make of the site is compared, and the best founded is reported (`estimates`). A `Proof` leaves:
quantiles, samples with weights, the curve predicted and its misfit, and the `Basis` of them. Read first:
`proof`, then `refinement` and `ensemble`; `criteria` holds the numbers that results quote.
"""

from __future__ import annotations

from ...lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "basis": ["Basis", "sentence"],
        "data_errors": ["DataErrors"],
        "ensemble": ["Ensemble"],
        "estimates": ["Estimates", "Findings", "estimate"],
        "interpretations": ["Interpretations"],
        "layering": ["Layering"],
        "linearised": ["Linearised"],
        "message": ["Message"],
        "mixture": ["Mixture"],
        "proof": ["Proof", "linearise", "prove"],
        "refinement": ["Problem", "Refined", "refine"],
        "slowing": ["Slowing", "felt"],
    },
)
