"""Settings are declared once, and every declared setting is a field of an order."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import get_args

import pytest

from plugin.protocol.distribution import Distribution
from plugin.protocol.errors import VsMapperError
from plugin.protocol.map_options import MapOptions, SectionOptions
from plugin.protocol.option import Option
from plugin.protocol.options.cutting import SECTION
from plugin.protocol.options.every import EVERY
from plugin.protocol.options.handing_on import EXPORT
from plugin.protocol.options.inverting import DISTRIBUTION, INVERSION
from plugin.protocol.options.mapping import MAPS
from plugin.protocol.options.reading import NOT_FOR_STACKS, READING, STACK_READING
from plugin.protocol.options.shared import KEEP_UNTRUSTED, require_possible
from plugin.protocol.orders import Export, Invert
from plugin.protocol.overrides import Overrides
from plugin.protocol.read_options import HIGHEST_MODE, Abscissa, VelocityUnit
from plugin.protocol.request import Request
from plugin.protocol.waves import VelocityType, Wave

OF = {option.name: option for option in READING}


def test_overrides_are_the_words_of_the_engine() -> None:
    assert tuple(wave.name.lower() for wave in Wave) == OF["wave"].choices
    assert tuple(kind.name.lower() for kind in VelocityType) == OF["velocity_type"].choices
    assert get_args(VelocityUnit) == OF["velocity_unit"].choices
    assert get_args(Abscissa) == OF["x_axis"].choices
    assert OF["mode"].most == OF["highest_mode"].most == HIGHEST_MODE


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ((*READING, *STACK_READING), Overrides),
        (INVERSION, Request),
        (MAPS, MapOptions),
        (DISTRIBUTION, Distribution),
    ],
)
def test_every_field_is_declared_once_with_its_default(options: tuple[Option, ...], kind: type) -> None:
    assert sorted(option.name for option in options) == sorted(field.name for field in fields(kind))
    defaults = kind()
    for option in options:
        wanted = getattr(defaults, option.name)
        assert option.default == wanted or (option.default is None and wanted == ""), option.name


@pytest.mark.parametrize(
    ("options", "kind"), [(SECTION, SectionOptions), (EXPORT, Export), ((KEEP_UNTRUSTED,), Invert)]
)
def test_every_declared_setting_is_a_field(options: tuple[Option, ...], kind: type) -> None:
    assert {option.name for option in options} <= {field.name for field in fields(kind)}


def test_what_means_nothing_for_a_stack_is_said_of_surveys() -> None:
    assert set(NOT_FOR_STACKS) <= set(OF)


@pytest.mark.parametrize("option", EVERY, ids=lambda option: option.name)
def test_every_setting_is_explained_in_sentences(option: Option) -> None:
    assert option.title and not option.title.endswith(".")
    assert option.help.endswith(".")


def test_a_percentage_is_kept_as_a_fraction() -> None:
    (error,) = (option for option in INVERSION if option.name == "relative_error")
    assert error.parse("5") == error.parse("5 %") == 0.05
    assert error.shown(error.default) == 3.0
    with pytest.raises(ValueError, match="3 means 3 %"):
        error.parse("0.03")


@pytest.mark.parametrize(("text", "reason"), [("x", "is not a whole number"), ("101", "from 0 to 100")])
def test_a_number_that_cannot_be_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        OF["mode"].parse(text)


def test_a_number_that_must_be_above_its_limit_is_not_at_it() -> None:
    (resolution,) = (option for option in MAPS if option.name == "resolution")
    assert resolution.parse("0.5") == 0.5
    with pytest.raises(ValueError, match="0 is not a positive number"):
        resolution.parse("0")


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        (Request(water_table=-5.0), "Water table: -5 is not a depth: it is negative or not a number"),
        (
            Request(water_table=float("nan")),
            "Water table: nan is not a depth: it is negative or not a number",
        ),
        (Request(relative_error=float("nan")), "nan"),
        (Request(relative_error=-0.1), "-10"),
        (Request(samples=-1), "-1"),
        (Request(poisson="mud"), "Poisson's ratio: mud is not one of auto, rock, soil, unknown"),  # type: ignore[arg-type]
    ],
)
def test_settings_that_no_input_takes_are_refused(settings: Request, why: str) -> None:
    with pytest.raises(VsMapperError, match=re.escape(why)):
        require_possible(settings, INVERSION)


def test_the_defaults_are_possible() -> None:
    require_possible(Request(), INVERSION)
    require_possible(MapOptions(), MAPS)
    require_possible(Request(water_table=0.0, relative_error=1.0, samples=0), INVERSION)
