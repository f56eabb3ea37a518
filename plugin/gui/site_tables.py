"""What the plots of sites show, as text for a CSV file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

import numpy as np

from .site_record import QUANTILES, SiteRecord

CURVE_HEAD = (
    "site", "branch", "frequency_hz", "period_s", "wavelength_m",
    "observed_m_s", "sigma_m_s", "predicted_m_s",
)  # fmt: skip
PROFILE_HEAD = ("site", "depth_m", "vs_m_s", *QUANTILES)


def curve_table(sites: Iterable[SiteRecord]) -> str:
    """Return a row a point of every curve."""
    rows = (
        (site.name, branch, *map(_text, numbers))
        for site in sites
        for branch, *numbers in zip(
            site.branch.tolist(), site.frequency, 1 / site.frequency, site.observed / site.frequency,
            site.observed, site.sigma, site.predicted,
        )
    )  # fmt: skip
    return _table(CURVE_HEAD, rows)


def profile_table(sites: Iterable[SiteRecord]) -> str:
    """Return a row a depth of every profile."""
    rows = (
        (site.name, *map(_text, (depth, vs, *levels)))
        for site in sites
        for depth, vs, levels in zip(site.depth, site.vs, site.quantiles)
    )
    return _table(PROFILE_HEAD, rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([head, *rows])
    return text.getvalue()


def _text(value: float) -> str:
    return "" if np.isnan(value) else f"{value:.6g}"
