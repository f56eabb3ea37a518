"""Histograms of the earths that training draws."""

from __future__ import annotations

from pathlib import Path

import matplotlib
import numpy as np

matplotlib.use("Agg")
from matplotlib import pyplot as plt

from plugin.engine.poisson import Poisson
from plugin.training.earths import Recipe, draw_earths, log_uniform
from plugin.training.synthetics import SPANS

EARTHS = 6000
DPI = 90


def plot_prior(path: Path, recipe: Recipe) -> None:
    """Draw Vs against depth, the largest contrast, the number of layers and Vp/Vs of random earths."""
    rng = np.random.default_rng(0)
    batch = draw_earths(rng, 1.0 / log_uniform(rng, *SPANS, EARTHS), recipe)
    earths = batch.earths
    used = np.arange(earths.vs.shape[1]) < earths.n_layers[:, None]
    figure, (left, middle, layers, right) = plt.subplots(1, 4, figsize=(12, 3.2))

    depth = np.geomspace(0.003, 1.0, 120)
    vs = earths.vs_at(np.broadcast_to(depth, (EARTHS, len(depth))))
    for low, high, shade in ((1, 99, 0.15), (5, 95, 0.2), (25, 75, 0.35)):
        edges = np.percentile(vs, [low, high], axis=0)
        left.fill_betweenx(depth, *edges, color="#1b6ca8", alpha=shade, linewidth=0, label=f"{high - low} %")
    left.plot(np.median(vs, axis=0), depth, color="black", linewidth=1)
    left.set(xscale="log", yscale="log", xlabel="Vs / its trend at depth 1/3")
    left.set_ylabel("Depth / longest wavelength")
    left.invert_yaxis()
    left.legend(frameon=False, fontsize=7)

    steps = np.abs(np.diff(np.log(earths.vs), axis=1)) * used[:, 1:]
    middle.hist(np.exp(steps.max(axis=1)), bins=np.geomspace(1, 12, 50), color="#1b6ca8")
    middle.set(xscale="log", xlabel="Largest ratio of Vs between neighbours", ylabel="Earths")
    layers.hist(earths.n_layers, bins=np.arange(1.5, earths.n_layers.max() + 1), color="#1b6ca8")
    layers.set(xlabel="Layers, half-space included", ylabel="Earths")

    for kind in Poisson:
        ratio = (earths.vp / earths.vs)[(batch.poisson == kind)[:, None] & used]
        right.hist(
            ratio, bins=np.geomspace(1.4, 15, 60), histtype="step", density=True, label=kind.name.lower()
        )
    right.set(xscale="log", xlabel="Vp/Vs of layers", ylabel="Density")
    right.legend(frameon=False, fontsize=7)
    figure.tight_layout()
    figure.savefig(path, dpi=DPI)
    plt.close(figure)
