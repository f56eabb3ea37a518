"""The network: dispersion curves in, predictive distributions of profiles out, in one pass.

`Curves` enter `one_pass`, made dimensionless by `scaling`; a `Prediction` leaves for each batch of them:
depths, quantiles of Vs, and the joint distribution (`predictive`) of which candidates are drawn. `novelty`
says how unlike the training a curve is, and `causes` what may be wrong with it. The weights are read and
verified by `weights` and `novelty_weights`. Read first: `one_pass`, then `transformer`, `predictive`.
"""

from __future__ import annotations

from ...lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "causes": ["Advice", "Cause"],
        "novelty": ["Critic", "CriticShape", "Detector", "suspicion"],
        "novelty_weights": ["detector_facts", "load_detector", "save_detector"],
        "one_pass": ["Prediction", "Predictor", "batches", "choose_device", "one_thread_each", "predict"],
        "predictive": ["Predictive"],
        "quantiles": ["gaussian_mixture_quantiles"],
        "transformer": ["Architecture", "Inputs", "Reading", "VsTransformer"],
        "weights": ["load_network", "save_network", "training_facts", "weights_hash"],
    },
)
