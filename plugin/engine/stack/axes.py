"""The period or frequency of every band of a stack, and how it was decided."""

from __future__ import annotations

from collections.abc import Sequence

from ...protocol.errors import SurveyError
from ...protocol.natural_order import counted_up
from ...protocol.read_options import Abscissa
from ..survey import ColumnUse
from .datasets import RawBand
from .labels import Axis, Types, bare_axes, stated_axis

_MOST_TOLD = 24


def find_axes(
    raw: Sequence[RawBand], types: Sequence[Types], abscissa: Abscissa | None, periods: Sequence[float]
) -> tuple[list[Axis], ColumnUse, list[str]]:
    """Return the period or frequency of each band, how they were decided, and remarks.

    They are those that the user gives, else those of the format, else marked in names, else the numbers
    that differ between names.

    Parameters
    ----------
    raw, types : sequences
        The bands, and what each holds.
    abscissa : str or None
        ``period`` or ``frequency``, where the user says which it is.
    periods : sequence of float
        What the user gives for the bands of each type, in their order; empty leaves it to the files.

    Raises
    ------
    SurveyError
        If a band has none, or the number of periods is not that of the bands.
    """
    if periods:
        return _given(raw, types, abscissa or "period", periods)
    notes: list[str] = []
    if all(band.axis is not None for band in raw):
        found, where, decided_by = [band.axis for band in raw], "dimension or list", "format"
    else:
        found = [next((a for text in b.labels if (a := stated_axis(text))), b.axis) for b in raw]
        where, decided_by = "names of bands and files", "name"
    if not any(found):
        found = bare_axes([" ".join(band.labels) for band in raw], abscissa)
        decided_by = "default"
        if any(found) and not abscissa:
            notes.append("the numbers in the names have no unit; they are taken as periods in s")
    axes = [axis.taken_as(abscissa) for axis in found if axis is not None]
    if len(axes) < len(raw):
        lacking = next(band for band, axis in zip(raw, found) if axis is None)
        raise SurveyError(
            f"{lacking.name}: {lacking.unsaid or 'nothing says its period'}; give the periods, name files or "
            "bands like phase_10s, or give a CSV list with the columns file, band, period_s, kind"
        )
    return axes, _use(where, axes, "option" if abscissa else decided_by), notes


def _given(
    raw: Sequence[RawBand], types: Sequence[Types], quantity: str, periods: Sequence[float]
) -> tuple[list[Axis], ColumnUse, list[str]]:
    """Return the user's periods, which hold for the bands of each type in the order of the files."""
    unit = {"period": "s", "frequency": "Hz"}[quantity]
    axes: dict[int, Axis] = {}
    for kind in dict.fromkeys(types):
        members = [i for i, one in enumerate(types) if one == kind]
        if len(members) != len(periods):
            raise SurveyError(
                f"{len(periods)} periods are given for {len(members)} bands, {raw[members[0]].name} "
                f"to {raw[members[-1]].name}"
            )
        axes |= {i: Axis(quantity, value, unit) for i, value in zip(members, periods)}
    ordered = [axes[i] for i in range(len(raw))]
    names = [band.name for band in raw]
    told = range(len(raw)) if sorted(names, key=counted_up) != names else (0, -1)
    order = ", ".join(f"{names[i]} is {ordered[i].value:g} {unit}" for i in told[:_MOST_TOLD])
    note = f"periods are as given, in the order of the files: {order}"
    return ordered, _use("given by hand", ordered, "option"), [note]


def _use(where: str, axes: Sequence[Axis], decided_by: str) -> ColumnUse:
    quantities = " and ".join(sorted({axis.quantity for axis in axes}))
    return ColumnUse(where, quantities, axes[0].unit, decided_by)
