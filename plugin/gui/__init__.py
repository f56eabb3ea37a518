"""The windows of the plugin: what a user clicks in, orders to the client, maps and plots out.

QGIS hands its interface to `plugin.VsMapperPlugin`, which adds one action and, once it is wanted, the dock.
There panels take the survey, how to read it and how to invert it; `task` has the order carried out in the
background, and the results leave as a group of layers (`result_view`) and as plots of sites and sections.
Read first: `plugin`, `dock`, `task`.
"""

from __future__ import annotations

from ..lazy import public_names

__getattr__, __dir__, __all__ = public_names(
    __name__,
    {
        "dock": ["VsMapperDock"],
        "plugin": ["VsMapperPlugin"],
        "site_rows": ["rows_of"],
    },
)
