"""Tables of the scores in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

TITLES = {
    "network": "Network, one pass",
    "refined": "Network, refined",
    "occam": "Occam inversion",
    "rule": "λ/3 rule",
}
THIRDS = ("shallow", "middle", "deep")


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table whose first column is left-aligned and the others right."""
    rule = ["---", *["---:"] * (len(header) - 1)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [header, rule, *rows])


def error_table(results: dict[str, Any]) -> str:
    """Return mean |ln Vs| error by suite and method, and how much is gained on Occam."""
    rows = []
    for suite in results["suites"].values():
        errors = {name: scores["error"] for name, scores in suite["methods"].items()}
        gain = 1.0 - errors["network"] / errors["occam"]
        rows.append(
            [
                suite["title"],
                str(suite["sites"]),
                *(f"{errors[m]:.3f}" if m in errors else "" for m in TITLES),
                f"{100 * gain:+.0f} %",
                f"{100 * (1 - errors['refined'] / errors['occam']):+.0f} %" if "refined" in errors else "",
            ]
        )
    return table(
        ["Mean abs. error of ln Vs", "curves", *TITLES.values(), "one pass beside Occam", "refined"], rows
    )


def family_table(results: dict[str, Any]) -> str:
    """Return the same by kind of earth or curve, with the coverage of the network's bands."""
    rows = []
    for suite in results["suites"].values():
        methods = suite["methods"]
        for family, count in methods["network"]["sites_by_family"].items():
            errors = [f"{methods[m]['error_by_family'][family]:.3f}" if m in methods else "" for m in TITLES]
            covered = f"{100 * methods['network']['coverage_by_family'][family]:.0f} %"
            rows.append([f"{suite['name'].replace('_', '-')}: {family}", str(count), *errors, covered])
    return table(["Kind", "curves", *TITLES.values(), "90 % bands hold"], rows)


def calibration_table(results: dict[str, Any]) -> str:
    """Return the share of the truth in the network's 90 % bands, by third of the scored depths."""
    rows = []
    for suite in results["suites"].values():
        scores = suite["methods"]["network"]
        shares = [scores["coverage_90"], *scores["coverage_by_third"]]
        rows.append([suite["title"], *(f"{100 * s:.1f} %" for s in shares)])
    return table(["90 % bands hold", "all", *THIRDS], rows)


def depth_table(results: dict[str, Any]) -> str:
    """Return the error by third of the scored depths."""
    rows = []
    for suite in results["suites"].values():
        for method, title in TITLES.items():
            if method not in suite["methods"]:
                continue
            errors = suite["methods"][method]["error_by_third"]
            rows.append([f"{suite['name'].replace('_', '-')}: {title}", *(f"{e:.3f}" for e in errors)])
    return table(["Mean abs. error of ln Vs", *THIRDS], rows)


def vs30_table(results: dict[str, Any]) -> str:
    """Return how well Vs30 is found at near-surface sites."""
    methods = results["suites"]["near_surface"]["methods"]
    rows = []
    for method, title in TITLES.items():
        scores = methods[method]["vs30"]
        covered = f"{100 * scores['coverage_90']:.0f} %" if "coverage_90" in scores else "none"
        within, median = (100 * scores[key] for key in ("within_10_percent", "median_error"))
        rows.append([title, f"{within:.0f} %", f"{median:.1f} %", covered])
    sites = methods["network"]["vs30"]["sites"]
    return table([f"Vs30 ({sites} sites)", "within 10 %", "median error", "90 % bands hold"], rows)


def speed_table(results: dict[str, Any]) -> str:
    """Return milliseconds a curve."""
    rows = [
        [
            title,
            *(
                f"{suite['methods'][m]['ms_per_curve']:.2f}" if m in suite["methods"] else ""
                for suite in results["suites"].values()
            ),
        ]
        for m, title in TITLES.items()
    ]
    names = [suite["name"].replace("_", "-") for suite in results["suites"].values()]
    return table(["Milliseconds a curve", *names], rows)


def all_tables(results: dict[str, Any]) -> str:
    """Return every table, one under another."""
    tables = (error_table, depth_table, family_table, calibration_table, vs30_table, speed_table)
    return "\n\n".join(make(results) for make in tables) + "\n"
