"""What is at the addresses of clouds is asked for as these want it, with what the environment holds."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from plugin.engine.stores.clouds import asked, hint, signed
from plugin.protocol.address import Address
from plugin.protocol.errors import SurveyError


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_NO_SIGN_REQUEST"):
        monkeypatch.delenv(name, raising=False)
    for name in ("GS_ACCESS_KEY_ID", "AZURE_STORAGE_ACCOUNT", "GDAL_HTTP_BEARER", "AWS_S3_ENDPOINT"):
        monkeypatch.delenv(name, raising=False)


def test_the_signature_is_that_of_amazons_own_example() -> None:
    made = signed(
        "https://examplebucket.s3.amazonaws.com/test.txt",
        {"Range": "bytes=0-9"},
        "AKIAIOSFODNN7EXAMPLE",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "us-east-1",
        datetime(2013, 5, 24, tzinfo=timezone.utc),
    )
    assert made["Authorization"].endswith(
        "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
    )


@pytest.mark.parametrize(
    ("address", "variables", "url"),
    [
        ("https://h/a/x.zarr?t=1", {}, "https://h/a/x.zarr/c/0%200?t=1"),
        (
            "s3://b/x.zarr",
            {"AWS_NO_SIGN_REQUEST": "YES"},
            "https://b.s3.us-east-1.amazonaws.com/x.zarr/c/0%200",
        ),
        (
            "s3://b.c/x.zarr",
            {"AWS_NO_SIGN_REQUEST": "YES", "AWS_REGION": "eu-south-1"},
            "https://s3.eu-south-1.amazonaws.com/b.c/x.zarr/c/0%200",
        ),
        (
            "s3://b/x.zarr",
            {
                "AWS_NO_SIGN_REQUEST": "YES",
                "AWS_S3_ENDPOINT": "here:9000",
                "AWS_HTTPS": "NO",
                "AWS_VIRTUAL_HOSTING": "FALSE",
            },
            "http://here:9000/b/x.zarr/c/0%200",
        ),
        ("gs://b/x.zarr", {"GS_NO_SIGN_REQUEST": "YES"}, "https://storage.googleapis.com/b/x.zarr/c/0%200"),
        (
            "az://b/x.zarr",
            {"AZURE_STORAGE_ACCOUNT": "me", "AZURE_STORAGE_SAS_TOKEN": "?sig=1"},
            "https://me.blob.core.windows.net/b/x.zarr/c/0%200?sig=1",
        ),
    ],
)
def test_an_address_becomes_one_of_the_web(
    monkeypatch: pytest.MonkeyPatch, address: str, variables: dict[str, str], url: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert asked(Address(address), "c/0 0", {}) == (url, {})


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("s3://b/k", r"s3://b: set AWS_ACCESS_KEY_ID, .* or AWS_NO_SIGN_REQUEST=YES"),
        ("gs://b/k", r"gs://b: set GS_ACCESS_KEY_ID .* or GS_NO_SIGN_REQUEST=YES"),
        ("az://b/k", r"az://b: set AZURE_STORAGE_ACCOUNT and .* or AZURE_NO_SIGN_REQUEST=YES"),
    ],
)
def test_variables_that_are_missing_are_named(address: str, says: str) -> None:
    with pytest.raises(SurveyError, match=says):
        asked(Address(address), "", {})


def test_azure_is_asked_with_a_signature_of_its_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AZURE_STORAGE_CONNECTION_STRING", "AccountName=me;AccountKey=a2V5;EndpointSuffix=x")
    url, headers = asked(Address("az://maps/a.tif"), "", {"Range": "bytes=0-9"})
    assert url == "https://me.blob.core.windows.net/maps/a.tif"
    assert headers["Authorization"].startswith("SharedKey me:")


def test_a_token_goes_to_the_web_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GDAL_HTTP_BEARER", "abc")
    monkeypatch.setenv("AWS_NO_SIGN_REQUEST", "YES")
    assert asked(Address("https://h/a"), "", {})[1] == {"Authorization": "Bearer abc"}
    assert asked(Address("s3://h/a"), "", {})[1] == {}


@pytest.mark.parametrize(
    ("address", "sent"),
    [
        ("http://h/a", False),
        ("http://localhost:8000/a", True),
        ("http://[::1]/a", True),
        ("https://h/a", True),
    ],
)
def test_no_token_is_sent_in_clear(monkeypatch: pytest.MonkeyPatch, address: str, sent: bool) -> None:
    monkeypatch.setenv("GDAL_HTTP_BEARER", "abc")
    assert bool(asked(Address(address), "", {})[1]) is sent
    assert ("GDAL_HTTP_BEARER" in hint(Address(address))) is sent


def test_no_key_is_sent_in_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "abc")
    monkeypatch.setenv("AWS_HTTPS", "NO")
    with pytest.raises(SurveyError, match=r"^s3://b: no credentials are sent over http, .*AWS_HTTPS=NO"):
        asked(Address("s3://b/k"), "", {})
