"""Work in parts lets the event loop turn in between, and ends once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from docks import Wait


@pytest.fixture
def turns(qgis_app: object) -> object:
    from plugin.gui.turns import Turns

    return Turns()


def test_other_events_come_between_the_parts(turns: object, wait_until: Wait) -> None:
    from qgis.PyQt.QtCore import QTimer

    seen: list[str] = []

    def work() -> Iterator[None]:
        for part in "abc":
            seen.append(part)
            QTimer.singleShot(0, lambda: seen.append("event"))
            yield

    turns.ended.connect(lambda: seen.append("end"))
    turns.start(work())
    assert turns.busy
    assert seen == []
    wait_until(lambda: not turns.busy)
    assert [part for part in seen if part != "event"] == ["a", "b", "c", "end"]
    assert "event" in seen[seen.index("a") : seen.index("c")]


def test_work_that_is_dropped_goes_no_further_and_does_not_end(
    turns: object, qgis_app: object, wait_until: Wait
) -> None:
    seen: list[str] = []
    turns.ended.connect(lambda: seen.append("end"))
    turns.start(seen.append(part) for part in "abc")
    wait_until(lambda: bool(seen))
    turns.drop()
    for _ in range(5):
        qgis_app.processEvents()
    assert (seen, turns.busy) == (["a"], False)
