"""What is said of work under way, as phrases that a few translations serve: with ``{}`` for numbers."""

from __future__ import annotations

from .phrases import phrases_of

OF_FILES = ("reading {}", "looking at {}", "checking {}", "adding overviews to {}", "fetching {}")
"""Phrases that end with the name of a file, which may look like anything."""
PHRASES = (
    "asking the neighbours",
    "classes of drawn profiles",
    "compared",
    "comparing",
    "compiling",
    "computed",
    "computing products",
    "computing the curves of {} profile",
    "computing the curves of {} profiles",
    "contours",
    "cutting at elevations",
    "drawing",
    "drawing Vs30",
    "drawing profiles",
    "drawing the maps",
    "drawing the sites",
    "each by itself",
    "exported",
    "fitting the spatial model",
    "following the flux",
    "forward modelling",
    "gridding",
    "interpolating along the line",
    "inverted",
    "inverting",
    "kriging",
    "learning how alike neighbours are",
    "leaving out blocks of sites",
    "loading the network",
    "looking for the water table",
    "looking through the cells",
    "maps written",
    "network",
    "predicting the curves of drawn profiles",
    "products written",
    "rasters written",
    "read",
    "reading drawn profiles",
    "reading sites",
    "reading the line",
    "reading the profiles",
    "reading the results",
    "refining",
    "report written",
    "section written",
    "the first time only",
    "the neighbours are asked",
    "writing drawn maps",
    "writing the files",
    "writing the products",
    "writing the rasters",
    "writing the results",
    "writing the section",
    "{} of {} sites",
)


def doing(message: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the phrases of what is being done, what parts them, and the numbers or the file of each.

    Examples
    --------
    >>> doing("inverting, 3 of 80 sites")
    [('inverting', ()), (', ', ()), ('{} of {} sites', ('3', '80'))]
    >>> doing("reading line 4, north.csv")
    [('reading {}', ('line 4, north.csv',))]
    """
    for phrase in OF_FILES:
        verb = phrase.removesuffix("{}")
        if message.startswith(verb) and message not in PHRASES:
            return [(phrase, (message.removeprefix(verb),))]
    return [("{}", (message,))] if "{" in message else phrases_of(message)
