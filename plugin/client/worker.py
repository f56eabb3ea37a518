"""The engine as a process of its own: started, asked, cancelled, and reported when it dies."""

from __future__ import annotations

import subprocess
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, cast

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
from ..protocol.progress import UNWATCHED, Monitor
from .children import apart, end
from .death import advice, cause, last_words

ROOT = Path(__file__).resolve().parents[2]
START_S = 60.0
"""Longest time from the start of a process to its greeting."""
STOP_S = 0.8
"""Longest time from Cancel to the answer; a process that needs longer is ended."""
_TICK_S = 0.05
_LAST_S = 0.5
"""How long the last messages of a process that is gone may take."""
_LAST_LINES = 20
_LONGEST_LINE = 10_000


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
    monitor : Monitor
        Asked, until it greets, whether it is still wanted.
    folder : Path
        Where it runs.

    Raises
    ------
    EngineError
        If it cannot be started, or does not greet as it should.
    Cancelled
        If it is no longer wanted.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        monitor: Monitor = UNWATCHED,
        folder: Path = ROOT,
    ) -> None:
        self._inbox: SimpleQueue[Message | None] = SimpleQueue()
        self._said: deque[str] = deque(maxlen=_LAST_LINES)
        self._number = 0
        self._answered = self._closed = False
        try:
            # Words of our own, and no shell.
            self._process = subprocess.Popen(  # nosec B603
                [str(part) for part in command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                cwd=folder,
                env=dict(environment),
                **apart(),
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
        self._greet(monitor)

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
            If the user asked to stop; the process is ended where it does not stop soon. Or if another
            thread closes this object.
        """
        self._number += 1
        self._answered = False
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
        self._closed = True
        with suppress(OSError):  # it may be gone already
            self._input.close()
        self._wait(patience)
        for reader in self._readers:  # for longer only where a process that it started has its pipes
            reader.join(_LAST_S)

    def _wait(self, patience: float) -> int:
        """Return the exit status; a process that does not end is killed with all that it started."""
        with suppress(subprocess.TimeoutExpired):
            return self._process.wait(patience)
        end(self._process)
        return self._process.wait()

    def _greet(self, monitor: Monitor) -> None:
        """Wait for the greeting."""
        deadline = time.monotonic() + START_S
        message: Message | None = None
        while not isinstance(message, Hello):
            if monitor.cancelled():
                self.close(0.0)
                raise Cancelled("cancelled")
            if time.monotonic() > deadline:
                self.close(0.0)
                words = last_words(self._said)
                raise EngineError(f"The engine did not start within {START_S:.0f} s. {words}")
            with suppress(Empty):
                message = self._take()
                if message is None:
                    raise self._death()
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
                message = self._take()
            except Empty:
                continue
            if message is None:
                if asked_to_stop:
                    raise Cancelled("cancelled")
                raise self._death()
            if getattr(message, "number", None) != self._number:
                continue  # of an order that nobody waits for any more
            self._answered = True
            if not asked_to_stop or isinstance(message, (Done, Failed)):
                return message

    def _take(self) -> Message | None:
        """Return the next message, None where the process is gone; raise Empty where there is none yet."""
        gone = not self.alive
        try:
            return self._inbox.get(timeout=_LAST_S if gone else _TICK_S)
        except Empty:
            if gone:  # what it started still has its pipes
                return None
            raise

    def _send(self, message: Message) -> None:
        try:
            self._input.write(f"{to_line(message)}\n".encode("ascii"))
            self._input.flush()
        except (OSError, ValueError) as error:
            if not isinstance(error, OSError) and self.alive and not self._closed:
                raise EngineError(f"This cannot be sent to the engine: {error}") from error
            raise self._death() from error

    def _take_in(self) -> None:
        """Read messages until the process is gone."""
        with self._output as lines:
            for line in lines:
                try:
                    self._inbox.put(from_line(line.decode("ascii")))
                except ValueError:
                    self._keep(line[:_LONGEST_LINE])
        self._inbox.put(None)

    def _overhear(self) -> None:
        """Keep the last of what the process says beside its messages."""
        with self._beside as stream:
            while line := stream.readline(_LONGEST_LINE):
                self._keep(line)

    def _keep(self, line: bytes) -> None:
        """Keep a line that is no message."""
        text = line.decode("utf-8", errors="replace").strip()
        if text:
            self._said.append(text)

    def _death(self) -> VsMapperError:
        """Return in words how the process ended."""
        status = self._wait(2.0)
        if self._closed:
            return Cancelled("cancelled")
        for reader in self._readers:
            reader.join(_LAST_S)
        kind = EngineError if status or self._answered else Retired
        parts = (
            f"The engine stopped: {cause(status)}.",
            last_words(self._said),
            "Try again: it is started anew.",
        )
        return kind(" ".join(part for part in parts if part))


def _error(failed: Failed) -> VsMapperError:
    """Return the exception that a failure stands for."""
    told, kind = advice(failed.message), getattr(errors, failed.error, None)
    if isinstance(kind, type) and issubclass(kind, VsMapperError):
        return kind(f"{failed.message} {told}".rstrip())
    return EngineError(told or f"Unexpected error, please report it: {failed.message}")
