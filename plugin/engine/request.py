"""What the user asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PoissonChoice = Literal["auto", "rock", "soil", "unknown"]
Switch = Literal["auto", "on", "off"]
DeviceChoice = Literal["auto", "cpu", "cuda"]
ExportFormat = Literal["geopsy", "cps", "csv"]


@dataclass(frozen=True)
class Request:
    """Settings of one inversion; the defaults suit every scale.

    Parameters
    ----------
    depths : tuple of float, ``"native"`` or None
        Depths in m shared by all sites; ``"native"`` keeps each site's own grid; None
        picks round depths across the survey's trusted window.
    samples : int
        Profiles to draw and forward-model per site; 0 for the one pass alone.
    lvz : bool
        Whether velocity may decrease with depth.
    poisson : {"auto", "rock", "soil", "unknown"}
        Poisson class of the ground; ``"auto"`` decides it site by site from the velocities.
    spherical : {"auto", "on", "off"}
        Correction for the Earth's curvature.
    device : {"auto", "cpu", "cuda"}
        Where the network runs.
    """

    depths: tuple[float, ...] | Literal["native"] | None = None
    samples: int = 50
    lvz: bool = True
    poisson: PoissonChoice = "auto"
    spherical: Switch = "auto"
    device: DeviceChoice = "auto"
