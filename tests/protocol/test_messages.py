"""Whatever crosses the border comes back exactly as it was sent."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugin.protocol.address import Address
from plugin.protocol.lines import SectionLine, WrittenLine
from plugin.protocol.map_options import MapOptions
from plugin.protocol.messages import Ask, Message, from_line, to_line
from plugin.protocol.orders import CutSection, Describe, DrawMaps, Invert
from plugin.protocol.read_options import ReadOptions
from plugin.protocol.request import Request
from plugin.protocol.source import Source, Table
from plugin.protocol.stack_input import StackPart
from plugin.protocol.wire import decode, encode

ROOT = Path(__file__).parents[2]
FINITE = st.floats(allow_nan=False, allow_infinity=False)
# File names are any text but for NUL; of bytes that are no UTF-8, Python makes lone surrogates.
PATHS = st.text(st.characters(exclude_characters="\0", exclude_categories=())).map(Path)

st.register_type_strategy(float, FINITE)
st.register_type_strategy(Path, PATHS)
st.register_type_strategy(
    Address, st.from_regex(r"(https|s3)://[a-z]+/[a-z.]*(\?[a-z=]*)?", fullmatch=True).map(Address)
)
# Of places, only those that are files can be sent.
st.register_type_strategy(Table, PATHS)


@given(st.one_of([st.from_type(kind) for kind in get_args(Message)]))
def test_every_message_comes_back_from_its_line(message: Message) -> None:
    line = to_line(message)
    assert "\n" not in line
    assert line.isascii()
    assert from_line(line) == message


@given(st.from_type(ReadOptions))
def test_read_options_come_back(options: ReadOptions) -> None:
    assert decode(ReadOptions, json.loads(json.dumps(encode(options)))) == options


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda s: st.lists(s) | st.dictionaries(st.text(), s),
    )
)
def test_what_is_no_message_is_refused_in_words(data: Any) -> None:
    with pytest.raises(ValueError, match=r".+"):
        from_line(json.dumps(data))


def test_a_number_keeps_its_last_digit() -> None:
    request = Request(depths=(0.1 + 0.2, 1e-300), relative_error=1 / 3)
    sent = Ask(1, Invert(Source(Path("a.csv"), "a"), Path("out"), request))
    assert from_line(to_line(sent)) == sent


def test_what_is_left_out_takes_its_default() -> None:
    assert decode(DrawMaps, {"type": "DrawMaps", "folder": "out"}) == DrawMaps(Path("out"), MapOptions())


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"type": "DrawMaps", "folder": 3}, "DrawMaps.folder: 3 is no Path"),
        ({"type": "DrawMaps"}, "DrawMaps: .*folder"),
        ({"type": "DrawMaps", "folder": "out", "colour": "red"}, "DrawMaps has no colour"),
        (
            {"type": "DrawMaps", "folder": "out", "options": {"type": "MapOptions", "method": "witching"}},
            "DrawMaps.options: MapOptions.method: 'witching' is no",
        ),
        ({"type": "Describe", "folder": "out"}, "is no DrawMaps"),
    ],
)
def test_a_wrong_field_is_named(data: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        decode(DrawMaps, data)


def test_a_layer_that_only_qgis_has_is_not_sent() -> None:
    class Layer:
        def read(self, monitor: object) -> object:
            raise NotImplementedError

    with pytest.raises(ValueError, match="Layer cannot be sent"):
        to_line(Ask(1, Describe(Source(Layer(), "town"))))


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_number_that_is_not_finite_is_not_sent(value: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        to_line(Ask(1, DrawMaps(Path("out"), MapOptions(resolution=value))))


def test_one_union_names_its_dataclass() -> None:
    line = SectionLine(((0.0, 1.0), (2.0, 3.0)), "EPSG:32633", "street")
    sent = CutSection(Path("out"), line)
    assert encode(sent)["line"]["type"] == "SectionLine"
    assert decode(CutSection, encode(sent)) == sent


def test_barriers_of_a_map_are_files_or_lines() -> None:
    line = SectionLine(((0.0, 1.0), (2.0, 3.0)), "EPSG:32633", "faults")
    sent = DrawMaps(Path("out"), MapOptions(method="flux", barriers=(line, WrittenLine("faults.shp"))))
    assert decode(DrawMaps, encode(sent)) == sent


def test_rasters_chosen_together_stay_apart_from_a_path() -> None:
    for place in (Path("maps"), (StackPart(Path("a.tif"), "", "5 s"),)):
        source = Source(place, "maps")
        assert decode(Source, encode(source)) == source


def test_the_protocol_needs_the_standard_library_alone() -> None:
    script = (
        "import sys\nbefore = set(sys.modules)\n"
        "import plugin.protocol.messages, plugin.protocol.options\n"
        "new = {name.split('.')[0] for name in set(sys.modules) - before}\n"
        "print(sorted(new - set(sys.stdlib_module_names) - {'plugin'}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{script}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
