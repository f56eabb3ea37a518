from __future__ import annotations

import numpy as np
import pytest

from plugin.engine.curves import Curves
from plugin.engine.field.standing import Standing
from plugin.engine.network.causes import ADVICE, Cause
from plugin.engine.proof.basis import Basis
from plugin.engine.results.result import STATUSES
from plugin.engine.results.verdict import ALONE, LARGER, Evidence, judge, mixes_modes


def evidence(
    chi: float = 0.7,
    checked: bool = True,
    novelty: float = 0.2,
    causes: tuple[Cause, Cause] = (Cause.ABSCISSA, Cause.NONE),
    implausible: str = "",
    missing: int = 0,
    basis: Basis = Basis.ENSEMBLE,
    n_accepted: int = 52,
    n_effective: float = 40.4,
    overtones: bool = False,
    vp_change: float = 0.0,
    standing: Standing = Standing.INFORMED,
    deviation: float = 0.3,
) -> Evidence:
    return Evidence(
        chi=np.array([chi]),
        checked=checked,
        missing=np.array([missing]),
        points=np.array([40]),
        basis=np.array([basis]),
        n_accepted=np.array([n_accepted]),
        n_effective=np.array([n_effective]),
        novelty=np.array([novelty]),
        causes=np.array([causes]),
        vp_change=np.array([vp_change]),
        implausible=np.array([implausible]),
        overtones=np.array([overtones]),
        standing=np.array([standing]),
        deviation=np.array([deviation]),
    )


def status_of(**facts: object) -> str:
    status, _ = judge(evidence(**facts))
    return str(status[0])


def message_of(**facts: object) -> str:
    _, message = judge(evidence(**facts))
    return str(message[0])


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, "ok"),
        ({"chi": 1.3}, "poor_fit"),
        ({"chi": np.nan}, "poor_fit"),
        ({"chi": np.nan, "checked": False}, "ok"),
        ({"novelty": 1.2}, "outside_training"),
        ({"novelty": 1.2, "chi": 5.0}, "outside_training"),
        ({"implausible": "too slow"}, "outside_training"),
    ],
)
def test_a_curve_outside_training_is_so_however_well_it_is_fitted(
    facts: dict[str, object], expected: str
) -> None:
    assert expected in STATUSES
    assert status_of(**facts) == expected


def test_the_sentence_names_what_it_may_be_and_tells_the_fit() -> None:
    message = message_of(novelty=1.6, chi=2.5, causes=(Cause.SLOWNESS, Cause.NONE))
    assert "perhaps slowness read as velocity: check the unit of the velocity column" in message
    assert "novelty 1.6" in message
    assert f"the profile does not explain the curve (chi 2.50); {LARGER}; " in message


def test_two_likely_causes_are_both_named() -> None:
    message = message_of(novelty=1.6, causes=(Cause.SLOWNESS, Cause.ABSCISSA))
    assert f"{ADVICE[Cause.SLOWNESS].mistake} or {ADVICE[Cause.ABSCISSA].mistake}" in message
    assert f"{ADVICE[Cause.SLOWNESS].check} and {ADVICE[Cause.ABSCISSA].check}" in message


def test_the_same_check_is_not_asked_for_twice() -> None:
    message = message_of(novelty=1.6, causes=(Cause.MODE_JUMP, Cause.SCATTER))
    assert message.count("the picks") == 1


def test_impossible_velocities_are_said_instead_of_guessed_causes() -> None:
    message = message_of(novelty=1.6, implausible="2 m/s is slower than any ground: check the units")
    assert message.startswith("2 m/s is slower than any ground: check the units; ")
    assert "perhaps" not in message


def test_a_curve_within_the_training_range_is_not_talked_about() -> None:
    assert message_of().startswith("the profile explains the curve (chi 0.70); profile and bands from")
    assert "not checked" in message_of(checked=False)


def test_the_sentence_says_where_the_uncertainty_comes_from() -> None:
    assert "from 52 accepted profiles, worth 40 independent ones" in message_of()
    refined = message_of(basis=Basis.REFINED, n_accepted=0)
    assert refined.endswith(
        "bands from the curvature of the fit, because no drawn profile explains the curve"
    )
    alone = message_of(basis=Basis.REFINED, n_accepted=1, n_effective=1.2)
    assert alone.endswith("because 1 drawn profile explains the curve, worth 1 independent one")
    assert message_of(basis=Basis.ONE_PASS).endswith("of the network, because refinement fits no better")


def test_every_cause_has_its_advice() -> None:
    assert set(ADVICE) == set(Cause) - {Cause.NONE}


def test_points_that_could_not_be_computed_are_counted() -> None:
    assert "(chi 0.70); 3 of 40 points could not be computed; profile and" in message_of(missing=3)
    assert message_of(chi=np.nan, missing=12).endswith("profile: 12 of 40 points could not be computed")
    assert "could not be computed" not in message_of()
    assert "could not be computed" not in message_of(missing=40, checked=False)


@pytest.mark.parametrize("trouble", [{"chi": 1.3}, {"novelty": 1.2}, {"implausible": "too slow"}])
def test_a_site_in_trouble_that_has_overtones_is_told_what_to_try(trouble: dict[str, object]) -> None:
    assert message_of(**trouble, overtones=True).endswith(f"; {ALONE}")
    assert ALONE not in message_of(**trouble)
    assert ALONE not in message_of(overtones=True)


def test_modes_are_mixed_where_the_fundamental_would_remain() -> None:
    site, mode = np.array([0, 0, 1, 1, 2, 2]), np.array([0, 1, 0, 0, 1, 2])
    ones, zeros = np.ones(6), np.zeros(6, dtype=np.int64)
    curves = Curves.from_points(site, ones, ones, ones, zeros, zeros, mode, n_sites=3)
    assert mixes_modes(curves).tolist() == [True, False, False]


def test_the_sentence_tells_vp_where_it_departs_from_the_usual() -> None:
    assert "(chi 0.70) with Vp 12 % below the usual;" in message_of(vp_change=-0.12)
    assert "Vp 6 % above" in message_of(vp_change=0.06)
    assert "Vp" not in message_of(vp_change=0.02)
