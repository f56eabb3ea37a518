"""What users say of products is understood, and every column says what it is."""

from __future__ import annotations

import pytest

from plugin.protocol.options.working_out import PRODUCTS
from plugin.protocol.product_columns import column, columns_of, known_columns
from plugin.protocol.product_options import (
    ProductOptions,
    parse_numbers,
    parse_span,
    parse_spans,
    parse_standards,
)
from plugin.protocol.result_columns import names
from plugin.protocol.site_standards import STANDARDS


def test_numbers_ranges_and_standards_are_understood() -> None:
    assert parse_numbers("30, 5;10 5") == (5.0, 10.0, 30.0)
    assert parse_spans("0-10, 10 - 20.5; 3 to 4") == ((0.0, 10.0), (10.0, 20.5), (3.0, 4.0))
    assert parse_span("20000-60000") == (20000.0, 60000.0)
    assert parse_standards("EC8, asce7_22 ec8") == ("ec8", "asce7_22")
    assert parse_numbers("") == parse_spans(" ") == ()
    assert parse_span("") is parse_standards("") is None


@pytest.mark.parametrize(
    ("parse", "text", "why"),
    [
        (parse_numbers, "5, x", "is not a list of numbers"),
        (parse_numbers, "5, -1", "is not a positive number"),
        (parse_spans, "10-5", "is not a range from one depth to a greater one"),
        (parse_span, "1-2, 3-4", "more than one range"),
        (parse_standards, "ec9", "ec9 is not one of asce7_22, asce7_16"),
    ],
)
def test_what_is_not_understood_is_named(parse, text: str, why: str) -> None:  # noqa: ANN001
    with pytest.raises(ValueError, match=why):
        parse(text)


def test_every_field_is_declared_and_its_default_is_shown() -> None:
    assert {option.name for option in PRODUCTS} == set(ProductOptions.__dataclass_fields__)
    shown = {option.name: option.empty for option in PRODUCTS}
    assert parse_numbers(shown["mean_to"]) == ProductOptions.mean_to
    assert parse_numbers(shown["depths_to"]) == ProductOptions.depths_to


def test_every_column_is_explained_with_its_unit() -> None:
    columns = columns_of(ProductOptions(mean_between=((0.0, 10.0),), steepest=(20000.0, 60000.0)))
    assert len(set(names(columns))) == len(columns)
    for each in columns:
        assert each.alias and each.meaning.endswith("."), each.name
    assert column("vs50_p16").full_alias == "Vs,50, 16 % (m/s)"
    assert column("vs30_p50").alias == "Vs30, 50 %"
    assert column("z_vs760_p95").unit == "m"
    assert column("p_asce7_22_bc").alias == "ASCE 7-22: probability of BC"
    assert known_columns(["vs5_p50", "fid", "vs5_p51"]) == (column("vs5_p50"),)


@pytest.mark.parametrize("key", STANDARDS)
def test_columns_of_classes_say_which_standard(key: str) -> None:
    standard = STANDARDS[key]
    assert standard.key == key
    for name in (
        standard.class_column,
        standard.odds_column,
        standard.range_column,
        *standard.odds_columns(),
    ):
        assert standard.title in column(name).alias
