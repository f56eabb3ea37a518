"""Vs30, site classes and site periods against the ground, with Vs30 carried down by each law."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from plugin.engine.curves import FloatArray
from plugin.engine.pipeline import carry_out
from plugin.engine.products.response import Columns
from plugin.engine.products.standards import ROCK, Criteria, codes_of, named
from plugin.engine.results.inversion import run
from plugin.engine.results.outputs import write_result
from plugin.engine.waves.forward import Earths
from plugin.protocol.orders import MakeProducts
from plugin.protocol.product_options import ProductOptions
from plugin.protocol.request import Request
from plugin.protocol.site_standards import STANDARDS

from .report import table
from .surveys_with_truth import KnownSurvey, scattered, valley

SURVEYS = (valley, scattered)
DRAWS = (1, 2, 3)
LAWS = ("network", "california", "japan")
DEEP = 1e6


def measure(scale: float) -> dict[str, Any]:
    """Invert surveys of known ground in draws of their noise, and compute all products."""
    draws = DRAWS[: max(1, round(scale * len(DRAWS)))]
    return {known.name: _survey(known, draws) for known in (make() for make in SURVEYS)}


def _survey(known: KnownSurvey, draws: tuple[int, ...]) -> dict[str, Any]:
    tables = [_tables(known, draw) for draw in draws]
    of_law = {law: pd.concat([each[law] for each in tables], ignore_index=True) for law in LAWS}
    truth = {name: np.tile(values, len(draws)) for name, values in truth_of(known.earths).items()}
    found, carried = of_law["network"], of_law["network"]["vs30_law"] != "measured"
    return {
        "title": known.title,
        "sites": len(found) // len(draws),
        "vs30_given": float(found["vs30_p50"].notna().mean()),
        "measured": _scores(found, truth["vs30"], "vs30", ~carried),
        "carried": {
            law: _scores(each, truth["vs30"], "vs30", carried & each["vs30_law"].isin([law]))
            for law, each in of_law.items()
        },
        "period": _scores(found, truth["t_site"], "t_site", np.isfinite(truth["t_site"])),
        "amplification": _scores(found, truth["amp_peak"], "amp_peak", np.isfinite(truth["t_site"])),
        "classes": {key: _classes(found, truth[key], key) for key in STANDARDS},
        "e": _found_e(found, truth["ec8"]),
    }


def _tables(known: KnownSurvey, draw: int) -> dict[str, pd.DataFrame]:
    with TemporaryDirectory() as place:
        folder = Path(place)
        write_result(run(known.noisy(draw), Request()), folder)
        found = {}
        for law in LAWS:
            carry_out(MakeProducts(folder, ProductOptions(vs30_law=law, response=law == LAWS[0])))
            found[law] = pd.read_csv(folder / "products.csv", keep_default_na=False, na_values=[""])
        return found


def truth_of(earths: Earths) -> dict[str, NDArray]:
    """Return Vs30, classes, site period and amplification of layered earths."""
    vs30, fast = _mean_to(earths, np.full(len(earths.vs), 30.0)), earths.vs >= ROCK
    top = np.cumsum(earths.thickness, axis=1) - earths.thickness
    h800 = np.where(fast.any(axis=1), np.take_along_axis(top, fast.argmax(axis=1)[:, None], 1)[:, 0], np.inf)
    above = _mean_to(earths, np.clip(h800, 1e-3, DEEP))
    rows = (vs30, h800, np.where(h800 < 30.0, above, vs30), above)
    criteria = Criteria(*(each[:, None] for each in rows), np.full(len(vs30), DEEP))
    classes = {key: named(key, codes_of(key, criteria))[:, 0] for key in STANDARDS}
    below = np.arange(earths.vs.shape[1]) >= fast.argmax(axis=1)[:, None]
    first = np.where(below, fast.argmax(axis=1)[:, None], np.arange(earths.vs.shape[1]))
    vs, density = (np.take_along_axis(each, first, axis=1) for each in (earths.vs, earths.density))
    column = Columns(np.where(below, 0.0, earths.thickness), vs, density)
    peak = column.first_peak(ProductOptions.damping)
    level = column.amplification(np.where(np.isnan(peak), 1.0, peak)[:, None], ProductOptions.damping)[:, 0]
    known = np.isfinite(h800)
    return {
        "vs30": vs30,
        "t_site": np.where(known, 1.0 / peak, np.nan),
        "amp_peak": np.where(known, level, np.nan),
        **classes,
    }


def _mean_to(earths: Earths, bottom: FloatArray) -> FloatArray:
    top = np.cumsum(earths.thickness, axis=1) - earths.thickness
    ends = np.column_stack([top[:, 1:], np.full(len(top), np.inf)])
    within = np.clip(np.minimum(ends, bottom[:, None]) - top, 0.0, None)
    return np.asarray(bottom / (within / earths.vs).sum(axis=1))


def _scores(found: pd.DataFrame, truth: FloatArray, stem: str, chosen: NDArray[np.bool_]) -> dict[str, float]:
    low, middle, high = (found[f"{stem}_p{level}"].to_numpy(float) for level in ("05", "50", "95"))
    kept = np.asarray(chosen) & np.isfinite(low) & np.isfinite(high) & np.isfinite(truth)
    if not kept.any():
        return {"n": 0}
    error = np.log(middle[kept] / truth[kept])
    inside = (low[kept] <= truth[kept]) & (truth[kept] <= high[kept])
    return {
        "n": int(kept.sum()),
        "bias": float(np.expm1(np.median(error))),
        "error": float(np.abs(error).mean()),
        "inside_90": float(inside.mean()),
    }


def _classes(found: pd.DataFrame, truth: NDArray[np.object_], key: str) -> dict[str, float]:
    standard = STANDARDS[key]
    given, within = found[standard.class_column], found[standard.range_column].fillna("")
    right = (given == truth).to_numpy()
    alone = (within.str.count(" ").eq(0) & within.ne("") & given.notna()).to_numpy()
    touched = [want in each.split() for want, each in zip(truth, within)]
    return {
        "right": float(right.mean()),
        "one_class": float(alone.mean()),
        "right_of_one": float(right[alone].mean()) if alone.any() else float("nan"),
        "within": float(np.mean(touched)),
        "odds": float(found[standard.odds_column].mean()),
        "unresolved": float(given.isna().mean()),
    }


def _found_e(found: pd.DataFrame, truth: NDArray[np.object_]) -> dict[str, int]:
    given, true = (found["class_ec8"] == "E").to_numpy(), truth == "E"
    return {"true": int(true.sum()), "found": int((given & true).sum()), "false": int((given & ~true).sum())}


def text(found: dict[str, Any]) -> str:
    """Return the tables."""
    return "\n\n".join([_numbers(found), _of_classes(found), *map(_of_e, found.values())])


def _numbers(found: dict[str, Any]) -> str:
    header = ["number", "sites, all draws", "median is off by", "mean error of ln", "90 % bands hold"]
    rows = []
    for survey in found.values():
        title = survey["title"]
        rows.append(_row(f"{title}: Vs30, data reach 30 m", survey["measured"]))
        rows += [_row(f"{title}: Vs30 carried down, {law}", each) for law, each in survey["carried"].items()]
        rows.append(_row(f"{title}: site period", survey["period"]))
        rows.append(_row(f"{title}: amplification at it", survey["amplification"]))
    return table(header, [row for row in rows if row])


def _row(name: str, scores: dict[str, float]) -> list[str]:
    if not scores["n"]:
        return []
    numbers = (f"{scores['n']}", f"{100 * scores['bias']:+.1f} %", f"{scores['error']:.3f}")
    return [name, *numbers, f"{100 * scores['inside_90']:.0f} %"]


def _of_classes(found: dict[str, Any]) -> str:
    header = [
        "class",
        "right",
        "mean probability",
        "one class in range",
        "right there",
        "true one in range",
        "not resolved",
    ]
    names = ("right", "odds", "one_class", "right_of_one", "within", "unresolved")
    rows = [
        [f"{survey['title']}: {STANDARDS[key].title}", *(f"{100 * each[name]:.0f} %" for name in names)]
        for survey in found.values()
        for key, each in survey["classes"].items()
    ]
    return table(header, rows)


def _of_e(survey: dict[str, Any]) -> str:
    e, given = survey["e"], f"{survey['title'].capitalize()}: Vs30 at {100 * survey['vs30_given']:.0f} %"
    return (
        f"{given} of the sites; ground type E of EC8 2004 found at {e['found']} of {e['true']}, and at "
        f"{e['false']} that have none (all draws)."
    )
