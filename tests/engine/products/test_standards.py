"""Site classes follow the boundaries of the codes."""

from __future__ import annotations

import numpy as np
import pytest

from plugin.engine.products.standards import Criteria, codes_of, named, velocity_codes
from plugin.protocol.site_standards import STANDARDS

FOOT = 0.3048
UP, DOWN = 1 + 1e-9, 1 - 1e-9


def classes(key: str, vs30: list[float]) -> list[str | None]:
    return list(named(key, velocity_codes(key, np.array(vs30))))


def of_profile(
    key: str, vs30: float = 300.0, h800: float = np.inf, cover: float | None = None, bottom: float = 200.0
) -> str | None:
    one = [np.array([[value]]) for value in (vs30, h800, vs30 if cover is None else cover)]
    return named(key, codes_of(key, Criteria(*one, one[2], np.array([bottom]))))[0, 0]


def test_asce_7_16_boundaries() -> None:
    vs30 = [100, 179.9, 180, 360, 360.1, 760, 760.1, 1500, 1500.1]
    assert classes("asce7_16", vs30) == ["E", "E", "D", "D", "C", "C", "B", "B", "A"]


@pytest.mark.parametrize(
    ("feet", "softer", "stiffer"),
    [
        (500.0, "E", "DE"),
        (700.0, "DE", "D"),
        (1000.0, "D", "CD"),
        (1450.0, "CD", "C"),
        (2100.0, "C", "BC"),
        (3000.0, "BC", "B"),
        (5000.0, "B", "A"),
    ],
)
def test_asce_7_22_has_its_own_classes_by_ft_s_the_bound_in_the_softer(
    feet: float, softer: str, stiffer: str
) -> None:
    bound = FOOT * feet
    assert classes("asce7_22", [bound * DOWN, bound, bound * UP]) == [softer, softer, stiffer]


def test_asce_7_22_is_not_the_five_classes_of_7_16() -> None:
    vs30 = [165.0, 330.0, 400.0, 700.0, 820.0, 1510.0]
    assert classes("asce7_16", vs30) == ["E", "D", "C", "C", "B", "A"]
    assert classes("asce7_22", vs30) == ["DE", "CD", "CD", "BC", "BC", "B"]


def test_new_zealand_boundaries() -> None:
    bounds = [150.0, 200.0, 250.0, 300.0, 450.0, 750.0]
    names = ["VII", "VI", "V", "IV", "III", "II", "I"]
    assert classes("nz_1170", bounds) == names[:-1]
    assert classes("nz_1170", [bound * UP for bound in bounds]) == names[1:]


def test_canadian_boundaries() -> None:
    bounds = [140.0, 180.0, 360.0, 760.0, 1500.0]
    assert classes("nbc_2020", bounds) == list("FEDCB")
    assert classes("nbc_2020", [bound * UP for bound in bounds]) == list("EDCBA")


def test_eurocode_8_boundaries() -> None:
    vs30 = [179.9, 180.0, 360.0, 360.1, 800.0]
    assert [of_profile("ec8", each) for each in vs30] == ["D", "C", "C", "B", "B"]
    assert of_profile("ec8", 800.1, h800=5.0, cover=500.0) == "A"


def test_eurocode_8_rock_has_at_most_5_m_of_cover() -> None:
    assert of_profile("ec8", 900.0, h800=5.1, cover=500.0) == "B"


@pytest.mark.parametrize(
    ("h800", "cover", "wanted"),
    [
        (4.9, 250.0, "B"),
        (5.0, 250.0, "E"),
        (20.0, 250.0, "E"),
        (20.1, 250.0, "B"),
        (12.0, 360.0, "E"),
        (12.0, 360.1, "B"),
        (12.0, 150.0, "E"),
    ],
)
def test_eurocode_8_e_is_thin_soft_cover_over_rock_whatever_vs30(
    h800: float, cover: float, wanted: str
) -> None:
    assert of_profile("ec8", 500.0, h800, cover) == wanted


SECOND = {"stiff": "ABBB", "medium": "AECF", "soft": "EEDF"}


@pytest.mark.parametrize(
    ("stiffness", "low", "high"), [("stiff", 400, 800), ("medium", 250, 400), ("soft", 150, 250)]
)
def test_the_second_eurocode_goes_by_vs_h_and_h800(stiffness: str, low: float, high: float) -> None:
    for cover in (low, high * DOWN):
        for depths, wanted in zip([(1, 5), (5.1, 30), (30.1, 100), (100.1, np.inf)], SECOND[stiffness]):
            for h800 in depths:
                assert of_profile("ec8_second", cover, h800, cover) == wanted, (cover, h800)


def test_the_second_eurocode_beyond_its_table() -> None:
    assert of_profile("ec8_second", 900.0, 2.0, 800.0) == "A"
    assert of_profile("ec8_second", 149.9, np.inf) == "study"


def test_a_profile_that_ends_too_early_has_no_class_unless_all_deeper_ones_agree() -> None:
    assert of_profile("ec8_second", 300.0, bottom=60.0) is None
    assert of_profile("ec8_second", 300.0, bottom=100.0) == "F"
    assert of_profile("ec8_second", 500.0, bottom=10.0) == "B"
    assert of_profile("ec8", 300.0, bottom=19.9) is None
    assert of_profile("ec8", 300.0, bottom=20.0) == "C"
    assert of_profile("ntc_2018", 300.0, bottom=29.0) is None
    assert of_profile("ntc_2018", 300.0, bottom=30.0) == "C"


@pytest.mark.parametrize(
    ("cover", "h800", "wanted"),
    [
        (250.0, 3.0, "A"),
        (250.0, 3.1, "E"),
        (360.0, 30.0, "E"),
        (360.0, 30.1, "C"),
        (360.1, 10.0, "B"),
        (180.0, 40.0, "C"),
        (179.9, 40.0, "D"),
        (179.9, 20.0, "E"),
        (100.0, 40.0, "D"),
        (99.9, 40.0, "study"),
        (99.9, 20.0, "study"),
        (500.0, np.inf, "B"),
    ],
)
def test_ntc_2018_goes_by_vs_eq_and_the_depth_of_rock(cover: float, h800: float, wanted: str) -> None:
    assert of_profile("ntc_2018", cover, h800, cover) == wanted


@pytest.mark.parametrize("key", STANDARDS)
def test_an_unknown_vs30_has_no_class(key: str) -> None:
    assert of_profile(key, np.nan) is None
