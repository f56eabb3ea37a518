"""What is said of the stages of an inversion while it goes on."""

from __future__ import annotations

from ...protocol.progress import Monitor

COMPILING = "compiling, the first time only"


def named(monitor: Monitor, stage: str) -> Monitor:
    """Return a monitor that says the stage before what is done in it."""
    return monitor.saying(lambda _, message: f"{stage}: {message}")


def counting(monitor: Monitor, stage: str, n_sites: int) -> Monitor:
    """Return a monitor that says how many sites of a stage are done before what is done with them."""

    def words(fraction: float, message: str) -> str:
        return f"{stage}, {int(fraction * n_sites + 1e-6)} of {n_sites} sites: {message}"

    return monitor.saying(words)


def compiling_first(monitor: Monitor) -> Monitor:
    """Return a monitor that says until something is done that the forward model is compiled, where it is."""
    from ..waves.compiled import is_at_hand
    from ..waves.root_search import find_mode

    if is_at_hand(find_mode):
        return monitor
    return monitor.saying(lambda fraction, message: message if fraction > 0 else f"{COMPILING}: {message}")
