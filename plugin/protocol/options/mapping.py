"""How profiles become maps."""

from __future__ import annotations

from typing import get_args

from ..extent import parse_extent
from ..map_options import FluxLaw, MapOptions, Method
from ..option import Option
from ..request import (
    parse_elevations,
    parse_shared_depths,
)
from .shared import AUTOMATIC, DEM, KEEP_UNTRUSTED

_MAPS = MapOptions()


MAPS = (
    Option(
        "depths",
        "Depths",
        "Depths to map, as 5, 10, 30; otherwise those inverted for.",
        "text",
        unit="m",
        empty="automatic, or 5, 10, 30",
        example="5, 10, 30",
        understand=parse_shared_depths,
    ),
    Option(
        "resolution",
        "Cell size",
        "Size of a cell in units of the maps' coordinate system, metres unless another one is asked for; "
        "otherwise about a fifth of the site spacing.",
        "number",
        unit="map units",
        positive=True,
        decimals=4,
        empty=AUTOMATIC,
    ),
    Option(
        "crs",
        "Coordinate system of the maps",
        "Coordinate system of the maps; otherwise that of the sites, or where that is of degrees a projected "
        "one that suits them.",
        "crs",
        empty=AUTOMATIC,
    ),
    Option(
        "extent",
        "Extent",
        "What the maps show, as least x, largest x, least y, largest y and the coordinate system, which is "
        "otherwise that of the maps; the model rests on all sites all the same. Otherwise all sites with a "
        "margin.",
        "extent",
        empty="all sites",
        example="500000,501000,5300000,5301000 [EPSG:32633]",
        understand=parse_extent,
    ),
    Option(
        "method",
        "Interpolation",
        "How log Vs goes from sites to cells: by kriging, a spatial model of the survey whose bands widen "
        "between the sites; by a flux that is conserved, as heat is, and follows faults; linear in "
        "Delaunay triangles; idw by inverse squared distance; or the value of the nearest site.",
        "choice",
        default=_MAPS.method,
        choices=get_args(Method),
        labels={
            "kriging": "kriging",
            "flux": "conserved flux",
            "linear": "linear, in triangles",
            "idw": "inverse distance",
            "nearest": "nearest site",
        },
    ),
    Option(
        "barriers",
        "Barriers",
        "Lines that nothing is interpolated across, such as faults; for kriging and flux.",
        "lines",
        default=_MAPS.barriers,
        empty="none",
    ),
    Option(
        "law",
        "Law of the flux",
        "How the flux follows from differences of log Vs: harmonic, in proportion; edge-preserving, with "
        "their cube root where they are steep, so that steps stay steps; or smooth, without peaks at sites.",
        "choice",
        default=_MAPS.law,
        choices=get_args(FluxLaw),
        labels={"harmonic": "harmonic", "edge-preserving": "edge-preserving", "smooth": "smooth"},
        advanced=True,
    ),
    Option(
        "smooth_length",
        "Smooth over",
        "Of the smooth law: distance below which the ground is even; otherwise what foretells left-out "
        "sites best.",
        "number",
        unit="m",
        positive=True,
        empty=AUTOMATIC,
        advanced=True,
    ),
    Option(
        "edge_gradient",
        "Steep from",
        "Of the edge-preserving law: change of Vs over a kilometre from which on it is taken for a step; "
        "otherwise what foretells left-out sites best.",
        "number",
        unit="%",
        positive=True,
        factor=1e5,
        empty=AUTOMATIC,
        advanced=True,
    ),
    Option(
        "max_distance",
        "Farthest site",
        "Cells farther than this from every site stay empty; otherwise 1.5 times the 90th percentile of the "
        "site spacing.",
        "number",
        unit="m",
        positive=True,
        empty=AUTOMATIC,
    ),
    Option(
        "max_sigma",
        "Largest uncertainty",
        "Cells of kriging or a flux of which one standard deviation is more than so many percent of Vs "
        "stay empty; otherwise none does.",
        "number",
        unit="%",
        positive=True,
        factor=100.0,
        empty="no limit",
        advanced=True,
    ),
    DEM,
    Option(
        "elevations",
        "Elevations",
        "Elevations of slices through the ground, as 200, 150, 100, where a terrain is given; otherwise "
        "round ones.",
        "text",
        unit="m",
        example="200, 150, 100",
        understand=parse_elevations,
    ),
    Option(
        "without",
        "Leave out sites",
        "Names of sites that the maps are drawn without, parted by commas, or @FILE for a file with a name a "
        "line; nothing is inverted anew.",
        "list",
        default=_MAPS.without,
        empty="no site",
        example="A1, A7",
        advanced=True,
    ),
    KEEP_UNTRUSTED,
    Option(
        "contours",
        "Contours and areas",
        "Write contours of Vs at round values, and the areas where maps are drawn by distance and by "
        "uncertainty, as GeoPackages, too.",
        "switch",
        default=_MAPS.contours,
        off="Write neither contours nor the areas that are drawn.",
        advanced=True,
    ),
    Option(
        "figure",
        "Figure of the model",
        "Write a figure of the spatial model, as PNG and SVG, too.",
        "switch",
        default=_MAPS.figure,
        off="Write no figure of the spatial model.",
        advanced=True,
    ),
    Option(
        "draws",
        "Drawn maps",
        "Number of maps of Vs at all depths drawn from what kriging takes as likely, written to vs_draws.nc: "
        "any of them could be true, and together they say what is likely of areas, paths and depths.",
        "whole",
        default=_MAPS.draws,
        most=1000,
        wrong="is not from 0 to 1000",
        labels={"0": "none"},
        advanced=True,
    ),
)
"""How maps are drawn: fields of `map_options.MapOptions`."""
