"""How maps and sections are drawn, as far as the user says; the sites decide the rest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Optional, Union

from .extent import Extent
from .lines import SectionLine, WrittenLine

Method = Literal["kriging", "flux", "linear", "idw", "nearest"]
Observed = Literal["lambda/2", "lambda/3", "none"]
SectionMethod = Literal["kriging", "linear", "idw", "nearest"]
FluxLaw = Literal["harmonic", "edge-preserving", "smooth"]


@dataclass(frozen=True)
class MapOptions:
    """How to draw the maps; None lets the sites decide.

    Parameters
    ----------
    resolution : float or None
        Cell size in map units; by default about a fifth of the median site spacing.
    crs : str or None
        System to reproject the sites to before gridding; by default theirs, or a
        projected one where theirs is of degrees.
    extent : Extent or None
        What the maps show; by default all sites with a margin.
    method : {"kriging", "flux", "linear", "idw", "nearest"}
        Interpolation of log Vs: a spatial model of the survey, a flux that is conserved, Delaunay triangles,
        inverse squared distance, the nearest site.
    barriers : tuple of SectionLine or WrittenLine
        Lines that nothing is interpolated across, as faults; for kriging and the flux.
    law : {"harmonic", "edge-preserving", "smooth"}
        How the flux follows from the differences of ln Vs.
    smooth_length : float or None
        Of the law ``smooth``: distance in m below which the ground is even; by default what foretells
        left-out sites best.
    edge_gradient : float or None
        Of the law ``edge-preserving``: slope of ln Vs in 1/m beyond which it costs less, likewise.
    max_distance : float or None
        Distance in m from the nearest site beyond which cells stay empty; by default 1.5
        times the 90th percentile of the distances between neighbouring sites.
    max_sigma : float or None
        Standard deviation of ln Vs beyond which kriged cells stay empty; by default none does.
    depths : tuple of float or None
        Depths in m; by default those of the profiles.
    dem : Path or None
        Raster of heights of the ground, for slices at elevations.
    elevations : tuple of float or None
        Elevations in m of slices, of which each is a band; by default round ones.
    without : tuple of str
        Names of sites that the maps are drawn without; ``@FILE`` is a file with a name a line.
    keep_untrusted : bool
        Whether depths outside a site's trusted window are drawn too.
    figure : bool
        Whether a figure of the spatial model is written too.
    contours : bool
        Whether contours, and the areas that are drawn, are written as layers too.
    draws : int
        How many maps of Vs are drawn from what kriging takes as likely.
    """

    resolution: Optional[float] = None
    crs: Optional[str] = None
    extent: Optional[Extent] = None
    method: Method = "kriging"
    barriers: tuple[Union[SectionLine, WrittenLine], ...] = ()
    law: FluxLaw = "smooth"
    smooth_length: Optional[float] = None
    edge_gradient: Optional[float] = None
    max_distance: Optional[float] = None
    max_sigma: Optional[float] = None
    depths: Optional[tuple[float, ...]] = None
    dem: Optional[Path] = None
    elevations: Optional[tuple[float, ...]] = None
    without: tuple[str, ...] = ()
    keep_untrusted: bool = False
    figure: bool = True
    contours: bool = True
    draws: int = 0


@dataclass(frozen=True)
class SectionOptions:
    """How to draw a section; None lets the sites decide.

    Parameters
    ----------
    method : {"kriging", "linear", "idw", "nearest"}
        Interpolation of log Vs, as of maps.
    barriers : tuple of SectionLine or WrittenLine
        Lines that nothing is interpolated across, as faults; for kriging.
    corridor : float or None
        Distance in m from the line within which sites are shown, and values; by default 1.5 times the
        90th percentile of the distances between neighbouring sites.
    step : float or None
        Width of a cell along the line in m.
    depth_step : float or None
        Height of a cell in m.
    max_depth : float or None
        Bottom of the section in m; by default the deepest trusted depth near the line.
    keep_untrusted : bool
        Whether depths outside a site's trusted window are drawn too.
    dem : Path or None
        Raster of heights, from which the section hangs; by default depths are below a level surface.
    observed : {"lambda/2", "lambda/3", "none"}
        Depth at which the figure draws an observed phase velocity, by its wavelength; none leaves them out.
    figure : bool
        Whether the section is drawn as a figure too.
    """

    method: SectionMethod = "kriging"
    barriers: tuple[Union[SectionLine, WrittenLine], ...] = ()
    corridor: Optional[float] = None
    step: Optional[float] = None
    depth_step: Optional[float] = None
    max_depth: Optional[float] = None
    keep_untrusted: bool = False
    dem: Optional[Path] = None
    observed: Observed = "lambda/2"
    figure: bool = True
