"""Colours of quantities, the same on maps, in plots and in figures."""

from __future__ import annotations

# Lightness falls evenly (CIELAB 90 to 24) from slow to fast, so that the ramp also reads in grey and for
# colour-blind eyes, while the hue keeps the seismologist's order: warm is slow, cold is fast.
VELOCITY = ("#fce268", "#9fd360", "#45ba7c", "#009c94", "#007aa3", "#005699", "#1b3575")
UNCERTAINTY = ("#fff0ec", "#fcc5c0", "#f06ea0", "#ae017e", "#49006a")
DEPTH = ("#f3ead2", "#d9b26f", "#a8713a", "#6b3d1e", "#331a0c")

LOG_FROM_RATIO = 4.0
"""Of the ends of a range of velocities, from which on a linear scale would leave the slow ones all alike."""
