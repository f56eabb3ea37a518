"""What one inversion returns."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ...protocol.counted import counted
from ...protocol.request import Request
from ..curves import FloatArray
from ..profiles import Profiles
from ..proof.data_errors import DataErrors
from ..scaling import measure
from ..survey import Survey
from ..waves.elastic import Elastic
from .drawn import Drawn
from .joint import Joint
from .layered import LayeredEarths

STATUSES = ("ok", "poor_fit", "outside_training", "rejected")


@dataclass(frozen=True)
class Result:
    """Profiles of a survey, their fit to the data and how they were made.

    Parameters
    ----------
    survey : Survey
        The inverted sites; rejected ones are in its report only.
    request : Request
        The settings used.
    profiles : Profiles
        One profile a site, in the survey's order, on the depths that were asked for.
    layered : LayeredEarths
        The layers whose curves are `predicted`, whatever depths were asked for; the network's where none is.
    vp_change : (n_sites,) float array
        Mean share by which the layers' Vp is above or below what the relation gives; 0 where not refined.
    vs30 : (n_sites, 3) float array
        Vs30 in m/s at 5, 50 and 95 %; NaN where nothing can be said.
    vs30_law : (n_sites,) object array
        What carried the profile down to 30 m; see `products.vs30.Vs30`.
    class_names, class_odds : (n_sites, standards) object and float array
        Site classes by `site_standards.OF_SITES`, None where unresolved, and their probabilities.
    z1_0, z2_5 : (n_sites, 3) float arrays
        Depth in m to 1000 and 2500 m/s at 5, 50 and 95 %, NaN where not reached in the trusted window.
    predicted : (n_points,) float array
        Velocity in m/s that each site's profile predicts at each point; NaN where not computed.
    chi_direct, chi : (n_sites,) float arrays
        Misfit of the network's profile, and of the reported profile.
    n_accepted : (n_sites,) int array
        Sampled profiles with chi < 1.
    n_effective : (n_sites,) float array
        How many equally weighted profiles the accepted ones are worth under their weights.
    novelty : (n_sites,) float array
        How unlike the training a curve is: 0 as the median training curve, above 1 as fewer than one in a
        hundred of them.
    status, message : (n_sites,) str arrays
        One of `STATUSES`, and a sentence.
    joint : Joint
        How the profiles were found together.
    seconds : float
        Wall time of the run.
    drawn : Drawn or None
        The profiles drawn for each site, where they are kept.
    provenance : dict
        Versions, weights hash and counts, for ``run.json``.
    """

    survey: Survey
    request: Request
    profiles: Profiles
    layered: LayeredEarths
    vp_change: FloatArray
    vs30: FloatArray
    vs30_law: NDArray[np.object_]
    class_names: NDArray[np.object_]
    class_odds: FloatArray
    z1_0: FloatArray
    z2_5: FloatArray
    predicted: FloatArray
    chi_direct: FloatArray
    chi: FloatArray
    n_accepted: NDArray[np.int64]
    n_effective: FloatArray
    novelty: FloatArray
    status: NDArray[np.str_]
    message: NDArray[np.str_]
    joint: Joint
    seconds: float
    drawn: Drawn | None = None
    provenance: dict[str, object] = field(default_factory=dict)

    @property
    def sigma(self) -> FloatArray:
        """One standard deviation of each point in m/s as it was used, (n_points,): stated or estimated."""
        return DataErrors.of(self.request).sigma(self.survey.curves)

    @property
    def elastic(self) -> Elastic:
        """How Vp and density follow from Vs at each site, before a departure of Vp."""
        water_table = self.joint.water_table_with(self.request)
        return Elastic.of(measure(self.survey.curves), self.request.poisson, water_table)

    @property
    def n_status(self) -> dict[str, int]:
        """Number of sites of each status that any has, in the order of `STATUSES`."""
        return {name: int(np.sum(self.status == name)) for name in STATUSES if name in self.status}

    def summary(self) -> str:
        """Return how many sites were inverted and how they came out, in one line."""
        counts = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in self.n_status.items())
        how = self.joint.sentence()
        return f"{counted(self.survey.n_sites, 'site')} inverted in {self.seconds:.1f} s: {counts}; {how}"
