"""What was understood of a survey, in lines for the user to check before a run."""

from __future__ import annotations

from collections import Counter

import numpy as np

from ..protocol.counted import counted
from ..protocol.waves import VelocityType, Wave
from .along_line import is_along_line
from .curves import Curves, FloatArray
from .poisson import Poisson, poisson_class
from .scaling import measure
from .survey import Survey
from .waves.elastic import Elastic

_MOST_REJECTS = 20
_MOST_SUSPECTS = 5


def describe(survey: Survey) -> list[str]:
    """Return what was understood: sites, types, band, trusted depths, units, coordinates, rejects, notes."""
    report = survey.report
    return [
        f"{report.source}: {counted(survey.n_sites, 'site')}, {counted(survey.curves.n_points, 'point')}",
        *(_curve_lines(survey.curves) if survey.curves.n_points else ["nothing that can be inverted"]),
        _place_line(survey),
        *(f"column {c.column}: {c.quantity}{_unit(c.unit, c.decided_by)}" for c in report.columns),
        *_reject_lines(survey),
        *_suspect_lines(survey),
        *(f"note: {note}" for note in report.notes),
    ]


def _curve_lines(curves: Curves) -> list[str]:
    packed = (curves.wave.astype(np.int64) * 2 + curves.kind) * 128 + curves.mode
    codes, counts = np.unique(packed, return_counts=True)
    types = [
        f"{Wave(code // 256).name.capitalize()} {VelocityType(code // 128 % 2).name.lower()} velocity, "
        f"mode {code % 128}: {counted(count, 'point')}"
        for code, count in zip(codes.tolist(), counts.tolist())
    ]
    f, known = curves.frequency, int(np.isfinite(curves.sigma).sum())
    lam = curves.wavelength
    window = np.array([lam.min() / 4, lam.max() / 2])
    fewest, most = int(curves.counts.min()), int(curves.counts.max())
    per_site = f"{counted(fewest, 'point')} a site" if fewest == most else f"{fewest} to {most} points a site"
    return [
        *types,
        f"band {_range(f, 'Hz')}, that is periods {_range(1 / f, 's')}; {per_site}",
        f"velocity {_length_range(curves.velocity, '/s')}; "
        f"sigma given for {known} of {counted(curves.n_points, 'point')}",
        f"wavelength {_length_range(lam)}, so depths of {_length_range(window)} can be trusted "
        "(shortest wavelength / 4 to longest / 2; each site has its own window)",
        *_ground_lines(curves),
    ]


def _ground_lines(curves: Curves) -> list[str]:
    """Return what is taken of the ground where the user says nothing of it."""
    scale = measure(curves)
    elastic = Elastic.of(scale, "auto", None)
    taken = Counter(elastic.names.tolist())
    classes = Counter(Poisson(value).name.lower() for value in poisson_class("auto", scale.velocity))
    shares = ", ".join(f"{name} at {counted(count, 'site')}" for name, count in sorted(classes.items()))
    return [
        f"Poisson class unless said otherwise: {shares} (from the velocities)",
        *(
            f"Vp and density unless said otherwise: {name} at {counted(taken[name], 'site')}: {words}"
            for name, words in elastic.statements().items()
        ),
    ]


def _place_line(survey: Survey) -> str:
    if not np.isfinite(survey.x).any():
        return "coordinates: none"
    if is_along_line(survey.crs):
        return f"positions along a line: {_range(survey.x)} m"
    box = f"x {_range(survey.x)}, y {_range(survey.y)}"
    return f"coordinates: {_short(survey.crs) if survey.crs else 'unknown system'}, {box}"


def _short(crs: str) -> str:
    return crs if len(crs) < 40 else f"{crs.split(',')[0][:60]}…"


def _reject_lines(survey: Survey) -> list[str]:
    rejects, lines = survey.report.rejects, survey.report.lines()
    if not rejects:
        return ["rejected: nothing"]
    n_sites = sum(reject.whole_site for reject in rejects)
    more = [f"  … and {len(lines) - _MOST_REJECTS} more"] if len(lines) > _MOST_REJECTS else []
    head = f"rejected: {counted(n_sites, 'site')} and {counted(len(rejects) - n_sites, 'single point')}"
    return [head, *(f"  {line}" for line in lines[:_MOST_REJECTS]), *more]


def _suspect_lines(survey: Survey) -> list[str]:
    suspects = survey.report.suspects
    if not suspects:
        return []
    shown = [f"  site {suspect.site}: {suspect.reason}" for suspect in suspects[:_MOST_SUSPECTS]]
    more = [f"  … and {len(suspects) - _MOST_SUSPECTS} more"] if len(suspects) > _MOST_SUSPECTS else []
    return [f"suspect, but used: {counted(len(suspects), 'case')}", *shown, *more]


def _unit(unit: str, decided_by: str) -> str:
    return f" in {unit} (by {decided_by})" if unit else f" (by {decided_by})"


def _range(values: FloatArray, unit: str = "") -> str:
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    precision = ".4g" if unit else ".10g"
    ends = dict.fromkeys((f"{low:{precision}}", f"{high:{precision}}"))
    return f"{' to '.join(ends)} {unit}".rstrip()


def _length_range(values: FloatArray, per: str = "") -> str:
    """Return a range in m, or in km where it ends beyond 10 km (or 1.5 km/s)."""
    in_km = np.nanmax(values) >= (1500 if per else 10_000)
    return _range(values / 1000 if in_km else values, f"{'km' if in_km else 'm'}{per}")
