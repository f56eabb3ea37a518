"""Short work aside, which may be forgotten before it is done."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable

from plugin.protocol.progress import Monitor


def test_work_that_nobody_waits_for_is_let_go_in_the_main_thread(
    qgis_app: object, wait_until: Callable[..., None]
) -> None:
    from plugin.gui.task import TaskSlot

    begun, go_on, where = threading.Event(), threading.Event(), []

    def work(_monitor: Monitor) -> None:
        begun.set()
        go_on.wait(10)

    slot = TaskSlot()
    slot.start("work", work, quiet=True)
    weakref.finalize(slot._task, lambda: where.append(threading.current_thread()))
    assert begun.wait(10)
    slot.drop()
    go_on.set()
    wait_until(lambda: where)
    assert where == [threading.main_thread()]
