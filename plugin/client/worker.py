"""The engine as a process of its own: started, asked, cancelled, and reported when it dies."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any, cast

from .. import __version__
from ..protocol import errors
from ..protocol.errors import Cancelled, EngineError, VsMapperError
from ..protocol.messages import (
    VERSION,
    Ask,
    Cancel,
    Done,
    Failed,
    Hello,
    Message,
    Progress,
    Said,
    from_line,
    to_line,
)
from ..protocol.orders import Order
from ..protocol.outcomes import Outcome
from ..protocol.progress import Monitor
from .death import cause, last_words

ROOT = Path(__file__).resolve().parents[2]
START_S = 60.0
"""Longest time from the start of a process to its greeting."""
STOP_S = 0.8
"""Longest time from Cancel to the answer; a process that needs longer is ended."""
_TICK_S = 0.05
_LAST_LINES = 20


class Retired(EngineError):
    """The process had ended in good order, for want of orders, before it took this one."""


class Worker:
    """One process; it ends when this object, or the program that holds it, does.

    Parameters
    ----------
    command : sequence of str
        The program and its arguments.
    environment : mapping
        Its environment.
    folder : Path
        Where it runs.

    Raises
    ------
    EngineError
        If it cannot be started, or does not greet as it should.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], folder: Path = ROOT) -> None:
        self._inbox: SimpleQueue[Message | None] = SimpleQueue()
        self._said: deque[str] = deque(maxlen=_LAST_LINES)
        self._number = 0
        try:
            self._process = subprocess.Popen(
                [str(part) for part in command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=folder,
                env=dict(environment),
                **_apart(),
            )
        except OSError as error:
            reason = error.strerror or str(error)
            raise EngineError(f"The engine cannot be started: {command[0]}: {reason}") from error
        pipes = (self._process.stdin, self._process.stdout, self._process.stderr)
        self._input, self._output, self._beside = cast(tuple[IO[bytes], IO[bytes], IO[bytes]], pipes)
        self._readers = [
            threading.Thread(target=self._take_in, daemon=True),
            threading.Thread(target=self._overhear, daemon=True),
        ]
        for reader in self._readers:
            reader.start()
        self._greet()

    @property
    def alive(self) -> bool:
        """True until the process has ended."""
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    def ask(self, order: Order, monitor: Monitor) -> Outcome:
        """Let the process carry out an order, and wait for it.

        Parameters
        ----------
        order : Order
            What is wanted.
        monitor : Monitor
            Progress and cancellation, called in this thread.

        Raises
        ------
        VsMapperError
            What the engine says; `EngineError` if it died.
        Cancelled
            If the user asked to stop; the process is ended where it does not stop soon.
        """
        self._number += 1
        self._send(Ask(self._number, order))
        while True:
            message = self._next(monitor)
            if isinstance(message, Progress):
                monitor.report(message.fraction, message.message)
            elif isinstance(message, Said):
                monitor.tell(message.lines)
            elif isinstance(message, Done):
                return message.outcome
            elif isinstance(message, Failed):
                raise _error(message)

    def close(self, patience: float = 2.0) -> None:
        """End the process: ask it to, and stop it where it does not follow."""
        with suppress(OSError):  # it may be gone already
            self._input.close()
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for reader in self._readers:
            reader.join(patience)
        for stream in (self._output, self._beside):
            stream.close()

    def _greet(self) -> None:
        """Wait for the greeting."""
        deadline = time.monotonic() + START_S
        while True:
            try:
                message = self._inbox.get(timeout=max(deadline - time.monotonic(), 0.0))
            except Empty:
                self.close(0.0)
                words = last_words(self._said)
                raise EngineError(f"The engine did not start within {START_S:.0f} s. {words}") from None
            if message is None:
                raise self._death()
            if isinstance(message, Hello):
                break
        if (message.version, message.program) != (VERSION, __version__):
            self.close(0.0)
            raise EngineError(
                f"The engine is version {message.program}, this is version {__version__}: restart QGIS"
            )

    def _next(self, monitor: Monitor) -> Message:
        """Return the next message about the present order."""
        asked_to_stop = 0.0
        while True:
            if asked_to_stop and time.monotonic() > asked_to_stop + STOP_S:
                self.close(0.0)
                raise Cancelled("cancelled")
            if not asked_to_stop and monitor.cancelled():
                asked_to_stop = time.monotonic()
                self._send(Cancel(self._number))
            try:
                message = self._inbox.get(timeout=_TICK_S)
            except Empty:
                continue
            if message is None:
                if asked_to_stop:
                    raise Cancelled("cancelled")
                raise self._death()
            if getattr(message, "number", None) != self._number:
                continue  # of an order that nobody waits for any more
            if not asked_to_stop or isinstance(message, (Done, Failed)):
                return message

    def _send(self, message: Message) -> None:
        try:
            self._input.write(f"{to_line(message)}\n".encode("ascii"))
            self._input.flush()
        except (OSError, ValueError) as error:
            if not isinstance(error, OSError) and self.alive:
                raise EngineError(f"This cannot be sent to the engine: {error}") from error
            raise self._death() from error

    def _take_in(self) -> None:
        """Read messages until the process is gone."""
        for line in self._output:
            try:
                self._inbox.put(from_line(line.decode("ascii")))
            except ValueError:
                self._said.append(line.decode("utf-8", errors="replace").rstrip())
        self._inbox.put(None)

    def _overhear(self) -> None:
        """Keep the last of what the process says beside its messages."""
        for line in self._beside:
            text = line.decode("utf-8", errors="replace").rstrip()
            if text:
                self._said.append(text)

    def _death(self) -> EngineError:
        """Return in words how the process ended."""
        try:
            status = self._process.wait(2.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        for reader in self._readers:
            reader.join(0.5)
        kind = EngineError if status else Retired
        parts = (
            f"The engine stopped: {cause(status)}.",
            last_words(self._said),
            "Try again: it is started anew.",
        )
        return kind(" ".join(part for part in parts if part))


def _apart() -> dict[str, Any]:
    """Return how a process is started so that no signal or console of this program's reaches it."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def _error(failed: Failed) -> VsMapperError:
    """Return the exception that a failure stands for."""
    kind = getattr(errors, failed.error, None)
    if isinstance(kind, type) and issubclass(kind, VsMapperError):
        return kind(failed.message)
    return EngineError(f"Unexpected error, please report it: {failed.message}")
