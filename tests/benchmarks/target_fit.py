"""How closely the exact curves of twelve layered earths are fitted."""

from __future__ import annotations

from typing import Any

import numpy as np

from plugin.engine.network.weights import load_network

from .methods import SAMPLES, by_occam, by_pipeline, scored_depths
from .report import table
from .rivals import INCREASING, searched_targets, searches
from .targets import target_suite


def measure(scale: float) -> dict[str, Any]:
    """Refine the twelve targets, invert them by Occam and some of them by evodcinv."""
    suite = target_suite()
    depth = scored_depths(suite)
    truth = np.log(suite.earths.vs_at(depth))
    ours, occam = by_pipeline(load_network(), SAMPLES)(suite, depth), by_occam(suite, depth)
    found = {
        str(name): {
            "layers": int(suite.earths.n_layers[i]),
            "chi_direct": float(ours.chi_direct[i]),
            "chi": float(ours.chi[i]),
            "error": float(np.abs(ours.log_vs[i] - truth[i]).mean()),
            "chi_occam": float(occam.chi[i]),
            "error_occam": float(np.abs(occam.log_vs[i] - truth[i]).mean()),
        }
        for i, name in enumerate(suite.family)
    }
    some = searched_targets()
    truth = np.log(some.earths.vs_at(scored_depths(some)))
    for i, search in enumerate(searches(some, INCREASING)):
        found[str(some.family[i])] |= {
            "chi_evodcinv": search["chi"],
            "error_evodcinv": float(np.abs(np.array(search["log_vs"]) - truth[i]).mean()),
            "seconds_evodcinv": search["cpu_seconds"],
        }
    return {"targets": found, "seconds": ours.seconds}


def text(found: dict[str, Any]) -> str:
    """Return the table."""
    columns = {
        "chi_direct": "chi, one pass",
        "chi": "chi, refined",
        "error": "error of ln Vs",
        "chi_occam": "chi, Occam",
        "error_occam": "error, Occam",
        "chi_evodcinv": "chi, evodcinv",
        "error_evodcinv": "error, evodcinv",
    }
    rows = []
    for name, target in found["targets"].items():
        values = [f"{target[key]:.3f}" if key in target else "" for key in columns]
        seconds = f"{target['seconds_evodcinv']:.0f}" if "seconds_evodcinv" in target else ""
        rows.append([name, str(target["layers"]), *values, seconds])
    return table(["Target", "layers", *columns.values(), "CPU s, evodcinv"], rows)
