"""What made a result: versions, weights, settings and counts."""

from __future__ import annotations

import platform
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version

from ... import __version__
from ...protocol.request import Request
from ..survey import Survey

PACKAGES = ("torch", "numpy", "disba", "geopandas", "rasterio")


def software() -> dict[str, object]:
    """Return what the numbers depend on besides input and settings: versions and hashes of weights."""
    from ..network.novelty_weights import DEFAULT_NOVELTY
    from ..network.weights import weights_hash

    return {
        "vs_mapper": __version__,
        "python": platform.python_version(),
        "packages": {name: _version(name) for name in PACKAGES},
        "weights_sha256": weights_hash(),
        "novelty_sha256": weights_hash(DEFAULT_NOVELTY),
    }


def provenance(survey: Survey, request: Request, curved: bool) -> dict[str, object]:
    """Return what ``run.json`` tells; `curved` says that the Earth's curvature was corrected for."""
    return {
        **software(),
        "input": survey.report.source,
        "columns": [asdict(column) for column in survey.report.columns],
        "notes": list(survey.report.notes),
        "settings": asdict(request),
        "spherical_correction": curved,
        "sites": survey.n_sites,
        "points": survey.curves.n_points,
        "rejected": len(survey.report.rejects),
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
