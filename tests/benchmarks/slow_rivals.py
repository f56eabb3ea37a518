"""A dozen cases beside evodcinv and beside the posterior that Markov chains find."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np

from plugin.engine.curves import FloatArray
from plugin.engine.network.weights import load_network
from plugin.engine.profiles import LEVELS

from .bands import Band, compare
from .cases import case_suites
from .evolution import Search
from .measures import NINETY
from .methods import SAMPLES, Estimate, by_occam, by_pipeline, by_rule, scored_depths
from .plots import plot_posteriors
from .report import table
from .resolution import WIDTHS, smoothed
from .rivals import FREE, INCREASING, posteriors, probe_seconds, searches
from .suites import Suite

PLOTS = Path("out/benchmarks")
LOW, HIGH = LEVELS.index(0.05), LEVELS.index(0.95)
TITLES = {
    "network": "Network, one pass",
    "refined": "Network, refined",
    "posterior": "Markov chains, mean of the posterior",
    "occam": "Occam inversion",
    "evodcinv": "evodcinv, best profile",
    "evodcinv_mean": "evodcinv, mean of the profiles near the best",
    "increasing": "evodcinv, best profile of those that do not decrease",
    "rule": "λ/3 rule",
    "smoothed": f"The truth smoothed over {WIDTHS[-1]} e-folds of depth",
}


def measure(scale: float) -> dict[str, Any]:
    """Score every method on the cases; compare the bands; time evodcinv now."""
    network = load_network()
    ours = {"network": by_pipeline(network, 0), "refined": by_pipeline(network, SAMPLES)}
    found = {}
    for suite in case_suites():
        depth = scored_depths(suite)
        estimates = {name: method(suite, depth) for name, method in ours.items()}
        found[suite.name] = _suite(suite, depth, estimates)
    return {
        "suites": found,
        "probe_seconds": probe_seconds(),
        "models": Search().models,
        "cores": os.cpu_count(),
    }


def _suite(suite: Suite, depth: FloatArray, ours: dict[str, Estimate]) -> dict[str, Any]:
    truth = np.log(suite.earths.vs_at(depth))
    found, chains = searches(suite, FREE), posteriors(suite)
    rising = searches(suite, INCREASING)
    quantiles = np.array([chain["quantiles"] for chain in chains])
    posterior = Band(quantiles[..., LOW], quantiles[..., HIGH])
    own = {name: Band(e.low[NINETY], e.high[NINETY]) for name, e in ours.items()}
    occam = by_occam(suite, depth)
    log_vs = {
        **{name: estimate.log_vs for name, estimate in ours.items()},
        "posterior": np.array([chain["mean"] for chain in chains]),
        "occam": occam.log_vs,
        "evodcinv": np.array([search["log_vs"] for search in found]),
        "evodcinv_mean": np.array([search["log_vs_mean"] for search in found]),
        "increasing": np.array([search["log_vs"] for search in rising]),
        "rule": by_rule(suite, depth).log_vs,
        "smoothed": smoothed(suite.earths, depth, WIDTHS[-1]),
    }
    PLOTS.mkdir(parents=True, exist_ok=True)
    plot_posteriors(suite, depth, own["refined"], posterior, log_vs, PLOTS / f"posteriors_{suite.name}.png")
    bands = own | {"posterior": posterior}
    return {
        "cases": suite.curves.n_sites,
        "error": {name: float(np.abs(values - truth).mean()) for name, values in log_vs.items()},
        "chi": {
            "network": float(np.median(ours["refined"].chi_direct)),
            "refined": float(np.median(ours["refined"].chi)),
            "posterior": float(np.median([chain["chi_median"] for chain in chains])),
            "occam": float(np.median(occam.chi)),
            "evodcinv": float(np.median([search["chi"] for search in found])),
            "increasing": float(np.median([search["chi"] for search in rising])),
        },
        "seconds": {
            "posterior": float(np.mean([chain["cpu_seconds"] for chain in chains])),
            "occam": occam.seconds,
            "evodcinv": float(np.mean([search["cpu_seconds"] for search in found])),
            "increasing": float(np.mean([search["cpu_seconds"] for search in rising])),
        },
        "bands": {name: compare(band, posterior, truth).as_dict() for name, band in bands.items()},
        "r_hat": [chain["r_hat"] for chain in chains],
        "effective": [chain["effective"] for chain in chains],
        "models": chains[0]["models"],
        "machines": sorted({one["machine"] for one in (*found, *chains)}),
    }


def text(found: dict[str, Any]) -> str:
    """Return the tables."""
    parts = []
    for name, suite in found["suites"].items():
        rows = [
            [
                title,
                f"{suite['error'][method]:.3f}",
                f"{suite['chi'][method]:.2f}" if method in suite["chi"] else "",
                f"{suite['seconds'][method]:.3g}" if method in suite["seconds"] else "",
            ]
            for method, title in TITLES.items()
        ]
        title = f"{suite['cases']} {name.replace('_', '-')} cases"
        parts.append(table([title, "error of ln Vs", "median chi", "seconds a curve"], rows))
    return "\n\n".join([*parts, _band_table(found)])


def _band_table(found: dict[str, Any]) -> str:
    rows = [
        [
            f"{name.replace('_', '-')}: {TITLES[method].removesuffix(', mean of the posterior')}",
            f"{band['width_ratio']:.2f}",
            f"{100 * band['overlap']:.0f} %",
            f"{100 * band['coverage']:.0f} %",
        ]
        for name, suite in found["suites"].items()
        for method, band in suite["bands"].items()
    ]
    header = ["90 % bands", "width beside the chains'", "shared part", "truth inside"]
    return table(header, rows)


def diagnostics(found: dict[str, Any]) -> str:
    """Return how well the chains have converged, in words."""
    r_hat = np.concatenate([suite["r_hat"] for suite in found["suites"].values()])
    effective = np.concatenate([suite["effective"] for suite in found["suites"].values()])
    models = next(iter(found["suites"].values()))["models"]
    return (
        f"Each posterior took {models:,} forward models. At the worst depth of each case R-hat is "
        f"{np.median(r_hat):.3f} (median; worst {r_hat.max():.3f}) and the effective number of samples "
        f"{np.median(effective):.0f} (median; worst {effective.min():.0f})."
    )
