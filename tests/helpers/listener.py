"""A server on this machine that notes who asks for something."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType


class Listener:
    """Listen on a free port of this machine while the block lasts.

    Parameters
    ----------
    requests : list of str
        The first line of each request; one that is no HTTP is told as it came.
    """

    def __init__(self) -> None:
        self.requests: list[str] = []
        noted = self.requests

        class Handler(BaseHTTPRequestHandler):
            def parse_request(self) -> bool:
                noted.append(self.raw_requestline.decode("latin-1").strip())
                self.requestline, self.request_version, self.command = "", "HTTP/1.0", "GET"
                self.send_error(404)
                return False

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"127.0.0.1:{self._server.server_address[1]}"
        self.url = f"http://{self.address}/asked"

    def __enter__(self) -> Listener:
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
