"""The layers of one result, together."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from qgis.core import QgsLayerTreeGroup, QgsMapLayer, QgsRasterLayer, QgsVectorLayer

from . import colours, map_layers
from .map_tips import show_on_map
from .parts import at_a_stroke
from .raster_tips import tell_depth
from .rasters import band_depths, show_band
from .sites import recolour_sites, showing_depth
from .still_there import is_there


@dataclass(frozen=True)
class ResultLayers:
    """The layers of one result; None where its file was not made.

    Parameters
    ----------
    group : QgsLayerTreeGroup
        The group that holds them.
    group_name : str
        Its name, which finds it again after the user has removed it or opened another project.
    sites : QgsVectorLayer or None
        One point a site.
    products : QgsVectorLayer or None
        One point a site, by site class.
    rejects : QgsVectorLayer or None
        What was not used, and what looks wrong, where it has a place.
    lines : tuple of QgsVectorLayer
        Contours, and the areas that the maps are drawn in.
    vs, sigma : QgsRasterLayer or None
        Vs and its standard deviation in m/s, one band a depth.
    singles : tuple of QgsRasterLayer
        The maps that are not a stack of depths.
    scale : ColourScale or None
        Colours of `vs`, the same for all its bands.
    """

    group: QgsLayerTreeGroup
    group_name: str
    sites: QgsVectorLayer | None
    products: QgsVectorLayer | None
    rejects: QgsVectorLayer | None
    lines: tuple[QgsVectorLayer, ...]
    vs: QgsRasterLayer | None
    sigma: QgsRasterLayer | None
    singles: tuple[QgsRasterLayer, ...]
    scale: colours.ColourScale | None

    @property
    def all(self) -> list[QgsMapLayer]:
        """Every layer that was made, in drawing order."""
        layers = (self.products, self.sites, self.rejects, *self.lines, self.vs, self.sigma, *self.singles)
        return [layer for layer in layers if layer is not None]

    def show_band(self, band: int) -> None:
        """Show the same depth in all layers that tell depths apart, at a stroke; see `showing_band`."""
        at_a_stroke(self.showing_band(band))

    def showing_band(self, band: int) -> Generator[None, None, None]:
        """Show the same depth in all layers that tell depths apart, in parts that each take little time.

        Layers that the user has removed are passed over.
        """
        depth = self.depth_of(band)
        for raster in (self.vs, self.sigma):
            if is_there(raster):
                show_band(raster, band)
                if depth is not None:
                    tell_depth(raster, band, depth)
                yield
        if depth is None:
            if is_there(self.sites):
                recolour_sites(self.sites, self.velocities)
            return
        for points in (self.sites, self.products):
            if is_there(points):
                show_on_map(points, self.vs if is_there(self.vs) else None, band, depth)
        yield
        if is_there(self.sites):
            yield from showing_depth(self.sites, depth, self.velocities)
            yield
        for lines in self.lines:
            if is_there(lines):
                map_layers.show_depth(lines, depth)
                yield

    @property
    def velocities(self) -> colours.ColourScale | None:
        """Colours in which velocities are drawn now; None where there is no map of them."""
        return colours.scale_of(self.vs.renderer()) if is_there(self.vs) else None

    def depth_of(self, band: int) -> float | None:
        """Return the depth in m of a band, from 1; None where it is not known."""
        if not is_there(self.vs):
            return None
        depth = band_depths(self.vs)[band - 1]
        return depth if np.isfinite(depth) else None
