"""The engine's packages, imported in the background while the client's first order is still to come."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from concurrent.futures import Future
from importlib import import_module

from ..protocol.errors import EngineError
from ..protocol.orders import Invert, Order
from ..protocol.progress import Monitor

_TICK_S = 0.05
# What every order needs, and what an inversion needs besides: relative names are modules of this package.
_FOR_ALL = (
    "geopandas",
    "rasterio",
    ".engine.reading.survey_file",
    ".engine.reading.quality",
    ".engine.description",
    ".engine.stack.reading",
    ".engine.sections.section",
)
_TO_INVERT = (".engine.network.weights", ".engine.proof.proof", ".engine.results.inversion")


class Packages:
    """What orders need, from the first moment on.

    An order waits for it: two threads that import packages which import each other fail. And it fails with
    what failed here: a library that could not be loaded fails in other words the second time.
    """

    def __init__(self) -> None:
        self._for_all: Future[None] = Future()
        self._to_invert: Future[None] = Future()
        threading.Thread(target=self._import, daemon=True).start()

    def wait_for(self, order: Order, monitor: Monitor) -> None:
        """Wait until the packages of an order are there.

        Raises
        ------
        EngineError
            If one of them cannot be imported.
        Cancelled
            If the user asked to stop.
        """
        for needed in (self._for_all, self._to_invert)[: 1 + isinstance(order, Invert)]:
            while not needed.done():
                monitor.step(0.0, "starting the engine")
                time.sleep(_TICK_S)
            error = needed.exception()
            if error is not None:
                raise EngineError(
                    f"The engine's packages cannot be loaded: {type(error).__name__}: {error}. "
                    "Set the engine up anew."
                ) from error

    def _import(self) -> None:
        for modules, needed in ((_FOR_ALL, self._for_all), (_TO_INVERT, self._to_invert)):
            try:
                for module in modules:
                    import_module(module, __package__.rpartition(".")[0])
                needed.set_result(None)
            except BaseException as error:  # a package may even leave Python
                traceback.print_exc()
                sys.stderr.flush()
                needed.set_exception(error)
