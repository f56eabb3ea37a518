"""Addresses are shown without what may be secret in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugin.protocol.address import Address, is_address, place_of
from plugin.protocol.messages import Ask, from_line, to_line
from plugin.protocol.orders import Describe
from plugin.protocol.overrides import Overrides
from plugin.protocol.source import Source
from plugin.protocol.stack_input import StackPart, stack_name

SIGNED = "https://maps.example.org/it/phase%20a.tif?X-Amz-Signature=secret#part"


def test_an_address_is_shown_without_its_query() -> None:
    address = Address(SIGNED)
    assert (address.scheme, address.host, address.name) == ("https", "maps.example.org", "phase a.tif")
    assert address.shown == "https://maps.example.org/it/phase%20a.tif"
    assert "secret" not in f"{address} {address!r} {stack_name([StackPart(address)])}"


@pytest.mark.parametrize(
    ("text", "name"),
    [("s3://b/x.zarr/", "x.zarr"), ("gs://bucket", "bucket"), ("HTTP://h/a/b?c/d", "b"), ("az://c/k", "k")],
)
def test_the_name_is_the_last_part_of_the_path(text: str, name: str) -> None:
    assert Address(text).name == name


@pytest.mark.parametrize(
    "text", ["https://", "https://u:p@h/a", "s3://b/a b", "https://h/a\nb", "C:/a", "PG:a"]
)
def test_what_is_no_address_or_holds_a_name_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^(not an address such as|an address with a user name)"):
        Address(text)


def test_a_text_is_an_address_or_a_path() -> None:
    assert place_of("s3://b/k.tif") == Address("s3://b/k.tif")
    assert place_of("maps/k.tif") == Path("maps/k.tif")
    assert not any(is_address(text) for text in ("PG:dbname=a", "C:\\maps", "/vsis3/b/k.tif", "ftp://h/k"))


def test_an_order_carries_addresses_whole_and_tells_them_apart_from_files() -> None:
    overrides = Overrides(sigma=(StackPart(Address("s3://b/s.tif")), StackPart(Path("s.tif"))))
    ask = Ask(1, Describe(Source(Address(SIGNED), "phase", overrides=overrides)))
    assert from_line(to_line(ask)) == ask
    assert ask.order.source.addresses() == (Address(SIGNED), Address("s3://b/s.tif"))
    assert ask.order.source.paths() == (Path("s.tif"),)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("htp://host/g2.zarr?key=secret", "htp://host/g2.zarr"),
        ("https:/host/x", "https:/host/x"),
        ("http//host/x#secret", "http//host/x"),
        ("ftp://me:secret@host/x", "ftp://host/x"),
        ("s3:/bucket/x", "s3:/bucket/x"),
    ],
)
def test_an_address_of_another_kind_is_told(text: str, shown: str) -> None:
    with pytest.raises(
        ValueError, match=r" is no kind of address that is read \(https, http, s3, gs, az\)$"
    ) as failed:
        place_of(text)
    assert str(failed.value).startswith(f"{shown}: ")


def test_an_address_that_is_refused_is_shown_without_what_is_secret() -> None:
    with pytest.raises(ValueError, match=r"^https://h/a: an address with a user name"):
        place_of("https://me:secret@h/a?b")


@pytest.mark.parametrize(
    "text", ["C:/maps", "PG:dbname=a", "/vsis3/b/k", "https", "gs/maps", 'ZARR:"/a":/b', "12.1,45.2"]
)
def test_paths_are_none(text: str) -> None:
    assert place_of(text) == Path(text)
