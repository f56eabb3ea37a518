"""A map of site classes as a figure, with how likely they are beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...protocol.class_colours import class_colour
from ...protocol.palettes import UNCERTAINTY
from ...protocol.result_files import CLASS_MAPS, PROFILE_CLASS_MAPS
from ...protocol.site_standards import ASCE7_22, EC8, Standard
from ..curves import FloatArray
from .contents import Contents
from .map_figure import Extent, band_of, carried_down, draw_cells, hatch, north_and_scale
from .words import CARRIED_DOWN

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class ClassView:
    """A map of site classes.

    Parameters
    ----------
    standard : Standard
        Whose classes they are.
    codes, odds : (n_rows, n_columns) float arrays
        Places of the classes among the standard's, and their probabilities in percent; NaN where empty.
    extent : Extent
        Where it lies.
    carried : (n_rows, n_columns) float array or None
        The share of the top 30 m in percent that is not measured.
    """

    standard: Standard
    codes: FloatArray
    odds: FloatArray
    extent: Extent
    carried: FloatArray | None = None

    @property
    def title(self) -> str:
        """What it shows."""
        return f"{self.standard.title} class"


def class_views(contents: Contents) -> Iterator[ClassView]:
    """Yield the maps of site classes in the folder that are asked for most."""
    for standard in (ASCE7_22, EC8):
        files = (CLASS_MAPS if standard.by_vs30 else PROFILE_CLASS_MAPS)[standard.key]
        paths = [contents.folder / raster.file for raster in files]
        if all(path.is_file() for path in paths):
            (codes, extent), (odds, _) = (band_of(path, 1) for path in paths)
            if np.isfinite(codes).any():
                yield ClassView(standard, codes, 100.0 * odds, extent, carried_down(contents))


def class_caption(contents: Contents, view: ClassView) -> str:
    """Return what is to be known of a map of classes beside its legend."""
    hatched = f" {CARRIED_DOWN}" if view.carried is not None else ""
    return (
        f"Site classes of {view.standard.title} by {view.standard.rests_on}: on the left the likeliest "
        f"class, on the right how probable it is. Other criteria than velocity were not assessed.{hatched} "
        f"Points are the sites; coordinates in {contents.map_record.get('crs', '')}."
    )


def draw_classes(figure: Figure, axes: tuple[Axes, Axes], view: ClassView, places: FloatArray) -> None:
    """Draw a map of classes with its legend, and beside it their probabilities.

    Parameters
    ----------
    figure : Figure
        What they stand in.
    axes : pair of Axes
        For the map and for its probabilities.
    view : ClassView
        The map.
    places : (n_sites, 2) float array
        Sites in the system of the map.
    """
    from matplotlib.colors import LinearSegmentedColormap, ListedColormap, Normalize
    from matplotlib.patches import Patch

    names = view.standard.classes
    colours = [class_colour(view.standard, name) for name in names]
    sure = LinearSegmentedColormap.from_list("sure", UNCERTAINTY[::-1])
    each = (ListedColormap(colours), Normalize(-0.5, len(names) - 0.5))
    draw_cells(axes[0], view.extent, view.codes, each, places)
    image = draw_cells(axes[1], view.extent, view.odds, (sure, Normalize(0.0, 100.0)), places)
    bar = figure.colorbar(image, ax=axes[1], orientation="horizontal", pad=0.12, fraction=0.05)
    bar.set_label("probability of the class (%)", fontsize=7)
    bar.ax.tick_params(labelsize=6)
    hatch(axes[0], view.extent, view.codes, view.carried)
    hatched = axes[0].get_legend()
    if hatched is not None:
        axes[0].add_artist(hatched)  # stays beside the next one
    there = np.unique(view.codes[np.isfinite(view.codes)]).astype(int).tolist()
    patches = [Patch(facecolor=colours[k], edgecolor="#444", linewidth=0.4, label=names[k]) for k in there]
    axes[0].legend(
        handles=patches, loc="upper center", bbox_to_anchor=(0.5, -0.1), ncols=len(patches), fontsize=7,
        title=view.title, title_fontsize=7, frameon=False,
    ).set_in_layout(False)  # fmt: skip
    north_and_scale(axes[0], view.extent)
