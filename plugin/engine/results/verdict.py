"""The status of each site and the sentence that explains it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ...protocol.counted import counted
from ..curves import Curves, FloatArray
from ..field.standing import Standing
from ..field.standing import sentence as told
from ..network.causes import ADVICE, Cause
from ..proof.basis import Basis, sentence
from ..proof.criteria import POOR_FIT

NOVEL = 1.0
TOLD_CHANGE = 0.05
"""Share of Vp from which a departure is worth a word."""


@dataclass(frozen=True)
class Evidence:
    """What the status of each site rests on.

    Parameters
    ----------
    chi : (n_sites,) float array
        Misfit of the reported profile, NaN where no curve could be computed for it.
    checked : bool
        Whether profiles were forward-modelled at all.
    missing, points : (n_sites,) int arrays
        Points for which no velocity could be computed, and all of them.
    basis : (n_sites,) int array
        `Basis` of the profile and its bands.
    n_accepted, n_effective : (n_sites,) arrays
        Accepted profiles, and how many equally weighted ones they are worth.
    novelty : (n_sites,) float array
        How unlike the training the curve is, in units of the alarm's threshold; see `novelty.Detector.judge`.
    causes : (n_sites, 2) int array
        The likeliest `Cause` of it, and another likely one or `Cause.NONE`.
    vp_change : (n_sites,) float array
        By what share of it Vp is above or below the relation that it would follow.
    implausible : (n_sites,) str array
        Why no ground has these velocities, empty where some has; see `plausibility.implausible` for those of
        curves, `ground_limits.impossible` for those of profiles.
    overtones : (n_sites,) bool array
        True where overtones could be left out, the fundamental mode remaining; see `mixes_modes`.
    standing : (n_sites,) int array
        `Standing`: what came of asking the neighbours.
    deviation : (n_sites,) float array
        How far the site is from what they foretell, in standard deviations.
    """

    chi: FloatArray
    checked: bool
    missing: NDArray[np.int64]
    points: NDArray[np.int64]
    basis: NDArray[np.int64]
    n_accepted: NDArray[np.int64]
    n_effective: FloatArray
    novelty: FloatArray
    causes: NDArray[np.int64]
    vp_change: FloatArray
    implausible: NDArray[np.str_]
    overtones: NDArray[np.bool_]
    standing: NDArray[np.int64]
    deviation: FloatArray


def mixes_modes(curves: Curves) -> NDArray[np.bool_]:
    """Return True for the sites that have points of the fundamental mode and of overtones, (n_sites,)."""
    overtones = np.bincount(curves.site_index, curves.mode > 0, minlength=curves.n_sites)
    return (overtones > 0) & (overtones < curves.counts)


def judge(evidence: Evidence) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
    """Return the status of each site, one of `result.STATUSES`, and a sentence.

    ``outside_training`` goes before ``poor_fit``: a curve that is not what it is taken for may be explained
    well by a wrong profile, and where it is not, this is the likelier reason. The sentence tells the fit too.
    """
    novel = evidence.novelty > NOVEL
    impossible = evidence.implausible != ""
    poor = evidence.checked & ~(evidence.chi < POOR_FIT)
    status = np.select([impossible | novel, poor], ["outside_training", "poor_fit"], "ok")
    sites = range(len(evidence.chi))
    message = np.array([_fit(evidence, i) if evidence.checked else UNCHECKED for i in sites], dtype=object)
    for site in np.flatnonzero(novel & ~impossible):
        message[site] = f"{_unlike(evidence.novelty[site], evidence.causes[site])}; {message[site]}"
    for site in np.flatnonzero(impossible):
        message[site] = f"{evidence.implausible[site]}; {message[site]}"
    for site in np.flatnonzero((status != "ok") & evidence.overtones):
        message[site] = f"{message[site]}; {ALONE}"
    for site in np.flatnonzero(evidence.standing > Standing.INFORMED):
        message[site] = (
            f"{message[site]}; {told(Standing(evidence.standing[site]), evidence.deviation[site])}"
        )
    return status, message.astype(str)


# Without the name of an option: it stands in files that every front end shows.
ALONE = "are its overtones numbered rightly? try the fundamental mode alone, 0 as the highest mode used"
LARGER = "its errors are taken as larger by about twice that factor"
UNCHECKED = "one pass of the network, not checked by forward modelling"


def _fit(evidence: Evidence, site: int) -> str:
    chi, missing = evidence.chi[site], evidence.missing[site]
    lost = f"{missing} of {counted(evidence.points[site], 'point')} could not be computed" if missing else ""
    if np.isnan(chi):
        return f"no dispersion curve could be computed for the profile{lost and f': {lost}'}"
    verb = "explains" if chi < POOR_FIT else "does not explain"
    basis = Basis(evidence.basis[site])
    larger = LARGER if chi >= POOR_FIT and basis != Basis.ONE_PASS else ""
    source = sentence(basis, evidence.n_accepted[site], evidence.n_effective[site])
    fit = f"the profile {verb} the curve (chi {chi:.2f})"
    clauses = (fit + _with_vp(evidence.vp_change[site]), larger, lost, source)
    return "; ".join(clause for clause in clauses if clause)


def _with_vp(change: float) -> str:
    if abs(change) < TOLD_CHANGE:
        return ""
    return f" with Vp {100 * abs(change):.0f} % {'above' if change > 0 else 'below'} the usual"


def _unlike(novelty: float, causes: NDArray[np.int64]) -> str:
    named = [ADVICE[Cause(cause)] for cause in causes if cause != Cause.NONE]
    checks = dict.fromkeys(advice.check for advice in named)
    return (
        f"unlike the curves that the network was trained on (novelty {novelty:.1f}, alarm above 1), "
        f"perhaps {' or '.join(advice.mistake for advice in named)}: check {' and '.join(checks)}"
    )
