"""Numbers by which profiles are judged and counted; results, which put them into words, read them too."""

from __future__ import annotations

POOR_FIT = 1.2
"""Misfit chi from which a profile does not explain its curve."""
SUMMARY_SAMPLES = 64
"""Fewest profiles drawn for a site, from which Vs30 and depths to given velocities follow."""
