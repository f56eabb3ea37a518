"""Programs that are run in the background: without a console window, and ended with all that they started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from ..protocol.errors import Cancelled

_TICK_S = 0.1
_LAST_LINES = 30


def apart() -> dict[str, Any]:
    """Return the arguments of `subprocess` that open no console and keep this program's signals away."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process and, where the system can, what it started."""
    with suppress(OSError):  # it may be gone
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def answer(command: Sequence[str], environment: Mapping[str, str], seconds: float) -> bytes | None:
    """Return what a program writes on its standard output; None where it fails or takes longer."""
    try:
        # Words of our own, and no shell.
        return subprocess.run(  # nosec B603
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=dict(environment),
            timeout=seconds,
            check=True,
            **apart(),
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None


def run(
    command: Sequence[str],
    environment: Mapping[str, str],
    cancelled: Callable[[], bool],
    said: Callable[[str], None],
    now_and_then: Callable[[], None] = lambda: None,
    folder: Path | None = None,
) -> tuple[int, list[str]]:
    """Run a program to its end and hand on what it says, line by line.

    Parameters
    ----------
    command : sequence of str
        The program and its arguments.
    environment : mapping of str to str
        Its variables.
    cancelled : callable
        Asked ten times a second; True ends the program.
    said : callable
        Called with each line, in another thread.
    now_and_then : callable
        Called ten times a second, in this thread.
    folder : Path or None
        Where it runs.

    Returns
    -------
    status : int
        Its exit status.
    lines : list of str
        The last lines that it said.

    Raises
    ------
    Cancelled
        If it was ended because `cancelled` said so.
    OSError
        If it cannot be started.
    """
    # Words of our own, and no shell.
    process = subprocess.Popen(  # nosec B603
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=dict(environment),
        cwd=folder,
        **apart(),
    )
    last: deque[str] = deque(maxlen=_LAST_LINES)
    reader = threading.Thread(target=_read, args=(process.stdout, last, said), daemon=True)
    reader.start()
    try:
        _wait(process, cancelled, now_and_then)
    finally:
        if process.poll() is None:
            end(process)
        reader.join(2.0)
    return process.returncode, list(last)


def _wait(
    process: subprocess.Popen[bytes], cancelled: Callable[[], bool], now_and_then: Callable[[], None]
) -> None:
    while True:
        with suppress(subprocess.TimeoutExpired):
            process.wait(_TICK_S)
            return
        if cancelled():
            raise Cancelled("cancelled")
        now_and_then()


def _read(stream: IO[bytes], last: deque[str], said: Callable[[str], None]) -> None:
    with stream:
        for line in stream:
            text = line.decode("utf-8", errors="replace").rstrip()
            if text:
                last.append(text)
                said(text)
