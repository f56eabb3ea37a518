"""Score the network beside the simple rivals: ``python -m tests.benchmarks.evaluate``.

Every method gets the same curves in the same run and is scored at the same depths, on a held-out
set of the training families and on three sets whose earths were never drawn by training.
Writes ``evaluation.json``, ``evaluation.md`` and plots.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from plugin.engine.network.weights import DEFAULT_WEIGHTS, load_network, weights_hash

from .measures import measures
from .methods import SAMPLES, Method, by_occam, by_pipeline, by_rule, scored_depths
from .plots import plot_calibration, plot_errors, plot_profiles, plot_training
from .report import all_tables
from .suites import Suite, crustal_sites, held_out, near_surface_sites, real_ground

SITES = (1500, 300, 150)
OCCAM_SITES = 320
EXAMPLES = 4
OUT = Path("out/evaluation")


def suites(scale: float = 1.0) -> list[Suite]:
    """Return the suites; `scale` shrinks the drawn part of each."""
    drawn = [max(4, round(scale * n)) for n in SITES]
    return [held_out(drawn[0]), near_surface_sites(drawn[1]), real_ground(), crustal_sites(drawn[2])]


def evaluate(weights: Path, scored: list[Suite], plots: Path) -> dict[str, Any]:
    """Score all methods on all suites; draw example profiles into the folder `plots`.

    Occam, being slow, inverts the first `OCCAM_SITES` of a suite.
    """
    network = load_network(weights)
    methods: dict[str, Method] = {
        "network": by_pipeline(network, 0),
        "refined": by_pipeline(network, SAMPLES),
        "occam": by_occam,
        "rule": by_rule,
    }
    results: dict[str, Any] = {"weights_sha256": weights_hash(weights), "suites": {}}
    for suite in scored:
        first = suite.take(np.arange(min(OCCAM_SITES, suite.curves.n_sites)))
        parts = {name: first if name == "occam" else suite for name in methods}
        depths = {name: scored_depths(part) for name, part in parts.items()}
        estimates = {name: method(parts[name], depths[name]) for name, method in methods.items()}
        sites = np.linspace(0, first.curves.n_sites - 1, EXAMPLES + 2).astype(int)[1:-1]
        plot_profiles(suite, depths["rule"], estimates, list(sites), plots / f"profiles_{suite.name}.png")
        results["suites"][suite.name] = {
            "name": suite.name,
            "title": suite.title,
            "sites": suite.curves.n_sites,
            "methods": {name: measures(parts[name], depths[name], e) for name, e in estimates.items()},
        }
    return results


def write(results: dict[str, Any], folder: Path, log: Path | None) -> None:
    """Write the scores, their tables and the plots made of them."""
    (folder / "evaluation.json").write_text(json.dumps(results, indent=1))
    (folder / "evaluation.md").write_text(all_tables(results))
    plot_errors(results, folder / "errors.png")
    plot_calibration(results, folder / "calibration.png")
    if log is not None:
        plot_training(log, folder / "training.png")


def measure(scale: float) -> dict[str, Any]:
    """Score the plugin's weights, and leave scores and plots where the model card finds them."""
    OUT.mkdir(parents=True, exist_ok=True)
    results = evaluate(DEFAULT_WEIGHTS, suites(scale), OUT)
    write(results, OUT, None)
    return results


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.evaluate", description=__doc__)
    parser.add_argument("--weights", type=Path, default=DEFAULT_WEIGHTS)
    parser.add_argument("--log", type=Path, help="log.csv of the training run, to be plotted")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--scale", type=float, default=1.0, help="share of the sites, for a quick look")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    results = evaluate(options.weights, suites(options.scale), options.out)
    write(results, options.out, options.log)
    print(all_tables(results))


if __name__ == "__main__":
    main()
