"""What results become for others: files of other programs, and a report."""

from __future__ import annotations

from typing import get_args

from ..option import Option
from ..request import (
    MEASURED_WITHIN,
    SMALL_STRAIN_DAMPING,
    ExportFormat,
    parse_municipality,
    parse_names,
)

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
