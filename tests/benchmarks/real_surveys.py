"""How well, and how fast, real surveys are explained."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import numpy as np

from plugin.engine.curves import Curves
from plugin.engine.proof.criteria import POOR_FIT
from plugin.engine.reading.survey_file import read_survey
from plugin.engine.results.inversion import run
from plugin.engine.survey import Survey
from plugin.protocol.request import Request

from .methods import survey_of
from .report import table

SURVEYS = {
    "Los Angeles basin, phase and group": "socal_la_basin/dispersion.csv",
    "CSRM China, phase and group": "csrm_china/dispersion.csv",
    "Taipei station pairs, phase": "taipei_paths/taipei_pair_dispersion.csv",
    "Garner Valley line, modes 0-3 as picked": "gvda_line/gvda_das_dispersion.csv",
    "Road-bed, 3 modes as picked": "gvda_line/roadbed1_dispersion.csv",
}
MULTIMODE = ("Garner Valley line", "Road-bed")
FEWEST_POINTS = 4
SAMPLES = 50


def measure(scale: float) -> dict[str, dict[str, Any]]:
    """Invert every survey with one pass alone, and with refinement and samples.

    Surveys of several modes are inverted once more by their fundamental mode alone.
    """
    folder = data_folder()
    if folder is None:
        return {}
    surveys = {title: read_survey(folder / name) for title, name in SURVEYS.items()}
    alone = {
        f"{title.split(',')[0]}, fundamental mode alone": fundamental(survey.curves)
        for title, survey in surveys.items()
        if title.startswith(MULTIMODE)
    }
    return {title: _score(survey) for title, survey in (surveys | alone).items()}


def fundamental(curves: Curves) -> Survey:
    """Return the sites that have some points of the fundamental mode, with these alone."""
    chosen = curves.only(curves.mode == 0)
    return survey_of(chosen.take(np.flatnonzero(chosen.counts >= FEWEST_POINTS)))


def _score(survey: Survey) -> dict[str, Any]:
    run(survey, Request(samples=0))  # so that loading and compiling are not timed
    one_pass = run(survey, Request(samples=0))
    proven = run(survey, Request(samples=SAMPLES))
    return {
        "sites": survey.n_sites,
        "chi_direct": float(np.nanmedian(proven.chi_direct)),
        "chi": float(np.nanmedian(proven.chi)),
        "well_fitted": float((proven.chi < POOR_FIT).mean()),
        "accepted": float(np.median(proven.n_accepted)),
        "some_accepted": float((proven.n_accepted > 0).mean()),
        "one_pass_per_second": survey.n_sites / one_pass.seconds,
        "proven_per_second": survey.n_sites / proven.seconds,
    }


def survey_table(scores: dict[str, dict[str, Any]]) -> str:
    """Return fit and speed in Markdown."""
    header = [
        "Survey",
        "sites",
        "median chi, one pass",
        "median chi, refined",
        f"chi < {POOR_FIT}",
        f"accepted of {SAMPLES}, median",
        "sites with any",
        "sites/s, one pass",
        f"sites/s, {SAMPLES} samples",
    ]
    rows = [
        [
            title,
            str(s["sites"]),
            f"{s['chi_direct']:.2f}",
            f"{s['chi']:.2f}",
            f"{100 * s['well_fitted']:.1f} %",
            f"{s['accepted']:.0f}",
            f"{100 * s['some_accepted']:.0f} %",
            f"{s['one_pass_per_second']:.0f}",
            f"{s['proven_per_second']:.0f}",
        ]
        for title, s in scores.items()
    ]
    return table(header, rows)


def data_folder() -> Path | None:
    """Return the folder of real surveys that VS_MAPPER_DATA names, None where it is unset."""
    folder = os.environ.get("VS_MAPPER_DATA")
    return Path(folder) if folder else None
