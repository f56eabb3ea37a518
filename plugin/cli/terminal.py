"""Progress on a terminal, or in a log file."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass, field
from typing import TextIO

_BAR = 30
_REDRAW_SECONDS = 0.1
_LOG_STEP = 0.1


@dataclass
class ProgressBar:
    """A bar that redraws itself on a terminal; elsewhere a line for every tenth done.

    Parameters
    ----------
    stream : text stream
        Where to draw.
    """

    stream: TextIO
    _started: float = field(default_factory=time.monotonic)
    _drawn: float = -1.0
    _logged: float = -1.0

    def report(self, fraction: float, message: str) -> None:
        """Show how much is done (0 to 1) and what is going on."""
        if self.stream.isatty():
            self._draw(fraction, message)
        elif fraction >= self._logged + _LOG_STEP - 1e-9 or (fraction >= 1.0 > self._logged):
            self._logged = fraction
            print(f"{fraction:4.0%} {message}", file=self.stream, flush=True)

    def close(self) -> None:
        """Wipe the bar, so that messages start on a clean line."""
        if self._drawn >= 0:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
            self._drawn = -1.0

    def _draw(self, fraction: float, message: str) -> None:
        now = time.monotonic()
        if now - self._drawn < _REDRAW_SECONDS and fraction < 1.0:
            return
        self._drawn = now
        filled = round(_BAR * fraction)
        bar = "#" * filled + "." * (_BAR - filled)
        line = f"[{bar}] {fraction:4.0%} {self._remaining(fraction, now)}{message}"
        self.stream.write("\r\x1b[K" + line[: shutil.get_terminal_size().columns - 1])
        self.stream.flush()

    def _remaining(self, fraction: float, now: float) -> str:
        """Return the time left in words, empty until there is something to judge by."""
        elapsed = now - self._started
        if fraction < 0.02 or elapsed < 1.0 or fraction >= 1.0:
            return ""
        seconds = elapsed * (1 - fraction) / fraction
        return f"{seconds:.0f} s left, " if seconds < 90 else f"{seconds / 60:.0f} min left, "
