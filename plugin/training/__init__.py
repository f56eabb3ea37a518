"""Training: random earths and their synthetic curves in, the network's weights out; not needed at run time.

`earths` draws layered earths of many kinds, `synthetics` computes their curves, `observations` picks points
of them with errors as surveys have them, and `train` fits the network to recover the earths; the weights
leave by `plugin.engine.network.weights`. `novelty` trains the detector of curves that are not what they are
taken for, on curves spoilt as real ones are (`corruptions`). Read first: `earths`, `synthetics`,
`observations`, `train`.
"""

from __future__ import annotations

from ..lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "corruptions": ["Corruption"],
        "earths": ["EarthBatch", "Recipe", "draw_earths"],
        "examples": ["ExampleStream", "Examples", "Plan", "make_examples"],
        "lessons": ["Lesson", "Menu", "study"],
        "muon": ["Muon"],
        "novelty": ["Course", "calibrate", "train_critic"],
        "observations": ["Instrument", "observe"],
        "synthetics": ["Synthetics", "draw_synthetics"],
        "train": ["Schedule", "Trainer", "validate"],
    },
)
