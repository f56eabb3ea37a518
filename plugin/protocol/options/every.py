"""All settings of all orders."""

from __future__ import annotations

from .comparing import COMPARE
from .cutting import SECTION
from .handing_on import EXPORT, REPORT
from .inverting import DISTRIBUTION, INVERSION
from .mapping import MAPS
from .modelling import FORWARD, PROFILE_DEPTHS
from .reading import READING, STACK_READING
from .working_out import PRODUCTS

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
