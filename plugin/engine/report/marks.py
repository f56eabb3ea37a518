"""What the maps of a report mark beside the sites: lines of the sections, and boreholes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ...protocol.errors import OutputError, SurveyError
from ...protocol.manifest import Manifest, require_whole
from ...protocol.result_files import COMPARISON_LAYER
from ...protocol.section_layers import MARK_LAYER, TRACE_LAYER, layers_of
from ..curves import FloatArray
from ..reading.layers.vector_paths import locate
from ..reading.source import open_source

if TYPE_CHECKING:
    import geopandas as gpd
    from matplotlib.axes import Axes

    from .contents import Contents

_INK = "#111111"
_MOST_NAMED = 30  # boreholes: more names would hide the map


@dataclass(frozen=True)
class Marks:
    """Places in the system of the maps.

    Parameters
    ----------
    lines : tuple of (n, 2) float arrays
        Pieces of the sections' lines.
    ends : tuple of (str, float, float)
        Letters of their ends.
    holes : tuple of (str, float, float)
        Boreholes by name.
    """

    lines: tuple[FloatArray, ...] = ()
    ends: tuple[tuple[str, float, float], ...] = ()
    holes: tuple[tuple[str, float, float], ...] = ()

    @property
    def caption(self) -> str:
        """What they are, as a sentence that follows another; empty where there are none."""
        kinds = [*(["lines: sections"] * bool(self.lines)), *(["squares: boreholes"] * bool(self.holes))]
        told = "; ".join(kinds)
        return f" {told[0].upper()}{told[1:]}." if told else ""


def load_marks(contents: Contents) -> Marks:
    """Read the sections and comparisons with boreholes that the manifest lists.

    Raises
    ------
    OutputError
        If a file of theirs is damaged.
    """
    crs = contents.map_record.get("crs")
    sets = Manifest.read(contents.folder).sets
    if not crs:
        return Marks()
    lines: list[FloatArray] = []
    ends: list[tuple[str, float, float]] = []
    holes: dict[str, tuple[str, float, float]] = {}
    for name in sorted(sets):
        kind, _, own = name.partition(" ")
        for file in sets[name]:
            if kind == "section" and file == layers_of(Path(own)).as_posix():
                lines += [np.array(line.coords) for line in _layer(contents, file, TRACE_LAYER, crs).geometry]
                marks = _layer(contents, file, MARK_LAYER, crs)
                ends += list(_named(marks[marks["kind"] == "end"], "label"))
            elif kind == "comparison" and Path(file).name == COMPARISON_LAYER:
                holes |= {hole[0]: hole for hole in _named(_layer(contents, file, None, crs), "hole")}
    return Marks(tuple(lines), tuple(ends), tuple(holes.values()))


def _layer(contents: Contents, file: str, layer: str | None, crs: str) -> gpd.GeoDataFrame:
    import geopandas as gpd

    path = contents.folder / file
    require_whole(contents.folder, [file])
    try:
        where = locate(open_source(path), layer)
        found = gpd.read_file(where.path, layer=layer)
        return found if found.crs is None else found.to_crs(crs)
    except (OSError, RuntimeError, ValueError, SurveyError) as error:
        raise OutputError(f"{path}: cannot be read: {error}") from error


def _named(points: gpd.GeoDataFrame, column: str) -> Iterator[tuple[str, float, float]]:
    for name, place in zip(points[column].astype(str), points.geometry):
        if place is not None and not place.is_empty:
            yield name, float(place.x), float(place.y)


def draw_marks(axes: Axes, marks: Marks) -> None:
    """Draw them on a map whose limits are set."""
    from matplotlib.patheffects import withStroke

    halo = [withStroke(linewidth=2.2, foreground="white")]
    for line in marks.lines:
        axes.plot(*line.T[:2], color=_INK, linewidth=0.9, path_effects=halo, zorder=4)
    for _, x, y in marks.holes:
        axes.plot(
            x, y, "s", color="white", markersize=3.5, markeredgecolor=_INK, markeredgewidth=0.8, zorder=5
        )
    named = marks.holes if len(marks.holes) <= _MOST_NAMED else ()
    for name, x, y in (*marks.ends, *named):
        axes.annotate(
            name, (x, y), (3, 3), textcoords="offset points", fontsize=6.5, color=_INK, path_effects=halo,
            zorder=6, annotation_clip=True,
        )  # fmt: skip
