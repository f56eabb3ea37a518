"""Looking where QGIS stands still: told by the function that kept it, and no part of what is looked at."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

pytest.importorskip("qgis.core", reason="QGIS's Python modules are not importable by this Python")


def keep_busy(seconds: float) -> None:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass


@pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="looks come by a signal that Windows lacks")
def test_a_stall_is_told_by_what_kept_qgis_and_one_look_waits_for_the_other(
    qgis_app: object, tmp_path: Path
) -> None:
    from tools.stalls import Stalls

    before = signal.getsignal(signal.SIGALRM)
    stalls = Stalls(tmp_path / "stalls.txt")
    try:
        stalls.start("busy")
        between_looks = signal.getitimer(signal.ITIMER_REAL)[1]
        keep_busy(0.15)
        stalls.stop()
        left = signal.getitimer(signal.ITIMER_REAL)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert between_looks == 0.0
    assert left == (0.0, 0.0)
    told = (tmp_path / "stalls.txt").read_text()
    assert told.startswith("== busy: ")
    assert " keep_busy\n" in told
    assert " _look\n" not in told
