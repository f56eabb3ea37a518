"""What is asked of a server: answered, given up after a while, or dropped at once when the user cancels."""

from __future__ import annotations

import os
import socket
import ssl
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies

from ... import __version__
from ...protocol.address import HERE
from ...protocol.errors import Cancelled, SurveyError
from ...protocol.progress import UNWATCHED, Monitor

_TICK_S, _PIECE = 0.1, 1 << 17
_MOST_TRIES, _PAUSE_S = 4, 0.5
_MOST_REDIRECTIONS = 5
_REDIRECTIONS, _FOR_NOW = (301, 302, 303, 307, 308), (429, 500, 502, 503, 504)
_OWN = {"User-Agent": f"VsMapper/{__version__}", "Accept-Encoding": "identity"}


@dataclass(frozen=True)
class Answer:
    """What a server answers.

    Parameters
    ----------
    status : int
        Its number for it, such as 200.
    headers : mapping
        By lower-case name.
    body : bytes
        What came with it; of an answer that is longer than wanted, its beginning.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True)
class Request:
    """What is asked for: an address, which may hold a signature, headers, and how many bytes at most."""

    url: str
    headers: Mapping[str, str]
    most: int

    @property
    def host(self) -> str:
        """Scheme and host."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.netloc}"


def patience_s() -> float:
    """Return how long in s a server may be silent: ``GDAL_HTTP_TIMEOUT``, else half a minute."""
    try:
        return max(0.1, float(os.environ.get("GDAL_HTTP_TIMEOUT", "")))
    except ValueError:
        return 30.0


class Courier:
    """Asks servers, one thing after the other, over a connection that is kept.

    Parameters
    ----------
    shown : str
        What messages call the place that is asked.
    monitor : Monitor
        Its Cancel ends every wait.
    """

    def __init__(self, shown: str, monitor: Monitor = UNWATCHED) -> None:
        self._shown, self._monitor, self._patience = shown, monitor, patience_s()
        self._connection: HTTPConnection | None = None
        self._host, self._alive = "", 0.0

    def get(self, request: Request) -> Answer:
        """Ask, follow the server within itself, and ask again where it fails for the moment.

        Raises
        ------
        SurveyError
            If there is no answer, or it leads to another host; the message says what to do.
        Cancelled
            If the user asked to stop.
        """
        for left in range(_MOST_REDIRECTIONS, -1, -1):
            answer = self._persistent(request)
            if answer.status not in _REDIRECTIONS or "location" not in answer.headers:
                return answer
            request = self._redirected(request, answer.headers["location"], left)
        raise AssertionError

    def close(self) -> None:
        """Let go of the connection."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(OSError):
                connection.close()

    def _persistent(self, request: Request) -> Answer:
        for tries in range(1, _MOST_TRIES + 1):
            answer = self._once(request)
            if answer.status not in _FOR_NOW or tries == _MOST_TRIES:
                break
            self._wait(SimpleQueue(), _PAUSE_S * tries)
        return answer

    def _redirected(self, request: Request, location: str, left: int) -> Request:
        target = Request(urljoin(request.url, location), request.headers, request.most)
        if not left:
            raise SurveyError(f"{self._shown}: the server leads in circles; check the address")
        if target.host not in (request.host, request.host.replace("http:", "https:", 1)):
            raise SurveyError(
                f"{self._shown}: the server leads on to {target.host[:100]}, which is not followed; give the "
                "address there, if you trust it"
            )
        return target

    def _once(self, request: Request) -> Answer:
        """Ask in a thread of its own, which is left behind when nobody waits for it any more."""
        outcome: SimpleQueue[Answer | Exception] = SimpleQueue()
        self._alive = monotonic()
        Thread(target=self._ask, args=(request, outcome), daemon=True).start()
        told = self._wait(outcome, None)
        if isinstance(told, Answer):
            return told
        self.close()
        raise SurveyError(f"{self._shown}: {_reason(told)}") from told

    def _wait(
        self, outcome: SimpleQueue[Answer | Exception], pause: float | None
    ) -> Answer | Exception | None:
        """Return what comes of a request; with a pause, nothing after it."""
        began = monotonic()
        while pause is None or monotonic() - began < pause:
            if self._monitor.cancelled():
                self.close()
                raise Cancelled("cancelled")
            with suppress(Empty):
                return outcome.get(timeout=_TICK_S)
            if pause is None and monotonic() - self._alive > self._patience:
                return TimeoutError()
        return None

    def _ask(self, request: Request, outcome: SimpleQueue[Answer | Exception]) -> None:
        try:
            try:
                outcome.put(self._answer(request))
            except (ConnectionError, HTTPException):
                if self._connection is None:
                    raise
                self.close()  # it was kept, and the server has ended it meanwhile
                outcome.put(self._answer(request))
        except Exception as error:
            outcome.put(error)

    def _answer(self, request: Request) -> Answer:
        connection, fresh = self._connected(request)
        parts = urlsplit(request.url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        whole = parts.scheme == "http" and connection.host != parts.hostname  # through a proxy
        connection.request("GET", request.url if whole else path, headers={**_OWN, **request.headers})
        if fresh:
            self._connection, self._host = connection, request.host
        response = connection.getresponse()
        self._alive = monotonic()
        headers = {name.lower(): value for name, value in response.getheaders()}
        body = self._body(response, request.most)
        if not response.isclosed():  # there is more than was wanted
            connection.close()
        return Answer(response.status, headers, body)

    def _connected(self, request: Request) -> tuple[HTTPConnection, bool]:
        if self._connection is not None and self._host == request.host:
            return self._connection, False
        self.close()
        return _connection(request.url, 2 * self._patience), True

    def _body(self, response: HTTPResponse, most: int) -> bytes:
        pieces, left = [], most
        while left > 0 and (piece := response.read(min(left, _PIECE))):
            pieces.append(piece)
            left -= len(piece)
            self._alive = monotonic()
        return b"".join(pieces)


def _connection(url: str, timeout: float) -> HTTPConnection:
    """Return a connection to a server, through the proxy that the system names for it, not yet made."""
    parts = urlsplit(url)
    host, secure = parts.hostname or "", parts.scheme == "https"
    kind = HTTPSConnection if secure else HTTPConnection
    proxy = getproxies().get(parts.scheme) if host not in HERE else None
    if not proxy:
        return kind(host, parts.port, timeout=timeout)
    through = urlsplit(proxy if "://" in proxy else f"http://{proxy}")
    connection = kind(through.hostname or "", through.port or 80, timeout=timeout)
    if secure:
        connection.set_tunnel(host, parts.port or 443)
    return connection


def _reason(error: Exception | None) -> str:
    """Return why a request failed, and what to do about it."""
    if isinstance(error, TimeoutError):
        return (
            f"the server has not answered for {patience_s():g} s; try again later, or download it and give "
            "the file"
        )
    if isinstance(error, socket.gaierror):
        return "its host is not found; check the address, and that this machine is on the network"
    if isinstance(error, ssl.SSLError):
        return f"the server cannot be trusted ({error.reason or error}); download it and give the file"
    if isinstance(error, HTTPException):
        return "the server answers something that is no HTTP; check the address"
    why = getattr(error, "strerror", None) or type(error).__name__
    return f"the server cannot be reached ({why}); check the address, and that this machine is on the network"
