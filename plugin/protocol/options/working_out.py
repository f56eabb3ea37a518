"""What follows from profiles: means, depths to velocities, site classes."""

from __future__ import annotations

from dataclasses import replace

from ..option import Option
from ..product_options import ProductOptions, parse_numbers, parse_span, parse_spans, parse_standards
from ..site_standards import STANDARDS
from .shared import VS30_LAW

_PRODUCTS = ProductOptions()


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
