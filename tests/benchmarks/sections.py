"""The parts of the benchmark, each measured by itself and kept as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import (
    border,
    cluster,
    costs,
    evaluate,
    faults,
    invariance,
    kills,
    large_field,
    large_inputs,
    large_survey,
    maps,
    memory,
    mutation,
    neighbours,
    products,
    real_surveys,
    reports,
    resolution,
    slow_rivals,
    speed,
    startup,
    target_fit,
)

Found = dict[str, Any]


@dataclass(frozen=True)
class Section:
    """One part: `measure` takes the share of the sites and returns what `text` puts into words."""

    title: str
    measure: Callable[[float], Found]
    text: Callable[[Found], str]


SECTIONS: dict[str, Section] = {
    "accuracy": Section("Accuracy and calibration", evaluate.measure, evaluate.all_tables),
    "rivals": Section("A dozen cases in depth", slow_rivals.measure, slow_rivals.text),
    "resolution": Section("What the curves cannot resolve", resolution.measure, resolution.text),
    "targets": Section("Noise-free targets", target_fit.measure, target_fit.text),
    "neighbours": Section("Sites that inform each other", neighbours.measure, neighbours.text),
    "field": Section("Very many sites that inform each other", large_field.measure, large_field.text),
    "surveys": Section("Real surveys", real_surveys.measure, real_surveys.survey_table),
    "maps": Section("Maps against the ground", maps.measure, maps.text),
    "faults": Section("Maps across a fault", faults.measure, faults.text),
    "products": Section("Vs30, site classes and periods", products.measure, products.text),
    "speed": Section("Speed", speed.measure, speed.text),
    "costs": Section("What a run costs", costs.measure, costs.text),
    "memory": Section("Memory", memory.measure, memory.text),
    "report": Section("The report", reports.measure, reports.text),
    "large_survey": Section("A large survey", large_survey.measure, large_survey.text),
    "large_inputs": Section("Inputs much too large", large_inputs.measure, large_inputs.text),
    "startup": Section("Start-up", startup.measure, startup.text),
    "border": Section("QGIS and the engine", border.measure, border.text),
    "kills": Section("Kills", kills.measure, kills.text),
    "cluster": Section("Clusters", cluster.measure, cluster.text),
    "invariance": Section("Scale invariance", invariance.measure, invariance.text),
    "mutation": Section("Damaged files", mutation.measure, mutation.text),
}


def stored(folder: Path, weights: str) -> dict[str, Found]:
    """Return what was measured of these weights so far; results of other weights are left out."""
    found = {}
    for name in SECTIONS:
        path = folder / f"{name}.json"
        kept = json.loads(path.read_text()) if path.is_file() else {}
        if kept.get("weights") == weights:
            found[name] = kept["found"]
    return found


def store(folder: Path, weights: str, name: str, found: Found) -> None:
    """Keep what a section measured."""
    (folder / f"{name}.json").write_text(json.dumps({"weights": weights, "found": found}, indent=1))
