"""A server on this machine that notes who asks for something."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler

from local_server import LocalServer


class Listener(LocalServer):
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

        super().__init__(Handler)
        self.url = f"http://{self.address}/asked"
