"""Profiles of a table become curves in a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ...protocol.counted import counted
from ...protocol.errors import OutputError, SurveyError
from ...protocol.options.modelling import FORWARD
from ...protocol.options.shared import require_possible
from ...protocol.orders import ModelCurves
from ...protocol.outcomes import Modelled
from ...protocol.own_files import has_columns
from ...protocol.progress import Monitor
from ...protocol.result_columns import MODELLED_COLUMNS, names
from ...protocol.waves import VelocityType, Wave
from ..boreholes.hole_table import read_holes
from ..boreholes.holes import Holes
from ..curves import Curves
from ..files.result_set import ResultSet
from ..positions import parse_crs
from .profile_earths import ProfileEarths
from .theory import curves_of

if TYPE_CHECKING:
    import pandas as pd

_PLACED = names(MODELLED_COLUMNS)
_UNPLACED = tuple(name for name in _PLACED if name not in ("x", "y", "crs"))


def model_curves(order: ModelCurves, monitor: Monitor | None = None) -> Modelled:
    """Compute the curves of profiles and write them as a table that can be read as a survey.

    Raises
    ------
    OutputError
        If the profiles cannot be read, none of them has a curve, or the table cannot be written.
    VsMapperError
        If a setting is outside its limits.
    Cancelled
        If the user asked to stop; nothing is changed then.
    """
    options, monitor, place = order.options, monitor or Monitor(), order.source.place
    require_possible(options, FORWARD)
    if options.frequencies is not None and options.periods is not None:
        raise OutputError("Give frequencies or periods, one of the two.")
    if not isinstance(place, Path):
        raise SurveyError(f"{order.source.name}: is not in a file, so that it cannot be read as profiles")
    file = _file(order.target)
    file.require_free([place])
    monitor.step(0.0, f"reading {order.source.name}")
    holes = read_holes(place, order.source.options(), order.depth_unit, profiles=True)
    try:
        profiles = ProfileEarths.of(holes, options)
    except SurveyError as error:
        raise OutputError(f"{place}: {error}") from error
    monitor.step(0.2, f"computing the curves of {counted(len(profiles.which), 'profile')}")
    curves = curves_of(profiles, options)
    table = _table(holes, profiles, curves)
    if table.empty:
        raise OutputError(f"{place}: no profile has a point of the curves that are asked for")
    with file.written() as staging:
        table.to_csv(staging / order.target.name, index=False, lineterminator="\n")
    monitor.step(1.0, "computed")
    return _outcome(order.target, holes, profiles, curves)


def _file(target: Path) -> ResultSet:
    """Return the table as a file of its own, wherever it goes."""
    if not target.parent.is_dir():
        raise OutputError(f"{target}: cannot be written: there is no folder {target.parent}")
    if target.is_dir():
        raise OutputError(f"{target}: is a folder; the curves need a file")
    return ResultSet("curves", target.parent, (target.name,), is_own=_is_table)


def _is_table(path: Path) -> bool:
    return has_columns(path, _PLACED) or has_columns(path, _UNPLACED)


def _table(holes: Holes, profiles: ProfileEarths, curves: Curves) -> pd.DataFrame:
    """Return a row a point that exists, of sites one after the other."""
    import pandas as pd

    hole = profiles.which[curves.site_index]
    table = pd.DataFrame(
        {
            "site": holes.names[hole],
            "x": holes.x[hole],
            "y": holes.y[hole],
            "crs": _code(holes.crs),
            "wave": np.array([wave.name.lower() for wave in Wave])[curves.wave],
            "type": np.array([kind.name.lower() for kind in VelocityType])[curves.kind],
            "mode": curves.mode,
            "frequency_hz": curves.frequency,
            "velocity_m_s": np.round(curves.velocity, 3),
        }
    )[list(_PLACED)]
    table = table[np.isfinite(curves.velocity)]
    return table if table["x"].notna().any() else table[list(_UNPLACED)]


def _code(crs: str | None) -> str:
    """Return the code of a system, empty where it has none."""
    code = None if crs is None else parse_crs(crs).to_authority()
    return ":".join(code) if code else ""


def _outcome(target: Path, holes: Holes, profiles: ProfileEarths, curves: Curves) -> Modelled:
    found = np.isfinite(curves.velocity)
    of_site = np.bincount(curves.site_index, found, minlength=curves.n_sites)
    n_sites, n_points = int((of_site > 0).sum()), int(found.sum())
    notes = [*holes.notes, *profiles.notes, *_missing(curves, found)]
    silent = holes.names[profiles.which[of_site == 0]].tolist()
    notes += [f"no curve as asked for: {_few(silent)}"] if silent else []
    if holes.crs is not None and not _code(holes.crs):
        notes.append("the coordinate system of the places has no code; give it when the curves are read")
    summary = f"{counted(n_points, 'point')} of the curves of {counted(n_sites, 'profile')}"
    return Modelled(target, summary, n_sites, n_points, tuple(notes))


def _missing(curves: Curves, found: np.ndarray) -> list[str]:
    """Return a note for each mode of which some points do not exist."""
    lacking = [(int(mode), int(((curves.mode == mode) & ~found).sum())) for mode in np.unique(curves.mode)]
    return [
        f"mode {mode} does not exist, or cannot be seen, at {counted(n, 'point')}, which "
        f"{'is' if n == 1 else 'are'} left out"
        for mode, n in lacking
        if n
    ]


def _few(texts: Sequence[str]) -> str:
    return f"{', '.join(texts[:5])}{' …' if len(texts) > 5 else ''}"
