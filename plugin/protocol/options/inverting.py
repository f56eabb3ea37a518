"""How curves become profiles, and who does the work."""

from __future__ import annotations

from typing import get_args

from ..distribution import parse_scheduler
from ..large_tables import TableForm
from ..option import Option
from ..request import (
    SOIL_POISSON_RATIOS,
    DeviceChoice,
    PoissonChoice,
    Request,
    Switch,
    parse_depths,
)
from .shared import DEM, VS30_LAW

_REQUEST = Request()


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
            "unknown": "unknown",
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
