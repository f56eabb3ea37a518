"""One site of a result, cut out for drawing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..engine.curves import VelocityType, Wave
from ..engine.result import Result


@dataclass(frozen=True)
class SiteRecord:
    """The curve and the profile of one site, in SI units.

    Parameters
    ----------
    name : str
        The site.
    frequency, observed, sigma, predicted : (n,) float arrays
        Its points in Hz and m/s.
    branch : (n,) str array
        What each point is, for example ``Rayleigh phase``.
    depth, vs : (m,) float arrays
        Its profile in m and m/s.
    quantiles : (m, 5) float array
        Vs at 5, 16, 50, 84 and 95 %.
    trusted : tuple of float
        The window in m that the curve resolves.
    chi : float
        Misfit.
    """

    name: str
    frequency: NDArray[np.float64]
    observed: NDArray[np.float64]
    sigma: NDArray[np.float64]
    predicted: NDArray[np.float64]
    branch: NDArray[np.str_]
    depth: NDArray[np.float64]
    vs: NDArray[np.float64]
    quantiles: NDArray[np.float64]
    trusted: tuple[float, float]
    chi: float


def site_record(result: Result, index: int) -> SiteRecord:
    """Return the site at `index` of the result's survey."""
    curves, profiles = result.survey.curves, result.profiles
    points = slice(int(curves.offsets[index]), int(curves.offsets[index + 1]))
    types = zip(curves.wave[points], curves.kind[points], curves.mode[points])
    return SiteRecord(
        name=str(result.survey.names[index]),
        frequency=curves.frequency[points],
        observed=curves.velocity[points],
        sigma=result.sigma[points],
        predicted=result.predicted[points],
        branch=np.array([_branch(*t) for t in types], dtype=str),
        depth=profiles.depth[index],
        vs=profiles.vs[index],
        quantiles=profiles.quantiles[index],
        trusted=(float(profiles.trusted_min[index]), float(profiles.trusted_max[index])),
        chi=float(result.chi[index]),
    )


def _branch(wave: int, kind: int, mode: int) -> str:
    name = f"{Wave(wave).name.title()} {VelocityType(kind).name.lower()}"
    return name if mode == 0 else f"{name}, mode {mode}"
