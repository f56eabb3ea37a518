"""What sites gain from their neighbours' curves: profiles found together beside profiles found one by one."""

from __future__ import annotations

from typing import Any

import numpy as np

from plugin.engine.field.standing import Standing
from plugin.engine.results.inversion import run
from plugin.engine.results.result import Result
from plugin.protocol.request import Request

from .report import table
from .surveys_with_truth import SURVEYS, KnownSurvey

DRAWS = (1, 2, 3)
EXPLAINED = 1.2


def measure(scale: float) -> dict[str, Any]:
    """Invert each survey of known ground in three draws of its noise, both ways."""
    draws = DRAWS[: max(1, round(scale * len(DRAWS)))]
    return {known.name: _survey(known, draws) for known in (make() for make in SURVEYS)}


def _survey(known: KnownSurvey, draws: tuple[int, ...]) -> dict[str, Any]:
    found: dict[str, Any] = {"title": known.title, "draws": []}
    for draw in draws:
        survey = known.noisy(draw)
        alone, together = (
            run(survey, Request(depths="native", independent=independent)) for independent in (True, False)
        )
        found["draws"].append(
            {
                "alone": _scores(known, alone),
                "together": _scores(known, together),
                "neighbours": together.joint.record(),
                "stand_out": int((together.joint.standing == Standing.STANDS_OUT).sum()),
            }
        )
    return found


def _scores(known: KnownSurvey, result: Result) -> dict[str, float]:
    """Return error and coverage at trusted depths, and how the curves are explained."""
    truth, trusted = known.log_vs(result.profiles.depth), result.profiles.trusted
    quantiles = np.log(result.profiles.quantiles)
    inside = (truth >= quantiles[..., 0]) & (truth <= quantiles[..., 4])
    return {
        "error": float(np.abs(quantiles[..., 2] - truth)[trusted].mean()),
        "coverage_90": float(inside[trusted].mean()),
        "chi": float(np.nanmedian(result.chi)),
        "explained": float((result.chi < EXPLAINED).mean()),
        "seconds": result.seconds,
    }


def changes(survey: dict[str, Any]) -> list[float]:
    """Return the change of the error with neighbours in each draw, as a share of that without."""
    return [draw["together"]["error"] / draw["alone"]["error"] - 1.0 for draw in survey["draws"]]


def text(found: dict[str, Any]) -> str:
    """Return the table."""
    header = [
        "survey",
        "error alone",
        "together",
        "change in each draw",
        "90 % bands hold, alone / together",
        "median chi, alone / together",
        "chi below 1.2",
        "range",
        "seconds, alone / together",
    ]
    return table(header, [_row(survey) for survey in found.values()])


def _row(survey: dict[str, Any]) -> list[str]:
    def mean(way: str, what: str) -> float:
        return float(np.mean([draw[way][what] for draw in survey["draws"]]))

    def both(what: str, form: str, factor: float = 1.0) -> str:
        return " / ".join(f"{factor * mean(way, what):{form}}" for way in ("alone", "together"))

    ranges = [draw["neighbours"].get("range_m") for draw in survey["draws"]]
    return [
        survey["title"],
        f"{mean('alone', 'error'):.4f}",
        f"{mean('together', 'error'):.4f}",
        ", ".join(f"{100 * change:+.1f} %" for change in changes(survey)),
        both("coverage_90", ".0f", 100.0) + " %",
        both("chi", ".2f"),
        both("explained", ".0f", 100.0) + " %",
        ", ".join("none" if reach is None else f"{reach:,.0f} m" for reach in ranges),
        both("seconds", ".1f"),
    ]
