"""Tables of the scores in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

from .gains import gain

TITLES = {
    "network": "Network, one pass",
    "refined": "Network, refined",
    "occam": "Occam inversion",
    "rule": "λ/3 rule",
}
OURS = ("network", "refined")
THIRDS = ("shallow", "middle", "deep")
WAYS = {"noise": "Noise of the curve", "observed": "What is observed", "points": "Number of points"}


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table whose first column is left-aligned and the others right."""
    rule = ["---", *["---:"] * (len(header) - 1)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [header, rule, *rows])


def error_table(results: dict[str, Any]) -> str:
    """Return mean |ln Vs| error by suite and method, and how much is gained on Occam on Occam's sites."""
    rows = []
    for suite in results["suites"].values():
        methods = suite["methods"]
        rival = methods["occam"]["site_error"]
        rows.append(
            [
                suite["title"],
                str(suite["sites"]),
                *(f"{methods[m]['error']:.3f}" for m in TITLES),
                *(gain(methods[m]["site_error"], rival).percent() for m in OURS),
            ]
        )
    header = ["Mean abs. error of ln Vs", "curves", *TITLES.values(), "one pass below Occam", "refined"]
    return table(header, rows)


def refinement_table(results: dict[str, Any]) -> str:
    """Return what refinement changes of error and fit, by set and on all but the held-out one together."""
    rows, outside = [], []
    for suite in results["suites"].values():
        direct, refined = (suite["methods"][name] for name in OURS)
        errors = direct["site_error"], refined["site_error"]
        if suite["name"] != "held_out":
            outside.append(errors)
        chi = (f"{refined[name]:.2f}" for name in ("chi_direct", "chi"))
        rows.append([suite["title"], *_refined_row(*errors), *chi])
    together = (list(chain.from_iterable(part)) for part in zip(*outside))
    rows.append(["All that are not of the training families", *_refined_row(*together), "", ""])
    header = ["What refinement changes", "curves", "error, one pass", "error, refined", "lower by"]
    return table([*header, "median chi, one pass", "median chi, refined"], rows)


def _refined_row(direct: list[float], refined: list[float]) -> list[str]:
    means = (f"{sum(errors) / len(errors):.4f}" for errors in (direct, refined))
    return [str(len(direct)), *means, gain(refined, direct).percent(1)]


def family_table(results: dict[str, Any]) -> str:
    """Return the same by kind of earth, with the coverage of the network's bands."""
    rows = []
    for suite in results["suites"].values():
        methods = {name: scores["kinds"]["family"] for name, scores in suite["methods"].items()}
        for family, found in methods["network"].items():
            errors = [f"{methods[m][family]['error']:.3f}" if family in methods[m] else "" for m in TITLES]
            covered = [f"{100 * methods[m][family]['coverage_90']:.0f} %" for m in OURS]
            name = f"{suite['name'].replace('_', '-')}: {family}"
            rows.append([name, str(found["sites"]), *errors, *covered])
    return table(["Kind of earth", "curves", *TITLES.values(), "90 % bands hold, one pass", "refined"], rows)


def kinds_tables(results: dict[str, Any]) -> str:
    """Return error and coverage on the held-out set by noise, by what is observed and by number of points."""
    methods = {name: scores["kinds"] for name, scores in results["suites"]["held_out"]["methods"].items()}
    header = ["error, " + t for t in ("one pass", "refined", "Occam", "λ/3 rule")]
    header += ["90 % bands hold, one pass", *THIRDS, "90 % bands hold, refined", *THIRDS]
    tables = []
    for way, title in WAYS.items():
        labels = sorted(methods["network"][way], key=_order)
        rows = [
            _kind_row(label, {m: kinds[way].get(label, {}) for m, kinds in methods.items()})
            for label in labels
        ]
        tables.append(table([title, "curves", *header], rows))
    return "\n\n".join(tables)


def _order(label: str) -> tuple[int, str]:
    """Put ranges in the order of their numbers and other labels in that of the alphabet."""
    first = label.replace("below", "0").replace("above", "").split()[0]
    return (int(first), label) if first.isdigit() else (999, label)


def _kind_row(label: str, methods: dict[str, dict[str, Any]]) -> list[str]:
    errors = [f"{methods[m]['error']:.3f}" if methods[m] else "" for m in TITLES]
    held = [methods[m] for m in OURS]
    shares = [s for h in held for s in (h["coverage_90"], *h["coverage_by_third"])]
    return [label, str(methods["network"]["sites"]), *errors, *(f"{100 * s:.0f} %" for s in shares)]


def calibration_table(results: dict[str, Any]) -> str:
    """Return the share of the truth in the bands, by third of the scored depths."""
    rows = []
    for suite in results["suites"].values():
        for method in OURS:
            scores = suite["methods"][method]
            shares = [scores["coverage_68"], scores["coverage_90"], *scores["coverage_by_third"]]
            rows.append([f"{suite['title']}: {TITLES[method]}", *(f"{100 * s:.1f} %" for s in shares)])
    return table(["Bands hold", "68 % bands", "90 % bands", *THIRDS], rows)


def depth_table(results: dict[str, Any]) -> str:
    """Return the error by third of the scored depths."""
    rows = []
    for suite in results["suites"].values():
        for method, title in TITLES.items():
            errors = suite["methods"][method]["error_by_third"]
            rows.append([f"{suite['name'].replace('_', '-')}: {title}", *(f"{e:.3f}" for e in errors)])
    return table(["Mean abs. error of ln Vs", *THIRDS], rows)


def vs30_table(results: dict[str, Any]) -> str:
    """Return how well Vs30 is found at near-surface sites."""
    rows = []
    for suite in results["suites"].values():
        found = {m: suite["methods"][m]["vs30"] for m in TITLES if "vs30" in suite["methods"][m]}
        for method, scores in found.items():
            covered = f"{100 * scores['coverage_90']:.0f} %" if "coverage_90" in scores else "none"
            within, median = (100 * scores[key] for key in ("within_10_percent", "median_error"))
            name = f"{suite['name'].replace('_', '-')}: {TITLES[method]}"
            rows.append([name, str(scores["sites"]), f"{within:.0f} %", f"{median:.1f} %", covered])
    return table(["Vs30", "sites", "within 10 %", "median error", "90 % bands hold"], rows)


def speed_table(results: dict[str, Any]) -> str:
    """Return milliseconds a curve."""
    suites = results["suites"].values()
    rows = [
        [title, *(f"{suite['methods'][m]['ms_per_curve']:.2f}" for suite in suites)]
        for m, title in TITLES.items()
    ]
    names = [suite["name"].replace("_", "-") for suite in suites]
    return table(["Milliseconds a curve", *names], rows)


def all_tables(results: dict[str, Any]) -> str:
    """Return every table, one under another."""
    tables = (
        error_table,
        refinement_table,
        depth_table,
        family_table,
        calibration_table,
        kinds_tables,
        vs30_table,
        speed_table,
    )
    return "\n\n".join(make(results) for make in tables) + "\n"
