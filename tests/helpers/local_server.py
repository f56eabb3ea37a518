"""A server on a free port of this machine, while a block lasts."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import TypeVar

Served = TypeVar("Served", bound="LocalServer")


class LocalServer:
    """Answer requests by a handler until the block ends.

    Parameters
    ----------
    handler : type
        Made for each request.

    Attributes
    ----------
    address : str
        Host and port.
    """

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        class Quiet(ThreadingHTTPServer):
            def handle_error(self, *_: object) -> None:
                """Say nothing of who hangs up."""

        self._server = Quiet(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        self.address = f"127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self: Served) -> Served:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
