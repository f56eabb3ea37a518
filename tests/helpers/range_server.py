"""A server on this machine that gives the files of a folder, whole or in parts, and notes who asks."""

from __future__ import annotations

import re
import threading
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from types import TracebackType
from urllib.parse import unquote

from local_server import LocalServer

_RANGE = re.compile(r"bytes=(\d*)-(\d*)\Z")


class RangeServer(LocalServer):
    """Serve a folder on a free port of this machine while the block lasts.

    Parameters
    ----------
    folder : Path
        What is served.

    Attributes
    ----------
    requests : list of str
        Path, query and range of each request.
    asked_with : list of mapping
        The headers of each.
    sent : int
        Bytes of files given so far.
    statuses : dict of str to int
        Other answers than the file, by its path.
    elsewhere : dict of str to str
        Where paths are led to.
    silent : set of str
        Paths that are never answered.
    whole : bool
        Whether files are given whole alone.
    """

    def __init__(self, folder: Path) -> None:
        self.folder, self.whole, self.sent = folder, False, 0
        self.requests: list[str] = []
        self.asked_with: list[dict[str, str]] = []
        self.statuses: dict[str, int] = {}
        self.elsewhere: dict[str, str] = {}
        self.silent: set[str] = set()
        self._over = threading.Event()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = -1

            def do_GET(self) -> None:
                server._answer(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        super().__init__(Handler)
        self.url = f"http://{self.address}"

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        path, ranged = handler.path.partition("?")[0], handler.headers.get("Range", "")
        self.requests.append(f"{handler.path} {ranged}".strip())
        self.asked_with.append({name.lower(): value for name, value in handler.headers.items()})
        if path in self.silent:
            self._over.wait(10)
            return
        file = self.folder / unquote(path).lstrip("/")
        status = self.statuses.get(path, 302 if path in self.elsewhere else 200 if file.is_file() else 404)
        body = file.read_bytes() if status == 200 else b""
        headers = {"Location": self.elsewhere[path]} if status == 302 else {}
        if status == 200:
            changed = file.stat().st_mtime
            headers |= {"ETag": f'"{file.stat().st_mtime_ns:x}"', "Last-Modified": formatdate(changed)}
            found = _RANGE.match(ranged)
            if found and not self.whole:
                first = int(found[1]) if found[1] else max(0, len(body) - int(found[2]))
                last = min(int(found[2]) if found[1] and found[2] else len(body) - 1, len(body) - 1)
                headers["Content-Range"] = f"bytes {first}-{last}/{len(body)}"
                status, body = 206, body[first : last + 1]
        handler.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)
        self.sent += len(body)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        super().__exit__(kind, error, trace)
