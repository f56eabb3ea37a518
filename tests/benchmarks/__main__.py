"""Measure everything and write ``docs/BENCHMARKS.md``: ``python -m tests.benchmarks``."""

from __future__ import annotations

import argparse
import json
import os
import platform
from pathlib import Path

from plugin.engine.weights import DEFAULT_WEIGHTS

from .evaluate import evaluate, suites, write
from .real_surveys import data_folder, score_surveys, survey_table
from .report import all_tables

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = """# Benchmarks

Written by `make benchmark` on {machine}, for the weights with SHA-256 `{weights}`.
How the test earths are made, and plots of all this, are in the
[model card](../model_weights/MODEL_CARD.md). Errors are mean absolute errors of ln Vs on 50 depths, even
in logarithm, from lambda_min/4 to lambda_max/3. Occam is a smoothness-regularised Gauss-Newton
inversion from the lambda/3 profile; the lambda/3 rule is Vs(z) = 1.1 c(wavelength = 3 z),
Vs30 = 1.045 c(wavelength = 40 m). The inflation of the prior in the refinement was chosen among 1, 2 and 4
with the near-surface and crustal sets in view.

## Accuracy and calibration

{tables}

## Real surveys

Chi is the root mean square of (observed - predicted) / sigma; sigma is 3 % where a survey states none.

{surveys}
"""


def machine() -> str:
    """Return the machine in words."""
    return f"{os.cpu_count()} cores of {platform.machine()}, Python {platform.python_version()}"


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out/evaluation"), help="scores and plots")
    parser.add_argument("--target", type=Path, default=ROOT / "docs" / "BENCHMARKS.md")
    parser.add_argument("--scale", type=float, default=1.0, help="share of the sites, for a quick look")
    parser.add_argument("--log", type=Path, help="log.csv of the training run, to be plotted")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    results = evaluate(DEFAULT_WEIGHTS, suites(options.scale), options.out)
    folder = data_folder()
    surveys = score_surveys(folder) if folder else {}
    write(results, options.out, options.log)
    (options.out / "surveys.json").write_text(json.dumps(surveys, indent=1))
    options.target.write_text(
        TEMPLATE.format(
            machine=machine(),
            weights=results["weights_sha256"],
            tables=all_tables(results),
            surveys=survey_table(surveys) if surveys else "VS_MAPPER_DATA was not set.",
        )
    )
    print(options.target.read_text())


if __name__ == "__main__":
    main()
