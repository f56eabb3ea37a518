"""The project's bars and what was measured against each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from plugin.protocol.site_standards import STANDARDS

from .border import longest
from .gains import gain
from .large_inputs import LIMIT_GIB, LIMIT_S, too_much
from .maps import changes as map_changes
from .maps import inside_90
from .measures import NEAR_SURFACE
from .memory import extrapolated_gib
from .neighbours import changes
from .report import OURS, TITLES, table

Results = dict[str, dict[str, Any]]
FEW = 30
LARGE_REPORT = 500
"""Sites of a report that is measured against the bars."""
TESTED = (*NEAR_SURFACE, "crust")


@dataclass(frozen=True)
class Bar:
    """One bar with the values measured against it.

    Parameters
    ----------
    what : str
        What is measured.
    values : tuple of float
        All of them must lie within the limits.
    low, high : float
        Limits, one of which may be infinite.
    unit : str
        ``%`` prints shares in percent; others follow the number.
    form : str
        Format of the numbers.
    """

    what: str
    values: tuple[float, ...]
    low: float = float("-inf")
    high: float = float("inf")
    unit: str = ""
    form: str = ".2f"

    @property
    def missed_by(self) -> float:
        """How far the worst value lies outside the limits, 0 where all lie within."""
        return max(max(self.low - value, value - self.high, 0.0) for value in self.values)

    def row(self) -> list[str]:
        """Return what, bar, measured and verdict in words."""
        ends = sorted({self._number(min(self.values)), self._number(max(self.values))}, key=len)
        measured = self._number(self.values[0]) if len(ends) == 1 else self._range()
        return [self.what, self._limits(), measured, self._verdict()]

    def _verdict(self) -> str:
        if self.missed_by == 0:
            return "met"
        shown = self._number(self.missed_by)
        return f"**missed by {shown if shown != self._number(0.0) else f'less than {self._number_step()}'}**"

    def _number_step(self) -> str:
        """Return the smallest difference that the format shows."""
        digits = int(self.form.strip(",")[1]) if self.form.endswith("f") else 1
        return self._number(10.0**-digits / (100.0 if self.unit == "%" else 1.0))

    def _range(self) -> str:
        return f"{self._number(min(self.values))} to {self._number(max(self.values))}"

    def _limits(self) -> str:
        if self.low == float("-inf"):
            return f"at most {self._number(self.high)}"
        if self.high == float("inf"):
            return f"at least {self._number(self.low)}"
        return f"{self._number(self.low)} to {self._number(self.high)}"

    def _number(self, value: float) -> str:
        factor = 100.0 if self.unit == "%" else 1.0
        return f"{factor * value:{self.form}} {self.unit}".strip()


def bars(results: Results) -> list[Bar]:
    """Return the bars of all sections that were measured."""
    sections: dict[str, Callable[[Results], Iterator[Bar]]] = {
        "invariance": _invariance,
        "accuracy": _accuracy,
        "neighbours": _neighbours,
        "maps": _maps,
        "surveys": _surveys,
        "targets": _targets,
        "products": _products,
        "speed": _speed,
        "memory": _memory,
        "report": _report,
        "field": _field,
        "large_survey": _large_survey,
        "large_inputs": _large_inputs,
        "startup": _startup,
        "border": _border,
        "kills": _kills,
        "costs": _costs,
        "cluster": _cluster,
        "mutation": _mutation,
    }
    return [bar for name, make in sections.items() if results.get(name) for bar in make(results)]


def bar_table(results: Results) -> str:
    """Return the table of bars."""
    return table(["What", "bar", "measured", ""], [bar.row() for bar in bars(results)])


def _invariance(results: Results) -> Iterator[Bar]:
    yield Bar("Scale invariance, relative", (results["invariance"]["velocity"],), high=1e-5, form=".1e")


def _accuracy(results: Results) -> Iterator[Bar]:
    suites = results["accuracy"]["suites"]
    for method, least in (("network", 0.15), ("refined", 0.20)):
        for name in TESTED:
            methods = suites[name]["methods"]
            value = gain(methods[method]["site_error"], methods["occam"]["site_error"]).value
            what = f"Error below Occam's, {name.replace('_', '-')}: {TITLES[method]}"
            yield Bar(what, (value,), low=least, unit="%", form=".1f")
    for name in NEAR_SURFACE:
        vs30 = suites[name]["methods"]["refined"]["vs30"]
        where = f"refined, {name.replace('_', '-')}"
        yield Bar(f"Vs30 within 10 %, {where}", (vs30["within_10_percent"],), low=0.97, unit="%", form=".1f")
        yield Bar(f"Vs30 median error, {where}", (vs30["median_error"],), high=0.015, unit="%", form=".1f")
    yield from _calibration(suites)


def _calibration(suites: dict[str, Any]) -> Iterator[Bar]:
    """Yield coverages: kinds of fewer than `FEW` sites are left out, being too few to tell."""
    for method in OURS:
        scores = {name: suite["methods"][method] for name, suite in suites.items()}
        held_out = scores["held_out"]["kinds"]
        groups = {
            "overall, each set": [s["coverage_90"] for s in scores.values()],
            "depth thirds, each set": [share for s in scores.values() for share in s["coverage_by_third"]],
            "noise levels, held-out": _coverages(held_out["noise"]),
            "what is observed, held-out": _coverages(held_out["observed"]),
        }
        for what, shares in groups.items():
            if shares:
                title = f"90 % bands hold ({what}): {TITLES[method]}"
                yield Bar(title, tuple(shares), low=0.87, high=0.93, unit="%", form=".1f")


def _coverages(kinds: dict[str, dict[str, Any]]) -> list[float]:
    return [kind["coverage_90"] for kind in kinds.values() if kind["sites"] >= FEW]


def _neighbours(results: Results) -> Iterator[Bar]:
    for name, most in (("crust", -0.15), ("valley", -0.03), ("scattered", 0.01)):
        survey = results["neighbours"][name]
        what = f"Change of the error by neighbours, {survey['title']}"
        yield Bar(what, (float(np.mean(changes(survey))),), high=most, unit="%", form=".1f")


def _field(results: Results) -> Iterator[Bar]:
    found = results["field"]
    what = f"{found['sites']:,} sites inform each other"
    yield Bar(what, (found["seconds"],), high=300, unit="s", form=".0f")
    yield Bar(f"{what}, peak memory", (found["peak_gib"],), high=4.0, unit="GiB")


def _maps(results: Results) -> Iterator[Bar]:
    surveys, large = results["maps"]["surveys"], results["maps"]["large"]
    for name, most in (("crust", -0.18), ("valley", -0.06)):
        what = f"Change of the error of map cells beside linear interpolation, {surveys[name]['title']}"
        yield Bar(what, (map_changes(surveys[name])[0],), high=most, unit="%", form=".1f")
    what = "The same of the farthest quarter, valley"
    yield Bar(what, (map_changes(surveys["valley"])[-1],), high=-0.09, unit="%", form=".1f")
    for survey in surveys.values():
        what = f"90 % bands of map cells and of sites left out hold, {survey['title']}"
        yield Bar(what, tuple(inside_90(survey)), low=0.87, high=0.95, unit="%", form=".1f")
    what = f"{large['sites']:,} sites to {large['cells']:,} cells at {large['depths']} depths"
    yield Bar(what, (large["seconds"],), high=120.0, unit="s", form=".0f")


def _products(results: Results) -> Iterator[Bar]:
    valley = results["products"]["valley"]
    yield Bar("Vs30 given in the valley", (valley["vs30_given"],), low=1.0, unit="%", form=".0f")
    what = "Valley, 90 % bands of Vs30 hold"
    for kind, scores in (("measured", valley["measured"]), ("carried down", valley["carried"]["network"])):
        yield Bar(f"{what}, {kind}", (scores["inside_90"],), low=0.87, high=0.95, unit="%", form=".0f")
    for key in ("asce7_22", "asce7_16", "ec8"):
        what = f"Valley, {STANDARDS[key].title} right where one class is in range"
        yield Bar(what, (valley["classes"][key]["right_of_one"],), low=0.9, unit="%", form=".0f")
    found = valley["e"]["found"] / max(valley["e"]["true"], 1)
    yield Bar("Valley, ground type E of EC8 2004 found", (found,), low=14 / 17, unit="%", form=".0f")


def _surveys(results: Results) -> Iterator[Bar]:
    found = [s for title, s in results["surveys"].items() if title.startswith("Los Angeles")]
    for survey in found:
        yield Bar("Los Angeles basin, median chi", (survey["chi"],), high=0.7)
        what = "Los Angeles basin, sites of chi below 1.2"
        yield Bar(what, (survey["well_fitted"],), low=0.99, unit="%", form=".1f")
        what = "Los Angeles basin, 50 profiles a curve"
        yield Bar(what, (survey["proven_per_second"],), low=40, unit="curves/s", form=".0f")


def _targets(results: Results) -> Iterator[Bar]:
    chi = tuple(target["chi"] for target in results["targets"]["targets"].values())
    yield Bar("Noise-free targets, chi of each", chi, high=0.3, form=".3f")


def _speed(results: Results) -> Iterator[Bar]:
    rate = results["speed"]["per_second"]
    yield Bar("One pass, whole survey", (rate,), low=5000, unit="curves/s", form=",.0f")
    rivals = results.get("rivals")
    if rivals:
        ratio = rate * rivals["probe_seconds"] / rivals["cores"]
        yield Bar("One pass beside evodcinv, all cores busy", (ratio,), low=50_000, unit="times", form=",.0f")


def _memory(results: Results) -> Iterator[Bar]:
    peak = extrapolated_gib(results["memory"])
    yield Bar("Peak memory, stack of 1,000,000 pixels", (peak,), high=2.0, unit="GiB")


def _report(results: Results) -> Iterator[Bar]:
    for found in results["report"]["reports"]:
        if found["sites"] >= LARGE_REPORT:
            what = f"Report of {found['sites']} sites"
            yield Bar(what, (found["seconds"],), high=180.0, unit="s", form=".0f")
            yield Bar(f"{what}, peak memory", (found["peak_gib"],), high=1.0, unit="GiB")


def _large_survey(results: Results) -> Iterator[Bar]:
    found = results["large_survey"]
    what = f"Survey of {found['rows']:,} rows read and checked"
    yield Bar(what, (found["seconds"],), high=5.0, unit="s", form=".1f")
    yield Bar(f"{what}, peak memory", (found["peak_gib"],), high=1.0, unit="GiB")


def _large_inputs(results: Results) -> Iterator[Bar]:
    found = results["large_inputs"]
    beyond = float(len(too_much(found)))
    what = f"Inputs much too large, beyond {LIMIT_S:.0f} s of a processor or {LIMIT_GIB:.0f} GiB"
    yield Bar(f"{what} ({len(found['inputs'])} tried)", (beyond,), high=0, form=".0f")


def _startup(results: Results) -> Iterator[Bar]:
    found = results["startup"]
    yield Bar("QGIS loads the plugin", (found["seconds"],), high=0.1, unit="s", form=".3f")
    yield Bar("Heavy packages imported at load", (len(found["heavy"]),), high=0, form=".0f")


def _border(results: Results) -> Iterator[Bar]:
    found = results["border"]
    kill, cycles = found["kill"], found["cycles"]
    yield Bar("Request to a warm engine", (found["warm"]["median"],), high=0.3, unit="s", form=".3f")
    beside = found["dock_seconds"] / found["command_line_seconds"]
    yield Bar("Run in the dock beside the command line", (beside,), high=1.05, unit="times")
    yield Bar("Longest stall of QGIS during a run", (found["stall"],), high=0.1, unit="s", form=".3f")
    yield Bar(
        "Longest stall of QGIS on a tour of the plugin",
        (longest(found["tour"]),),
        high=0.1,
        unit="s",
        form=".3f",
    )
    yield Bar("Packages of the engine in QGIS's process", (len(found["imported"]),), high=0, form=".0f")
    right = kill["right"] / kill["kills"]
    yield Bar("Kills of the engine withstood", (right,), low=1.0, unit="%", form=".1f")
    left = tuple(cycles[what] for what in ("processes", "threads", "layers"))
    yield Bar("Left after cycles of load, run and unload", left, high=0, form=".0f")


def _kills(results: Results) -> Iterator[Bar]:
    found = results["kills"]
    yield Bar(
        "Kills that left one whole run", (found["whole"] / found["kills"],), low=1.0, unit="%", form=".1f"
    )


def _costs(results: Results) -> Iterator[Bar]:
    found = results["costs"]
    yield Bar(
        "Start of `invert`, one site in one pass",
        (found["start"]["seconds"],),
        high=2.5,
        unit="s",
        form=".1f",
    )
    many = max((c for c in found["grown"] if c["what"] == "sites, one pass"), key=lambda c: c["curves"])
    what = f"{many['curves']:,} curves from file to files, one pass"
    yield Bar(what, (many["curves"] / many["seconds"],), low=2500, unit="curves/s", form=",.0f")


def _cluster(results: Results) -> Iterator[Bar]:
    found = results["cluster"]
    ways, kills, simulated = found["ways"], found["kills"], found["simulated"]
    seconds = {way: 1e6 * each / ways["cells"] for way, each in ways["seconds"].items()}
    yield Bar("A million cells by threads", (seconds["threads"],), high=480, unit="s", form=".0f")
    rate = seconds["threads"] / seconds["2 workers"]
    yield Bar("Rate of two workers beside threads", (rate,), low=1.0, unit="times")
    yield Bar("Rasters of threads and workers the same", (float(ways["same"]),), low=1.0, form=".0f")
    whole = kills["same"] / kills["runs"]
    yield Bar("The same where workers are killed", (whole,), low=1.0, unit="%", form=".1f")
    yield Bar("Ten million cells handed out", (simulated["peak_gib"],), high=4.0, unit="GiB")


def _mutation(results: Results) -> Iterator[Bar]:
    found = results["mutation"]
    yield Bar("Damaged files read", (found["mutants"],), low=10_000, form=",.0f")
    yield Bar("Tests of damaged files failed", (found["failed"],), high=0, form=".0f")
