"""QGIS's one way to the engine: an order goes in, its outcome comes back, in the words of QGIS's windows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from ..protocol.errors import VsMapperError
from ..protocol.orders import Invert, Order
from ..protocol.outcomes import Outcome
from ..protocol.progress import Monitor
from .isolation import import_geospatial, import_network
from .own_thread import in_own_thread
from .words import in_words

Told = TypeVar("Told")


def _nothing() -> None:
    pass


def ask(order: Order, monitor: Monitor, meanwhile: Callable[[], None] = _nothing) -> Outcome:
    """Let the engine carry out an order, and wait for it.

    Parameters
    ----------
    order : Order
        What is wanted.
    monitor : Monitor
        Progress and cancellation, called in another thread.
    meanwhile : callable
        Called in this thread now and then while the engine works.

    Returns
    -------
    Outcome
        The one that the order names.

    Raises
    ------
    VsMapperError
        If it cannot be done; the message is for the user.
    Cancelled
        If the user asked to stop; nothing is changed then.
    """

    def work() -> Outcome:
        # The packages take seconds to import, and QGIS must not wait.
        import_geospatial()
        if isinstance(order, Invert):
            import_network()
        from ..engine.pipeline import carry_out

        return carry_out(order, monitor)

    try:
        return translated(in_own_thread(work, meanwhile))
    except VsMapperError as error:
        raise type(error)(in_words(str(error))) from error


def translated(told: Told) -> Told:
    """Return an outcome, or a part of one, with every text in the words of QGIS's windows."""
    if isinstance(told, str):
        return in_words(told)  # type: ignore[return-value]
    if isinstance(told, tuple):
        return tuple(map(translated, told))  # type: ignore[return-value]
    if is_dataclass(told) and not isinstance(told, type):
        parts = {field.name: translated(getattr(told, field.name)) for field in fields(told)}
        return replace(told, **parts)
    return told
