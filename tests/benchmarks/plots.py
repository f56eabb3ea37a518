"""Plots of the scores, for the model card and the benchmark report."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np

matplotlib.use("Agg")
from matplotlib import pyplot as plt

from plugin.engine.curves import FloatArray

from .bands import Band
from .methods import COVERAGES, Estimate
from .report import OURS, TITLES
from .suites import Suite

COLOURS = {"network": "#1b6ca8", "refined": "#2a9d63", "occam": "#d1812a", "rule": "#8a8a8a"}
DPI = 90
KM_FROM = 3000.0


def _save(figure: plt.Figure, path: Path) -> None:
    figure.tight_layout()
    figure.savefig(path, dpi=DPI)
    plt.close(figure)


def plot_errors(results: dict[str, Any], path: Path) -> None:
    """Draw the error of each method on each suite as bars."""
    suites = results["suites"]
    figure, axes = plt.subplots(figsize=(7, 3.2))
    for i, (method, title) in enumerate(TITLES.items()):
        places = [x for x, suite in enumerate(suites.values()) if method in suite["methods"]]
        errors = [s["methods"][method]["error"] for s in suites.values() if method in s["methods"]]
        bars = axes.bar(np.array(places) + 0.2 * (i - 1.5), errors, 0.19, label=title, color=COLOURS[method])
        axes.bar_label(bars, fmt="%.3f", fontsize=7)
    axes.set_xticks(range(len(suites)), [name.replace("_", "-") for name in suites])
    axes.set_ylabel("Mean absolute error of ln Vs")
    axes.legend(frameon=False)
    _save(figure, path)


def plot_calibration(results: dict[str, Any], path: Path) -> None:
    """Draw the share of the truth inside the 68 and 90 % bands against depth."""
    suites = results["suites"]
    figure, row = plt.subplots(1, len(suites), figsize=(3.1 * len(suites), 3.2), sharey=True)
    for axes, (name, suite) in zip(np.atleast_1d(row), suites.items()):
        for method in OURS:
            for coverage, style in zip(COVERAGES, (":", "-")):
                held = np.array(suite["methods"][method]["coverage_by_depth"][str(coverage)])
                depth = np.linspace(0.0, 100.0, len(held))
                title = f"{TITLES[method]}, {100 * coverage:.0f} %"
                axes.plot(depth, 100 * held, style, color=COLOURS[method], linewidth=1.2, label=title)
        for coverage in COVERAGES:
            axes.axhline(100 * coverage, color="0.7", linewidth=1, zorder=0)
        axes.set_title(name.replace("_", "-"), fontsize=10)
        axes.set_xlabel("Scored depths, 0 to 100 %")
    figure.axes[0].set_ylabel("Truth inside the band (%)")
    figure.axes[0].legend(frameon=False, fontsize=7)
    _save(figure, path)


def plot_profiles(
    suite: Suite, depth: FloatArray, estimates: dict[str, Estimate], sites: list[int], path: Path
) -> None:
    """Draw the profiles of some sites: truth, every method, and the network's 90 % band."""
    ninety = COVERAGES.index(0.9)
    figure, row = plt.subplots(1, len(sites), figsize=(2.2 * len(sites), 3.6))
    for axes, site in zip(np.atleast_1d(row), sites):
        unit, depth_unit, vs_unit = _units(depth[site])
        fine = np.geomspace(depth[site, 0], depth[site, -1], 600)[None]
        truth = suite.earths.take(np.array([site])).vs_at(fine)[0]
        network = estimates["network"]
        if network.low is not None and network.high is not None:
            band = [np.exp(end[ninety, site]) / unit for end in (network.low, network.high)]
            axes.fill_betweenx(depth[site] / unit, *band, color=COLOURS["network"], alpha=0.2, linewidth=0)
        axes.plot(truth / unit, fine[0] / unit, color="black", linewidth=1.0, label="Truth")
        for method, estimate in estimates.items():
            vs = np.exp(estimate.log_vs[site]) / unit
            axes.plot(vs, depth[site] / unit, color=COLOURS[method], linewidth=1.2, label=TITLES[method])
        axes.set_yscale("log")
        axes.invert_yaxis()
        axes.set_xlabel(f"Vs ({vs_unit})")
        axes.set_ylabel(f"Depth ({depth_unit})")
    figure.axes[-1].legend(frameon=False, fontsize=7, loc="lower left")
    _save(figure, path)


def plot_posteriors(
    suite: Suite,
    depth: FloatArray,
    band: Band,
    posterior: Band,
    log_vs: dict[str, FloatArray],
    path: Path,
) -> None:
    """Draw each case's truth, the refined 90 % band, and the band and the mean that Markov chains give."""
    n = suite.curves.n_sites
    figure, row = plt.subplots(-(-n // 4), 4, figsize=(9.0, 3.2 * -(-n // 4)))
    for unused in np.ravel(row)[n:]:
        unused.set_axis_off()
    for site, axes in enumerate(np.ravel(row)[:n]):
        unit, depth_unit, vs_unit = _units(depth[site])
        fine = np.geomspace(depth[site, 0], depth[site, -1], 600)[None]
        truth = suite.earths.take(np.array([site])).vs_at(fine)[0]
        z = depth[site] / unit
        bands = ((posterior, "0.45", "Markov chains, 90 %"), (band, COLOURS["refined"], "Refined, 90 %"))
        for ends, colour, title in bands:
            low, high = np.exp(ends.low[site]) / unit, np.exp(ends.high[site]) / unit
            axes.fill_betweenx(z, low, high, color=colour, alpha=0.3, linewidth=0, label=title)
        axes.plot(truth / unit, fine[0] / unit, color="black", linewidth=1.0, label="Truth")
        for name, colour in (("posterior", "0.3"), ("refined", COLOURS["refined"])):
            title = "Markov chains" if name == "posterior" else TITLES[name]
            axes.plot(np.exp(log_vs[name][site]) / unit, z, color=colour, linewidth=1.2, label=title)
        axes.set_yscale("log")
        axes.invert_yaxis()
        axes.set_xlabel(f"Vs ({vs_unit})")
        axes.set_ylabel(f"Depth ({depth_unit})")
    figure.axes[0].legend(frameon=False, fontsize=7)
    _save(figure, path)


def _units(depth: FloatArray) -> tuple[float, str, str]:
    """Return the divisor of SI values and the names of the units of depth and Vs."""
    return (1000.0, "km", "km/s") if depth[-1] > KM_FROM else (1.0, "m", "m/s")


def plot_training(log: Path, path: Path) -> None:
    """Draw the loss, the error and the coverage that a training run logged."""
    with log.open(newline="") as file:
        rows = list(csv.DictReader(file))
    column = {name: np.array([float(row[name]) for row in rows]) for name in rows[0]}
    x = column["examples"] / 1e6
    figure, (left, middle, right) = plt.subplots(1, 3, figsize=(9.5, 2.9))
    left.plot(x, column["held_out_loss"], color=COLOURS["network"])
    left.set_ylabel("Held-out negative log density")
    middle.plot(x, column["held_out_error"], color=COLOURS["network"])
    middle.set_ylabel("Held-out mean abs. error of ln Vs")
    for name, colour in (("coverage_90", "black"), ("shallow", "C0"), ("middle", "C1"), ("deep", "C2")):
        right.plot(x, 100 * column[name], color=colour, linewidth=1, label=name.replace("coverage_90", "all"))
    right.axhline(90, color="0.7", linewidth=1)
    right.set_ylabel("90 % bands hold (%)")
    right.legend(frameon=False, fontsize=7)
    for axes in (left, middle, right):
        axes.set_xlabel("Million training examples")
    _save(figure, path)
