"""Where packages come from: pip's and uv's own settings, and what an index offers.

No index is named here but the default that both programs have, and PyTorch's own, on which the CPU builds
for Linux lie.
"""

from __future__ import annotations

import configparser
import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import ProxyHandler, Request, build_opener, url2pathname

DEFAULT = "https://pypi.org/simple"
TORCH_CPU = "https://download.pytorch.org/whl/cpu"
_OF_UV = (
    "UV_DEFAULT_INDEX",
    "UV_INDEX_URL",
    "UV_INDEX",
    "UV_EXTRA_INDEX_URL",
    "UV_FIND_LINKS",
    "UV_NO_INDEX",
)
_SIMPLE = "application/vnd.pypi.simple.v1+json, text/html;q=0.5"
TIMEOUT_S = 8.0


@dataclass(frozen=True)
class Sources:
    """Where packages are looked for.

    Parameters
    ----------
    index : str
        The index.
    more : tuple of str
        Further indexes.
    links : tuple of str
        Folders and pages with files.
    certificates, proxy : str
        Of pip's settings; empty where they say nothing.
    of_uv : bool
        Whether uv has settings of its own, which pip's must not override.
    """

    index: str = DEFAULT
    more: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    certificates: str = ""
    proxy: str = ""
    of_uv: bool = False

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts and folders, as a user is told of them."""
        every = (self.index, *self.more, *self.links)
        named = [str(_folder(place) or urlsplit(place).hostname or place) for place in every]
        return tuple(dict.fromkeys(named))

    def variables(self) -> dict[str, str]:
        """Return the variables that make uv look where pip would."""
        said = {
            "UV_DEFAULT_INDEX": self.index if self.index != DEFAULT else "",
            "UV_INDEX": " ".join(self.more),
            "UV_FIND_LINKS": ",".join(self.links),
            # pip takes the best of all indexes; without this uv stops at the first that has a package.
            "UV_INDEX_STRATEGY": "unsafe-best-match" if self.more else "",
        }
        also = {"SSL_CERT_FILE": self.certificates, "HTTPS_PROXY": self.proxy, "HTTP_PROXY": self.proxy}
        return {name: value for name, value in {**({} if self.of_uv else said), **also}.items() if value}


def sources(own: Mapping[str, str] = os.environ) -> Sources:
    """Return what uv's variables say, or else pip's variables and files."""
    if any(own.get(name) for name in _OF_UV):
        index = own.get("UV_DEFAULT_INDEX") or own.get("UV_INDEX_URL") or DEFAULT
        more = f"{own.get('UV_INDEX', '')} {own.get('UV_EXTRA_INDEX_URL', '')}".split()
        named = tuple(place.partition("=")[2] if re.match(r"[\w.-]+=", place) else place for place in more)
        links = tuple(filter(None, own.get("UV_FIND_LINKS", "").split(",")))
        return Sources(index, named, links, of_uv=True)
    said = _pip_settings(own)
    return Sources(
        said.get("index-url", DEFAULT),
        tuple(said.get("extra-index-url", "").split()),
        tuple(said.get("find-links", "").split()),
        said.get("cert", ""),
        said.get("proxy", ""),
    )


def offered(place: str, package: str, own: Mapping[str, str]) -> dict[str, str]:
    """Return the files of a package in an index, or of all packages in a folder: addresses by name.

    Nothing is found where the place does not answer.
    """
    folder = _folder(place)
    with suppress(OSError, ValueError):
        if folder is not None and not (folder / package).is_dir():
            return {path.name: path.as_uri() for path in folder.iterdir() if path.suffix == ".whl"}
        address = f"{folder.as_uri() if folder else place.rstrip('/')}/{package}/"
        address += "index.html" if folder else ""
        return _files(address, fetch(address, own, _SIMPLE).decode("utf-8", errors="replace"))
    return {}


def fetch(address: str, own: Mapping[str, str], accept: str = "*/*") -> bytes:
    """Return what lies at an address, over the proxies of the environment.

    Raises
    ------
    OSError
        If it cannot be had.
    """
    if urlsplit(address).scheme not in ("http", "https", "file"):
        raise OSError(f"{address}: not an address of an index")
    request = Request(address, headers={"Accept": accept})
    with build_opener(ProxyHandler(proxies(own))).open(request, timeout=TIMEOUT_S) as answer:
        return answer.read()


def proxies(own: Mapping[str, str]) -> dict[str, str]:
    """Return the proxies of an environment by scheme; what lies beside them is for the opener to find."""
    lower = {name.lower(): value for name, value in own.items()}
    every = lower.get("all_proxy", "")
    named = {scheme: lower.get(f"{scheme}_proxy") or every for scheme in ("http", "https")}
    return {scheme: value for scheme, value in named.items() if value and not value.startswith("socks")}


def _files(address: str, text: str) -> dict[str, str]:
    """Return the files of an index's page, which is JSON or HTML."""
    if text.lstrip().startswith("{"):
        return {file["filename"]: urljoin(address, file["url"]) for file in json.loads(text)["files"]}
    reader = _Links()
    reader.feed(text)
    return {unquote(urlsplit(link).path).rpartition("/")[2]: urljoin(address, link) for link in reader.links}


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep where a link leads."""
        self.links += [value for name, value in attrs if tag == "a" and name == "href" and value]


def _folder(place: str) -> Path | None:
    """Return the folder that a place is, None of an address on the network."""
    parts = urlsplit(place)
    if parts.scheme == "file":
        return Path(url2pathname(parts.path))
    return Path(place) if parts.scheme not in ("http", "https") else None


def _pip_settings(own: Mapping[str, str]) -> dict[str, str]:
    """Return pip's settings; later files and then variables go before earlier ones."""
    found: dict[str, str] = {}
    for path in _pip_files(own):
        parser = configparser.RawConfigParser()
        with suppress(OSError, configparser.Error, UnicodeDecodeError):
            parser.read(path, encoding="utf-8")
        for section in ("global", "install"):
            if parser.has_section(section):
                found.update(parser.items(section))
    wanted = ("index-url", "extra-index-url", "find-links", "cert", "proxy")
    for name in wanted:
        value = own.get(f"PIP_{name.replace('-', '_').upper()}")
        if value:
            found[name] = value
    return found


def _pip_files(own: Mapping[str, str]) -> Iterator[Path]:
    """Yield where pip keeps its settings: of the machine, of the user, of a variable."""
    user = Path.home()
    if sys.platform == "win32":
        yield Path(own.get("PROGRAMDATA", r"C:\ProgramData")) / "pip" / "pip.ini"
        yield from (user / "pip" / "pip.ini", Path(own.get("APPDATA", str(user))) / "pip" / "pip.ini")
    else:
        for folder in reversed(own.get("XDG_CONFIG_DIRS", "/etc/xdg").split(":")):
            yield Path(folder) / "pip" / "pip.conf"
        yield from (Path("/etc/pip.conf"), user / ".pip" / "pip.conf")
        if sys.platform == "darwin":
            yield user / "Library" / "Application Support" / "pip" / "pip.conf"
        yield Path(own.get("XDG_CONFIG_HOME", str(user / ".config"))) / "pip" / "pip.conf"
    if own.get("PIP_CONFIG_FILE"):
        yield Path(own["PIP_CONFIG_FILE"])
