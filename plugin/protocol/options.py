"""Every setting of every order, declared once.

The command line's parser, the toolbox's parameters and the dock's inputs are made from these lists; a new
setting is a field of its dataclass and an entry here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import get_args

from .distribution import parse_scheduler
from .errors import VsMapperError
from .extent import parse_extent
from .forward_options import ForwardOptions, VelocityName, WaveName, parse_modes, parse_points
from .large_tables import TableForm
from .map_options import FluxLaw, MapOptions, Method, Observed, SectionMethod, SectionOptions
from .option import Option
from .product_options import ProductOptions, parse_numbers, parse_span, parse_spans, parse_standards
from .read_options import FIRST_MODES, HIGHEST_MODE, Abscissa, Decimal, VelocityUnit, parse_column
from .request import (
    HOLES_WITHIN,
    MEASURED_WITHIN,
    SMALL_STRAIN_DAMPING,
    SOIL_POISSON_RATIOS,
    DeviceChoice,
    ExportFormat,
    PoissonChoice,
    Request,
    Switch,
    Vs30Law,
    parse_depths,
    parse_elevations,
    parse_municipality,
    parse_names,
    parse_shared_depths,
)
from .site_standards import STANDARDS
from .stack_input import parse_periods
from .waves import VelocityType, Wave

BY_FILE = "as the file says"
AUTOMATIC = "automatic"

_REQUEST, _MAPS, _SECTION = Request(), MapOptions(), SectionOptions()
_PRODUCTS, _FORWARD = ProductOptions(), ForwardOptions()


def _checked(parse: Callable[[str], object]) -> Callable[[str], str]:
    """Return what takes a text as it is once `parse` understands it."""

    def understand(text: str) -> str:
        parse(text)
        return text

    return understand


def chosen(options: tuple[Option, ...], *names: str) -> tuple[Option, ...]:
    """Return the options of the given names, in that order."""
    of_name = {option.name: option for option in options}
    return tuple(of_name[name] for name in names)


READING = (
    Option(
        "crs",
        "Coordinates",
        "Coordinate system of the positions; overrides what the file or layer says.",
        "crs",
        empty=BY_FILE,
        advanced=True,
    ),
    Option(
        "swap_xy",
        "Swap x and y",
        "The coordinates come in the order opposite to what the file says, latitude for longitude.",
        "switch",
        default=False,
        advanced=True,
    ),
    Option(
        "wave",
        "Wave type",
        "Wave type of the points for which the file gives none (otherwise Rayleigh).",
        "choice",
        choices=tuple(wave.name.lower() for wave in Wave),
        labels={wave.name.lower(): wave.name.capitalize() for wave in Wave},
        empty=BY_FILE,
        advanced=True,
    ),
    Option(
        "velocity_type",
        "Velocity type",
        "Velocity type of the points for which the file gives none (otherwise phase).",
        "choice",
        choices=tuple(kind.name.lower() for kind in VelocityType),
        empty=BY_FILE,
        flag="--type",
        parameter="TYPE",
        advanced=True,
    ),
    Option(
        "mode",
        "Mode",
        "Mode number of the points for which the file gives none (otherwise 0, the fundamental).",
        "whole",
        most=HIGHEST_MODE,
        wrong=f"is not a whole number from 0 to {HIGHEST_MODE}",
        empty=BY_FILE,
        advanced=True,
    ),
    Option(
        "highest_mode",
        "Highest mode used",
        "Points of higher modes are left out; 0 keeps the fundamental alone, where overtones may be numbered "
        "wrongly.",
        "whole",
        most=HIGHEST_MODE,
        wrong=f"is not a whole number from 0 to {HIGHEST_MODE}",
        empty="all modes",
        advanced=True,
    ),
    Option(
        "first_mode",
        "Fundamental mode is",
        "Number that the file gives to the fundamental mode (otherwise 1 where nothing is called 0).",
        "choice",
        choices=FIRST_MODES,
        labels={"0": "called 0", "1": "called 1"},
        empty=BY_FILE,
        advanced=True,
    ),
    Option(
        "velocity_unit",
        "Velocity unit",
        "Unit of the velocities; overrides what the column names or the sizes of the numbers say.",
        "choice",
        choices=get_args(VelocityUnit),
        empty=BY_FILE,
        advanced=True,
    ),
    Option(
        "x_axis",
        "Given against",
        "What the velocities are given against: frequency (Hz), period (s) or wavelength (m).",
        "choice",
        choices=get_args(Abscissa),
        empty=BY_FILE,
        advanced=True,
    ),
    Option(
        "decimal",
        "Decimal sign",
        "Decimal sign of the numbers that could be read in two ways, such as 1,260 or 432.100.",
        "choice",
        choices=get_args(Decimal),
        empty=BY_FILE,
        advanced=True,
    ),
    Option(
        "columns",
        "Columns",
        "What columns hold, as c_obs=phase_velocity:km/s; columns without names are called 1, 2 and so on.",
        "list",
        default=(),
        example="c_obs=phase_velocity:km/s, 3=sigma",
        understand=_checked(parse_column),
        flag="--column",
        advanced=True,
    ),
    Option(
        "layer",
        "Layer in the file",
        "Layer of a file that holds several, or data set in a ZIP archive.",
        "text",
        empty="the first with curves",
        parameter="FILE_LAYER",
        advanced=True,
    ),
)
"""How a survey is read: fields of `overrides.Overrides`."""

STACK_READING = (
    Option(
        "periods",
        "Periods of rasters",
        "Of a raster stack whose names do not tell them: periods of its bands in the order of the files, or "
        "frequencies in Hz where the velocities are given against frequency.",
        "text",
        unit="s",
        example="5, 10, 20",
        understand=_checked(parse_periods),
    ),
    Option(
        "sigma",
        "Sigma rasters",
        "Of a raster stack: its standard deviations, in rasters laid out like it.",
        "rasters",
        default=(),
    ),
)
"""How a raster stack is read, beside what is said of a survey: fields of `overrides.Overrides`."""

NOT_FOR_STACKS = ("swap_xy", "columns", "layer", "decimal", "first_mode")
"""What is said of a survey that means nothing for a raster stack."""

VS30_LAW = Option(
    "vs30_law",
    "Vs30 below the data",
    "What carries Vs30 down where a curve does not reach 30 m: network, the drawn profiles below what the "
    "curve resolves; california (Boore 2004) or japan (Boore and others 2011), relations of measured "
    "profiles, whose scatter widens the band.",
    "choice",
    default=_REQUEST.vs30_law,
    choices=get_args(Vs30Law),
    labels={
        "network": "the drawn profiles",
        "california": "California (Boore 2004)",
        "japan": "Japan (Boore and others 2011)",
    },
)

DEM = Option(
    "dem",
    "Terrain",
    "Raster of heights of the ground, in any coordinate system. Heights are taken to be in metres unless the "
    "file says otherwise.",
    "raster",
    empty="no terrain",
)
"""A field of `request.Request` and of the options of maps and sections."""

INVERSION = (
    Option(
        "lvz",
        "Allow velocity to decrease with depth",
        "Off makes Vs increase with depth everywhere.",
        "switch",
        default=_REQUEST.lvz,
        off="Let Vs only increase with depth.",
    ),
    Option(
        "poisson",
        "Poisson's ratio",
        "Class of the ground, which also decides how Vp and density follow from Vs: rock (near 0.25), soil "
        "(near 0.48, saturated), unknown, or auto, from the velocities. run.json states the relations.",
        "choice",
        default=_REQUEST.poisson,
        choices=get_args(PoissonChoice),
        labels={
            "auto": "from the velocities",
            "rock": "rock (near 0.25)",
            "soil": "saturated soil (near 0.48)",
        },
    ),
    Option(
        "water_table",
        "Water table",
        "Depth from which soil is saturated; where it is not known, Poisson's ratio of soil rises from {:g} "
        "near the surface to {:g} at depth.".format(*SOIL_POISSON_RATIOS),
        "number",
        unit="m",
        wrong="is not a depth: it is negative or not a number",
    ),
    Option(
        "depths",
        "Depths",
        "Depths shared by all sites, as 5, 10, 30; native keeps each site's own; otherwise round depths "
        "across the window that the survey resolves.",
        "text",
        unit="m",
        empty="automatic, or 5, 10, 30, or native",
        example="5,10,30|native",
        understand=parse_depths,
    ),
    Option(
        "samples",
        "Samples per site",
        "Accepted profiles (chi < 1) wanted per site; 0 for the one pass of the network alone, without a "
        "check against the data.",
        "whole",
        default=_REQUEST.samples,
        most=1000,
        wrong="is negative or above 1000",
        labels={"0": "0 (no check against the data)"},
    ),
    Option(
        "relative_error",
        "Error where none is given",
        "One standard deviation in percent of the velocity, 3 for 3 %, of points whose error is not stated.",
        "number",
        default=_REQUEST.relative_error,
        unit="%",
        least=0.1,
        most=100,
        factor=100.0,
        wrong="is not between 0.1 and 100 percent; 3 means 3 %",
    ),
    Option(
        "robust",
        "Let outliers pull less",
        "In the acceptance of profiles, too, residuals beyond 1.345 sigma count linearly, not squared, as "
        "they do in refinement.",
        "switch",
        default=_REQUEST.robust,
    ),
    Option(
        "independent",
        "Each site by itself",
        "Invert each site by itself; otherwise its neighbours' curves inform it, from 8 placed sites on.",
        "switch",
        default=_REQUEST.independent,
    ),
    VS30_LAW,
    DEM,
    Option(
        "ensembles",
        "Keep the drawn profiles",
        "Write ensembles.parquet, which holds every profile that was drawn for a site and its weight; about "
        "10 kB a site. What follows from profiles can be computed again from it.",
        "switch",
        default=_REQUEST.ensembles,
        off="Leave out ensembles.parquet, the drawn profiles of each site; nothing can be computed from them "
        "later then.",
        advanced=True,
    ),
    Option(
        "tables",
        "Large tables",
        "Form of profiles, layered models and curves; auto writes Parquet where one has more than 100,000 "
        "rows. The sites come as GeoParquet beside sites.gpkg then.",
        "choice",
        default=_REQUEST.tables,
        choices=get_args(TableForm),
        advanced=True,
    ),
    Option(
        "spherical",
        "Correct for the Earth's curvature",
        "Correction for the Earth's curvature; auto applies it from periods of 30 s on.",
        "choice",
        default=_REQUEST.spherical,
        choices=get_args(Switch),
        advanced=True,
    ),
    Option(
        "device",
        "The network runs on",
        "Where the network runs; auto takes a graphics card where there is one.",
        "choice",
        default=_REQUEST.device,
        choices=get_args(DeviceChoice),
        advanced=True,
    ),
)
"""Settings of an inversion: fields of `request.Request`."""

STACK_INVERSION = tuple(
    option for option in INVERSION if option.name not in ("independent", "ensembles", "tables", "dem")
)
"""Those of a raster stack, whose cells never inform each other, and whose drawn profiles are not kept."""

DISTRIBUTION = (
    Option(
        "workers",
        "Processes of this machine",
        "Work with that many processes of this machine in place of the engine's threads; needs Dask. The "
        "results are the same.",
        "whole",
        least=1,
        most=1024,
        wrong="is not a whole number from 1 to 1024",
    ),
    Option(
        "scheduler",
        "Dask scheduler",
        "Work with the Dask cluster whose scheduler is at this address, or whose connection file this is; "
        "needs Dask. The results are the same.",
        "text",
        example="tcp://HOST:8786",
        understand=parse_scheduler,
    ),
)
"""Which processes work at an inversion: fields of `distribution.Distribution`."""

KEEP_UNTRUSTED = Option(
    "keep_untrusted",
    "Keep depths that are not resolved",
    "Keep depths that are not resolved, too: outside a quarter of the shortest to half the longest "
    "wavelength of a site or cell.",
    "switch",
    default=False,
)
"""A field of `orders.Invert` (for raster stacks) and of the options of maps and sections."""

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
        empty="none",
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

SECTION_BARRIERS = Option(
    "barriers",
    "Barriers",
    "Lines that nothing is interpolated across, such as faults; for kriging. The figure marks where the "
    "section crosses them.",
    "lines",
    default=_SECTION.barriers,
    empty="no barriers",
)
SECTION = (
    Option(
        "method",
        "Interpolation",
        "How log Vs goes from sites to places between them: by kriging, a spatial model of the survey whose "
        "bands widen there; linear in Delaunay triangles; idw by inverse squared distance; or the value of "
        "the nearest site.",
        "choice",
        default=SectionOptions.method,
        choices=get_args(SectionMethod),
    ),
    SECTION_BARRIERS,
    Option(
        "corridor",
        "Farthest site",
        "Sites within this distance of the line are shown, and values within it of a site; otherwise 1.5 "
        "times the 90th percentile of the site spacing.",
        "number",
        unit="m",
        positive=True,
        empty=AUTOMATIC,
    ),
    Option(
        "max_depth",
        "Bottom",
        "Depth of the section's bottom below the surface; otherwise the deepest resolved depth.",
        "number",
        unit="m",
        positive=True,
        empty=AUTOMATIC,
    ),
    KEEP_UNTRUSTED,
    DEM,
    Option(
        "observed",
        "Observed velocities",
        "Depth at which the figure draws an observed phase velocity, a half or a third of its wavelength; "
        "none leaves them out.",
        "choice",
        default=_SECTION.observed,
        choices=get_args(Observed),
    ),
    Option(
        "figure",
        "Figure",
        "Draw the section as a figure, PNG, SVG and PDF, too.",
        "switch",
        default=_SECTION.figure,
        off="Draw no figure.",
        advanced=True,
    ),
)
"""How a section is drawn: fields of `map_options.SectionOptions`."""

EXPORT = (
    Option(
        "form",
        "Format",
        "What to write: csv, one table of all layers; geopsy and cps, one layered model a site, for Geopsy "
        "and Computer Programs in Seismology; openquake, a site model of Vs30 and basin depths; "
        "shakemap, a grid of Vs30; surfer, an ASCII grid a map and depth; cog, cloud-optimised GeoTIFFs of "
        "all maps; netcdf, Vs and its quantiles as one volume; pystrata, profiles for site response; mzs, "
        "tables of the Italian standard of seismic microzonation.",
        "choice",
        default="csv",
        choices=get_args(ExportFormat),
        flag="--format",
        parameter="FORMAT",
    ),
    Option(
        "sites",
        "Sites",
        'Names of sites separated by commas, one with a comma in quotes, as "A,1",B; otherwise all.',
        "text",
        example="A, B",
        understand=parse_names,
    ),
    Option(
        "grid",
        "Cells of the map",
        "Of openquake: take the cells of the map of Vs30 in place of the sites.",
        "switch",
        default=False,
    ),
    Option(
        "measured_within",
        "Measured within",
        "Of openquake with the cells of the map: vs30measured is 1 at cells so near to a site, and 0 farther "
        "away.",
        "number",
        default=MEASURED_WITHIN,
        unit="m",
    ),
    Option(
        "drawn",
        "Drawn profiles",
        "Of pystrata: write every profile that was drawn for a site, with its weight, beside the reported "
        "one.",
        "switch",
        default=False,
    ),
    Option(
        "damping",
        "Damping",
        "Of pystrata: small-strain damping of all layers, in percent of critical. It is assumed; no curve "
        "tells it.",
        "number",
        default=SMALL_STRAIN_DAMPING,
        unit="%",
        most=100,
        factor=100.0,
        wrong="is not between 0 and 100 percent",
    ),
    Option(
        "municipality",
        "Municipality",
        "Of mzs: ISTAT code of the municipality, six digits, with which the standard's names begin.",
        "text",
        example="036022",
        understand=parse_municipality,
    ),
)
"""What an export writes: fields of `orders.Export`."""

REPORT = (
    Option(
        "title",
        "Title",
        "What stands over the report; otherwise the survey's name.",
        "text",
        default="",
        example="Site study of the valley",
    ),
    Option(
        "sites",
        "Sites with a page",
        "Names of the sites that get a page of their own, separated by commas, one with a comma in quotes, "
        'as "A,1",B; otherwise all of a survey of up to 1,000 sites.',
        "text",
        example="A, B",
        understand=parse_names,
    ),
)
"""What a report holds: fields of `orders.MakeReport`."""

PRODUCTS = (
    Option(
        "mean_to",
        "Mean velocities to",
        "Depths down to which mean velocities are given, beside 30.",
        "text",
        unit="m",
        empty="5, 10, 20, 50, 100",
        example="5, 10, 20",
        understand=parse_numbers,
    ),
    Option(
        "mean_between",
        "Mean velocities between",
        "Ranges of depth whose mean velocities are given.",
        "text",
        unit="m",
        empty="none",
        example="0-10, 10-20",
        understand=parse_spans,
    ),
    Option(
        "depths_to",
        "Depths to",
        "Velocities to which depths are given; 4000 to 4300 for the top of the mantle.",
        "text",
        unit="m/s",
        empty="760, 800, 1000, 2500",
        example="760, 1000",
        understand=parse_numbers,
    ),
    Option(
        "steepest",
        "Steepest rise between",
        "Range of depth in which the depth of the steepest rise of Vs is given, as of the top of the mantle.",
        "text",
        unit="m",
        empty="not looked for",
        example="20000-60000",
        understand=parse_span,
    ),
    Option(
        "standards",
        "Standards",
        f"Standards whose site classes are given, of {', '.join(STANDARDS)}; otherwise all.",
        "text",
        empty="all",
        example="asce7_22, ec8",
        understand=parse_standards,
    ),
    replace(
        VS30_LAW, default=None, help=f"{VS30_LAW.help} Otherwise as in the inversion.", empty="as inverted"
    ),
    Option(
        "response",
        "Site period and amplification",
        "Compute what the layers over rock do to shear waves from below.",
        "switch",
        default=_PRODUCTS.response,
        off="Leave out the site's period and amplification.",
    ),
    Option(
        "reference",
        "Vs of rock",
        "Velocity from which a profile counts as the rock that layers amplify above.",
        "number",
        unit="m/s",
        default=_PRODUCTS.reference,
        positive=True,
    ),
    Option(
        "damping",
        "Damping",
        "Share of critical damping in the layers over rock, in percent.",
        "number",
        unit="%",
        default=_PRODUCTS.damping,
        most=50,
        factor=100.0,
        wrong="is not between 0 and 50 percent",
    ),
)
"""What is computed from drawn profiles: fields of `product_options.ProductOptions`."""

COMPARE = (
    Option(
        "depth_unit",
        "Depth unit",
        "Unit of the boreholes' depths; overrides what the names of the columns say (otherwise m).",
        "choice",
        choices=("m", "ft"),
        empty=BY_FILE,
    ),
    Option(
        "within",
        "Farthest site",
        "Boreholes are compared with the sites so near to them; those without places with the site of their "
        "name, and a lone one with all sites.",
        "number",
        default=HOLES_WITHIN,
        unit="m",
        positive=True,
    ),
)
"""How boreholes are compared: fields of `orders.Compare`."""

HOLE_READING = tuple(
    option for option in READING if option.name in ("crs", "swap_xy", "velocity_unit", "decimal", "layer")
)
"""How a table or layer of boreholes is read, beside `COMPARE`: fields of `overrides.Overrides`."""

PROFILE_DEPTHS = (
    replace(
        chosen(COMPARE, "depth_unit")[0],
        help="Unit of the profiles' depths; overrides what the names of the columns say (otherwise m).",
    ),
)
"""How the depths of a table of profiles are read: a field of `orders.ModelCurves`."""

FORWARD = (
    Option(
        "wave",
        "Wave type",
        "Kind of surface wave.",
        "choice",
        default=_FORWARD.wave,
        choices=get_args(WaveName),
        labels={name: name.capitalize() for name in get_args(WaveName)},
    ),
    Option(
        "velocity_type",
        "Velocity type",
        "Phase or group velocity.",
        "choice",
        default=_FORWARD.velocity_type,
        choices=get_args(VelocityName),
        flag="--type",
        parameter="TYPE",
    ),
    Option(
        "modes",
        "Modes",
        "Mode numbers, 0 the fundamental. Modes that cannot be seen at the surface are not counted.",
        "text",
        empty="0",
        example="0, 1, 2",
        understand=parse_modes,
    ),
    Option(
        "frequencies",
        "Frequencies",
        "Frequencies of the points, as 2, 5, 10, or a range of 30 points, as 1-50; otherwise each profile "
        "has those whose waves reach from its first layer to below its last.",
        "text",
        unit="Hz",
        empty=AUTOMATIC,
        example="1-50",
        understand=parse_points,
    ),
    Option(
        "periods",
        "Periods",
        "Periods of the points in place of frequencies, as 5, 10, 20, or a range, as 5-60.",
        "text",
        unit="s",
        example="5-60",
        understand=parse_points,
    ),
    *(
        replace(option, help=f"{option.help} Only where the table gives no Vp or no density.")
        for option in INVERSION
        if option.name in ("poisson", "water_table")
    ),
    replace(
        next(option for option in INVERSION if option.name == "spherical"),
        title="Round Earth",
        help="Whether the profiles are of a round Earth; auto takes it so from periods of 30 s on.",
    ),
)
"""Which curves of profiles are computed: fields of `forward_options.ForwardOptions`."""

EVERY = (
    *READING,
    *STACK_READING,
    *INVERSION,
    *DISTRIBUTION,
    *MAPS,
    *SECTION,
    *EXPORT,
    *REPORT,
    *PRODUCTS,
    *COMPARE,
    *FORWARD,
    *PROFILE_DEPTHS,
)


def require_possible(settings: object, options: tuple[Option, ...]) -> None:
    """Refuse settings that no input would take, as of a client of its own making.

    Parameters
    ----------
    settings : object
        A dataclass whose fields the options are.
    options : tuple of Option
        Their declarations.

    Raises
    ------
    VsMapperError
        If one is outside its limits; the message says which.
    """
    for option in options:
        try:
            option.require(getattr(settings, option.name, None))
        except ValueError as error:
            raise VsMapperError(str(error)) from None
