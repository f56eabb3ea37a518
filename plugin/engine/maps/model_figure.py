"""The spatial model as a figure: variograms, what left-out sites were foretold, and its numbers by depth."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ...protocol.result_files import MODEL_FIGURES
from ..curves import FloatArray
from ..spatial.likelihood import FEWEST_SITES
from ..spatial.spatial_model import SpatialModel
from ..spatial.validation import LeftOut
from ..spatial.variogram import empirical, modelled
from .figure_style import INK, PALE, STYLE, tidy

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.figure import Figure

_OF_FIELD, _OF_NUGGET, _OF_SITES = "#005699", "#a8713a", "#ae017e"
_DEPTHS_SHOWN = 3
_MOST_DOTS = 3000
_KM_FROM = 5000.0  # m


def write_model_figure(folder: Path, model: SpatialModel, left_out: LeftOut) -> list[str]:
    """Write ``map_model.png`` and ``map_model.svg``, and return their names."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(9.5, 7.2), layout="constrained")
        upper, lower = np.asarray(figure.subfigures(2, 1, height_ratios=(1.15, 1)))
        known = np.flatnonzero(model.values.known.sum(axis=0) >= FEWEST_SITES)
        variograms, foretold = upper.subplots(1, 2)
        colours = _colours(len(model.values.depths))
        _draw_variograms(variograms, model, known, colours)
        _draw_left_out(foretold, left_out, colours)
        _draw_by_depth(lower, model, known)
        figure.draw_without_rendering()
        figure.set_layout_engine("none")  # laid out once for both
        for name in MODEL_FIGURES:
            told = {"Date": None} if name.endswith(".svg") else {"Software": None}
            figure.savefig(folder / name, dpi=130, metadata=told)
    return list(MODEL_FIGURES)


def _colours(n: int) -> FloatArray:
    from matplotlib import colormaps

    return np.asarray(colormaps["viridis"](np.linspace(0.9, 0.0, n)))


def _draw_variograms(axes: Axes, model: SpatialModel, known: NDArray[np.intp], colours: FloatArray) -> None:
    """Draw what sites differ by, dots, and what the model expects, lines, at a few depths."""
    some = known[np.unique(np.linspace(0, len(known) - 1, _DEPTHS_SHOWN).round().astype(int))]
    found = [empirical(model.values, model.covariance, depth) for depth in some]
    farthest = max((distance.max() for distance, _ in found if len(distance)), default=1.0)
    unit, scale = _unit(farthest)
    line = np.linspace(1e-3 * farthest, 1.02 * farthest, 200)
    for depth, (distance, half) in zip(some, found):
        of_depth, per = _unit(float(model.values.depths[-1]))
        label = f"{model.values.depths[depth] / per:g} {of_depth}"
        axes.plot(distance / scale, half, "o", color=colours[depth], markersize=4)
        expected = modelled(model.values, model.covariance, depth, line)
        axes.plot(line / scale, expected, color=colours[depth], linewidth=1.3, label=label)
    axes.set(xlim=(0, None), ylim=(0, None), xlabel=f"Distance of two sites ({unit})")
    axes.set_ylabel("Half the mean squared difference of ln Vs")
    axes.set_title("Sites differ the more, the farther apart: dots; the model: lines", loc="left")
    axes.legend(title="Depth", loc="best")
    tidy(axes)


def _draw_left_out(axes: Axes, left_out: LeftOut, colours: FloatArray) -> None:
    """Draw what sites were foretold by the others when their block was left out, against their own Vs."""
    site, depth = np.nonzero(left_out.compared)
    some = np.random.default_rng(0).permutation(len(site))[:_MOST_DOTS]
    own, foretold = (np.exp(each[site[some], depth[some]]) for each in (left_out.own, left_out.kriged))
    axes.set_title("Left-out blocks, foretold by the other sites (colour: depth)", loc="left")
    axes.set(xlabel="Vs of the site (m/s)", ylabel="Vs foretold (m/s)", xscale="log", yscale="log")
    score = left_out.score
    if score is None:
        axes.text(0.5, 0.5, "too few sites", transform=axes.transAxes, ha="center", color=PALE)
        return
    axes.scatter(own, foretold, s=6, c=colours[depth[some]], linewidths=0, alpha=0.7)
    ends = np.array([min(own.min(), foretold.min()) / 1.05, max(own.max(), foretold.max()) * 1.05])
    axes.plot(ends, ends, color=INK, linewidth=0.8)
    axes.set(xlim=ends, ylim=ends, aspect="equal")
    for axis in (axes.xaxis, axes.yaxis):
        _name_ticks(axis, ends)
    told = (
        f"mean error {100 * score.error:.1f} %\nof linear interpolation {100 * score.linear_error:.1f} %\n"
        f"in 90 % bands {100 * score.inside_90:.0f} %"
    )
    axes.text(0.04, 0.96, told, transform=axes.transAxes, va="top")
    tidy(axes)


def _name_ticks(axis: Axis, ends: FloatArray) -> None:
    """Name round velocities along a logarithmic axis, not powers of ten."""
    from matplotlib.ticker import FixedLocator, NullFormatter, StrMethodFormatter

    decades = range(int(np.floor(np.log10(ends[0]))), int(np.ceil(np.log10(ends[1]))) + 1)
    wide = ends[1] / ends[0] > 4
    steps = (1, 2, 5) if wide else (1, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 8, 9)
    ticks = [step * 10.0**decade for decade in decades for step in steps]
    axis.set_major_locator(FixedLocator([tick for tick in ticks if ends[0] <= tick <= ends[1]]))
    axis.set_major_formatter(StrMethodFormatter("{x:g}"))
    axis.set_minor_formatter(NullFormatter())


def _draw_by_depth(figure: Figure, model: SpatialModel, known: NDArray[np.intp]) -> None:
    """Draw range, deviations and alpha against depth."""
    covariance, (of_depth, per) = model.covariance, _unit(float(model.values.depths[-1]))
    depths = model.values.depths[known] / per
    ranges, deviations, alphas = figure.subplots(1, 3, sharey=True)
    longest = covariance.longest[known]
    unit, scale = _unit(float(longest.max()))
    ranges.plot(longest / scale, depths, "o-", color=_OF_FIELD, markersize=3, label="longest")
    if (covariance.ratio[known] > 1.01).any():
        across = longest / covariance.ratio[known]
        ranges.plot(across / scale, depths, "o--", color=_OF_FIELD, markersize=3, label="across")
        ranges.legend()
    ranges.set(xlabel=f"Range ({unit})", ylabel=f"Depth ({of_depth})", xlim=(0, None))
    of_sites = np.where(model.values.known, model.values.deviation, np.nan)[:, known]
    own = np.sqrt(np.nanmean(of_sites**2, axis=0))
    for deviation, colour, label in (
        (np.sqrt(covariance.variance[known]), _OF_FIELD, "field"),
        (np.sqrt(covariance.nugget[known]), _OF_NUGGET, "nugget"),
        (own, _OF_SITES, "sites' own"),
    ):
        deviations.plot(100 * deviation, depths, "o-", color=colour, markersize=3, label=label)
    deviations.set(xlabel="Standard deviation of ln Vs (%)", xlim=(0, None))
    deviations.legend()
    alphas.plot(covariance.alpha[known], depths, "o-", color=_OF_SITES, markersize=3)
    alphas.set(xlabel="Alpha: share of the sites' own variance\nthat neighbours do not share")
    alphas.set_xlim(0, max(1.0, 1.05 * float(covariance.alpha[known].max())))
    if len(depths) > 1:
        ranges.set(yscale="log", ylim=(depths[-1] * 1.1, depths[0] / 1.1))
        _name_ticks(ranges.yaxis, np.array([depths[0] / 1.1, depths[-1] * 1.1]))
    for axes in (ranges, deviations, alphas):
        tidy(axes)


def _unit(longest: float) -> tuple[str, float]:
    return ("km", 1000.0) if longest >= _KM_FROM else ("m", 1.0)
