"""A section as a figure: PNG, SVG and PDF, ready for a report; and drawn on anybody's axes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ...protocol.display_units import unit_for
from ..reading.lines import Line
from .observed import ObservedSection
from .pseudo_section import Section
from .section_picture import BLANK, FADED, FADES_FROM, SectionPicture
from .velocity_scale import VelocityScale, unit_of_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FIGURES = (".png", ".svg", ".pdf")
"""Endings of the files of a figure."""

_MARK = b"made by Vs Mapper"
# Without a date: the same section makes the same files.
_METADATA: dict[str, dict[str, str | None]] = {
    ".png": {"Software": _MARK.decode()},
    ".svg": {"Creator": _MARK.decode(), "Date": None},
    ".pdf": {"Creator": _MARK.decode(), "CreationDate": None},
}
_LARGEST = 1 << 26  # bytes of a figure
_WIDTH, _HEIGHT, _BESIDE = 11.0, 4.6, 2.4  # inches; the last of the observed velocities
_DOTS = 160  # an inch
_INK, _SOFT, _PAPER = "#1a1a1a", "#666666", "#ffffff"
_BARRED = (0, (5, 2))  # dashes of barriers
_LEAST_GAP = 0.0125  # of the width, between the names of sites


def is_figure(path: Path) -> bool:
    """Return True for a figure of ours, which says so in its metadata."""
    try:
        return path.stat().st_size < _LARGEST and _MARK in path.read_bytes()
    except OSError:
        return False


def write_figures(section: Section, observed: ObservedSection | None, paths: Iterable[Path]) -> None:
    """Write the figure of a section in the forms that the endings of paths name.

    Raises
    ------
    OSError
        If a file cannot be written.
    """
    import matplotlib as mpl

    with mpl.rc_context({"svg.hashsalt": "Vs Mapper", "pdf.fonttype": 42, "font.size": 9.0}):
        figure = section_figure(section, observed)
        figure.draw_without_rendering()
        figure.set_layout_engine("none")  # laid out once for all
        for path in paths:
            figure.savefig(path, dpi=_DOTS, metadata=_METADATA[path.suffix])


def section_figure(section: Section, observed: ObservedSection | None = None) -> Figure:
    """Return a section as a figure, with what was observed below it where that is given."""
    from matplotlib.figure import Figure

    heights = [_HEIGHT, _BESIDE] if observed is not None else [_HEIGHT]
    figure = Figure(figsize=(_WIDTH, sum(heights)), layout="constrained", facecolor=_PAPER)
    rows = figure.subplots(len(heights), 1, sharex=True, height_ratios=heights, squeeze=False)[:, 0]
    scale = VelocityScale.of(section, observed)
    draw_section(rows[0], section, scale)
    if observed is not None:
        draw_observed(rows[1], section, observed, scale)
        rows[0].set_xlabel("")
    bar = figure.colorbar(scale.mappable(), ax=rows.tolist(), extend="both", pad=0.015, aspect=30)
    bar.set_ticks(scale.levels(), labels=[f"{level:g}" for level in scale.levels()])
    bar.ax.minorticks_off()
    bar.set_label(f"Vs{' and phase velocity' if observed is not None else ''} ({scale.unit.velocity})")
    figure.suptitle(_title(section), x=0.01, ha="left", fontsize=12, fontweight="bold")
    caption = figure.supxlabel(_caption(section, 1.0), x=0.01, ha="left", fontsize=8, color=_SOFT)
    figure.draw_without_rendering()  # settles the boxes, by which the exaggeration is known
    figure.set_layout_engine("none")
    caption.set_text(_caption(section, exaggeration(rows[0], section)))
    return figure


def exaggeration(axes: Axes, section: Section) -> float:
    """Return how many times heights are drawn larger than distances, on axes whose boxes are settled."""
    box = axes.get_window_extent()
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    along, down = unit_of_line(section.course.length), unit_for(float(section.depth[-1]))
    wide, high = (right - left) / along.factor, (top - bottom) / down.factor
    return float((box.height / high) / (box.width / wide))


def draw_section(axes: Axes, section: Section, scale: VelocityScale | None = None) -> VelocityScale:
    """Draw a section on axes: Vs, how sure it is, contours, sites, bends and the depth of investigation.

    Parameters
    ----------
    axes : Axes
        Of matplotlib, empty.
    section : Section
        What to draw.
    scale : VelocityScale or None
        Colours of Vs; by default those that suit the section.

    Returns
    -------
    VelocityScale
        The colours, for a bar of them: ``figure.colorbar(scale.mappable())``.
    """
    scale = scale or VelocityScale.of(section)
    picture = SectionPicture.of(section, scale)
    along, down = picture.along, picture.down
    left, right, bottom, top = picture.extent
    axes.imshow(picture.image, extent=picture.extent, aspect="auto", interpolation="bilinear", zorder=1)
    lines = axes.contour(*picture.contoured, levels=scale.levels(), colors=_INK, linewidths=0.5, alpha=0.8)
    axes.clabel(lines, fontsize=7, fmt=lambda value: f"{value:g}", inline_spacing=3)
    ground = section.surface(section.distance)
    deepest = section.depth[-1] + section.depth[0]
    reach = ground - np.where(section.window[1] < deepest, section.window[1], np.nan)
    axes.plot(section.distance * along.factor, reach * down.factor, "--", color=_INK, lw=1.1, zorder=4)
    if section.has_ground:
        axes.plot(section.distance * along.factor, ground * down.factor, color=_INK, lw=1.2, zorder=4)
    axes.set_xlim(left, right)
    axes.set_ylim(bottom, top)
    axes.set_xlabel(f"Distance along the line ({along.length})")
    axes.set_ylabel(f"Elevation ({down.length})" if section.has_ground else f"Depth ({down.length})")
    if not section.has_ground:
        axes.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    _draw_sites(axes, section, picture)
    _draw_marks(axes, section, along.factor)
    _draw_crossings(axes, section, along.factor)
    return scale


def draw_observed(axes: Axes, section: Section, observed: ObservedSection, scale: VelocityScale) -> None:
    """Draw observed phase velocities against distance and a share of their wavelength on axes."""
    along, down = unit_of_line(section.course.length), scale.unit
    bottom = min(float(np.max(observed.depth)), 1.5 * float(section.depth[-1]))
    right, lowest = section.course.length * along.factor, bottom * down.factor
    cuts = [crossing.distance for crossing in section.crossings]
    filled = observed.filled(section.course.length, bottom, cuts) * down.factor
    for cut in cuts:
        axes.axvline(cut * along.factor, color=_INK, lw=1.6, ls=_BARRED, zorder=5)
    axes.set_facecolor(tuple(BLANK))
    axes.imshow(
        filled,
        extent=(0, right, lowest, 0),
        aspect="auto",
        interpolation="bilinear",
        cmap=scale.colours,
        norm=scale.norm,
    )
    inside = observed.depth <= bottom
    x, y = observed.distance[inside], observed.depth[inside]
    axes.plot(x * along.factor, y * down.factor, ".", color=_INK, ms=1.8, clip_on=False)
    axes.set_xlim(0, right)
    axes.set_ylim(lowest, 0)
    share = {"lambda/2": "λ/2", "lambda/3": "λ/3"}[observed.rule]
    axes.set_xlabel(f"Distance along the line ({along.length})")
    axes.set_ylabel(f"{share} ({down.length})")
    wave = observed.wave.capitalize()
    title = f"Observed phase velocity of the {wave} fundamental mode at {share} (dots: points of the curves)"
    axes.set_title(title, loc="left", fontsize=9)


def _draw_sites(axes: Axes, section: Section, picture: SectionPicture) -> None:
    """Draw the sites on the ground, darker the nearer to the line, with their names and offsets above."""
    x = section.site_distance * picture.along.factor
    y = section.surface(section.site_distance) * picture.down.factor
    share = np.clip(section.site_offset / section.corridor, 0.0, 1.0)
    last = np.argsort(-share, kind="stable")  # the nearest on top
    shades = [str(0.1 + 0.65 * one) for one in share[last].tolist()]
    axes.scatter(x[last], y[last], marker=7, s=34, c=shades, zorder=6, clip_on=False)
    unit = unit_for(section.corridor)
    for site in _named(section):
        offset = section.site_offset[site] * unit.factor
        axes.annotate(
            f"{section.sites[site]} ({offset:.0f})"
            if unit.length == "m"
            else f"{section.sites[site]} ({offset:.1f})",
            (x[site], 1.0),
            xytext=(0, 11),
            xycoords=axes.get_xaxis_transform(),
            textcoords="offset points",
            rotation=90,
            ha="center",
            va="bottom",
            fontsize=6.5,
            color=_INK,
        )


def _named(section: Section) -> list[int]:
    """Return the sites whose names have room beside each other, those near the line first."""
    place = section.site_distance / section.course.length
    named: list[int] = []
    for site in np.lexsort((place, np.round(section.site_offset / section.corridor, 2))).tolist():
        if not named or np.abs(place[named] - place[site]).min() >= _LEAST_GAP:
            named.append(site)
    return named


def _draw_marks(axes: Axes, section: Section, factor: float) -> None:
    """Draw the letters of the ends, and where the line bends."""
    (start, _), *bends, (end, _) = section.course.marks
    for label, x, side in ((start, 0.0, "right"), (end, 1.0, "left")):
        axes.annotate(
            label,
            (x, 1.0),
            xytext=(-7 if x == 0 else 7, 6),
            xycoords="axes fraction",
            textcoords="offset points",
            ha=side,
            fontsize=13,
            fontweight="bold",
        )
    for label, distance in bends:
        axes.axvline(distance * factor, color=_INK, lw=0.9, ls=":", zorder=5)
        axes.annotate(
            f"bend {label}",
            (distance * factor, 0.02),
            xytext=(3, 0),
            xycoords=axes.get_xaxis_transform(),
            textcoords="offset points",
            fontsize=7.5,
            zorder=7,
            bbox={"boxstyle": "round,pad=0.15", "fc": _PAPER, "ec": "none", "alpha": 0.8},
        )


def _draw_crossings(axes: Axes, section: Section, factor: float) -> None:
    """Draw where the line crosses barriers, each with its name."""
    for crossing in section.crossings:
        at = crossing.distance * factor
        axes.axvline(at, color=_INK, lw=1.6, ls=_BARRED, zorder=5)
        axes.annotate(
            crossing.name,
            (at, 0.03),
            xytext=(3, 0),
            xycoords=axes.get_xaxis_transform(),
            textcoords="offset points",
            rotation=90,
            va="bottom",
            fontsize=8,
            fontweight="bold",
            zorder=7,
            bbox={"boxstyle": "round,pad=0.15", "fc": _PAPER, "ec": "none", "alpha": 0.8},
        )


def _title(section: Section) -> str:
    start, end = section.course.marks[0][0], section.course.marks[-1][0]
    name = "" if section.line.name == Line.name else f": {section.line.name}"
    return f"Pseudo-2D Vs section {start}\u2013{end}{name}"


def _caption(section: Section, times: float) -> str:
    """Return how the section was made and how to read it, in lines that fit below it."""
    exaggerated = f"{times:.2g}" if times < 100 else f"{round(times, -1):.0f}"
    unit = unit_for(section.corridor).length
    heights = "" if section.ground is None else f" Heights of the ground from {section.ground.source}."
    how = section.how[:1].upper() + section.how[1:]
    barred = " Upright dashes: barriers, across which nothing is interpolated." if section.crossings else ""
    return (
        f"{how} between 1-D profiles, usually {_length(section.spacing)} apart; grey where "
        f"no site within {_length(section.corridor)} knows Vs. Vertical exaggeration {exaggerated}.\n"
        f"Colours fade as one standard deviation grows from {FADES_FROM:.0%} to {FADED:.0%} of Vs, and below "
        "the dashed line, the depth of investigation.\n"
        f"Triangles: sites, the paler the farther from the line (offset in {unit}).{heights}{barred}"
    )


def _length(metres: float) -> str:
    unit = unit_for(metres)
    value = metres * unit.factor
    return f"{value:.0f} {unit.length}" if value >= 100 else f"{value:.3g} {unit.length}"
