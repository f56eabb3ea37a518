"""Maps of surveys of known ground, by several methods, and what a very large one costs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np

from .map_errors import ENDS, METHODS, QUARTERS, scores
from .report import table
from .surveys_with_truth import SURVEYS

ROOT = Path(__file__).resolve().parents[2]
DRAWS = (1, 2, 3)
COLUMNS = ("all", *(f"quarter {k + 1}" for k in range(QUARTERS)))


def measure(scale: float) -> dict[str, Any]:
    """Invert and map the surveys in three draws of their noise, score the maps, and time a large one."""
    draws = DRAWS[: max(1, round(scale * len(DRAWS)))]
    found = {}
    for make in SURVEYS:
        known = make()
        of_draws = [scores(known, draw, left_out=draw == draws[0]) for draw in draws]
        found[known.name] = {"title": known.title, "draws": of_draws}
    command = [sys.executable, "-m", "tests.benchmarks.large_map", "--sites", str(round(20_000 * scale))]
    large = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return {"surveys": found, "large": json.loads(large.stdout.splitlines()[-1])}


def changes(survey: dict[str, Any]) -> list[float]:
    """Return the change of the map's error beside linear interpolation: of all cells, of each quarter."""
    return _mean([_change(draw["cells"], "the map") for draw in survey["draws"]])


def inside_90(survey: dict[str, Any]) -> list[float]:
    """Return the shares inside 90 % bands: of cells, of each quarter of them, of sites left out."""
    cells = [draw["cells"]["inside"]["90"] for draw in survey["draws"] if "cells" in draw]
    left_out = [way["inside"]["90"] for way in survey["draws"][0]["left_out"].values()]
    return [*(_mean(cells) if cells else []), *left_out]


def text(found: dict[str, Any]) -> str:
    """Return the tables."""
    surveys = found["surveys"].values()
    parts = [_cell_table([survey for survey in surveys if "cells" in survey["draws"][0]])]
    return "\n\n".join([*parts, _left_out_table(surveys), _site_table(surveys), _large(found["large"])])


def _change(cells: dict[str, Any], way: str) -> list[float]:
    return [error / linear - 1 for error, linear in zip(cells["error"][way], cells["error"]["linear"])]


def _mean(rows: list[list[float]]) -> list[float]:
    return [float(value) for value in np.mean(rows, axis=0)]


def _cell_table(surveys: list[dict[str, Any]]) -> str:
    rows = []
    for survey in surveys:
        cells = [draw["cells"] for draw in survey["draws"]]
        linear = _mean([each["error"]["linear"] for each in cells])
        rows.append([f"{survey['title']}: linear", *(f"{error:.4f}" for error in linear)])
        for way in list(cells[0]["error"])[1:]:
            change = _mean([_change(each, way) for each in cells])
            rows.append([f"{survey['title']}: {way}", *(f"{each:+.1%}" for each in change)])
        for share in ENDS:
            held = _mean([each["inside"][str(share)] for each in cells])
            rows.append([f"{survey['title']}: {share} % bands hold", *(f"{each:.0%}" for each in held)])
    return table(["cells", *COLUMNS], rows)


def _left_out_table(surveys: Any) -> str:
    rows = []
    for survey in surveys:
        for way, scored in survey["draws"][0]["left_out"].items():
            errors = [f"{scored['error'][method]:.4f}" for method in METHODS]
            held = [f"{scored['inside'][str(share)]:.0%}" for share in ENDS]
            rows.append([f"{survey['title']}: {way}", *errors, *held])
    return table(["sites left out", *METHODS, *(f"{share} % bands hold" for share in ENDS)], rows)


def _site_table(surveys: Any) -> str:
    rows = []
    for survey in surveys:
        sites = [draw["sites"] for draw in survey["draws"]]
        errors = [np.mean([each["error"][way] for each in sites]) for way in ("alone", "together")]
        held = np.mean([each["inside_90"] for each in sites])
        rows.append([survey["title"], *(f"{error:.4f}" for error in errors), f"{held:.0%}"])
    return table(["at the sites", "one by one", "together", "90 % bands hold, together"], rows)


def _large(large: dict[str, Any]) -> str:
    return (
        f"{large['sites']:,} sites to a raster of {large['cells']:,} cells at {large['depths']} depths: "
        f"{large['seconds']:.0f} s, peak {large['peak_gib']:.2f} GiB, fitting and writing included."
    )
