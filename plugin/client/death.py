"""Why a process of the engine ended, in words."""

from __future__ import annotations

from collections.abc import Collection

_KILLED = (-9, 137)
# Segmentation faults and bus errors; the last two are how Windows counts them.
_CRASHED = (-11, -7, 139, 3221225477, -1073741819)
_LONGEST_WORDS = 300
_LIBRARY_MISSING = ("c10.dll", "WinError 1114", "WinError 126", "DLL load failed")


def cause(status: int) -> str:
    """Return why a process ended, from its exit status."""
    if status in _KILLED:
        return "it was killed, perhaps because memory ran out"
    if status in _CRASHED:
        return "a library crashed in it"
    return f"it was ended by signal {-status}" if status < 0 else f"it ended with status {status}"


def last_words(lines: Collection[str]) -> str:
    """Return what to make of the last lines that a process said: a sentence, empty where there is nothing."""
    told = advice("\n".join(lines))
    if told or not lines:
        return told
    last = list(lines)[-1]
    return f"It last said: “{last[:_LONGEST_WORDS]}{'…' if len(last) > _LONGEST_WORDS else ''}”."


def advice(text: str) -> str:
    """Return what to do about a fault that the text is a sign of; empty where nothing is known."""
    if any(sign in text for sign in _LIBRARY_MISSING):
        return (
            "A library of PyTorch cannot be loaded: install the Microsoft Visual C++ redistributable (x64) "
            "and restart QGIS."
        )
    return ""
