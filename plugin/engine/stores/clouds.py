"""How what is at an address is asked for: the web's own addresses as they are, those of clouds signed.

What proves the user's rights comes from the variables of the environment that GDAL knows, and from nowhere
else; it goes into the request alone.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Mapping
from datetime import datetime, timezone
from email.utils import format_datetime
from urllib.parse import quote, unquote, urlsplit

from ...protocol.address import Address, is_open
from ...protocol.errors import SurveyError

HINTS = {
    "s3": "set AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION, or AWS_NO_SIGN_REQUEST=YES for a "
    "public bucket",
    "gs": "set GS_ACCESS_KEY_ID and GS_SECRET_ACCESS_KEY, or GS_NO_SIGN_REQUEST=YES for a public bucket",
    "az": "set AZURE_STORAGE_ACCOUNT and AZURE_STORAGE_SAS_TOKEN or AZURE_STORAGE_ACCESS_KEY, or "
    "AZURE_NO_SIGN_REQUEST=YES for a public container",
    "https": "set GDAL_HTTP_BEARER where it takes a token, give a signed address, or download it and give "
    "the file",
}
HINTS["http"] = HINTS["https"]
"""What to do where a server refuses, by the scheme of the address."""
OPEN = "no credentials are sent over http, which is not encrypted"
_NOTHING = hashlib.sha256(b"").hexdigest()
_AZURE_VERSION = "2021-08-06"


def asked(address: Address, below: str, headers: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Return the address on the web of something at or below an address, and the headers to ask with.

    Parameters
    ----------
    address : Address
        What the user named.
    below : str
        Path below it; empty for itself.
    headers : mapping
        Further headers.

    Raises
    ------
    SurveyError
        If a variable of the environment is missing, or would send a key in clear; the message names it.
    """
    parts = urlsplit(address.text)
    path = "/".join(part for part in (parts.path.strip("/"), quote(below)) if part)
    if address.scheme in ("http", "https"):
        query = f"?{parts.query}" if parts.query else ""
        token = {} if address.is_open else _token()
        return f"{address.scheme}://{parts.netloc}/{path}{query}", {**headers, **token}
    key = quote(unquote(path))
    if address.scheme == "s3":
        return _s3(parts.netloc, key, headers)
    return (_gs if address.scheme == "gs" else _azure)(parts.netloc, key, headers)


def hint(address: Address) -> str:
    """Return what to do where a server refuses."""
    if address.is_open:
        return f"{OPEN}; give its https address, or download it and give the file"
    return HINTS[address.scheme]


def _token() -> dict[str, str]:
    token = _set("GDAL_HTTP_BEARER")
    return {"Authorization": f"Bearer {token}"} if token else {}


def _s3(bucket: str, key: str, headers: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    region = _set("AWS_REGION") or _set("AWS_DEFAULT_REGION") or "us-east-1"
    server = _set("AWS_S3_ENDPOINT") or f"s3.{region}.amazonaws.com"
    scheme = "http" if _is_off("AWS_HTTPS") else "https"
    server = server.rpartition("://")[2].rstrip("/")
    in_path = _is_off("AWS_VIRTUAL_HOSTING") or "." in bucket
    url = f"{scheme}://{server}/{bucket}/{key}" if in_path else f"{scheme}://{bucket}.{server}/{key}"
    payer = {"x-amz-request-payer": "requester"} if _set("AWS_REQUEST_PAYER") else {}
    if _is_on("AWS_NO_SIGN_REQUEST"):
        return url, dict(headers)
    if is_open(url):
        raise SurveyError(
            f"s3://{bucket}: {OPEN}; leave out AWS_HTTPS=NO, or set "
            "AWS_NO_SIGN_REQUEST=YES for a public bucket"
        )
    names = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
    identity, secret = _required("s3", bucket, names)
    session = _set("AWS_SESSION_TOKEN")
    token = {"x-amz-security-token": session} if session else {}
    return url, signed(url, {**headers, **payer, **token}, identity, secret, region)


def _gs(bucket: str, key: str, headers: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    url = f"https://storage.googleapis.com/{bucket}/{key}"
    if _is_on("GS_NO_SIGN_REQUEST"):
        return url, dict(headers)
    identity, secret = _required("gs", bucket, ("GS_ACCESS_KEY_ID", "GS_SECRET_ACCESS_KEY"))
    return url, signed(url, headers, identity, secret, "auto")


def _azure(container: str, key: str, headers: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    said = dict(
        part.split("=", 1) for part in _set("AZURE_STORAGE_CONNECTION_STRING").split(";") if "=" in part
    )
    account = said.get("AccountName") or _required("az", container, ("AZURE_STORAGE_ACCOUNT",))[0]
    url = f"https://{account}.blob.core.windows.net/{container}/{key}"
    ticket, secret = (
        _set("AZURE_STORAGE_SAS_TOKEN"),
        said.get("AccountKey") or _set("AZURE_STORAGE_ACCESS_KEY"),
    )
    if _is_on("AZURE_NO_SIGN_REQUEST"):
        return url, dict(headers)
    if ticket:
        return f"{url}?{ticket.lstrip('?')}", dict(headers)
    if not secret:
        raise SurveyError(f"az://{container}: {HINTS['az']}")
    own = {"x-ms-date": format_datetime(_now(), usegmt=True), "x-ms-version": _AZURE_VERSION}
    text = "\n".join(
        ["GET", *[""] * 10, headers.get("Range", ""), *(f"{name}:{own[name]}" for name in sorted(own))]
    )
    mark = _hmac(base64.b64decode(secret), f"{text}\n/{account}/{container}/{key}")
    proof = f"SharedKey {account}:{base64.b64encode(mark).decode()}"
    return url, {**headers, **own, "Authorization": proof}


def signed(
    url: str,
    headers: Mapping[str, str],
    identity: str,
    secret: str,
    region: str,
    now: datetime | None = None,
) -> dict[str, str]:
    """Return headers with the signature (version 4) of the stores of Amazon and of who does as they do.

    Parameters
    ----------
    url : str
        What is asked for, without a query.
    headers : mapping
        What is asked with.
    identity, secret : str
        The key's name and the key.
    region : str
        Where the bucket is.
    now : datetime, optional
        The time in UTC.
    """
    parts, time = urlsplit(url), now or _now()
    stamp, scope = f"{time:%Y%m%dT%H%M%SZ}", f"{time:%Y%m%d}/{region}/s3/aws4_request"
    own = {**headers, "x-amz-content-sha256": _NOTHING, "x-amz-date": stamp}
    lines = {name.lower(): value.strip() for name, value in {**own, "host": parts.netloc}.items()}
    names = ";".join(sorted(lines))
    canonical = ["GET", parts.path, "", *(f"{n}:{lines[n]}" for n in sorted(lines)), "", names, _NOTHING]
    digest = hashlib.sha256("\n".join(canonical).encode()).hexdigest()
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = _hmac(key, part)
    mark = _hmac(key, f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{digest}").hex()
    proof = f"AWS4-HMAC-SHA256 Credential={identity}/{scope},SignedHeaders={names},Signature={mark}"
    return {**own, "Authorization": proof}


def _hmac(key: bytes, text: str) -> bytes:
    return hmac.new(key, text.encode(), hashlib.sha256).digest()


def _now() -> datetime:
    return datetime.now(timezone.utc)


def _required(scheme: str, bucket: str, names: tuple[str, ...]) -> tuple[str, ...]:
    values = tuple(_set(name) for name in names)
    if not all(values):
        raise SurveyError(f"{scheme}://{bucket}: {HINTS[scheme]}")
    return values


def _set(name: str) -> str:
    return os.environ.get(name, "").strip()


def _is_on(name: str) -> bool:
    return _set(name).upper() in ("YES", "TRUE", "ON", "1")


def _is_off(name: str) -> bool:
    return _set(name).upper() in ("NO", "FALSE", "OFF", "0")
