"""Checks of a survey as it was read: impossible points and sites are rejected, repeated points are merged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ...protocol.counted import counted
from ..curves import Curves, FloatArray
from ..survey import Elevations, Reject, Report, Survey
from .measurements import NO_NAME, Measurements
from .plain_names import plain_report, with_plain_names
from .sigmas import tidy_sigmas
from .suspects import find_suspects
from .tables.columns import listed
from .tables.georeference import is_geographic, wrap_longitude
from .thinning import thin_out
from .words import count as _count
from .words import pitch as _pitch

SLOWEST, FASTEST = 5.0, 12000.0
LOWEST, HIGHEST = 1e-4, 1e5
LONGEST = 2e7
"""Half around the Earth in m: its gravest oscillations have shorter wavelengths."""
FEWEST_POINTS = 2
SAME_FREQUENCY = 1e-9
"""Relative difference of frequencies up to which they are one."""

Mask = NDArray[np.bool_]


def check(found: Measurements, source: str, highest_mode: int | None = None) -> Survey:
    """Return the usable sites and points of a survey, with every rejected one and its reason.

    Parameters
    ----------
    found : Measurements
        What a reader found.
    source : str
        Name of the input, for the report.
    highest_mode : int or None
        Points of higher modes are left out; None keeps all.

    Returns
    -------
    Survey
        Possibly without any site. Within a site the points keep the order of the input.
    """
    found = with_plain_names(found)
    if found.crs is not None and is_geographic(found.crs):
        found = replace(found, x=wrap_longitude(found.x))
    good, point_rejects, notes = _check_points(found)
    points, mode_rejects, mode_notes = _leave_out_modes(found.take(good), highest_mode)
    points, sigma_notes, sigma_suspects = tidy_sigmas(points)
    points, merge_notes = _merge_repeats(points)
    points, thin_notes = thin_out(points)
    counts = np.bincount(points.site, minlength=len(found.names))
    keep, site_rejects = _check_sites(found, counts, highest_mode)
    curves = Curves.from_points(
        points.site,
        points.frequency,
        points.velocity,
        points.sigma,
        points.wave,
        points.kind,
        points.mode,
        n_sites=len(found.names),
    ).take(np.flatnonzero(keep))
    report = Report(
        source=source,
        columns=found.columns,
        # What was asked for comes last: it must not push faults out of a list that is cut short.
        rejects=(*found.rejects, *point_rejects, *site_rejects, *mode_rejects),
        notes=(
            *found.notes,
            *notes,
            *mode_notes,
            *sigma_notes,
            *merge_notes,
            *thin_notes,
            *_unplaced(found, keep),
        ),
        suspects=(*sigma_suspects, *find_suspects(found.names[keep], curves)),
    )
    is_path = None if found.is_path is None else found.is_path[keep]
    names, x, y = found.names[keep], found.x[keep], found.y[keep]
    heights = None if found.elevation is None else Elevations.given(found.elevation[keep])
    return Survey(names, x, y, found.crs, curves, plain_report(report), is_path, heights)


def _check_points(found: Measurements) -> tuple[Mask, list[Reject], list[str]]:
    """Return which points are possible, why the others are not, and a hint where the unit looks wrong."""
    f, v = found.frequency, found.velocity
    fast_or_slow = (v < SLOWEST) | (v > FASTEST)
    with np.errstate(all="ignore"):
        wavelength = v / f
    reasons: list[tuple[Mask, Callable[[int], str]]] = [
        (np.isnan(f), lambda i: "the frequency or period is blank, zero or not a number"),
        (f <= 0, lambda i: f"frequency {f[i]:g} Hz is not positive"),
        (
            (f < LOWEST) | (f > HIGHEST),
            lambda i: f"frequency {f[i]:g} Hz is outside {LOWEST:g} to {HIGHEST:g} Hz",
        ),
        (np.isnan(v), lambda i: f"the velocity at {_pitch(f[i])} is blank or not a number"),
        (v <= 0, lambda i: f"velocity {v[i]:g} m/s at {_pitch(f[i])} is not positive"),
        (
            fast_or_slow,
            lambda i: f"velocity {v[i]:g} m/s at {_pitch(f[i])} is outside {SLOWEST:g} to {FASTEST:g} m/s",
        ),
        (
            wavelength > LONGEST,
            lambda i: (
                f"velocity {v[i]:g} m/s at {_pitch(f[i])} makes a wavelength of {wavelength[i] / 1e3:.0f} "
                "km, longer than half around the Earth"
            ),
        ),
        (found.wave < 0, lambda i: f"the wave type at {_pitch(f[i])} is neither Rayleigh nor Love"),
        (found.kind < 0, lambda i: f"the velocity type at {_pitch(f[i])} is neither phase nor group"),
        (found.mode < 0, lambda i: f"the mode number at {_pitch(f[i])} is not a whole number from 0 to 100"),
    ]
    which = np.select([bad for bad, _ in reasons], list(range(len(reasons))), default=-1)
    rejects = _reject_points(found, {i: reasons[which[i]][1](i) for i in np.flatnonzero(which >= 0).tolist()})
    positive = v > 0
    mostly = positive.any() and np.mean(fast_or_slow[positive]) > 0.5
    hint = ["most velocities are impossible: their unit is probably another one than was read"]
    return which < 0, rejects, hint if mostly else []


def _leave_out_modes(
    points: Measurements, highest: int | None
) -> tuple[Measurements, list[Reject], list[str]]:
    """Leave out the modes above the highest that the user asked for."""
    if highest is None:
        return points, [], []
    above = points.mode > highest
    mode, f = points.mode, points.frequency
    reasons = {
        i: f"mode {mode[i]} at {_pitch(f[i])} is above the highest mode asked for, {highest}"
        for i in np.flatnonzero(above).tolist()
    }
    rejects = _reject_points(points, reasons)
    effect = (
        f"{_count(len(rejects), 'point')} of higher modes and left out" if rejects else "leaves out nothing"
    )
    return points.take(~above), rejects, [f"--highest-mode {highest}: {effect}"]


def _reject_points(found: Measurements, reasons: dict[int, str]) -> list[Reject]:
    """Return the points that are left out, by number, with their reasons."""
    places = _places(found)
    return [
        Reject(
            str(found.names[found.site[i]]),
            reason + _in_row(found.row[i]),
            whole_site=False,
            place=places[found.site[i]],
        )
        for i, reason in reasons.items()
    ]


def _places(found: Measurements) -> list[tuple[float, float] | None]:
    """Return where each site is, None where it is nowhere that a map has."""
    on_map = _is_placed(found) & ~_is_off_globe(found)
    return [(x, y) if here else None for x, y, here in zip(found.x.tolist(), found.y.tolist(), on_map)]


def _is_placed(found: Measurements) -> Mask:
    return np.isfinite(found.x) & np.isfinite(found.y)


def _is_off_globe(found: Measurements) -> Mask:
    """Return True where longitude and latitude are none."""
    geographic = found.crs is not None and is_geographic(found.crs)
    return _is_placed(found) & geographic & ((np.abs(found.x) > 180) | (np.abs(found.y) > 90))


def _in_row(row: int) -> str:
    return f" (row {row})" if row > 0 else ""


def _merge_repeats(points: Measurements) -> tuple[Measurements, list[str]]:
    """Merge points of one site, frequency, wave, velocity type and mode into their mean.

    Its sigma is the scatter of the velocities (sample standard deviation), or the root mean square of the
    given sigmas where that is larger.
    """
    types = (points.wave * 2 + points.kind) * 128 + points.mode
    order = np.lexsort((points.frequency, types, points.site))
    frequency = points.frequency[order]
    # Equal but for rounding, so that the unit in which frequencies are given does not decide.
    same = np.diff(frequency) <= SAME_FREQUENCY * frequency[1:]
    for key in (points.site, types):
        same &= key[order][1:] == key[order][:-1]
    if not same.any():
        return points, []
    start = np.flatnonzero(np.concatenate([[True], ~same]))
    count = np.diff(np.append(start, len(order)))
    velocity, sigma = points.velocity[order], points.sigma[order]

    def total(values: FloatArray) -> FloatArray:
        return np.add.reduceat(values, start)

    # The mean about the first value, so that a point alone keeps its velocity to the last bit.
    base = velocity[start]
    mean = base + total(velocity - np.repeat(base, count)) / count
    scatter = np.sqrt(total((velocity - np.repeat(mean, count)) ** 2) / np.maximum(count - 1, 1))
    n_given = total(np.isfinite(sigma).astype(float))
    given = np.sqrt(total(np.nan_to_num(sigma) ** 2) / np.maximum(n_given, 1))
    merged_sigma = np.where(count == 1, sigma[start], np.maximum(scatter, given))
    first = np.minimum.reduceat(order, start)  # of the input
    merged = replace(
        points.take(first),
        velocity=mean,
        sigma=np.where(merged_sigma > 0, merged_sigma, np.nan),
    ).take(np.argsort(first))
    n_merged = int((count > 1).sum())
    return merged, [
        f"{int(count[count > 1].sum())} repeated points are merged into {n_merged} by their mean, with their "
        "scatter as sigma where it is above that given"
    ]


def _unplaced(found: Measurements, keep: Mask) -> list[str]:
    """Say which of the usable sites have no place while others have one."""
    placed = _is_placed(found)
    lacking = found.names[keep & ~placed].tolist()
    if not lacking or not placed[keep].any():
        return []
    return [f"inverted, but not on the map, for want of coordinates: {counted(len(lacking), 'site')} "
            f"({listed(lacking)})"]  # fmt: skip


def _check_sites(
    found: Measurements, counts: NDArray[np.int64], highest_mode: int | None
) -> tuple[Mask, list[Reject]]:
    """Return which sites are usable, and the others with their reason."""
    x, y = found.x, found.y
    wanted = "" if highest_mode is None else f" up to mode {highest_mode}"
    placed, off_globe = _is_placed(found), _is_off_globe(found)
    swapped = off_globe & (np.abs(x) <= 90) & (np.abs(y) <= 180)
    reasons: list[tuple[Mask, Callable[[int], str]]] = [
        ((found.names == NO_NAME) & ~placed, lambda i: "the rows have neither a site name nor coordinates"),
        (
            swapped,
            lambda i: (
                f"latitude {y[i]:g} is beyond 90 degrees; are longitude and latitude swapped (--swap-xy)?"
            ),
        ),
        (off_globe, lambda i: f"longitude {x[i]:g}, latitude {y[i]:g} is not on the globe"),
        (counts == 0, lambda i: f"no valid point{wanted}"),
        (counts < FEWEST_POINTS, lambda i: f"one point only{wanted}"),
    ]
    which = np.select([bad for bad, _ in reasons], list(range(len(reasons))), default=-1)
    places = _places(found)
    rejects = [
        Reject(str(found.names[i]), reasons[which[i]][1](i), whole_site=True, place=places[i])
        for i in np.flatnonzero(which >= 0)
    ]
    return which < 0, rejects
